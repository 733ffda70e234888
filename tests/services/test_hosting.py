"""Sessions that the county offers to hold, and the letter that offers one."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from desktop.core.errors import DataError, UsageError
from desktop.services import hosting, hosting_letter, undo
from desktop.services.office import Office
from tests.tools import require_tool


def test_an_offer_is_made_filled_in_and_taken_back(office: Office) -> None:
    made = hosting.offer(office, "course-basic", 2)
    hosting.restate(
        office,
        made,
        {"place": "訓練教室", "capacity": "３０人", "first": date(2015, 4, 13), "last": date(2015, 4, 17)},
    )
    (line,) = hosting.listing(office)
    assert (line.place, line.capacity, line.state, line.contact) == (
        "訓練教室",
        "30",
        "offered",
        office.row().coordinator,
    )
    hosting.remove(office, made)
    assert hosting.listing(office) == ()
    undo.undo(office.database)
    assert len(hosting.listing(office)) == 1


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"capacity": "很多"}, "hosting.number"),
        ({"capacity": "0"}, "hosting.number"),
        ({"first": date(2015, 4, 17), "last": date(2015, 4, 13)}, "hosting.days"),
        ({"place": "長" * 101}, "nominate.too_long"),
        ({"state": "maybe"}, "hosting.state_code"),
        ({"rank": 1}, "nominate.field_unknown"),
    ],
)
def test_what_an_offer_may_not_say(office: Office, values: dict[str, object], code: str) -> None:
    made = hosting.offer(office, "course-basic", 2)
    with pytest.raises((DataError, UsageError), match=code.replace(".", r"\.")):
        hosting.restate(office, made, values)


def test_only_what_the_plan_holds_at_counties_and_each_session_once(office: Office) -> None:
    assert "english-camp" not in {one.id for one in hosting.choices(office)}
    for activity, session in (("english-camp", 1), ("course-basic", 9)):
        with pytest.raises(UsageError, match=r"hosting\.not_at_counties"):
            hosting.offer(office, activity, session)
    made = hosting.offer(office, "course-basic", 1)
    hosting.offer(office, "course-basic", 2)
    with pytest.raises(DataError, match=r"hosting\.held"):
        hosting.offer(office, "course-basic", 1)
    with pytest.raises(DataError, match=r"hosting\.held"):
        hosting.restate(office, made, {"session": 2})


@pytest.mark.tools
def test_the_letter_says_place_days_and_contact(office: Office, tmp_path: Path) -> None:
    made = hosting.offer(office, "course-basic", 2)
    with pytest.raises(DataError, match=r"hosting\.no_place"):
        hosting_letter.letter(office, made)
    with pytest.raises(UsageError, match=r"hosting\.not_offered"):
        hosting_letter.write_letter(office, "course-basic", 3, tmp_path)
    hosting.restate(office, made, {"place": "縣府訓練教室", "first": date(2015, 4, 13), "capacity": "30"})
    path = hosting_letter.write_letter(office, "course-basic", 2, tmp_path)
    command = [require_tool("pdftotext"), "-layout", str(path), "-"]
    told = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    for word in ("第2期", "中華民國104年4月13日", "縣府訓練教室", "30人", office.row().coordinator):
        assert word in told
