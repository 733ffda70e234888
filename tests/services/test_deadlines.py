"""Deadlines, what is due soon, the strip's marks, and the calendar that Outlook reads."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from desktop.core.errors import DataError, UsageError
from desktop.services import deadlines, session_letters, undo, year, year_calendar
from desktop.services.office import Office
from tests.builders import CLOCK

TODAY = CLOCK.now().date()


def test_deadlines_are_listed_by_day_with_the_days_left(office: Office) -> None:
    later = deadlines.add(office, "彙整英語營名單", TODAY + timedelta(days=30), activity="english-camp")
    soon = deadlines.add(office, " 函報名冊 ", TODAY + timedelta(days=14), document_no="研習字第1號")
    past = deadlines.add(office, "領回證書", TODAY - timedelta(days=2))
    assert [(one.id, one.days) for one in deadlines.listing(office)] == [(past, -2), (soon, 14), (later, 30)]
    assert deadlines.listing(office)[1].subject == "函報名冊"
    with office.database.reading() as session:
        assert [one.id for one in deadlines.due(session, TODAY)] == [past, soon]
    deadlines.restate(office, past, {"done": True})
    with office.database.reading() as session:
        assert [one.id for one in deadlines.due(session, TODAY)] == [soon]
    deadlines.remove(office, soon)
    assert [one.id for one in deadlines.listing(office)] == [past, later]
    undo.undo(office.database)
    assert len(deadlines.listing(office)) == 3


def test_a_deadline_says_what_and_when(office: Office) -> None:
    with pytest.raises(DataError, match=r"deadline\.no_subject"):
        deadlines.add(office, " ", TODAY)
    with pytest.raises(DataError, match=r"nominate\.too_long"):
        deadlines.add(office, "長" * 101, TODAY)
    with pytest.raises(DataError, match=r"deadline\.no_line"):
        deadlines.add(office, "一\n二", TODAY)
    with pytest.raises(UsageError):
        deadlines.add(office, "某事", TODAY, activity="cooking")
    made = deadlines.add(office, "某事", TODAY)
    with pytest.raises(DataError, match=r"deadline\.no_day"):
        deadlines.restate(office, made, {"day": None})
    with pytest.raises(UsageError):
        deadlines.restate(office, made + 1, {"done": True})


def test_the_strip_shows_what_is_due_and_not_what_is_done(office: Office) -> None:
    deadlines.add(office, "函報名冊", date(2015, 3, 15), activity="course-basic")
    done = deadlines.add(office, "舊事", date(2015, 2, 1))
    rows = {row.label: row for row in year.read(office, "zh_TW").rows}
    assert [span.words for span in rows["基礎班"].due] == ["3/15 函報名冊"]
    assert [span.words for span in rows["期限"].due] == ["2/1 舊事"]
    deadlines.restate(office, done, {"done": True})
    strip = year.read(office, "zh_TW")
    assert "期限" not in {row.label for row in strip.rows}
    assert any("3/15 函報名冊" in line for line in year.lines(strip))


def events_of(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_the_calendar_has_every_period_session_and_deadline(office: Office, tmp_path: Path) -> None:
    session_letters.change_session(
        office,
        "course-basic",
        1,
        seats="",
        dates="104/03/02–104/03/07",
        venue="本中心",
        number="研習字第2號",
        day="104/02/01",
    )
    made = deadlines.add(office, "函報名冊，附簽", date(2015, 3, 15), activity="course-basic")
    path = tmp_path / "year.ics"
    count = year_calendar.write(office, path, "zh_TW")
    content = path.read_bytes()
    assert content == year_calendar.ics(office, "zh_TW"), "the same data gives the same bytes"
    events = events_of(content)
    assert len(events) == count == len(year_calendar.read(office, "zh_TW"))
    by_uid = {str(one["uid"]): one for one in events}
    assert len(by_uid) == count
    due = by_uid[f"deadline-{made}.104.10009@luminary-desk"]
    assert str(due["summary"]) == "期限：函報名冊，附簽"
    assert (due["dtstart"].dt, due["dtend"].dt) == (date(2015, 3, 15), date(2015, 3, 16))
    assert due.walk("VALARM")[0]["trigger"].dt == -timedelta(days=3)
    session = next(one for one in events if str(one["summary"]) == "基礎班第 1 期")
    assert (session["dtstart"].dt, session["dtend"].dt) == (date(2015, 3, 2), date(2015, 3, 8))
    assert str(session["description"]) == "本中心"


def test_the_file_is_what_rfc_5545_asks_for(office: Office) -> None:
    deadlines.add(office, "請各機關於期限前將名冊與佐證資料一併函送本府人事處彙整" * 3, date(2015, 3, 15))
    content = year_calendar.ics(office, "zh_TW")
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"METHOD:PUBLISH\r\n" in content
    done = deadlines.add(office, "舊事", date(2015, 2, 1))
    deadlines.restate(office, done, {"done": True})
    events = events_of(year_calendar.ics(office, "en"))
    old = next(one for one in events if str(one["summary"]) == "(done) 舊事")
    assert old.walk("VALARM") == []
