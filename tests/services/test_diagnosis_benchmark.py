"""The counties' medians: only what the center signed, whole, and of five counties or more."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.core.errors import DataError, EnvironmentFailure
from desktop.exports import cms
from desktop.services import (
    demo_diagnosis,
    diagnoses,
    diagnosis_benchmark,
    diagnosis_papers,
    diagnosis_report,
)
from desktop.services.office import Office
from tests.builders import CLOCK
from tests.exports.packets import signer
from tests.services.test_diagnosis_files import text

_TIME: dict[str, Any] = {"start": CLOCK.now() - timedelta(days=30), "end": CLOCK.now() + timedelta(days=700)}
CENTER = signer(agency="研習中心", **_TIME)


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    path = tmp_path / "center.pem"
    path.write_bytes(CENTER.certificate.loaded.public_bytes(Encoding.PEM))
    return path


def signed(folder: Path, **changes: Any) -> Path:
    """A benchmark file with its signature."""
    form = diagnoses.form()
    told = {
        "format": diagnosis_benchmark.FORMAT,
        "roc_year": 103,
        "instrument": form.id,
        "sha256": form.sha256,
        "counties": 12,
        "dimensions": {"A": 52.5, "B": 41, "C": 60, "D": 33, "E": 45, "F": None},
        "items": {"A1": 3, "D3": 2},
    }
    content = json.dumps(told | changes).encode()
    path = folder / "benchmark.json"
    path.write_bytes(content)
    signature = cms.sign(CENTER, hashlib.sha256(content).digest(), CLOCK.now())
    (folder / "benchmark.json.p7s").write_bytes(signature)
    return path


def test_what_the_center_signed_is_drawn_beside(office: Office, tmp_path: Path, trust: Path) -> None:
    found = diagnosis_benchmark.take(office, signed(tmp_path), trust)
    assert (found.counties, found.dimensions["A"], found.dimensions["F"]) == (12, 52.5, None)
    demo_diagnosis.answers(office)
    demo_diagnosis.agree(office)
    report = diagnosis_report.read(office)
    assert report.benchmark == found
    rings = diagnosis_report.radar_of(report, "zh_TW").rings
    assert (rings[0].style, rings[0].label) == ("others", "103 年度 12 縣市中位數")
    (tmp_path / "a.pdf").write_bytes(diagnosis_papers.pdf(office))
    assert "12縣市中位數" in text(tmp_path / "a.pdf")


def test_a_change_of_one_byte_is_noticed(office: Office, tmp_path: Path, trust: Path) -> None:
    path = signed(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"52.5", b"92.5"))
    with pytest.raises(DataError, match=r"benchmark\.signature"):
        diagnosis_benchmark.take(office, path, trust)
    with office.database.reading() as session:
        assert diagnosis_benchmark.current(session) is None


def test_another_signer_is_not_trusted(office: Office, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    other.write_bytes(signer(agency="別的機關", **_TIME).certificate.loaded.public_bytes(Encoding.PEM))
    with pytest.raises(DataError, match=r"benchmark\.untrusted"):
        diagnosis_benchmark.take(office, signed(tmp_path), other)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"counties": 4}, "benchmark.few"),
        ({"format": "x"}, "benchmark.no_benchmark"),
        ({"dimensions": {"A": 101}}, "benchmark.no_benchmark"),
        ({"items": {"A1": "x"}}, "benchmark.no_benchmark"),
        ({"sha256": "0" * 64}, "diagnosis.other_version"),
    ],
)
def test_what_is_no_benchmark_is_refused(
    office: Office, tmp_path: Path, trust: Path, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(DataError, match=code.replace(".", r"\.")):
        diagnosis_benchmark.take(office, signed(tmp_path, **changes), trust)


def test_a_file_without_its_signature_cannot_be_read(office: Office, tmp_path: Path, trust: Path) -> None:
    path = signed(tmp_path)
    (tmp_path / "benchmark.json.p7s").unlink()
    with pytest.raises(EnvironmentFailure, match=r"file\."):
        diagnosis_benchmark.take(office, path, trust)
