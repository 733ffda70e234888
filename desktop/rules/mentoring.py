"""Who may be paired with whom in e-mentoring, and how many points a pair has: integers, for ever the same.

No solver is here: what checks a certificate reads this file and nothing that looks for an optimum.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
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
    gap = _gap(mentor.grade, mentee.grade, rules)
    wished = mentee.id in mentor.wishes or mentor.id in mentee.wishes
    return Points(needs, first, gap, rules.wish if wished else 0)


def scores(
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    rules: Settings,
    earlier: frozenset[tuple[str, str]] = frozenset(),
) -> list[list[int]]:
    """Score of each pair, mentee by mentor; −1 where a hard rule forbids it.

    What `points` and `broken` say, but by what people share, so that a thousand of each take no seconds.
    """
    pool = _Pool(mentors, rules, earlier if rules.earlier else frozenset())
    return [pool.row(mentee) for mentee in mentees]


class _Pool:
    """The mentors by what a mentee can have in common with them: their places in the pool."""

    def __init__(
        self, mentors: Sequence[Mentor], rules: Settings, earlier: frozenset[tuple[str, str]]
    ) -> None:
        self._mentors, self._rules = mentors, rules
        self._grades = [one.grade for one in mentors]
        self._terms = _places((term, at) for at, one in enumerate(mentors) for term in one.expertise)
        self._wishing = _places((wish, at) for at, one in enumerate(mentors) for wish in one.wishes)
        self._named = _places((one.id, at) for at, one in enumerate(mentors))
        self._away = [at for at, one in enumerate(mentors) if one.capacity < 1]
        self._agencies = _places((one.agency, at) for at, one in enumerate(mentors))
        self._against = _places(
            (mentee, at) for at, one in enumerate(mentors) for mentee in (*one.avoid, one.supervisor)
        )
        for mentor, mentee in earlier:
            self._against.setdefault(mentee, []).extend(self._named.get(mentor, ()))
        self._silent: dict[frozenset[str], list[int]] = {}

    def row(self, mentee: Mentee) -> list[int]:
        """The scores of one mentee by mentor."""
        rules, count = self._rules, len(mentee.needs)
        covered = [0] * len(self._mentors)
        for place, need in enumerate(mentee.needs):
            for at in self._terms.get(need, ()):
                covered[at] += count - place
        whole = count * (count + 1) // 2
        needs = [(2 * rules.needs * part + whole) // (2 * whole) if whole else 0 for part in range(whole + 1)]
        gaps = {grade: _gap(grade, mentee.grade, rules) for grade in set(self._grades)}
        found = [needs[part] + gaps[grade] for part, grade in zip(covered, self._grades, strict=True)]
        for at in self._terms.get(mentee.needs[0], ()) if mentee.needs else ():
            found[at] += rules.first
        wished = {at for mentor in mentee.wishes for at in self._named.get(mentor, ())}
        for at in wished.union(self._wishing.get(mentee.id, ())):
            found[at] += rules.wish
        for at in self._forbidden(mentee):
            found[at] = -1
        return found

    def _forbidden(self, mentee: Mentee) -> Iterator[int]:
        yield from self._away
        yield from self._agencies.get(mentee.agency, ())
        yield from self._against.get(mentee.id, ())
        for mentor in (*mentee.avoid, mentee.supervisor):
            yield from self._named.get(mentor, ())
        if mentee.languages not in self._silent:
            self._silent[mentee.languages] = [
                at for at, one in enumerate(self._mentors) if not one.languages & mentee.languages
            ]
        yield from self._silent[mentee.languages]


def _places(found: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    by_key: dict[str, list[int]] = {}
    for key, at in found:
        by_key.setdefault(key, []).append(at)
    return by_key


def _gap(mentor: int | None, mentee: int | None, rules: Settings) -> int:
    """The points for grades that lie apart as they should."""
    if mentor is None or mentee is None:
        return 0
    return max(0, rules.gap - rules.step * abs(abs(mentor - mentee) - rules.target))


def counts(
    mentors: Sequence[Mentor], mentees: Sequence[Mentee], rules: Settings, pairs: Iterable[tuple[int, int]]
) -> dict[str, int]:
    """Pairs (mentee, mentor), their worst and their total: a lock that breaks a rule has its points too."""
    own = [points(mentors[mentor], mentees[mentee], rules).total for mentee, mentor in pairs]
    return {"pairs": len(own), "worst": min(own, default=0), "total": sum(own)}
