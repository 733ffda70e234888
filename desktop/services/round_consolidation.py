"""Consolidation: everybody whom the agencies recommend as one ranked list, and from there into the activity.

The rank of each is explained by the one before; who is moved by hand or left out keeps the reason for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from desktop.core.errors import DataError, UsageError
from desktop.core.findings import Finding, Severity
from desktop.core.messages import catalogue
from desktop.imports.drafts import Reading
from desktop.models.rounds import CollectionRound, RoundEntry
from desktop.rules import consolidation
from desktop.rules.consolidation import Entry, Ranked, Turn
from desktop.rules.plan import Activity, Plan
from desktop.rules.verdict import Answer
from desktop.services import plans, round_board, round_kinds, rounds
from desktop.services.nominate import NominationResult
from desktop.services.office import Office
from desktop.services.reasons import FrozenReason
from desktop.services.round_board import Given
from desktop.services.round_kinds import RoundKind

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One person on the consolidated list."""

    id: int
    session: int
    rank: int
    """From 1 within the session; 0 for who is left out."""
    agency: str
    position: int
    """The agency's own order."""
    id_no: str
    name: str
    person_id: int | None
    answer: Answer
    reasons: tuple[FrozenReason, ...]
    priority: tuple[str, ...]
    """Labels of the plan's priorities that apply."""
    because: str
    """In words: why it comes after the one before."""
    pinned_reason: str
    state: str
    """open, taken (on the activity's list) or left."""
    left_reason: str
    problems: tuple[Finding, ...]
    """What forbids taking it over."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """An entry with what the rules say of it."""

    given: Given
    session: int
    record: Any
    asked: tuple[Finding, ...]

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What there is to ask, and what else forbids taking it."""
        codes = {finding.code for finding in self.asked} | {"nominate.twice", "imports.reflection-repeated"}
        others = (one for one in self.record.problems if one.code not in codes)
        return (*self.asked, *(one for one in others if one.severity is Severity.ERROR))


def read(office: Office, round_id: int, language: str = "zh_TW") -> tuple[Line, ...]:
    """The list by session and rank, then who is left out; raises `UsageError` for a round that is gone."""
    with office.database.reading() as session:
        row, plan = rounds.held(session, round_id), plans.current(session)
        given = round_board.entries(session, plan, row)
        turn = _turn(session, row)
        listed = round_board.taken(session, plan, row, given)
        names = {one.number: one.name for one in rounds.agencies(session, round_id)}
    judged = {
        **_judged(office, row, plan, [one for one in given if one.entry.left_at is None]),
        **_judged(office, row, plan, [one for one in given if one.entry.left_at is not None]),
    }
    words = _Words(language, names)
    lines = []
    for _number, some in sorted(_by_session(judged).items()):
        ranked = _ranked(plan.activity(row.activity), some, turn)
        before: Ranked | None = None
        for one in ranked:
            own = some[one.entry.id]
            lines.append(_line(own, one, words.because(before, one, some), listed, language))
            before = one
    left = [one for one in judged.values() if one.given.entry.left_at is not None]
    return (*lines, *(_line(one, None, "", listed, language) for one in left))


def begins(office: Office, round_id: int) -> str:
    """The agency with which the turns of a round begin."""
    with office.database.reading() as session:
        row = rounds.held(session, round_id)
        first = _turn(session, row).first
        return next(str(one.name) for one in rounds.agencies(session, round_id) if one.number == first)


def move(office: Office, entry_id: int, rank: int, reason: str) -> None:
    """Put somebody at a rank of the session's list by hand; `rank` 0 gives the place back to the rules.

    Raises `DataError` without a reason or for a rank below 0, `UsageError` for an entry that is gone.
    """
    told = _reason(reason) if rank else ""
    if rank < 0:
        raise DataError("rounds.rank")
    with office.database.writing("round.move") as journal:
        row = _entry(journal.session, entry_id)
        journal.update(RoundEntry, row.id, {"pinned": rank or None, "pinned_reason": told})


def leave_out(office: Office, entry_ids: Sequence[int], reason: str) -> None:
    """Leave people out of the list, with the reason; raises as `move`."""
    told = _reason(reason)
    with office.database.writing("round.leave", str(len(entry_ids))) as journal:
        for one in entry_ids:
            row = _entry(journal.session, one)
            journal.update(RoundEntry, row.id, {"left_at": office.clock.now(), "left_reason": told})


def take_back(office: Office, entry_ids: Sequence[int]) -> None:
    """Put people back who were left out."""
    with office.database.writing("round.back", str(len(entry_ids))) as journal:
        for one in entry_ids:
            row = _entry(journal.session, one)
            journal.update(RoundEntry, row.id, {"left_at": None, "left_reason": ""})


def take(office: Office, round_id: int, *, attest: bool = False) -> NominationResult:
    """Take everybody who may be taken into the activity's list, behind those who stand there already.

    Who is not eligible, is left out, or has a question open stays in the round. Raises `DataError` when
    nobody is left to take.
    """
    lines = [one for one in read(office, round_id) if one.state == "open" and _may_go(one)]
    if not lines:
        raise DataError("rounds.nobody_to_take")
    with office.database.reading() as session:
        row, plan = rounds.held(session, round_id), plans.current(session)
        kind = round_kinds.kind_of(plan.activity(row.activity))
        drafts = {one.entry.id: one.draft for one in round_board.entries(session, plan, row)}
        last: defaultdict[int, int] = defaultdict(int)
        for held in kind.held(session, plan, row.activity):
            last[held.session] = max(last[held.session], held.rank)
    wanted = []
    for record, line in enumerate(lines, start=2):
        last[line.session] += 1
        wanted.append(_placed(kind, drafts[line.id], record, line.session, last[line.session]))
    result: NominationResult = kind.take(
        office, row.activity, _reading(wanted), attest=attest, dry_run=False, skip_errors=False
    )
    return result


def _may_go(line: Line) -> bool:
    return line.answer is not Answer.NO and not line.problems


def _turn(session: Session, row: CollectionRound) -> Turn:
    asked = len(rounds.agencies(session, row.id))
    return Turn.of_round(asked, rounds.earlier(session, row))


def _judged(office: Office, row: CollectionRound, plan: Plan, given: Sequence[Given]) -> dict[int, _Judged]:
    """What would become of each entry, were it taken: by entry id."""
    kind = round_kinds.kind_of(plan.activity(row.activity))
    drafts = [
        _placed(kind, one.draft, record, _session(kind, row, one.draft), None)
        for record, one in enumerate(given, start=2)
    ]
    result = kind.take(office, row.activity, _reading(drafts), attest=False, dry_run=True, skip_errors=False)
    by_record = {one.draft.record: one for one in result.nominations}
    asked = round_board.of_entries(given)
    found = {}
    for record, one in enumerate(given, start=2):
        own = by_record[record]
        found[one.entry.id] = _Judged(one, own.session, own, asked.get(one.entry.id, ()))
    return found


def _session(kind: RoundKind, row: CollectionRound, draft: Any) -> int:
    return (row.session or draft.session or 0) if kind.sessions else 0


def _placed(kind: RoundKind, draft: Any, record: int, session: int, rank: int | None) -> Any:
    places: dict[str, Any] = {"session": session or None} if kind.sessions else {}
    if "rank" in draft._fields:
        places["rank"] = rank
    return draft._replace(record=record, **places)


def _reading(drafts: Sequence[Any]) -> Reading[Any]:
    return Reading(
        drafts=list(drafts),
        findings=[],
        records=len(drafts),
        mapping_used={},
        unknown_columns=(),
        counts={},
    )


def _by_session(judged: Mapping[int, _Judged]) -> dict[int, dict[int, _Judged]]:
    found: defaultdict[int, dict[int, _Judged]] = defaultdict(dict)
    for key, one in judged.items():
        if one.given.entry.left_at is None:
            found[one.session][key] = one
    return found


def _ranked(activity: Activity, some: Mapping[int, _Judged], turn: Turn) -> tuple[Ranked, ...]:
    order = [one.basis.code for one in activity.priorities]
    entries = [
        Entry(
            id=key,
            verdict=one.record.answer,
            priority=min((order.index(basis.code) for basis in _priority(one)), default=len(order)),
            agency=one.given.agency.number,
            order=one.given.entry.position,
            pinned=one.given.entry.pinned,
        )
        for key, one in some.items()
    ]
    return consolidation.rank(entries, turn, consolidation.keys())


def _priority(one: _Judged) -> Sequence[Any]:
    return one.record.verdict.priority if one.record.verdict is not None else ()


def _line(one: _Judged, ranked: Ranked | None, because: str, listed: frozenset[int], language: str) -> Line:
    entry, person = one.given.entry, one.given.person
    state = "left" if entry.left_at is not None else "open"
    if state == "open" and entry.id in listed:
        state = "taken"
    return Line(
        entry.id,
        one.session,
        ranked.rank if ranked else 0,
        one.given.agency.name,
        entry.position,
        one.given.draft.id_no,
        person.name if person is not None else one.given.draft.name,
        None if person is None else person.id,
        one.record.answer,
        one.record.reasons,
        tuple(basis.label.in_language(language) for basis in _priority(one)),
        because,
        entry.pinned_reason,
        state,
        entry.left_reason,
        one.problems,
    )


class _Words:
    """Says why one comes after another."""

    def __init__(self, language: str, agencies: Mapping[int, str]) -> None:
        self._text = catalogue(language)
        self._agencies = agencies

    def because(self, before: Ranked | None, after: Ranked, some: Mapping[int, _Judged]) -> str:
        """The rule in words; blank for the first of the list and for two that nothing tells apart."""
        key = after.because
        if not key or (before is None and key != consolidation.PINNED):
            return ""
        if key == consolidation.PINNED:
            reason = some[after.entry.id].given.entry.pinned_reason
            return self._text.text("rounds.because.pinned", reason=reason) if reason else ""
        assert before is not None
        first, second = self._values(key, before.entry, some), self._values(key, after.entry, some)
        return self._text.text(f"rounds.because.{key}", first=first, second=second)

    def _values(self, key: str, entry: Entry, some: Mapping[int, _Judged]) -> str:
        if key == "verdict":
            return self._text.text(f"rounds.answer.{entry.verdict}")
        if key == "agency_order":
            return str(entry.order)
        if key == "turn":
            return self._agencies[entry.agency]
        labels = [basis.label.in_language(self._text.language) for basis in _priority(some[entry.id])]
        return labels[0] if labels else self._text.text("rounds.no_priority")


def _reason(reason: str) -> str:
    told = reason.strip()
    if not told or len(told) > LONGEST_REASON:
        raise DataError("rounds.reason", longest=LONGEST_REASON)
    return told


def _entry(session: Session, entry_id: int) -> RoundEntry:
    found = session.get(RoundEntry, entry_id)
    if found is None:
        raise UsageError("rounds.entry_gone", id=entry_id)
    return found
