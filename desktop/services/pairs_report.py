"""師徒歷程成果報告: what the pairs of the year did, in sentences, charts and a list; one source for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy.orm import Session

from desktop.core import paths, terms
from desktop.core.errors import DataError
from desktop.core.messages import catalogue
from desktop.core.storage import require_writable
from desktop.exports import bars
from desktop.exports.bars import Bar, Bars
from desktop.rules.bilingual import Text
from desktop.services import events, list_export, mentoring_form, pairing_pools, pairs, pairs_table, plans
from desktop.services.office import Office
from desktop.services.pairs import CAMPS, DISCUSSION, ENDED, GRANTED, PRACTICE, PairOf
from desktop.services.statistics_report import COLOURS, lines, svg

if TYPE_CHECKING:
    from desktop.exports.chart_report import Part

__all__ = [
    "CHARTS",
    "COLOURS",
    "Camp",
    "Field",
    "Month",
    "Report",
    "chart",
    "lines",
    "of_session",
    "pdf",
    "read",
    "sentences",
    "svg",
    "write",
]

CHARTS: Final = ("months", "modes", "classes", "fields")
"""The charts in their order; their titles are pairs.report.*."""

_CLASSES: Final = (60, 120, 240)
"""Most minutes of a class; one for none stands before them, one for more after them."""

_GREYS: Final = {"ink": 0, "ink_soft": 0.2, "bar": 0.75, "outline": 0}
_COLUMNS: Final = ("mentor", "mentee", "state", "discussions", "minutes", "practices", *CAMPS, "warnings")
_SHARES: Final = (2.95, 2.95, 1.15, 0.85, 0.85, 0.85, 1.15, 1.15, 2.0)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the ROC calendar with what was discussed in it."""

    roc_year: int
    number: int
    discussions: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Field:
    """A field of expertise: pairs whose mentee needs it, and how many of their mentors are expert in it."""

    name: str
    needed: int
    covered: int


@dataclass(frozen=True, slots=True)
class Camp:
    """A camp of the plan, and how many people of the pairs were there, each counted once."""

    title: Text
    mentors: int
    mentees: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the report says; what was done counts for pairs that were granted or ended."""

    roc_year: int
    pairs: tuple[PairOf, ...]
    """All of them, also those that only were suggested or were not granted."""
    states: Mapping[str, int]
    months: tuple[Month, ...]
    """From the first month with a discussion to the last, none left out."""
    modes: Mapping[str, int]
    """Manner of discussing → how often, in the order of the vocabulary."""
    classes: tuple[int, ...]
    """Pairs without a minute, then by `_CLASSES`, then with more."""
    fields: tuple[Field, ...]
    """The most needed first."""
    camps: tuple[Camp, ...]

    @property
    def run(self) -> tuple[PairOf, ...]:
        """Pairs that were granted, also those that have ended."""
        return tuple(one for one in self.pairs if one.state in {GRANTED, ENDED} and one.document_no)

    @property
    def discussions(self) -> int:
        """Of the pairs that ran."""
        return sum(len(one.lines(DISCUSSION)) for one in self.run)

    @property
    def minutes(self) -> int:
        """Of the pairs that ran."""
        return sum(one.minutes for one in self.run)

    @property
    def practices(self) -> int:
        """Of the pairs that ran."""
        return sum(len(one.lines(PRACTICE)) for one in self.run)

    @property
    def silent(self) -> tuple[PairOf, ...]:
        """Granted pairs that have not been heard of for too long."""
        return tuple(one for one in self.run if one.is_silent)

    @property
    def results(self) -> tuple[PairOf, ...]:
        """Pairs that ran and stated what came of it."""
        return tuple(one for one in self.run if one.cells.get("result"))


def read(office: Office) -> Report:
    """The report as it stands."""
    with office.database.reading() as session:
        return of_session(session, office.clock.now().date())


def of_session(session: Session, today: date) -> Report:
    """The same in somebody's session; `today` tells who has gone silent."""
    plan = plans.current(session)
    found = pairs.of_session(session, today)
    run = [one for one in found if one.state in {GRANTED, ENDED}]
    entries = [entry.cells for one in run for entry in one.lines(DISCUSSION)]
    modes = Counter(cells.get("mode", "") for cells in entries)
    states = Counter(one.state for one in found)
    return Report(
        roc_year=plan.year,
        pairs=found,
        states={code: states[code] for code in terms.vocabulary("pair_state").codes},
        months=tuple(_months(entries)),
        modes={code: modes[code] for code in terms.vocabulary("discussion_mode").codes},
        classes=_classes(run),
        fields=tuple(_fields(session, [one for one in found if one.state in {*pairs.STANDING, ENDED}])),
        camps=tuple(_camp(own.title, own.id, run) for own in events.events(plan) if own.id in CAMPS),
    )


def sentences(report: Report, language: str) -> tuple[str, ...]:
    """The counts in words."""
    text = catalogue(language)
    told = [
        text.text("pairs.report.pairs", **report.states),
        text.text(
            "pairs.report.done",
            discussions=f"{report.discussions:,}",
            minutes=f"{report.minutes:,}",
            practices=f"{report.practices:,}",
        ),
    ]
    for one in report.camps:
        camp = one.title.in_language(language)
        told.append(text.text("pairs.report.camp", camp=camp, mentors=one.mentors, mentees=one.mentees))
    if report.silent:
        days = mentoring_form.form().silent_days
        told.append(text.text("pairs.report.silent", count=len(report.silent), days=days))
    told.append(text.text("pairs.report.results", count=len(report.results)))
    return tuple(told)


def chart(report: Report, name: str, language: str) -> Bars:
    """One of `CHARTS`; a bar is filled but where the outline says how many there might be."""
    text = catalogue(language)
    if name == "fields":
        return Bars(
            tuple(
                Bar(
                    one.name,
                    one.needed,
                    one.covered,
                    text.text("pairs.report.of", covered=one.covered, needed=one.needed),
                )
                for one in report.fields
            )
        )
    unit = "pairs.report.number" if name == "classes" else "pairs.report.times"
    counts = [(label, count) for label, count, *_ in _counted(report, name, language)]
    return Bars(
        tuple(Bar(label, count, count, text.text(unit, count=f"{count:,}")) for label, count in counts)
    )


def pdf(office: Office) -> bytes:
    """The report as PDF/A-1b; raises `DataError` while there are no pairs."""
    # Imported here: the page shows the report without ReportLab.
    from desktop.exports import chart_report as drawing  # noqa: PLC0415 - see above

    report = _some(office)
    text = catalogue("zh_TW")
    made = drawing.Report(
        title=text.text("pairs.report.title", year=report.roc_year),
        agency=office.row().agency,
        sentences=sentences(report, text.language),
        parts=tuple(_parts(report, text.language, drawing.Part)),
        greys=_GREYS,
        created=office.clock.now(),
    )
    return drawing.render(made)


def write(office: Office, out: Path) -> tuple[Path, ...]:
    """Write `mentoring-report.pdf` and the list as `mentoring-pairs.csv` into a folder; raises as `pdf`."""
    content, report = pdf(office), _some(office)
    require_writable(out)
    files = (out / "mentoring-report.pdf", out / "mentoring-pairs.csv")
    paths.write_atomic(files[0], content)
    language = catalogue().language
    rows = pairs_table.rows(report.pairs, language)
    list_export.write(office, files[1], pairs_table.header(language), rows)
    return files


def _some(office: Office) -> Report:
    report = read(office)
    if not report.pairs:
        raise DataError("pairs.none")
    return report


def _parts(report: Report, language: str, part: type[Part]) -> Iterator[Part]:
    text = catalogue(language)
    for name in CHARTS:
        drawn = chart(report, name, language)
        if any(bar.whole for bar in drawn.bars):
            notes = (text.text("pairs.report.fields_note"),) if name == "fields" else ()
            head = tuple(text.text(code) for code in _HEADS[name])
            rows = tuple(tuple(map(_cell, one)) for one in _counted(report, name, language))
            picture = partial(bars.draw, drawn)
            yield part(text.text(f"pairs.report.{name}"), picture, head, rows, notes=notes)
    heads = tuple(text.text(f"pairs.column.{name}") for name in _COLUMNS)
    yield part(
        text.text("pairs.report.list"),
        None,
        heads,
        tuple(_listed(one, language) for one in report.pairs),
        _SHARES,
    )
    if report.results:
        yield part(
            text.text("pairs.report.texts"),
            None,
            tuple(text.text(f"pairs.column.{name}") for name in ("mentor", "mentee", "result")),
            tuple((*_both(one), one.cells["result"]) for one in report.results),
            (2.95, 2.95, 8.0),
        )


_HEADS: Final[Mapping[str, Sequence[str]]] = {
    "months": ("pairs.report.month", "pairs.column.discussions", "pairs.column.minutes"),
    "modes": ("pairs.report.mode", "pairs.column.discussions"),
    "classes": ("pairs.report.class", "pairs.report.pair_count"),
    "fields": ("pairs.report.field", "pairs.report.needed", "pairs.report.covered"),
}


def _counted(report: Report, name: str, language: str) -> Iterator[tuple[str, int] | tuple[str, int, int]]:
    """Label and figures of the rows of one of `CHARTS`; the first figure is the bar."""
    if name == "months":
        for one in report.months:
            yield f"{one.roc_year}/{one.number:02d}", one.discussions, one.minutes
    elif name == "modes":
        for code, count in report.modes.items():
            yield terms.label("discussion_mode", code, language), count
    elif name == "classes":
        yield from zip(_class_names(language), report.classes, strict=True)
    else:
        for field in report.fields:
            yield field.name, field.needed, field.covered


def _class_names(language: str) -> Iterator[str]:
    text = catalogue(language)
    yield text.text("pairs.report.class-none")
    first = 1
    for last in _CLASSES:
        yield text.text("pairs.report.class-range", first=first, last=last)
        first = last + 1
    yield text.text("pairs.report.class-over", most=_CLASSES[-1])


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _listed(one: PairOf, language: str) -> tuple[str, ...]:
    cells = pairs_table.row(one, language)
    cells |= dict(zip(("mentor", "mentee"), _both(one), strict=True))
    return tuple(cells[name] for name in _COLUMNS)


def _both(one: PairOf) -> tuple[str, str]:
    """Mentor and mentee, the agency below the name."""
    return f"{one.mentor.name}\n{one.mentor.agency}", f"{one.mentee.name}\n{one.mentee.agency}"


def _months(entries: Sequence[Mapping[str, str]]) -> Iterator[Month]:
    days = [
        (date.fromisoformat(one["day"]), int(one.get("minutes") or 0)) for one in entries if one.get("day")
    ]
    found = Counter(day.year * 12 + day.month - 1 for day, _minutes in days)
    minutes: Counter[int] = Counter()
    for day, count in days:
        minutes[day.year * 12 + day.month - 1] += count
    for at in range(min(found, default=0), max(found, default=-1) + 1):
        yield Month(at // 12 - _FIRST_ROC, at % 12 + 1, found[at], minutes[at])


_FIRST_ROC: Final = 1911


def _classes(run: Sequence[PairOf]) -> tuple[int, ...]:
    edges = (0, *_CLASSES)
    counts = Counter(sum(one.minutes > edge for edge in edges) for one in run)
    return tuple(counts[at] for at in range(len(edges) + 1))


def _fields(session: Session, found: Sequence[PairOf]) -> Iterator[Field]:
    """Needs and expertise as pairing compares them; of people who left their pool nothing is known."""
    pools = pairing_pools.of_session(session)
    mentors = {one.id: one.expertise for one in pools.mentors}
    mentees = {one.id: one.needs for one in pools.mentees}
    needed: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    for one in found:
        for need in mentees.get(str(one.mentee.id_no), ()):
            needed[need] += 1
            covered[need] += need in mentors.get(str(one.mentor.id_no), ())
    for name, count in sorted(needed.items(), key=lambda each: (-each[1], each[0])):
        yield Field(name, count, covered[name])


def _camp(title: Text, camp: str, run: Sequence[PairOf]) -> Camp:
    mentors = {one.mentor.id for one in run if one.camps.get(camp, ("", ""))[0] == "attended"}
    mentees = {one.mentee.id for one in run if one.camps.get(camp, ("", ""))[1] == "attended"}
    return Camp(title, len(mentors), len(mentees))
