from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from desktop.core import clock


def test_taiwan_is_eight_hours_ahead_all_year() -> None:
    assert clock.SystemClock().now().utcoffset() == timedelta(hours=8)


def test_a_fixed_clock_stands_still_in_taiwans_time() -> None:
    fixed = clock.FixedClock(datetime(2015, 1, 4, 20, 0, tzinfo=UTC))
    assert fixed.now() == fixed.now()
    assert fixed.now().isoformat() == "2015-01-05T04:00:00+08:00"


def test_roc_dates_as_offices_write_them() -> None:
    day = date(2015, 4, 3)
    assert clock.roc_year(day) == 104
    assert clock.roc_short(day) == "104/04/03"
    assert clock.roc_long(day) == "中華民國104年4月3日"
    assert clock.roc_short(date(1952, 1, 23)) == "41/01/23"


def test_a_moment_is_told_in_taiwans_time() -> None:
    assert clock.roc_minute(datetime(2015, 4, 2, 20, 5, tzinfo=UTC)) == "中華民國104年4月3日 04:05"
