"""Pairs of earlier years, by the numbers of both people: none of them is made again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from desktop.core import text
from desktop.core.findings import Finding, Severity
from desktop.imports import pair_lists
from desktop.imports.drafts import PairDraft
from desktop.imports.tables import open_table
from desktop.models.journal import Journal
from desktop.models.mentoring import EarlierPair, MentoringMember, Pair
from desktop.models.office import OfficeRow
from desktop.models.people import Person
from desktop.services import backup, importing
from desktop.services.importing import ImportResult, RowState
from desktop.services.office import Office
from desktop.services.pairs import ENDED, GRANTED

KIND = "pair_history"

_Key = tuple[int, str, str]
"""ROC year, number of the mentor, number of the mentee."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """One pair. Names are blank for people who are not in the roster."""

    roc_year: int
    mentor_no: str
    mentor: str
    mentee_no: str
    mentee: str


def listing(office: Office) -> tuple[Earlier, ...]:
    """Every pair held, the latest year first."""
    with office.database.reading() as session:
        names = _names(session)
        rows = [
            Earlier(
                row.roc_year,
                row.mentor_no,
                names.get(row.mentor_no, ""),
                row.mentee_no,
                names.get(row.mentee_no, ""),
            )
            for row in session.scalars(select(EarlierPair))
        ]
    return tuple(sorted(rows, key=lambda one: (-one.roc_year, one.mentor_no, one.mentee_no)))


def import_file(
    office: Office, path: Path, *, dry_run: bool = False, skip_errors: bool = False
) -> ImportResult:
    """Add the pairs of a file; one without a year is of the year before the office's own.

    A pair of the office's own year or later, and somebody paired with themselves, are errors.
    """
    reading = pair_lists.read(open_table(path, KIND))
    with office.database.reading() as session:
        own, held = _year(session), _held(session)
    findings: list[Finding] = []
    states: dict[int, RowState] = {}
    new: dict[_Key, None] = {}
    for draft in reading.drafts:
        key = (own - 1 if draft.roc_year is None else draft.roc_year, draft.mentor_no, draft.mentee_no)
        problem = _problem(draft, key[0], own)
        if problem is not None:
            findings.append(problem)
        elif key in held or key in new:
            states[draft.record] = RowState.SAME
        else:
            states[draft.record] = RowState.NEW
            new[key] = None
    blocked = importing.must_not_commit(reading, findings, skip_errors=skip_errors)
    committed = not dry_run and not blocked
    if committed:
        backup.before(office, "import")
        with office.database.writing("pairing.history", str(len(new))) as journal:
            _insert(journal, new)
    return importing.compared(reading, states, findings, committed=committed)


def carry(session: Session, journal: Journal) -> None:
    """Give a later year's office, which `journal` writes, this office's earlier pairs and those of its year.

    Of its year are those that were granted, ended or not: two people who have worked together.
    """
    found = dict.fromkeys(sorted(_held(session)))
    mentor, mentee = aliased(MentoringMember), aliased(MentoringMember)
    first, second = aliased(Person), aliased(Person)
    worked = (
        select(first.id_no, second.id_no)
        .select_from(Pair)
        .join(mentor, mentor.id == Pair.mentor_id)
        .join(first, first.id == mentor.person_id)
        .join(mentee, mentee.id == Pair.mentee_id)
        .join(second, second.id == mentee.person_id)
        .where(Pair.state.in_((GRANTED, ENDED)), Pair.document_no != "")
        .order_by(Pair.id)
    )
    year = _year(session)
    found |= {(year, one, other): None for one, other in session.execute(worked)}
    _insert(journal, found)


def _insert(journal: Journal, keys: Mapping[_Key, None]) -> None:
    rows = [{"roc_year": year, "mentor_no": mentor, "mentee_no": mentee} for year, mentor, mentee in keys]
    journal.insert(EarlierPair, rows)


def _problem(draft: PairDraft, year: int, own: int) -> Finding | None:
    if draft.mentor_no == draft.mentee_no:
        code, field = "earlier_pairs.same_person", "師傅"
    elif year >= own:
        code, field = "earlier_pairs.not_earlier", "年度"
    else:
        return None
    return Finding(
        code,
        Severity.ERROR,
        record=draft.record,
        person=text.mask_id(draft.mentee_no),
        field=field,
        params={"year": year, "own": own},
    )


def _held(session: Session) -> frozenset[_Key]:
    rows = session.execute(select(EarlierPair.roc_year, EarlierPair.mentor_no, EarlierPair.mentee_no))
    return frozenset((year, mentor, mentee) for year, mentor, mentee in rows)


def _year(session: Session) -> int:
    return int(session.scalars(select(OfficeRow.plan)).one())


def _names(session: Session) -> Mapping[str, str]:
    return {row.id_no: row.name for row in session.execute(select(Person.id_no, Person.name))}
