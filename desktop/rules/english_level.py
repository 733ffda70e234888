"""The level of the CEFR that a test result proves (柒、二、（三）), by the published charts in the data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from desktop.core import paths, terms

_SCORE = re.compile(r"\d+(?:\.\d+)?")


class Basis(StrEnum):
    """What a level rests on, or why there is none."""

    CERTIFICATE = "certificate"
    SELF = "self"
    """自評: allowed, and noted."""
    FIRST_STAGE = "first_stage"
    """Only the first stage was passed, which is no certificate of that level."""
    UNSTATED = "unstated"
    NO_CHART = "no_chart"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Level:
    """What a result proves: by every chart something between `lowest` and `highest`, blank without one."""

    basis: Basis
    lowest: str = ""
    highest: str = ""

    @property
    def code(self) -> str:
        """The same for machines: B1, or A1-A2."""
        return self.text.replace("–", "-")

    @property
    def text(self) -> str:
        """B1, or A1–A2 where the charts differ; blank without a level."""
        return self.lowest if self.lowest == self.highest else f"{self.lowest}–{self.highest}"


@dataclass(frozen=True, slots=True)
class Chart:
    """One published chart of one test; `year` is the ROC year of its publication."""

    test: str
    source: str
    year: int
    scores: tuple[tuple[float, str], ...]
    """(lowest score, level), ascending."""
    names: Mapping[str, str]
    """What a certificate says, folded → level."""


@dataclass(frozen=True, slots=True)
class Charts:
    """All charts, the levels in their order, and the words for GEPT's stages."""

    levels: tuple[str, ...]
    charts: tuple[Chart, ...]
    passed: tuple[str, ...]
    first_only: tuple[str, ...]

    def of(self, test: str) -> tuple[Chart, ...]:
        """The charts of a test."""
        return tuple(chart for chart in self.charts if chart.test == test)

    def above(self, level: str, most: str) -> bool:
        """Whether a level is above another."""
        return self.levels.index(level) > self.levels.index(most)


@cache
def charts() -> Charts:
    """The bundled charts."""
    with (paths.resources() / "english_levels.toml").open("rb") as file:
        data = tomllib.load(file)
    levels = tuple(data["levels"])
    own: dict[str, Any] = {**data["self"], "source": "", "year": 0}
    return Charts(
        levels,
        tuple(_chart(one, levels) for one in (own, *data["chart"])),
        tuple(map(terms.folded, data["stages"]["passed"])),
        tuple(map(terms.folded, data["stages"]["first_only"])),
    )


def _chart(data: Mapping[str, Any], levels: tuple[str, ...]) -> Chart:
    lowest = sorted((float(score), level) for level, score in data.get("from", {}).items())
    names = {terms.folded(name): level for level, said in data.get("names", {}).items() for name in said}
    assert {level for _, level in lowest} | set(names.values()) <= set(levels)
    return Chart(data["test"], data["source"], data["year"], tuple(lowest), names)


def level(test: str, score: str) -> Level:
    """The level of a result, both as written; `test` may be a code of the vocabulary english_test."""
    if not test:
        return Level(Basis.UNSTATED)
    code = _code(test)
    found = charts().of(code)
    if not found:
        return Level(Basis.NO_CHART)
    # PET names both the test and its level.
    said, first_only = _without_stage(terms.folded(score) or terms.folded(test))
    levels = [one for chart in found if (one := _by(chart, said)) is not None]
    if not levels:
        return Level(Basis.UNREADABLE if score.strip() else Basis.UNSTATED)
    basis = Basis.SELF if code == "self" else Basis.FIRST_STAGE if first_only else Basis.CERTIFICATE
    ordered = sorted(levels, key=charts().levels.index)
    return Level(basis, ordered[0], ordered[-1])


def _code(test: str) -> str:
    return terms.vocabulary("english_test").code(test) or test


def _without_stage(said: str) -> tuple[str, bool]:
    """中級（複試通過） → 中級; 中高級初試 → 中高級, only the first stage."""
    said = said.rstrip(")）分")
    for words, first_only in ((charts().first_only, True), (charts().passed, False)):
        for word in words:
            if said.endswith(word) and said != word:
                return said.removesuffix(word).strip("（(:： "), first_only
    return said, False


def _by(chart: Chart, said: str) -> str | None:
    """The level by one chart: a name, or a whole number of points; below the lowest score its first level."""
    if said in chart.names:
        return chart.names[said]
    points = _SCORE.fullmatch(said)
    if points is None or not chart.scores:
        return None
    reached = [level for lowest, level in chart.scores if float(points[0]) >= lowest]
    return reached[-1] if reached else charts().levels[0]


def sources(test: str) -> Iterator[str]:
    """The charts that a test is read by, in words for a form: source and ROC year."""
    for chart in charts().of(_code(test)):
        if chart.source:
            yield f"{chart.source}（{chart.year}年）"
