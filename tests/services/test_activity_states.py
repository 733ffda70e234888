"""What a packet says of each activity, besides what is submitted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from desktop.core.errors import DataError, UsageError
from desktop.services import (
    activity_states,
    changes_since,
    letters,
    nominate_person,
    nominations,
    packets,
    people,
    preflight,
    undo,
)
from desktop.services.office import Office


def states(office: Office) -> dict[str, str]:
    return {one.activity: one.state for one in activity_states.read(office, "zh_TW")}


def in_packet(path: Path) -> dict[str, set[str]]:
    with ZipFile(path) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith("packet.json"))
        told = json.loads(archive.read(name))["scope"]
    found: dict[str, set[str]] = {}
    for line in told:
        found.setdefault(line["activity"], set()).add(line["state"])
    return found


def sealed_again(office: Office) -> dict[str, set[str]]:
    built = packets.seal(office)
    assert built.sealed is not None, built.findings
    assert packets.verify_file(built.sealed.path).accepted
    return in_packet(built.sealed.path)


def test_nobody_is_stated_with_a_reason_and_taken_back(county: Office) -> None:
    assert set(states(county).values()) == {"not_yet"}
    activity_states.state_nil(county, "showcase", "本年度無人報名")
    found = next(one for one in activity_states.read(county, "en") if one.activity == "showcase")
    assert (found.state, found.reason) == ("nil", "本年度無人報名")
    activity_states.take_back(county, "showcase")
    assert states(county)["showcase"] == "not_yet"
    undo.undo(county.database)
    assert states(county)["showcase"] == "nil"
    with pytest.raises(UsageError, match=r"activity_states\.not_nil"):
        activity_states.take_back(county, "course-oer")


def test_what_cannot_be_stated_is_refused(sealed: Office) -> None:
    with pytest.raises(DataError, match=r"activity_states\.has_people"):
        activity_states.state_nil(sealed, "course-oer", "沒有人")
    with pytest.raises(DataError, match=r"rounds\.reason"):
        activity_states.state_nil(sealed, "showcase", " ")
    with pytest.raises(UsageError, match=r"rules\.activity_unknown"):
        activity_states.state_nil(sealed, "course-none", "沒有人")


def test_the_packet_says_nobody_and_unchanged(sealed: Office) -> None:
    assert states(sealed)["course-oer"] == "unchanged"
    activity_states.state_nil(sealed, "course-basic", "名額未分配")
    told = sealed_again(sealed)
    assert told["course-oer"] == {"unchanged"}
    assert told["course-basic"] == {"nil"}
    assert told["showcase"] == {"not_yet"}


def test_a_change_makes_it_submitted_again(sealed: Office) -> None:
    with sealed.database.reading() as session:
        first, _second = nominations.listing(session, "course-oer")
    people.edit(sealed, first.person.id, {"title": "專員"})
    assert changes_since.read(sealed).items
    assert states(sealed)["course-oer"] == "submitted"
    assert sealed_again(sealed)["course-oer"] == {"submitted"}
    assert states(sealed)["course-oer"] == "unchanged"
    assert sealed_again(sealed)["course-oer"] == {"unchanged"}


def test_both_nobody_and_somebody_cannot_be_sealed(sealed: Office) -> None:
    activity_states.state_nil(sealed, "course-basic", "名額未分配")
    with sealed.database.reading() as session:
        person = nominations.listing(session, "course-oer")[0].person.id
    nominate_person.nominate_person(sealed, "course-basic", 1, person)
    assert "preflight.nil" in {finding.code for finding in preflight.check(sealed)}
    letters.put(sealed, date(2015, 2, 11), "府人訓字第2號")
    assert packets.seal(sealed).sealed is None
