"""The office key as the settings show it: its days, its papers, and another one in its place."""

from __future__ import annotations

import ssl
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desktop.core.clock import TAIWAN, FixedClock
from desktop.core.errors import EnvironmentFailure
from desktop.exports import certificates
from desktop.services import office_key, settings, signing_keys
from desktop.services.office import Office
from tests.builders import CLOCK


def test_there_is_none_until_it_is_made(office: Office) -> None:
    assert office_key.read(office) is None
    made = office_key.make(office)
    assert office_key.read(office) == made
    assert office_key.make(office) == made, "one that is there is kept"
    assert (made.valid_from, made.valid_until) == (date(2015, 1, 5), date(2018, 1, 5))
    assert (made.days_left, made.warned, made.holder) == (1096, "", "雲林縣政府 機關金鑰")


@pytest.mark.parametrize(
    ("left", "warned"),
    [
        (61, ""),
        (60, "soon"),
        (31, "soon"),
        (30, "near"),
        (8, "near"),
        (7, "urgent"),
        (0, "urgent"),
        (-1, "expired"),
    ],
)
def test_the_end_is_told_in_time(office: Office, left: int, warned: str) -> None:
    office_key.make(office)
    office.clock = FixedClock(datetime(2018, 1, 5, 9, tzinfo=TAIWAN) - timedelta(days=left))
    info = office_key.read(office)
    assert info is not None
    assert (info.days_left, info.warned) == (left, warned)


def test_the_certificate_is_handed_over(office: Office, tmp_path: Path) -> None:
    info = office_key.make(office)
    office_key.export_certificate(office, tmp_path / "office.pem")
    text = (tmp_path / "office.pem").read_text(encoding="ascii")
    exported = certificates.read_der(ssl.PEM_cert_to_DER_cert(text))
    assert exported.fingerprint == info.fingerprint.replace(" ", "")


def test_without_a_key_there_is_nothing_to_hand_over(office: Office, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match=r"keys\.none"):
        office_key.export_certificate(office, tmp_path / "office.pem")
    with pytest.raises(EnvironmentFailure, match=r"keys\.none"):
        office_key.statement(office)
    assert list(tmp_path.glob("office.pem*")) == []


def test_another_key_takes_its_place_and_the_old_one_is_kept(office: Office) -> None:
    old = office_key.make(office)
    before = (office.keys / signing_keys.OFFICE_KEY).read_bytes()
    new = office_key.renew(office)
    assert new.fingerprint != old.fingerprint
    assert office_key.read(office) == new
    kept = office.keys / f"until-{CLOCK.now():%Y%m%d-%H%M%S}-{signing_keys.OFFICE_KEY}"
    assert kept.read_bytes() == before
    with office.database.reading() as session:
        assert settings.get(session, settings.OFFICE_KEY) == new.fingerprint.replace(" ", "")


def test_the_statement_is_a_pdf(office: Office) -> None:
    office_key.make(office)
    assert office_key.statement(office).startswith(b"%PDF-1.4")
