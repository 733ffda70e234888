"""The statistics as charts on the screen, as a report to the county head, and as a file for Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from desktop.core import paths
from desktop.core.messages import catalogue
from desktop.core.storage import require_writable
from desktop.exports import bars, picture_svg
from desktop.exports.bars import COLOURS, Bar, Bars
from desktop.services import plans, statistics
from desktop.services.office import Office
from desktop.services.statistics import By, Group

__all__ = ["COLOURS", "chart", "header", "lines", "paper", "row", "svg", "write"]

_GREYS = {"ink": 0, "ink_soft": 0.2, "bar": 0.75, "outline": 0}
_MOST = 16
"""Groups in a chart; the table has all of them."""


def chart(groups: Sequence[Group], language: str) -> Bars:
    """Nominated as outline, there as filling; the groups beyond the first are drawn together."""
    text = catalogue(language)
    shown = list(groups[:_MOST])
    if len(groups) > _MOST:
        rest = text.text("statistics.others", count=len(groups) - _MOST)
        shown.append(statistics.total(groups[_MOST:], rest))
    return Bars(
        tuple(
            Bar(
                one.label,
                one.nominated,
                one.attended,
                text.text("statistics.bar", nominated=one.nominated, attended=one.attended),
            )
            for one in shown
        )
    )


def svg(drawn: Bars, width: float, size: float, colours: Mapping[str, str], family: str) -> bytes:
    """The chart as SVG, `width` wide, its words of `size`, in logical pixels."""
    return picture_svg.svg(bars.draw(drawn, width, size), colours, family)


def lines(drawn: Bars) -> Sequence[str]:
    """The chart in words."""
    return [f"{bar.label} {bar.words}" for bar in drawn.bars]


def header(by: By, language: str) -> tuple[str, ...]:
    """Column heads of the table."""
    text = catalogue(language)
    names = ("nominated", "selected", "attended", "rate", "completed", "hours")
    return (text.text(f"statistics.by.{by}"), *(text.text(f"statistics.column.{one}") for one in names))


def row(group: Group) -> tuple[str, ...]:
    """A group's cells."""
    rate = "" if group.rate is None else f"{group.rate}%"
    numbers = (group.nominated, group.selected, group.attended)
    return (group.label, *map(str, numbers), rate, str(group.completed), f"{group.hours:f}")


def paper(office: Office) -> bytes:
    """參訓統計報告 as PDF/A-1b."""
    # Imported here: the page shows charts without ReportLab.
    from desktop.exports import chart_report as drawing  # noqa: PLC0415 - see above

    text = catalogue()
    with office.database.reading() as session:
        plan = plans.current(session)
        found = statistics.participations(session, plan)
    parts = []
    for by in By:
        groups = statistics.grouped(found, by, plan, text.language)
        whole = statistics.total(groups, text.text("statistics.total"))
        cells = tuple(row(one) for one in (*groups, whole))
        title = text.text(f"statistics.by.{by}")
        picture = partial(bars.draw, chart(groups, text.language))
        parts.append(drawing.Part(title, picture, header(by, text.language), cells))
    report = drawing.Report(
        title=text.text("statistics.title", year=plan.year),
        agency=office.row().agency,
        sentences=_sentences(statistics.grouped(found, By.ACTIVITY, plan, text.language)),
        parts=tuple(parts),
        greys=_GREYS,
        created=office.clock.now(),
    )
    return drawing.render(report)


def write(office: Office, out: Path) -> Path:
    """Write `statistics.pdf` into a folder."""
    require_writable(out)
    path = out / "statistics.pdf"
    paths.write_atomic(path, paper(office))
    return path


def _sentences(groups: Sequence[Group]) -> tuple[str, ...]:
    text = catalogue()
    whole = statistics.total(groups, "")
    told = [
        text.text(
            "statistics.sentence",
            activities=len(groups),
            nominated=whole.nominated,
            selected=whole.selected,
            attended=whole.attended,
            completed=whole.completed,
            hours=f"{whole.hours:f}",
        )
    ]
    if whole.rate is not None:
        told.append(text.text("statistics.sentence_rate", rate=whole.rate))
    best = [one for one in groups if one.rate is not None]
    if best:
        most = max(best, key=lambda one: (one.attended, one.nominated))
        told.append(text.text("statistics.sentence_most", activity=most.label, attended=most.attended))
    return tuple(told)
