"""Unsent changes are what the next packet would say otherwise."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.services import (
    changes_since,
    history,
    nominate,
    nomination_changes,
    nominations,
    packets,
    people,
    undo,
)
from desktop.services.changes_since import Changes, Kind
from desktop.services.nominations import Nominee
from desktop.services.office import Office
from desktop.services.places import Part, Place

SAMPLES = paths.resources() / "samples"


@pytest.fixture
def county(county: Office) -> Office:
    nominate.nominate_file(county, "course-newmedia", SAMPLES / "nominate-newmedia.csv", skip_errors=True)
    return county


@pytest.fixture
def sent(county: Office, tmp_path: Path) -> Office:
    packets.build(county, tmp_path / "usb")
    return county


def nominees(office: Office) -> list[Nominee]:
    with office.database.reading() as session:
        return nominations.listing(session)


def kinds(changes: Changes) -> Counter[Kind]:
    return Counter(change.kind for change in changes.items)


def test_before_the_first_packet_everybody_is_new(county: Office) -> None:
    changes = changes_since.read(county)
    assert (changes.sequence, changes.sealed_at) == (0, None)
    assert kinds(changes) == {Kind.ADDED: len(nominees(county))}


def test_after_a_packet_nothing_is_unsent(sent: Office) -> None:
    changes = changes_since.read(sent)
    assert (changes.sequence, changes.items) == (1, ())


def test_a_withdrawal_counts_once_although_others_move_up(sent: Office) -> None:
    first = nominees(sent)[0]
    nomination_changes.withdraw(sent, [first.id], "請假")
    (change,) = changes_since.read(sent).items
    assert (change.kind, change.name) == (Kind.WITHDRAWN, first.person.name)
    assert change.place is None, "there is nothing left to go to"
    undo.undo(sent.database)
    assert changes_since.read(sent).items == ()


def test_another_order_counts_once_a_session(sent: Office) -> None:
    last = [one for one in nominees(sent) if one.session == 1][-1]
    nomination_changes.rearrange(sent, [last.id], 1, alternate=False)
    (change,) = changes_since.read(sent).items
    assert (change.kind, change.session, change.name) == (Kind.ORDER, 1, "")


def test_an_attestation_changes_the_nomination(sent: Office) -> None:
    one = next(one for one in nominees(sent) if one.center_to_check)
    nomination_changes.attest(sent, [one.id], "人事資料")
    (change,) = changes_since.read(sent).items
    assert change.place is not None
    assert (change.kind, change.place.nomination_id) == (Kind.CHANGED, one.id)


def test_only_people_of_the_packet_count(sent: Office) -> None:
    nominated = {one.person.id for one in nominees(sent)}
    inside, outside = min(nominated), next(number for number in range(1, 620) if number not in nominated)
    for person_id in (inside, outside):
        people.edit(sent, person_id, {"title": "專員"})
    (change,) = changes_since.read(sent).items
    assert (change.kind, change.place) == (Kind.PERSON, Place(Part.PERSON, person_id=inside))


def test_history_is_the_persons_own(sent: Office, tmp_path: Path) -> None:
    one = nominees(sent)[0]
    file = tmp_path / "history.csv"
    lines = [
        "身分證統一編號,姓名,課程名稱,年度,期別,是否參訓",
        f"{one.person.id_no},{one.person.name},其他班,103,1,是",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert history.import_file(sent, file).committed
    assert kinds(changes_since.read(sent)) == {Kind.PERSON: 1}


def test_without_the_sealed_file_nothing_is_claimed(sent: Office) -> None:
    (packet,) = sent.outbox.glob("*.asice")
    kept = packet.rename(sent.folder / "elsewhere")
    assert not changes_since.read(sent).comparable
    packet.write_bytes(b"PK no packet at all")
    assert not changes_since.read(sent).comparable
    kept.rename(packet)
    assert changes_since.read(sent).comparable
