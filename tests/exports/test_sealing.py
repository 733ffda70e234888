from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from desktop.core.errors import Cancelled, DataError
from desktop.exports import strict_json
from desktop.exports.packet import ProofFile, TableData
from desktop.exports.proofs import MAX_PROOFS
from desktop.exports.verify import verify
from tests.exports import packets

NAMES = (
    "mimetype",
    "packet.json",
    "data/course_history.csv",
    "data/course_history.csv-metadata.json",
    "data/course_nominations.csv",
    "data/course_nominations.csv-metadata.json",
    "data/people.csv",
    "data/people.csv-metadata.json",
    "forms/course-advanced.pdf",
    "forms/course-basic.pdf",
    "summary/cover.pdf",
    "META-INF/ASiCManifest.xml",
    "META-INF/signature.p7s",
)


def test_files_lie_in_the_prescribed_order(tmp_path: Path) -> None:
    booklets = (packets.booklet("course-basic"), packets.booklet("course-advanced"))
    sealed = packets.seal(tmp_path, packets.content(booklets=booklets))
    assert sealed.files == NAMES
    assert tuple(packets.unpack(sealed.path)) == NAMES
    assert sealed.path.name == "LGDL-104-10009-0007.asice"
    assert sealed.packet_id == packets.PACKET_ID
    assert sealed.sha256 == hashlib.sha256(sealed.path.read_bytes()).hexdigest()


@pytest.mark.parametrize("kind", ["p256", "rsa2048"])
def test_the_same_content_has_the_same_bytes(tmp_path: Path, kind: str) -> None:
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
    stamp = packets.pdf(1, "stamp")
    made = [
        packets.seal(folder, by=packets.signer(kind), stamp=stamp).path.read_bytes() for folder in folders
    ]
    assert made[0] == made[1]


@pytest.mark.parametrize("moment", [packets.NOW.replace(microsecond=999_999), packets.utc(packets.NOW)])
def test_any_aware_time_will_do(tmp_path: Path, moment: datetime) -> None:
    sealed = packets.seal(tmp_path, packets.content(created_at=moment))
    assert verify(sealed.path).accepted
    assert json.loads(packets.unpack(sealed.path)["packet.json"])["created_at"] == "2015-03-03T10:00:00+08:00"


def test_the_order_of_what_is_given_does_not_matter(tmp_path: Path) -> None:
    good = packets.content(
        booklets=(packets.booklet("course-basic"), packets.booklet("course-advanced")),
        proofs=(packets.proof("pairing"), packets.proof("awards")),
    )
    turned = replace(
        good,
        scope=good.scope[::-1],
        booklets=good.booklets[::-1],
        proofs=good.proofs[::-1],
        tables=tuple(TableData(table.name, table.rows[::-1]) for table in good.tables[::-1]),
    )
    assert packets.seal(tmp_path, good).sha256 == packets.seal(tmp_path, turned).sha256


def test_only_what_must_differ_differs(tmp_path: Path) -> None:
    """Another packet_id: tables, metadata and unsigned page content stay the same."""
    one = packets.unpack(packets.seal(tmp_path).path)
    other_id = "22222222-2222-4222-8222-222222222222"
    two = packets.unpack(packets.seal(tmp_path, packets.content(packet_id=other_id)).path)
    different = {name for name in one if one[name] != two[name]}
    assert different == {"packet.json", "META-INF/ASiCManifest.xml", "META-INF/signature.p7s"}


def test_unused_tables_are_left_out(tmp_path: Path) -> None:
    sealed = packets.seal(tmp_path, packets.content(tables=packets.tables()[:1]))
    assert json.loads(packets.unpack(sealed.path)["packet.json"])["counts"] == {"people": 2}
    assert verify(sealed.path).accepted


def test_proofs_lie_between_the_tables_and_the_forms(tmp_path: Path) -> None:
    proofs = (packets.proof("pairing"), packets.proof("awards"))
    sealed = packets.seal(tmp_path, packets.content(proofs=proofs))
    at = sealed.files.index("data/people.csv-metadata.json")
    assert sealed.files[at + 1 : at + 4] == (
        *("proof/awards.json", "proof/pairing.json"),
        "forms/course-basic.pdf",
    )
    files = packets.unpack(sealed.path)
    assert files["proof/pairing.json"] == proofs[0].content
    described = [file for file in json.loads(files["packet.json"])["files"] if file["role"] == "proof"]
    assert described[1] == {
        "bytes": len(proofs[0].content),
        "media_type": "application/json",
        "path": "proof/pairing.json",
        "role": "proof",
        "sha256": hashlib.sha256(proofs[0].content).hexdigest(),
    }
    assert verify(sealed.path).accepted


def test_a_packet_without_proofs_says_nothing_of_them(tmp_path: Path) -> None:
    """So it is byte for byte what the program made before there were any."""
    files = packets.unpack(packets.seal(tmp_path).path)
    assert not [name for name in files if name.startswith("proof")]
    assert b"proof" not in files["packet.json"] + files["META-INF/ASiCManifest.xml"]


@pytest.mark.parametrize(
    "proofs",
    [
        (ProofFile("pairing", b""),),
        (ProofFile("pairing", b"[]\n"),),
        (ProofFile("pairing", b'{"a":1}\n'),),
        (packets.proof(text="x" * strict_json.MAX_BYTES),),
        *(
            (packets.proof(name),)
            for name in ("", "Pairing", "../pairing", "pair-ing", "a\n", "con", "a" * 41)
        ),
        (packets.proof(), packets.proof()),
        tuple(packets.proof("p" + "_" * number) for number in range(MAX_PROOFS + 1)),
    ],
    ids=[
        *("empty", "a list", "another form", "too large", "no name", "capital", "another folder", "hyphen"),
        *("line end", "a device", "long name", "twice", "too many"),
    ],
)
def test_nothing_is_left_when_a_proof_does_not_fit(tmp_path: Path, proofs: tuple[ProofFile, ...]) -> None:
    with pytest.raises(DataError, match=r"packet\.proof_invalid") as caught:
        packets.seal(tmp_path, packets.content(proofs=proofs))
    assert caught.value.params == {"name": proofs[-1].name}
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_when_a_table_does_not_fit(tmp_path: Path) -> None:
    spoiled = (TableData("people", (("P0001", *[""] * 19),)),)
    with pytest.raises(DataError):
        packets.seal(tmp_path, packets.content(tables=spoiled))
    assert list(tmp_path.iterdir()) == []


def test_an_old_packet_survives_a_failure(tmp_path: Path) -> None:
    before = packets.seal(tmp_path).path.read_bytes()
    with pytest.raises(DataError):
        packets.seal(tmp_path, packets.content(tables=(TableData("secrets", (("x",),)),)))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [before]


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    class CancelledHalfway:
        def step(self, done: int, total: int, label: str) -> None:
            if done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        packets.seal(tmp_path, progress=CancelledHalfway())
    assert list(tmp_path.iterdir()) == []
