"""What the self-diagnosis says: dimensions, gaps, what the programme offers; no total, no rank, no names."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.orm import Session

from desktop.core import paths
from desktop.core.messages import catalogue
from desktop.exports import picture_svg, quadrants, radar
from desktop.exports.quadrants import Point, Quadrants
from desktop.exports.radar import Radar, Ring
from desktop.rules import answering, diagnosis
from desktop.rules.bilingual import Text
from desktop.rules.diagnosis import Agreed
from desktop.rules.plan import Plan
from desktop.services import diagnoses, diagnosis_agreed, diagnosis_benchmark, plans
from desktop.services.diagnosis_agreed import ItemLine
from desktop.services.diagnosis_benchmark import Benchmark
from desktop.services.office import Office

__all__ = [
    "VISIT",
    "Dimension",
    "Offer",
    "Priority",
    "Quadrants",
    "Radar",
    "Report",
    "family_of",
    "help_label",
    "item_at",
    "matrix_of",
    "matrix_svg",
    "of_session",
    "offers",
    "percent",
    "radar_of",
    "radar_svg",
    "read",
    "spoken",
]

MOST_PRIORITIES = 8
VISIT = "luminary"
"""The activity that stands for the expert team's visit."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """Percent of the agreed levels, now and a year before; None for too few items."""

    code: str
    label: Text
    percent: float | None
    before: float | None


@dataclass(frozen=True, slots=True)
class Offer:
    """An activity of the plan that answers a need."""

    activity: str
    title: Text


@dataclass(frozen=True, slots=True)
class Priority:
    """One item of the 優先諮詢清單, the widest gap first."""

    line: ItemLine
    rank: int
    offers: tuple[Offer, ...]
    before: Agreed | None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the report says."""

    roc_year: int
    year_before: int | None
    respondents: int
    lines: tuple[ItemLine, ...]
    dimensions: tuple[Dimension, ...]
    priorities: tuple[Priority, ...]
    before: Mapping[str, Agreed]
    benchmark: Benchmark | None
    """Medians over the counties, signed by the center."""
    remarks: tuple[tuple[Text, tuple[str, ...]], ...]
    """Question and what was written, without saying by whom."""

    @property
    def settled(self) -> int:
        """Items that are agreed on."""
        return sum(line.agreed.settled for line in self.lines)

    @property
    def strengths(self) -> tuple[ItemLine, ...]:
        """Items agreed to be at level 4 or 5."""
        return tuple(line for line in self.lines if (line.agreed.level or 0) >= 4)

    @property
    def broken_down(self) -> bool:
        """Whether medians and spreads may leave the office: fewer than five could be told apart."""
        return self.respondents >= diagnosis.FEWEST_SHOWN


def read(office: Office) -> Report:
    """The report as it stands; items that are not agreed on yet have no figure."""
    with office.database.reading() as session:
        return of_session(session)


def of_session(session: Session) -> Report:
    """The same in somebody's session."""
    asked, plan = diagnoses.form(), plans.current(session)
    own, lines = diagnoses.current(session), diagnosis_agreed.lines(session)
    year_before, before = diagnosis_agreed.before(session) or (None, {})
    given = {} if own is None else diagnoses.answers(session, own.id)
    agreed = {line.item.code: line.agreed for line in lines}
    by_code = {line.item.code: line for line in lines}
    ranked = diagnosis.priorities(agreed)[:MOST_PRIORITIES]
    return Report(
        roc_year=plan.year,
        year_before=year_before,
        respondents=len(given),
        lines=lines,
        dimensions=tuple(
            Dimension(code, label, _percent(agreed, code), _percent(before, code))
            for code, label in answering.groups(asked)
        ),
        priorities=tuple(
            Priority(by_code[code], rank, offers(plan, code), before.get(code))
            for rank, code in enumerate(ranked, start=1)
        ),
        before=before,
        benchmark=diagnosis_benchmark.current(session),
        remarks=tuple(
            (one.label, tuple(sorted({told[one.name] for told in given.values() if one.name in told})))
            for one in asked.questions.values()
            if one.kind == "text" and "_" not in one.name
        ),
    )


def offers(plan: Plan, item: str) -> tuple[Offer, ...]:
    """What the plan's activities offer for an item, the expert team's visit last."""
    wanted = dict.fromkeys([*_offers().get(item, ()), VISIT])
    return tuple(Offer(one, plan.activities[one].short) for one in wanted if one in plan.activities)


def family_of(office: Office, activity: str) -> str:
    """The family of an activity of the plan."""
    with office.database.reading() as session:
        return plans.current(session).activity(activity).family


def radar_of(report: Report, language: str) -> Radar:
    """The dimensions, with last year's line where there is one."""
    text = catalogue(language)
    rings = []
    if report.year_before is not None:
        label = text.text("diagnosis.year", year=report.year_before)
        rings.append(Ring("before", label, tuple(one.before for one in report.dimensions)))
    if report.benchmark is not None:
        others = report.benchmark
        label = text.text("diagnosis.counties", count=others.counties, year=others.roc_year)
        figures = tuple(others.dimensions.get(one.code) for one in report.dimensions)
        rings.append(Ring("others", label, figures))
    label = text.text("diagnosis.year", year=report.roc_year)
    rings.append(Ring("own", label, tuple(one.percent for one in report.dimensions)))
    axes = tuple(f"{one.code} {one.label.in_language(language)}" for one in report.dimensions)
    return Radar(axes, tuple(rings))


def matrix_of(report: Report, language: str) -> Quadrants:
    """The agreed items by level and need."""
    text = catalogue(language)
    points = [
        Point(line.item.code, line.agreed.level, line.agreed.need)
        for line in report.lines
        if line.agreed.level is not None and line.agreed.need is not None
    ]
    return Quadrants(
        tuple(points),
        text.text("diagnosis.across"),
        text.text("diagnosis.upward"),
        tuple(map(str, range(diagnosis.LOWEST, diagnosis.HIGHEST + 1))),
        tuple(text.text(f"diagnosis.need-{need}") for need in range(diagnosis.MOST_NEED + 1)),
        (
            text.text("diagnosis.quadrant.urgent"),
            text.text("diagnosis.quadrant.keep"),
            text.text("diagnosis.quadrant.wait"),
            text.text("diagnosis.quadrant.share"),
        ),
        weak=3,
        much=diagnosis.HIGH_NEED,
    )


def radar_svg(drawn: Radar, width: float, size: float, colours: Mapping[str, str], family: str) -> bytes:
    """The radar as SVG, `width` wide, its words of `size`, in logical pixels."""
    return picture_svg.svg(radar.draw(drawn, width, size), colours, family)


def matrix_svg(drawn: Quadrants, width: float, size: float, colours: Mapping[str, str], family: str) -> bytes:
    """The matrix as SVG, as the radar."""
    return picture_svg.svg(quadrants.draw(drawn, width, size), colours, family)


def item_at(drawn: Quadrants, width: float, size: float, place: tuple[float, float]) -> str:
    """The item at a place of the matrix as `matrix_svg` draws it; blank where there is none."""
    return quadrants.hit(drawn, quadrants.draw(drawn, width, size), *place)


def spoken(report: Report, language: str) -> Sequence[str]:
    """The dimensions in words, for those who cannot see the radar."""
    return [f"{one.label.in_language(language)} {percent(one.percent)}" for one in report.dimensions]


def percent(value: float | None) -> str:
    """As the report writes it; a dash where there is no figure."""
    return "—" if value is None else f"{value:.0f}%"


def help_label(code: str, language: str) -> str:
    """What a kind of help is called."""
    labels = {one.code: one.label for one in diagnoses.form().lists["help"]}
    return labels[code].in_language(language) if code in labels else code


def _percent(agreed: Mapping[str, Agreed], group: str) -> float | None:
    own = [one.level for code, one in agreed.items() if code.startswith(group) and one.level is not None]
    return diagnosis.dimension(own)


@lru_cache
def _offers() -> Mapping[str, Sequence[str]]:
    data = tomllib.loads((paths.resources() / "diagnosis.toml").read_text(encoding="utf-8"))
    found: Mapping[str, Sequence[str]] = data["offers"]
    return found
