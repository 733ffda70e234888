"""Pairing mentors with mentees of two files or of the office's pools, with the proof and its explanation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.core.errors import DataError
from desktop.exports.bounded_read import read_at_most
from desktop.imports import mentoring as reader
from desktop.imports.drafts import MentoringDraft
from desktop.imports.tables import open_table
from desktop.rules import certificate, mentoring, pairing
from desktop.rules.mentoring import Mentee, Mentor, Points
from desktop.services.mentoring import MENTEE, MENTOR, lines
from desktop.services.office import Office

_LARGEST = 64 * 1024 * 1024
_SPLIT = "、"


@dataclass(frozen=True, slots=True)
class Pools:
    """Both sides in the order of their ids, with the SHA-256 of what they were read from."""

    mentors: tuple[Mentor, ...]
    mentees: tuple[Mentee, ...]
    names: Mapping[str, str]
    inputs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PairLine:
    """One mentee with the mentor and the points, or without one and why."""

    mentee: str
    mentor: str
    points: Points | None
    place: int
    """Of the mentor in the mentee's own list of admissible ones, by points; 0 without one."""
    admissible: int
    rules: Mapping[str, int]
    """Of who is not placed: hard rule → mentors that it forbids."""


@dataclass(frozen=True, slots=True)
class Paired:
    """The suggestion with its certificate."""

    lines: tuple[PairLine, ...]
    placed: int
    worst: int
    total: int
    certificate: Mapping[str, Any]
    prices: tuple[tuple[str, int], ...]
    """Mentors whose one more seat could place another mentee, or better pairs; the dearest first."""


def from_files(mentors: Path, mentees: Path) -> Pools:
    """Both pools from their files; raises `DataError` with the first mistake of one."""
    inputs = {name: _sha256(path) for name, path in ((MENTOR, mentors), (MENTEE, mentees))}
    drafts = {MENTOR: _drafts(mentors, "mentors"), MENTEE: _drafts(mentees, "mentees")}
    return _pools(drafts, inputs)


def from_office(office: Office) -> Pools:
    """Both pools as the office has them."""
    with office.database.reading() as session:
        found = lines(session)
    drafts: dict[str, list[MentoringDraft]] = {MENTOR: [], MENTEE: []}
    for at, one in enumerate(found):
        drafts[one.role].append(
            MentoringDraft(
                at,
                one.person.id_no,
                one.person.name,
                one.role,
                one.terms,
                one.capacity,
                one.languages,
                one.modes,
                one.supervisor,
                one.wishes,
                one.avoid,
                agency=one.person.agency,
                grade=one.person.grade,
            )
        )
    told = {
        role: hashlib.sha256(
            json.dumps([list(map(str, one[1:])) for one in some], ensure_ascii=False).encode()
        ).hexdigest()
        for role, some in drafts.items()
    }
    return _pools(drafts, told)


def pair(pools: Pools, *, seed: str = "") -> Paired:
    """The best pairs with their certificate, which is checked before it is given out."""
    rules = mentoring.settings()
    table = mentoring.scores(pools.mentors, pools.mentees, rules)
    mentees, mentors = [one.id for one in pools.mentees], [one.id for one in pools.mentors]
    seats = [one.capacity for one in pools.mentors]
    solved = pairing.solve(table, seats, mentees, mentors, floor=rules.floor, seed=seed)
    counts = pairing.totals(table, solved.pairs)
    told = {
        "format": certificate.FORMAT,
        "version": rules.version,
        "inputs": dict(pools.inputs),
        "seed": seed,
        "mentors": len(mentors),
        "mentees": len(mentees),
        "pairs": [list(one) for one in solved.pairs],
        "locks": [list(one) for one in solved.locked],
        "floor": solved.floor,
        "next_floor": solved.next_floor,
        "levels": [{"u": list(one.mentees), "v": list(one.mentors)} for one in solved.levels],
        "coverage": _cover(solved.coverage),
        "next_cover": _cover(solved.next_cover),
        "counts": dict(counts),
    }
    faults = certificate.check(told, pools.mentors, pools.mentees, rules)
    assert not faults, f"the solver's own proof is checked: {faults}"
    partner = dict(solved.pairs)
    prices = sorted(
        ((mentors[at], price) for at, price in enumerate(solved.levels[0].mentors) if price),
        key=lambda one: (-one[1], one[0]),
    )
    return Paired(
        tuple(_line(pools, table, at, partner.get(at)) for at in range(len(mentees))),
        counts["pairs"],
        counts["worst"],
        counts["total"],
        told,
        tuple(prices),
    )


def check(pools: Pools, path: Path) -> tuple[str, ...]:
    """What of a certificate's file does not hold for these pools, in codes of certificate.*."""
    content = read_at_most(path, _LARGEST)
    try:
        told = json.loads(content or b"")
        inputs = told["inputs"]
    except (ValueError, KeyError, TypeError) as error:
        raise DataError("certificate.unreadable", file=path.name) from error
    faults = certificate.check(told, pools.mentors, pools.mentees, mentoring.settings())
    return faults if inputs == dict(pools.inputs) else ("certificate.inputs", *faults)


def dumps(told: Mapping[str, Any]) -> bytes:
    """The certificate as its file holds it."""
    return (json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def _line(pools: Pools, table: Sequence[Sequence[int]], at: int, mentor: int | None) -> PairLine:
    mentee = pools.mentees[at]
    admissible = sorted((score for score in table[at] if score >= 0), reverse=True)
    if mentor is None:
        found: dict[str, int] = {}
        for one in pools.mentors:
            for rule in mentoring.broken(one, mentee, frozenset()):
                found[rule] = found.get(rule, 0) + 1
        return PairLine(mentee.id, "", None, 0, len(admissible), found)
    own = pools.mentors[mentor]
    place = 1 + sum(score > table[at][mentor] for score in admissible)
    return PairLine(
        mentee.id, own.id, mentoring.points(own, mentee, mentoring.settings()), place, len(admissible), {}
    )


def _pools(drafts: Mapping[str, Sequence[MentoringDraft]], inputs: Mapping[str, str]) -> Pools:
    rules = mentoring.settings()
    mentors = tuple(
        Mentor(
            one.id_no,
            one.agency,
            one.grade,
            frozenset(mentoring.terms(_parts(one.terms), rules)),
            1 if one.capacity is None else one.capacity,
            frozenset(_parts(one.languages)),
            frozenset(_parts(one.wishes)),
            frozenset(_parts(one.avoid)),
            one.supervisor,
        )
        for one in sorted(drafts[MENTOR], key=lambda one: one.id_no)
    )
    mentees = tuple(
        Mentee(
            one.id_no,
            one.agency,
            one.grade,
            mentoring.terms(_parts(one.terms), rules),
            frozenset(_parts(one.languages)),
            frozenset(_parts(one.wishes)),
            frozenset(_parts(one.avoid)),
            one.supervisor,
        )
        for one in sorted(drafts[MENTEE], key=lambda one: one.id_no)
    )
    names = {one.id_no: one.name for some in drafts.values() for one in some}
    return Pools(mentors, mentees, names, inputs)


def _parts(written: str) -> tuple[str, ...]:
    plain = written.replace(",", _SPLIT).replace("，", _SPLIT).replace(";", _SPLIT)
    return tuple(part.strip() for part in plain.split(_SPLIT) if part.strip())


def _drafts(path: Path, kind: str) -> list[MentoringDraft]:
    reading = reader.read(open_table(path, kind))
    if reading.has_errors:
        first = next(one for one in reading.findings if one.severity == "error")
        raise DataError("pairing.file", file=path.name, record=first.record or 0, field=first.field or "")
    return reading.drafts


def _sha256(path: Path) -> str:
    content = read_at_most(path, _LARGEST)
    if content is None:
        raise DataError("imports.file-too-large", file=path.name, limit=_LARGEST // 1024 // 1024)
    return hashlib.sha256(content).hexdigest()


def _cover(one: pairing.Cover) -> dict[str, list[int]]:
    return {"mentees": list(one.mentees), "mentors": list(one.mentors)}
