"""Both pools as pairing reads them: from two files, from the office, or from the tables of a packet."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import DataError
from desktop.exports import sealed_tables
from desktop.exports.bounded_read import read_at_most
from desktop.exports.tables import definitions
from desktop.imports import mentoring as reader
from desktop.imports import pair_lists
from desktop.imports.drafts import MentoringDraft, PairDraft
from desktop.imports.tables import open_table
from desktop.models.mentoring import EarlierPair, Pair, PairChoice, TermAlias
from desktop.rules import mentoring
from desktop.rules.mentoring import Mentee, Mentor, Settings
from desktop.services import plans
from desktop.services.mentoring import LISTS, MENTEE, MENTOR, Line, activity, lines
from desktop.services.pairing_parts import parts
from desktop.services.pairs import ENDED, GRANTED, REFUSED

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of a file that is read whole."""

_Member = TypeVar("_Member", Mentor, Mentee)

EARLIER: Final = "earlier"
LOCKS: Final = "locks"


@dataclass(frozen=True, slots=True)
class Lock:
    """Two people who are to be a pair, by their ids, and why."""

    mentee: str
    mentor: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pools:
    """Both sides in the order of their ids, and what they were read from."""

    mentors: tuple[Mentor, ...]
    mentees: tuple[Mentee, ...]
    names: Mapping[str, str]
    inputs: Mapping[str, str]
    """What was read → its SHA-256."""
    earlier: frozenset[tuple[str, str]] = frozenset()
    """(mentor, mentee) of earlier years."""
    locks: tuple[Lock, ...] = ()

    @property
    def locked(self) -> tuple[tuple[int, int], ...]:
        """The locks by places; raises `DataError` for somebody who is not in the pools."""
        mentees = {one.id: at for at, one in enumerate(self.mentees)}
        mentors = {one.id: at for at, one in enumerate(self.mentors)}
        for one in self.locks:
            if one.mentee not in mentees or one.mentor not in mentors:
                raise DataError("pairing.lock_unknown")
        return tuple((mentees[one.mentee], mentors[one.mentor]) for one in self.locks)


def from_files(
    mentors: Path, mentees: Path, *, locks: Path | None = None, history: Path | None = None
) -> Pools:
    """Both pools from their files; raises `DataError` with the first mistake of one."""
    given = {MENTOR: mentors, MENTEE: mentees, LOCKS: locks, EARLIER: history}
    inputs = {name: _sha256(path) for name, path in given.items() if path is not None}
    before = _pair_drafts(history, "pair_history") if history else []
    fixed = _pair_drafts(locks, "pair_locks") if locks else []
    made = _pools(_drafts(mentors, "mentors"), _drafts(mentees, "mentees"), mentoring.settings(), inputs)
    return replace(
        made,
        earlier=frozenset((one.mentor_no, one.mentee_no) for one in before),
        locks=tuple(Lock(one.mentee_no, one.mentor_no, one.reason) for one in fixed),
    )


def of_session(session: Session) -> Pools:
    """Both pools as the office has them, with its bans, its locks and its own words for expertise.

    What the center granted stands whatever changed since: its mentor has a seat for it. A lock for which no
    seat is left, or whose mentee was granted to somebody else, is left out; who accepts is told of it.
    """
    found = {one.id: one for one in lines(session)}
    own = {row.alias: row.term for row in session.scalars(select(TermAlias))}
    rules = mentoring.settings()
    rules = replace(rules, aliases=tuple(sorted({**dict(rules.aliases), **own}.items())))
    decided = _decided(session, found)
    numbers = {member: str(line.person.id_no) for member, line in found.items()}
    banned: dict[str, list[str]] = {}
    for mentee, mentor in decided.apart:
        banned.setdefault(numbers[mentor], []).append(numbers[mentee])
    drafts: dict[str, list[MentoringDraft]] = {MENTOR: [], MENTEE: []}
    across = crossing(session)
    for line in found.values():
        drafts[line.role].append(_draft(line, across))
    made = _pools(drafts[MENTOR], drafts[MENTEE], rules, {})
    seats = Counter(numbers[mentor] for _mentee, mentor in decided.granted)
    mentors = tuple(
        replace(
            one,
            avoid=one.avoid | frozenset(banned.get(one.id, ())),
            capacity=max(one.capacity, seats[one.id]),
        )
        for one in made.mentors
    )
    before = session.execute(select(EarlierPair.mentor_no, EarlierPair.mentee_no))
    return bound(
        replace(
            made,
            mentors=mentors,
            earlier=frozenset((mentor, mentee) for mentor, mentee in before),
            locks=_kept(decided, mentors, numbers),
        )
    )


def from_packet(path: Path) -> Pools:
    """Both pools from the tables of a packet, as its office compared them; nothing is verified here.

    What stands there is compared already: aliases are replaced and bans are among those to avoid. Raises
    `DataError` where it is no packet, has not both pools, or has tables that do not go together.
    """
    tables = sealed_tables.read(path) or {}
    try:
        people = {one["person_no"]: one for one in _records(tables, "people")}
        numbers = {number: one["id_no"] for number, one in people.items()} | {"": ""}
        members = {
            role: [_member(one, people[one["person_no"]], numbers) for one in _records(tables, name)]
            for role, name in LISTS.items()
        }
        earlier = [
            (numbers[one["mentor_no"]], numbers[one["mentee_no"]])
            for one in _records(tables, "earlier_pairs")
        ]
    except (KeyError, ValueError) as error:
        raise DataError("pairing.packet", file=path.name) from error
    if not all(members.values()):
        raise DataError("pairing.packet", file=path.name)
    mentors = [one for one in members[MENTOR] if isinstance(one, Mentor)]
    mentees = [one for one in members[MENTEE] if isinstance(one, Mentee)]
    return bound(
        Pools(
            mentors=tuple(sorted(mentors, key=lambda one: one.id)),
            mentees=tuple(sorted(mentees, key=lambda one: one.id)),
            names={one["id_no"]: one["name"] for one in people.values()},
            inputs={},
            earlier=frozenset(earlier),
        )
    )


def bound(pools: Pools) -> Pools:
    """The same pools without people who are in neither, and with the SHA-256 of what pairing compares.

    Whoever rebuilds the pools from a packet finds the same numbers.
    """
    mentors = frozenset(one.id for one in pools.mentors)
    mentees = frozenset(one.id for one in pools.mentees)
    own_mentors = tuple(_among(one, mentees) for one in pools.mentors)
    own_mentees = tuple(_among(one, mentors) for one in pools.mentees)
    earlier = frozenset((one, two) for one, two in pools.earlier if one in mentors and two in mentees)
    inputs = {
        MENTOR: _digest([_told(one, one.expertise, one.capacity) for one in own_mentors]),
        MENTEE: _digest([_told(one, one.needs, 0) for one in own_mentees]),
        EARLIER: _digest(sorted(map(list, earlier))),
    }
    return replace(pools, mentors=own_mentors, mentees=own_mentees, earlier=earlier, inputs=inputs)


def _among(one: _Member, others: frozenset[str]) -> _Member:
    """Somebody who names only people of the other pool."""
    supervisor = one.supervisor if one.supervisor in others else ""
    return replace(one, wishes=one.wishes & others, avoid=one.avoid & others, supervisor=supervisor)


class _Decided(NamedTuple):
    """(mentee, mentor) that are fixed, each with the reason, and those kept apart, also by the center."""

    granted: dict[tuple[int, int], str]
    locked: dict[tuple[int, int], str]
    apart: list[tuple[int, int]]


def _decided(session: Session, found: Mapping[int, Line]) -> _Decided:
    decided = _Decided({}, {}, [])
    for choice in session.scalars(select(PairChoice).order_by(PairChoice.id)):
        if choice.mentee_id in found and choice.mentor_id in found:
            key = (choice.mentee_id, choice.mentor_id)
            if choice.kind == "lock":
                decided.locked[key] = choice.reason
            else:
                decided.apart.append(key)
    for row in session.scalars(select(Pair).order_by(Pair.id)):
        key = (row.mentee_id, row.mentor_id)
        if row.mentee_id in found and row.mentor_id in found:
            if row.state == GRANTED:  # the center's letter is a reason, whatever rule the pair breaks
                decided.granted[key] = decided.locked.get(key) or row.reason or row.document_no
            elif row.state in {REFUSED, ENDED} and key not in decided.locked:
                decided.apart.append(key)
    return decided


def _kept(decided: _Decided, mentors: Iterable[Mentor], numbers: Mapping[int, str]) -> tuple[Lock, ...]:
    """The granted pairs, then the locks that there is a place for."""
    left = {one.id: one.capacity for one in mentors}
    kept: dict[str, Lock] = {}
    for (mentee, mentor), reason in (decided.granted | decided.locked | decided.granted).items():
        one = Lock(numbers[mentee], numbers[mentor], reason)
        if one.mentee not in kept and left[one.mentor] > 0:
            kept[one.mentee] = one
            left[one.mentor] -= 1
    return tuple(kept.values())


def crossing(session: Session) -> str:
    """What a pair must cross (柒、四), as the plan's setting pair_across has it: agency or unit."""
    return str(activity(plans.current(session)).settings["pair_across"].value)


def _draft(one: Line, across: str) -> MentoringDraft:
    return MentoringDraft(
        record=one.id,
        id_no=one.person.id_no,
        name=one.person.name,
        role=one.role,
        terms=one.terms,
        capacity=one.capacity,
        languages=one.languages,
        supervisor=one.supervisor,
        wishes=one.wishes,
        avoid=one.avoid,
        agency=" ".join([one.person.agency, one.person.unit] if across == "unit" else [one.person.agency]),
        grade=one.person.grade,
    )


def _pools(
    mentors: Iterable[MentoringDraft],
    mentees: Iterable[MentoringDraft],
    rules: Settings,
    inputs: Mapping[str, str],
) -> Pools:
    first, second = list(mentors), list(mentees)
    return Pools(
        mentors=tuple(_mentor(one, rules) for one in sorted(first, key=lambda one: one.id_no)),
        mentees=tuple(_mentee(one, rules) for one in sorted(second, key=lambda one: one.id_no)),
        names={one.id_no: one.name for one in (*first, *second)},
        inputs=inputs,
    )


def _mentor(one: MentoringDraft, rules: Settings) -> Mentor:
    return Mentor(
        one.id_no,
        one.agency,
        one.grade,
        frozenset(mentoring.terms(parts(one.terms), rules)),
        1 if one.capacity is None else one.capacity,
        frozenset(parts(one.languages)),
        frozenset(parts(one.wishes)),
        frozenset(parts(one.avoid)),
        one.supervisor,
    )


def _mentee(one: MentoringDraft, rules: Settings) -> Mentee:
    return Mentee(
        one.id_no,
        one.agency,
        one.grade,
        mentoring.terms(parts(one.terms), rules),
        frozenset(parts(one.languages)),
        frozenset(parts(one.wishes)),
        frozenset(parts(one.avoid)),
        one.supervisor,
    )


def _told(one: Mentor | Mentee, words: Iterable[str], capacity: int) -> list[Any]:
    """One person as the digest reads it; a mentee's needs keep their order."""
    listed = list(words) if isinstance(words, tuple) else sorted(words)
    sets = (one.languages, one.wishes, one.avoid)
    return [one.id, one.agency, one.grade, listed, capacity, *map(sorted, sets), one.supervisor]


def _digest(value: Sequence[Any]) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()


def _records(tables: Mapping[str, Sequence[tuple[str, ...]]], name: str) -> list[dict[str, str]]:
    header = definitions()[name].header
    return [dict(zip(header, row, strict=True)) for row in tables.get(name, ())]


def _member(one: Mapping[str, str], person: Mapping[str, str], numbers: Mapping[str, str]) -> Mentor | Mentee:
    """One person of a packet's pool."""
    grade = int(person["grade"]) if person["grade"] else None
    languages = frozenset(parts(one["languages"]))
    wishes = frozenset(numbers[other] for other in parts(one["wishes"]))
    avoid = frozenset(numbers[other] for other in parts(one["avoid"]))
    own, superior = person["id_no"], numbers[one["supervisor_no"]]
    if "expertise" in one:
        words, seats = frozenset(parts(one["expertise"])), int(one["capacity"])
        return Mentor(own, one["crosses"], grade, words, seats, languages, wishes, avoid, superior)
    needs = parts(one["needs"])
    return Mentee(own, one["crosses"], grade, needs, languages, wishes, avoid, superior)


def _drafts(path: Path, kind: str) -> list[MentoringDraft]:
    reading = reader.read(open_table(path, kind))
    if reading.has_errors:
        first = next(one for one in reading.findings if one.severity == "error")
        raise DataError("pairing.file", file=path.name, record=first.record or 0, field=first.field or "")
    return reading.drafts


def _pair_drafts(path: Path, kind: str) -> list[PairDraft]:
    reading = pair_lists.read(open_table(path, kind))
    if reading.has_errors:
        first = next(one for one in reading.findings if one.severity == "error")
        raise DataError("pairing.list", file=path.name, record=first.record or 0, field=first.field or "")
    return reading.drafts


def _sha256(path: Path) -> str:
    content = read_at_most(path, LARGEST)
    if content is None:
        raise DataError("imports.file-too-large", file=path.name, limit=LARGEST // 1024 // 1024)
    return hashlib.sha256(content).hexdigest()
