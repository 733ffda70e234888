"""The board of a round: each agency with its state, and what there is to ask it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.findings import Finding, Severity
from desktop.core.text import mask_id, mask_name
from desktop.models.people import Agency, Person
from desktop.models.rounds import CollectionRound, RoundAgency, RoundEntry, RoundReturn
from desktop.rules.plan import Plan
from desktop.services import plans, round_kinds, rounds, stored_findings
from desktop.services.office import Office
from desktop.services.round_kinds import RoundKind, RowKey

STATES: Final = ("waiting", "sent", "doubt", "returned", "nil", "consolidated")
"""未發, 已發, 有疑義, 已回, 無推薦, 已彙整."""

UNANSWERED: Final = frozenset({"waiting", "sent"})


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One agency on the board."""

    id: int
    agency_id: int
    number: int
    agency: str
    contact: str
    phone: str
    email: str
    places: int | None
    note: str
    state: str
    people: int
    """Whom its last return recommends."""
    returns: int
    sent_on: date | None
    reminded_on: date | None
    reminders: int
    received_at: datetime | None
    file_name: str
    questions: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A round with its agencies, those with questions and those without an answer first."""

    id: int
    activity: str
    session: int | None
    title: str
    token: str
    opened_on: date
    due: date
    days_left: int
    """Below 0: that many days late."""
    open: bool
    lines: tuple[BoardLine, ...]

    @property
    def unanswered(self) -> tuple[BoardLine, ...]:
        """The agencies that have not answered."""
        return tuple(one for one in self.lines if one.state in UNANSWERED)

    def count(self, *states: str) -> int:
        """How many agencies are in one of these states."""
        return sum(one.state in states for one in self.lines)


class Given(NamedTuple):
    """One entry that counts, with the agency's row, the draft, and the person of the roster if any."""

    kind: RoundKind
    entry: RoundEntry
    agency: Any
    draft: Any
    person: Any

    @property
    def key(self) -> RowKey:
        """What it is about, as in the activity's list."""
        person = None if self.person is None else self.person.id
        return round_kinds.row_key(self.kind, self.draft, person)


def read(office: Office, round_id: int) -> Board:
    """The board now; raises `UsageError` for a round that is gone."""
    today = office.clock.now().date()
    with office.database.reading() as session:
        row, plan = rounds.held(session, round_id), plans.current(session)
        asked = rounds.agencies(session, round_id)
        last = returns(session, round_id)
        given = entries(session, plan, row)
        found = questions(given, last)
        left = {one.entry.id for one in given if one.entry.left_at is not None}
        settled = taken(session, plan, row, given) | left
        counts = _counts(session, round_id)
    lines = [
        _line(one, last.get(one.id), counts.get(one.id, 0), given, found.get(one.id, ()), settled)
        for one in asked
    ]
    return Board(
        row.id,
        row.activity,
        row.session,
        row.title,
        row.token,
        row.opened_on,
        row.due,
        (row.due - today).days,
        row.state == "open",
        tuple(lines),
    )


def note_reminded(office: Office, round_id: int) -> None:
    """Note that whoever has not answered was reminded today."""
    late, today = read(office, round_id).unanswered, office.clock.now().date()
    with office.database.writing("round.remind", str(len(late))) as journal:
        for one in late:
            journal.update(RoundAgency, one.id, {"reminded_on": today, "reminders": one.reminders + 1})


def returns(session: Session, round_id: int) -> dict[int, RoundReturn]:
    """The last return of each agency that answered, by `RoundAgency` id."""
    rows = session.scalars(
        select(RoundReturn)
        .join(RoundAgency, RoundAgency.id == RoundReturn.round_agency_id)
        .where(RoundAgency.round_id == round_id)
        .order_by(RoundReturn.number)
    )
    return {row.round_agency_id: row for row in rows}


def entries(session: Session, plan: Plan, row: CollectionRound) -> tuple[Given, ...]:
    """Everybody whom the last returns recommend, by agency and its own order."""
    kind = round_kinds.kind_of(plan.activity(row.activity))
    asked = {one.id: one for one in rounds.agencies(session, row.id)}
    owner = {one.id: asked[key] for key, one in returns(session, row.id).items()}
    rows = list(session.scalars(select(RoundEntry).where(RoundEntry.return_id.in_(owner))))
    people = _People(session)
    found = []
    for one in rows:
        draft, agency = round_kinds.load(kind, one.draft, one.record), owner[one.return_id]
        found.append(Given(kind, one, agency, draft, people.find(draft, agency)))
    return tuple(sorted(found, key=lambda one: (one.agency.number, one.entry.position)))


def questions(given: Sequence[Given], last: Mapping[int, RoundReturn]) -> dict[int, tuple[Finding, ...]]:
    """What there is to ask each agency: errors of its file, people nobody knows or another agency has."""
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    for key, came in last.items():
        errors = (finding for finding in stored_findings.loads(came.problems))
        found[key].extend(finding for finding in errors if finding.severity is Severity.ERROR)
    open_ones = of_entries(given)
    for one in given:
        found[one.agency.id].extend(open_ones.get(one.entry.id, ()))
    return {key: tuple(some) for key, some in found.items() if some}


def of_entries(given: Sequence[Given]) -> dict[int, tuple[Finding, ...]]:
    """What there is to ask about each entry that is not left out, by entry id."""
    counted = [one for one in given if one.entry.left_at is None]
    named: defaultdict[RowKey, set[str]] = defaultdict(set)
    for one in counted:
        named[one.key].add(one.agency.name)
    found = {one.entry.id: tuple(_about(one, named[one.key] - {one.agency.name})) for one in counted}
    return {key: some for key, some in found.items() if some}


def _about(one: Given, others: set[str]) -> Iterator[Finding]:
    person = one.person
    if person is None and (one.draft.id_no or not one.kind.outsiders):
        yield _finding(one, "nominate.not_in_roster", "身分證統一編號")
    if person is None:
        return
    if one.draft.name and one.draft.name != person.name:
        yield _finding(one, "nominate.other_name", "姓名", held=mask_name(person.name))
    if person.agency_id != one.agency.agency_id:
        yield _finding(one, "rounds.other_agency", "姓名", agency=person.agency)
    if others:
        yield _finding(one, "rounds.twice", "姓名", agencies="、".join(sorted(others)))


def _finding(one: Given, code: str, field: str, **params: str) -> Finding:
    return Finding(
        code,
        Severity.ERROR,
        one.entry.record,
        mask_id(one.draft.id_no),
        mask_name(one.draft.name),
        field,
        params=params,
    )


class _People:
    """The roster by number, and by agency and name where only one is called so."""

    def __init__(self, session: Session) -> None:
        query = select(Person.id_no, Person.id, Person.name, Person.agency_id, Agency.name.label("agency"))
        rows = session.execute(query.join(Agency, Agency.id == Person.agency_id)).all()
        self._by_number = {row.id_no: row for row in rows}
        self._by_name: defaultdict[tuple[int, str], list[Any]] = defaultdict(list)
        for row in rows:
            self._by_name[row.agency_id, row.name].append(row)

    def find(self, draft: Any, agency: Any) -> Any:
        """The person whom an agency means; None if nobody of the roster."""
        if draft.id_no:
            return self._by_number.get(draft.id_no)
        named = self._by_name.get((agency.agency_id, draft.name), [])
        return named[0] if len(named) == 1 else None


def taken(session: Session, plan: Plan, row: CollectionRound, given: Sequence[Given]) -> frozenset[int]:
    """Ids of the entries that stand on the activity's list."""
    kind = round_kinds.kind_of(plan.activity(row.activity))
    listed = {one.key for one in kind.held(session, plan, row.activity)}
    return frozenset(one.entry.id for one in given if one.key in listed)


def _counts(session: Session, round_id: int) -> dict[int, int]:
    rows = session.scalars(
        select(RoundReturn.round_agency_id)
        .join(RoundAgency, RoundAgency.id == RoundReturn.round_agency_id)
        .where(RoundAgency.round_id == round_id)
    )
    found: defaultdict[int, int] = defaultdict(int)
    for one in rows:
        found[one] += 1
    return found


def _line(
    agency: Any,
    last: RoundReturn | None,
    count: int,
    given: Sequence[Given],
    asked: tuple[Finding, ...],
    settled: frozenset[int],
) -> BoardLine:
    own = [one.entry.id for one in given if one.agency.id == agency.id]
    return BoardLine(
        agency.id,
        agency.agency_id,
        agency.number,
        agency.name,
        agency.contact,
        agency.phone,
        agency.email,
        agency.places,
        agency.note,
        _state(agency, last, asked, done=bool(own) and settled.issuperset(own)),
        len(own),
        count,
        agency.sent_on,
        agency.reminded_on,
        agency.reminders,
        None if last is None else last.received_at,
        "" if last is None else last.file_name,
        asked,
    )


def _state(agency: Any, last: RoundReturn | None, asked: tuple[Finding, ...], *, done: bool) -> str:
    if last is None:
        return "sent" if agency.version else "waiting"
    if asked:
        return "doubt"
    if last.nil:
        return "nil"
    return "consolidated" if done else "returned"
