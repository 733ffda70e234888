from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import roc_dates
from desktop.core.clock import roc_long, roc_short, roc_year

SPRING = date(2015, 4, 23)
BIRTHDAY = date(1975, 3, 8)


@pytest.mark.parametrize(
    "text",
    [
        "104/04/23",
        "104/4/23",
        "104.4.23",
        "104-04-23",
        "1040423",
        "民國104年4月23日",
        "民國 104 年 04 月 23 日",
        "中華民國104年4月23日",
        "104年4月23日",
        "104年4月23",
        "１０４／０４／２３",
        " 104/04/23 ",
        "104/04/23 00:00:00",
    ],
)
def test_roc_forms(text: str) -> None:
    assert roc_dates.read(text) == roc_dates.DateReading(SPRING)


@pytest.mark.parametrize("text", ["0640308", "640308", "64/03/08", "民國64年3月8日", "64.3.8"])
def test_two_digit_roc_years(text: str) -> None:
    assert roc_dates.read(text) == roc_dates.DateReading(BIRTHDAY)


@pytest.mark.parametrize(
    "text", ["1975/03/08", "1975-3-8", "19750308", "1975-03-08 00:00:00", "1975年3月8日"]
)
def test_a_western_year_is_converted_with_a_note(text: str) -> None:
    assert roc_dates.read(text) == roc_dates.DateReading(BIRTHDAY, note="western")


def test_real_dates_need_no_note() -> None:
    assert roc_dates.read(BIRTHDAY) == roc_dates.DateReading(BIRTHDAY)
    assert roc_dates.read(datetime(1975, 3, 8, 12, 30)) == roc_dates.DateReading(BIRTHDAY)


def test_a_day_number_of_a_spreadsheet_is_noted() -> None:
    assert roc_dates.read("42117") == roc_dates.DateReading(SPRING, note="serial")
    assert roc_dates.read("99999").problem == "unreadable"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("64/02/30", "nonexistent"),
        ("104/13/01", "nonexistent"),
        ("104/00/10", "nonexistent"),
        ("1040431", "nonexistent"),
        ("0/01/01", "year"),
        ("1040/04/23", "year"),
        ("201/01/01", "year"),
        ("4/23", "unreadable"),
        ("四月", "unreadable"),
        ("104/04", "unreadable"),
        ("民國前1年1月1日", "unreadable"),
        ("04/23/2015", "unreadable"),
        ("", "unreadable"),
        ("104/04/23 10:15", "unreadable"),
    ],
)
def test_what_is_wrong_is_said(text: str, problem: str) -> None:
    assert roc_dates.read(text) == roc_dates.DateReading(None, problem)


def test_the_last_roc_year_is_200() -> None:
    assert roc_dates.read("200/01/01").day == date(2111, 1, 1)
    assert roc_dates.read("民國元年1月1日").day == date(1912, 1, 1)


@given(st.dates(min_value=date(1912, 1, 1), max_value=date(2111, 12, 31)))
def test_every_way_to_write_a_day_reads_back(day: date) -> None:
    year = roc_year(day)
    compact = f"{year:03d}{day.month:02d}{day.day:02d}"
    for text in (roc_short(day), roc_long(day), compact, f"{year}.{day.month}.{day.day}"):
        assert roc_dates.read(text) == roc_dates.DateReading(day)


@given(st.dates(min_value=date(1927, 5, 19), max_value=date(2099, 12, 31)))
def test_every_day_number_reads_back(day: date) -> None:
    number = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert roc_dates.read(str(number)).day == day


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_problem(text: str) -> None:
    reading = roc_dates.read(text)
    assert (reading.day is None) == bool(reading.problem)
