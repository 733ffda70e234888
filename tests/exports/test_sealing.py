from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from desktop.core.errors import Cancelled, DataError
from desktop.exports.packet import TableData
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
    good = packets.content(booklets=(packets.booklet("course-basic"), packets.booklet("course-advanced")))
    turned = replace(
        good,
        scope=good.scope[::-1],
        booklets=good.booklets[::-1],
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
