from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from desktop.core.findings import Severity
from desktop.core.messages import LANGUAGES, catalogue
from desktop.exports.signer_check import check_signer
from desktop.exports.signing import Signer
from desktop.exports.trust import Trust
from tests.exports import packets

NOW = packets.NOW
DAY = timedelta(days=1)


def codes(signer: Signer, **options: Any) -> dict[str, Severity]:
    found = check_signer(signer, NOW, **{"county_code": "10009", **options})
    for finding in found:
        for language in LANGUAGES:
            assert catalogue(language).sentence(finding)
            assert catalogue(language).next(finding.code, **finding.params)
    return {finding.code: finding.severity for finding in found}


@pytest.mark.parametrize("kind", ["p256", "rsa2048"])
def test_a_good_key_has_no_findings(kind: str) -> None:
    assert codes(packets.signer(kind)) == {}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"start": NOW + DAY}, "signer.not_yet_valid"),
        ({"end": NOW - DAY}, "signer.expired"),
        ({"may_sign": False}, "signer.wrong_usage"),
        ({"county": "10008"}, "signer.other_county"),
    ],
)
def test_what_forbids_signing(options: dict[str, Any], code: str) -> None:
    assert codes(packets.signer(**options)) == {code: Severity.ERROR}


def test_a_weak_key() -> None:
    assert codes(packets.signer("rsa1024")) == {"signer.weak_key": Severity.ERROR}


def test_a_key_of_another_certificate() -> None:
    mixed = Signer(packets.certificate(packets.private_key("rsa2048")), _key=packets.private_key())
    assert codes(mixed) == {"signer.key_mismatch": Severity.ERROR}


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (61, {}),
        (59, {"signer.expires_soon": Severity.WARNING}),
        (30, {"signer.expires_soon": Severity.WARNING}),
        (29, {"signer.expires_in_a_month": Severity.WARNING}),
        (6, {"signer.expires_in_a_week": Severity.WARNING}),
        (0, {"signer.expires_in_a_week": Severity.WARNING}),
    ],
)
def test_days_left(left: int, expected: dict[str, Severity]) -> None:
    end = NOW + timedelta(days=left, seconds=1)
    assert codes(packets.signer(end=end)) == expected


def test_a_clock_that_goes_wrong_only_warns() -> None:
    assert codes(packets.signer(), built_at=NOW + DAY) == {"signer.clock_before_build": Severity.WARNING}
    assert codes(packets.signer(), last_export=NOW + DAY) == {"signer.clock_before_export": Severity.WARNING}
    assert codes(packets.signer(), built_at=NOW - DAY, last_export=NOW - DAY) == {}


def test_a_certificate_without_county_is_allowed() -> None:
    assert codes(packets.signer(county=None)) == {}


def test_a_pinned_root_must_be_reached() -> None:
    root_key = packets.private_key("rsa2048")
    root = packets.certificate(root_key, county=None, agency="Root", is_authority=True)
    trust = Trust((root,))
    assert codes(packets.signer(issuer=(root, root_key)), trust=trust) == {}
    assert codes(packets.signer(), trust=trust) == {"signer.untrusted": Severity.ERROR}


def test_a_revoked_certificate() -> None:
    root_key = packets.private_key("rsa2048")
    root = packets.certificate(root_key, county=None, agency="Root", is_authority=True)
    trust = Trust((root,), (packets.crl(root, root_key, 77, until=NOW + DAY),))
    assert codes(packets.signer(issuer=(root, root_key), serial=77), trust=trust) == {
        "signer.revoked": Severity.ERROR
    }
    assert codes(packets.signer(issuer=(root, root_key), serial=78), trust=trust) == {}
