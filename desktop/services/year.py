"""The plan's year for one office: the strip for the screen, and the same strip on a sheet of paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from desktop.core.clock import ROC_OFFSET
from desktop.core.messages import Catalogue, catalogue
from desktop.exports import picture_svg, year_strip
from desktop.exports.year_strip import Row, Span, YearStrip
from desktop.rules.plan import Activity, Period
from desktop.services import deadlines, plans
from desktop.services.deadlines import Line
from desktop.services.office import Office

__all__ = ["COLOURS", "YearStrip", "lines", "paper", "read", "svg"]

COLOURS = year_strip.COLOURS
"""The colours that `svg` asks for."""


def read(office: Office, language: str) -> YearStrip:
    """The year with every activity of the plan, as the office's letters have changed it."""
    with office.database.reading() as session:
        plan = plans.current(session)
        today = office.clock.now().date()
        due = [one for one in deadlines.lines(session, today) if not one.done]
    text = catalogue(language)
    year = plan.year + ROC_OFFSET
    return YearStrip(
        year,
        tuple(text.what(f"year.month-{number}") for number in range(1, 13)),
        tuple(_row(activity, language, due) for activity in plan.activities.values()) + _whole(due, text),
        today if today.year == year else None,
        text.what("year.today", day=_short(today)),
    )


def svg(strip: YearStrip, width: float, size: float, colours: Mapping[str, str], family: str) -> bytes:
    """The strip as SVG, `width` wide, its words of `size`, in logical pixels."""
    return picture_svg.svg(year_strip.draw(strip, width, size), colours, family)


def lines(strip: YearStrip) -> tuple[str, ...]:
    """The strip in words, a line an activity, for those who cannot see it."""
    return tuple(
        f"{row.label} {'、'.join(span.words for span in (*row.spans, *row.due))} {row.note}".rstrip()
        for row in strip.rows
    )


def paper(office: Office) -> bytes:
    """The strip as PDF/A-1b on a landscape A4 sheet."""
    # Imported here: the first page shows the strip without ReportLab.
    from desktop.exports import year_sheet  # noqa: PLC0415 - see above

    with office.database.reading() as session:
        title = plans.current(session).title.zh_TW
    strip = replace(read(office, "zh_TW"), today=None)  # a sheet on the wall is read on other days
    return year_sheet.render(title, office.row().agency, strip, office.clock.now())


def _whole(due: Sequence[Line], text: Catalogue) -> tuple[Row, ...]:
    """A row of its own for deadlines of the whole plan, where there are any."""
    own = tuple(_due(one) for one in due if not one.activity)
    return (Row(text.what("year.deadlines"), (), due=own),) if own else ()


def _due(one: Line) -> Span:
    return Span(one.day, one.day, f"{_short(one.day)} {one.subject}")


def _row(activity: Activity, language: str, due: Sequence[Line]) -> Row:
    spans = tuple(_span(period) for period in activity.schedule.periods)
    sessions = tuple(_span(session.periods[0]) for session in activity.sessions if session.periods)
    ticks = tuple(session for session in sessions if session not in spans)
    return Row(
        activity.short.in_language(language),
        spans,
        ticks,
        activity.schedule.note.in_language(language),
        tuple(_due(one) for one in due if one.activity == activity.id),
    )


def _span(period: Period) -> Span:
    words = _short(period.first)
    if period.last != period.first:
        words += f"–{_short(period.last)}"
    return Span(period.first, period.last, words)


def _short(day: date) -> str:
    return f"{day.month}/{day.day}"
