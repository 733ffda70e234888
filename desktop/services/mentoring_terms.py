"""The words of expertise: who uses which, how they were written, and which count as the same.

Words match exactly after aliasing, never by a part: 資訊 and 資訊安全 are two until somebody says otherwise.
The aliases that came with the program stand in resources/pairing.toml; the office's own go before them.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.errors import DataError, UsageError
from desktop.models.mentoring import TermAlias
from desktop.rules import mentoring as rules
from desktop.services.mentoring import MENTEE, MENTOR, lines
from desktop.services.office import Office
from desktop.services.pairing_parts import parts

LONGEST: Final = 40
"""Characters of a word."""

_ALIKE: Final = 0.6
"""From this ratio of `difflib` on two words are proposed as the same: two of three characters are."""


@dataclass(frozen=True, slots=True)
class TermLine:
    """One word after aliasing. Counts are people of the pools."""

    term: str
    mentors: int
    mentees: int
    written: Mapping[str, int]
    """How it was written → people."""
    similar: tuple[str, ...] = ()
    """Other words of the pools that may mean the same: one contains the other, or they are much alike."""

    @property
    def only(self) -> str:
        """The one role that uses it, so that it never matches; blank where both do."""
        if self.mentors and self.mentees:
            return ""
        return MENTOR if self.mentors else MENTEE


@dataclass(frozen=True, slots=True)
class Alias:
    """A word that counts as another; `own` is the office's, others came with the program."""

    alias: str
    term: str
    own: bool


def listing(office: Office) -> tuple[TermLine, ...]:
    """Every word of either pool, the most used first."""
    with office.database.reading() as session:
        known = in_force(session)
        people = lines(session)
    used: defaultdict[str, dict[str, int]] = defaultdict(lambda: {MENTOR: 0, MENTEE: 0})
    written: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in people:
        words = dict.fromkeys(parts(one.terms))
        for term in {known.get(word, word) for word in words}:
            used[term][one.role] += 1
        for word in words:
            written[known.get(word, word)][word] += 1
    similar = _similar(list(used))
    found = [
        TermLine(
            term, count[MENTOR], count[MENTEE], dict(sorted(written[term].items())), similar.get(term, ())
        )
        for term, count in used.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.mentors - one.mentees, one.term)))


def aliases(office: Office) -> tuple[Alias, ...]:
    """Every alias in force, by its word."""
    with office.database.reading() as session:
        own = _own(session)
        known = in_force(session)
    return tuple(Alias(alias, term, alias in own) for alias, term in sorted(known.items()))


def in_force(session: Session) -> Mapping[str, str]:
    """Alias → term: the program's and the office's own, which go before them."""
    return {**dict(rules.settings().aliases), **_own(session)}


def settings(session: Session) -> rules.Settings:
    """The settings of pairing with the office's own aliases."""
    return replace(rules.settings(), aliases=tuple(sorted(in_force(session).items())))


def put(office: Office, alias: str, term: str) -> str:
    """Count `alias` as `term` from now on; returns the term that it is in the end.

    A term that is an alias itself stands for the one that it means. Raises `DataError` for what is no single
    word, for a word that is to be itself, and for one that others already count as: those would have to
    follow, and the other way round is nearly always meant.
    """
    one, meant = _word(alias), _word(term)
    with office.database.writing("pairing.term", one) as journal:
        known = in_force(journal.session)
        last = known.get(meant, meant)
        if one == last:
            raise DataError("mentoring_terms.itself", alias=one)
        followers = sorted(other for other, to in known.items() if to == one)
        if followers:
            raise DataError("mentoring_terms.is_term", term=one, aliases="、".join(followers), other=last)
        held = journal.session.scalars(select(TermAlias).filter_by(alias=one)).one_or_none()
        if held is None:
            journal.insert(TermAlias, [{"alias": one, "term": last}])
        else:
            journal.update(TermAlias, held.id, {"term": last})
    return last


def remove(office: Office, alias: str) -> None:
    """Let a word stand for itself again, or for what the program's own alias says.

    Raises `UsageError` for a word that is no alias of the office's own.
    """
    with office.database.writing("pairing.term", alias) as journal:
        held = journal.session.scalars(select(TermAlias).filter_by(alias=alias.strip())).one_or_none()
        if held is None:
            raise UsageError("mentoring_terms.no_alias", alias=alias.strip())
        journal.delete(TermAlias, [held.id])


def _own(session: Session) -> dict[str, str]:
    return {row.alias: row.term for row in session.scalars(select(TermAlias))}


def _word(given: str) -> str:
    """One word as the pools hold it."""
    found = parts(given)
    if len(found) != 1 or not text.is_line(found[0], LONGEST):
        raise DataError("mentoring_terms.word", longest=LONGEST)
    return found[0]


def _similar(terms: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in combinations(sorted(terms), 2):
        if one in other or other in one or difflib.SequenceMatcher(None, one, other).ratio() >= _ALIKE:
            found[one].append(other)
            found[other].append(one)
    return {term: tuple(others) for term, others in found.items()}
