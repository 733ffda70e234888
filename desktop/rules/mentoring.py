"""Who may be paired with whom in e-mentoring, and how many points a pair has: integers, for ever the same.

No solver is here: what checks a certificate reads this file and nothing that looks for an optimum.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from desktop.core import paths

AGENCY, LINE, BAN, LANGUAGE, CAPACITY, EARLIER = "agency", "line", "ban", "language", "capacity", "earlier"
RULES: Final = (AGENCY, LINE, BAN, LANGUAGE, CAPACITY, EARLIER)
"""Same agency, reporting line, banned, no common language, no seat, paired in an earlier year."""


@dataclass(frozen=True, slots=True)
class Mentor:
    """One mentor. `id` is the number of the input; sets hold numbers of mentees."""

    id: str
    agency: str
    grade: int | None
    expertise: frozenset[str]
    capacity: int
    languages: frozenset[str]
    wishes: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    supervisor: str = ""


@dataclass(frozen=True, slots=True)
class Mentee:
    """One mentee. Needs stand in their order, the most wished first."""

    id: str
    agency: str
    grade: int | None
    needs: tuple[str, ...]
    languages: frozenset[str]
    wishes: frozenset[str] = frozenset()
    avoid: frozenset[str] = frozenset()
    supervisor: str = ""


class Points(NamedTuple):
    """The four components of a score."""

    needs: int
    first: int
    gap: int
    wish: int

    @property
    def total(self) -> int:
        """The score of the pair."""
        return sum(self)


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers of resources/pairing.toml."""

    version: int
    floor: bool
    earlier: bool
    needs: int
    first: int
    gap: int
    step: int
    target: int
    wish: int
    aliases: tuple[tuple[str, str], ...]

    @property
    def most(self) -> int:
        """The most points that a pair can have."""
        return self.needs + self.first + self.gap + self.wish


@lru_cache
def settings() -> Settings:
    """Those that came with the program."""
    data = tomllib.loads((paths.resources() / "pairing.toml").read_text(encoding="utf-8"))
    aliases = tuple(sorted(data["aliases"].items()))
    return Settings(data["version"], data["floor"], data["earlier"], **data["points"], aliases=aliases)


def terms(written: Sequence[str], rules: Settings) -> tuple[str, ...]:
    """Terms as they are compared: aliases replaced, each once, in their order."""
    known = dict(rules.aliases)
    return tuple(dict.fromkeys(known.get(one, one) for one in written))


def broken(mentor: Mentor, mentee: Mentee, earlier: frozenset[tuple[str, str]]) -> tuple[str, ...]:
    """Every hard rule that forbids the pair; somebody is never paired with themselves (same agency)."""
    found = []
    if mentor.agency == mentee.agency:
        found.append(AGENCY)
    if mentor.id == mentee.supervisor or mentee.id == mentor.supervisor:
        found.append(LINE)
    if mentee.id in mentor.avoid or mentor.id in mentee.avoid:
        found.append(BAN)
    if not mentor.languages & mentee.languages:
        found.append(LANGUAGE)
    if mentor.capacity < 1:
        found.append(CAPACITY)
    if (mentor.id, mentee.id) in earlier:
        found.append(EARLIER)
    return tuple(found)


def points(mentor: Mentor, mentee: Mentee, rules: Settings) -> Points:
    """The score of a pair by component."""
    count = len(mentee.needs)
    weights = [count - place for place in range(count)]
    whole = sum(weights)
    covered = sum(
        weight for need, weight in zip(mentee.needs, weights, strict=True) if need in mentor.expertise
    )
    needs = (2 * rules.needs * covered + whole) // (2 * whole) if whole else 0
    first = rules.first if mentee.needs and mentee.needs[0] in mentor.expertise else 0
    gap = 0
    if mentor.grade is not None and mentee.grade is not None:
        gap = max(0, rules.gap - rules.step * abs(abs(mentor.grade - mentee.grade) - rules.target))
    wished = mentee.id in mentor.wishes or mentor.id in mentee.wishes
    return Points(needs, first, gap, rules.wish if wished else 0)


def scores(
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    rules: Settings,
    earlier: frozenset[tuple[str, str]] = frozenset(),
) -> list[list[int]]:
    """Score of each pair, mentee by mentor; −1 where a hard rule forbids it."""
    before = earlier if rules.earlier else frozenset()
    return [
        [-1 if broken(mentor, mentee, before) else points(mentor, mentee, rules).total for mentor in mentors]
        for mentee in mentees
    ]
