"""The cards of the first page: people, days, and the one next act."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.clock import TAIWAN, FixedClock
from desktop.models.courses import Nomination
from desktop.services import nominate, nomination_changes, nominations, overview, packets, plans, undo
from desktop.services.office import Office
from desktop.services.overview import Act, Card, Moment, Steps

SAMPLES = paths.resources() / "samples"


def on(office: Office, month: int, day: int) -> Office:
    office.clock = FixedClock(datetime(2015, month, day, 12, tzinfo=TAIWAN))
    return office


def card(office: Office, activity: str) -> Card:
    return next(one for one in overview.read(office, "zh_TW").cards if one.activity == activity)


def nominated(office: Office) -> Office:
    nominate.nominate_file(office, "course-newmedia", SAMPLES / "nominate-newmedia.csv", skip_errors=True)
    return office


def test_there_is_a_card_for_every_activity_in_the_plans_order(office: Office) -> None:
    cards = overview.read(office, "en").cards
    assert [one.activity for one in cards][:3] == ["course-basic", "course-advanced", "course-newmedia"]
    assert all(one.nominates for one in cards)
    luminary = next(one for one in cards if one.activity == "luminary")
    assert (luminary.short, luminary.act) == ("Luminary", Act.LOOK)
    assert "103" in luminary.note


@pytest.mark.parametrize(
    ("month", "day", "moment", "days"),
    [
        (1, 5, Moment.AHEAD, 14),
        (1, 18, Moment.AHEAD, 1),
        (1, 19, Moment.RUNNING, 4),
        (1, 23, Moment.RUNNING, 0),
        (1, 24, Moment.AHEAD, 220),
        (9, 30, Moment.RUNNING, 0),
        (10, 1, Moment.OVER, 0),
    ],
)
def test_days_count_to_the_next_period(
    office: Office, month: int, day: int, moment: Moment, days: int
) -> None:
    when = card(on(office, month, day), "course-newmedia").when
    assert (when.moment, when.days) == (moment, days)


def test_letters_of_all_sessions_replace_the_plans_period(office: Office) -> None:
    day = datetime(2015, 2, 9, tzinfo=TAIWAN).date()
    for number, value in ((1, "2015-03-16/2015-03-21"), (2, "2015-04-13/2015-04-18")):
        plans.change(
            office, "course-advanced", f"session.{number}.periods", value, document="甲字第1號", day=day
        )
    assert card(on(office, 3, 1), "course-advanced").when.days == 15
    assert card(on(office, 4, 1), "course-advanced").when.days == 12


def test_the_next_act_goes_from_nominating_to_looking(county: Office, tmp_path: Path) -> None:
    assert card(county, "course-newmedia").act is Act.NOMINATE
    nominated(county)
    found = card(county, "course-newmedia")
    assert (found.people, found.to_confirm, found.act) == (14, 4, Act.CONFIRM)
    with county.database.reading() as session:
        unknown = [one.id for one in nominations.listing(session) if one.center_to_check]
    nomination_changes.attest(county, unknown, "人事資料")
    assert card(county, "course-newmedia").act is Act.SEND
    packets.build(county, tmp_path)
    assert card(county, "course-newmedia").act is Act.LOOK
    assert card(on(county, 12, 1), "course-oer").act is Act.LOOK, "nobody nominates for what is over"


def test_somebody_refused_comes_first(county: Office) -> None:
    nominated(county)
    with county.database.writing("nomination.judge") as journal:
        journal.update(Nomination, 1, {"verdict": "no"})
    found = card(county, "course-newmedia")
    assert (found.refused, found.act) == (1, Act.MEND)


def test_a_new_office_has_three_steps_to_go(office: Office) -> None:
    assert overview.read(office, "zh_TW").steps == Steps(people=False, nominated=False, sent=False)


def test_steps_are_ticked_one_by_one(county: Office, tmp_path: Path) -> None:
    assert overview.read(county, "zh_TW").steps == Steps(people=True, nominated=False, sent=False)
    packets.build(nominated(county), tmp_path)
    steps = overview.read(county, "zh_TW").steps
    assert steps.all_done


def test_the_latest_actions_come_first(county: Office) -> None:
    nominated(county)
    undo.undo(county.database)
    first, second, *_ = overview.read(county, "zh_TW").recent
    assert (first.kind, first.action, first.subject) == ("undo", "nomination.import", "course-newmedia")
    assert second.kind == "do"
    assert len(overview.read(county, "zh_TW").recent) == overview.RECENT
