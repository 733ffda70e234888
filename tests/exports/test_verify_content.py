"""The verifier on packets that are signed well but say something wrong: packet.json, tables, forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.exports import strict_json
from desktop.exports.pades import sign_pdf
from tests.exports import packets
from tests.exports.forging import (
    NAME,
    Files,
    codes,
    good_files,
    good_packet,
    restated,
    signed_again,
    verified,
)


@pytest.fixture
def files() -> Files:
    return good_files()


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.write_bytes(good_packet())
    return path


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace(b'"sequence": 7', b'"sequence": 7,\n  "sequence": 8'),
        lambda text: text.replace(b"  ", b" "),
        lambda text: b"[" * 100_000,
        lambda text: text + b" " * 5_000_000,
        lambda text: text.replace("雲林縣".encode(), b"\xff"),
    ],
    ids=["duplicate key", "spaces", "depth", "size", "no utf-8"],
)
def test_json_that_is_not_strict(files: Files, tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    files["packet.json"] = spoil(files["packet.json"])
    answer = verified(signed_again(files), tmp_path)
    assert codes(answer) == {"packet.json_malformed"}
    assert answer.packet is None


def test_json_that_says_something_else(files: Files, tmp_path: Path) -> None:
    assert codes(verified(restated(files, surprise=1), tmp_path)) == {"packet.json_invalid"}
    assert "packet.counts_differ" in codes(verified(restated(files, counts={"people": 2}), tmp_path))
    counts = {"course_history": 1, "course_nominations": 2, "people": 3}
    assert codes(verified(restated(files, counts=counts), tmp_path)) == {"packet.counts_differ"}
    later = "2015-03-03T10:00:01+08:00"
    assert codes(verified(restated(files, created_at=later), tmp_path)) == {"packet.time_differs"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"P0002,national", b"P0001,national", "packet.key_twice"),
        (b"1975-06-03", b"1975-02-30", "packet.cell_invalid"),
        ("王小明".encode(), b"", "packet.cell_missing"),
        (b"\r\n", b"\n", "packet.csv_not_canonical"),
        (b"person_no", b"Person_no", "packet.csv_columns"),
        (b"person_no", b"\xef\xbb\xbfperson_no", "packet.csv_columns"),
        (b"P0001,", b'"P0001",', "packet.csv_not_canonical"),
        (b"P0001,", b"P0003,", "packet.csv_not_canonical"),
        (b'"', b"", "packet.csv_not_canonical"),
        ("小".encode(), b"\xff", "packet.csv_malformed"),
        (b"P0001,", b"P0001,,", "packet.csv_columns"),
    ],
)
def test_tables_that_do_not_fit_their_definition(
    files: Files, tmp_path: Path, old: bytes, new: bytes, code: str
) -> None:
    """Signed by the county and yet wrong: made by another program, or by hand."""
    changed = files["data/people.csv"].replace(old, new, 1 if old != b"\r\n" else -1)
    assert changed != files["data/people.csv"]
    answer = verified(restated({**files, "data/people.csv": changed}), tmp_path)
    assert not answer.unaltered
    assert code in codes(answer)


def test_a_reference_to_nobody(files: Files, tmp_path: Path) -> None:
    changed = files["data/course_nominations.csv"].replace(b"P0002", b"P0009")
    answer = verified(restated({**files, "data/course_nominations.csv": changed}), tmp_path)
    assert codes(answer) == {"packet.reference"}


def test_metadata_that_says_something_else(files: Files, tmp_path: Path) -> None:
    name = "data/people.csv-metadata.json"
    changed = files[name].replace(b'"required": true', b'"required": false', 1)
    assert codes(verified(restated({**files, name: changed}), tmp_path)) == {"packet.metadata_differs"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]\n",
        b'"pairs"\n',
        b'{"pairs": []}\n',
        b'{\n  "a": 1,\n  "a": 2\n}\n',
        b"\xff",
        b"[" * 100_000,
    ],
    ids=["empty", "no end", "a list", "a text", "another form", "duplicate key", "no utf-8", "depth"],
)
def test_a_proof_that_is_not_a_json_object_in_its_form(files: Files, tmp_path: Path, content: bytes) -> None:
    answer = verified(restated({**files, "proof/pairing.json": content}), tmp_path)
    assert codes(answer) == {"packet.json_malformed"}
    assert not answer.unaltered
    assert answer.findings[0].field == "proof/pairing.json"


@pytest.mark.parametrize(
    ("role", "more"), [("metadata", {}), ("table", {"rows": 1}), ("booklet", {"pages": 1})]
)
def test_a_proof_that_is_said_to_be_something_else(
    files: Files, tmp_path: Path, role: str, more: dict[str, int]
) -> None:
    described = strict_json.read(files["packet.json"])["files"]
    proof = next(file for file in described if file["role"] == "proof")
    proof.update({"role": role, **more})
    assert codes(verified(restated(files, files=described), tmp_path)) == {"packet.order"}


@pytest.mark.parametrize(("number", "told"), [(8, set()), (9, {"packet.too_many_proofs"})])
def test_so_many_proofs_and_no_more(files: Files, tmp_path: Path, number: int, told: set[str]) -> None:
    described = strict_json.read(files["packet.json"])["files"]
    at = next(number for number, file in enumerate(described) if file["role"] == "proof")
    names = [f"proof/p{'_' * more}.json" for more in range(number)]
    listed = [*described[:at], *({**described[at], "path": name} for name in names), *described[at + 1 :]]
    one = files["proof/pairing.json"]
    packed = {"mimetype": files["mimetype"], "packet.json": files["packet.json"]}
    packed |= {file["path"]: files.get(file["path"], one) for file in listed}
    assert codes(verified(restated(packed, files=listed), tmp_path)) == told


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (lambda: packets.pdf(2, "course-basic"), "packet.pdf_unsigned"),
        (lambda: sign_pdf(packets.pdf(3), packets.signer(), packets.NOW).content, "packet.pages_differ"),
        (
            lambda: sign_pdf(packets.pdf(2), packets.signer("rsa2048"), packets.NOW).content,
            "packet.pdf_other_signer",
        ),
        (
            lambda: sign_pdf(packets.pdf(2), packets.signer(), packets.NOW).content + b"\n",
            "packet.pdf_unsigned",
        ),
    ],
    ids=["unsigned", "other pages", "other signer", "something after"],
)
def test_forms_that_do_not_fit(files: Files, tmp_path: Path, form: Callable[[], bytes], code: str) -> None:
    answer = verified(restated({**files, "forms/course-basic.pdf": form()}), tmp_path)
    assert codes(answer) == {code}
    assert answer.findings[0].field == "forms/course-basic.pdf"
