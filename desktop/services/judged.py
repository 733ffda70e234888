"""What becomes of one record of a file that nominates people: who is meant, and what the rules say."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity, has_errors
from desktop.models.people import Person
from desktop.rules.verdict import Answer, Verdict
from desktop.services import facts
from desktop.services.reasons import FrozenReason


class Named(Protocol):
    """A draft about somebody the office should know."""

    @property
    def record(self) -> int:
        """The number of the record."""
        ...

    @property
    def id_no(self) -> str:
        """The identity number."""
        ...

    @property
    def name(self) -> str:
        """The name as written."""
        ...


DraftT_co = TypeVar("DraftT_co", bound=Named, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRecord(Generic[DraftT_co]):
    """One record of the file. Without a person in the roster there is no verdict: the answer is unknown."""

    draft: DraftT_co
    name: str
    rank: int
    session: int = 0
    """0 for an activity without sessions."""
    seat: str = ""
    """Of the English camp: a code of the vocabulary camp_seat."""
    person_id: int | None = None
    verdict: Verdict | None = None
    reasons: tuple[FrozenReason, ...] = ()
    newly_attested: bool = False
    problems: tuple[Finding, ...] = ()
    """What is wrong with the record itself, besides the reasons of the verdict."""

    @property
    def answer(self) -> Answer:
        """May the person be nominated."""
        return self.verdict.answer if self.verdict else Answer.UNKNOWN

    @property
    def accepted(self) -> bool:
        """Whether it may be written."""
        return not has_errors(self.findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The problems, then the reasons that somebody must hear of."""
        told = (one for one in self.reason_findings if one.severity is not Severity.INFO)
        return (*self.problems, *told)

    @property
    def reason_findings(self) -> tuple[Finding, ...]:
        """Every reason of the verdict, those that only explain a yes included."""
        person, name = text.mask_id(self.draft.id_no), text.mask_name(self.name)
        return tuple(
            reason.finding(record=self.draft.record, person=person, name=name) for reason in self.reasons
        )


def people(session: Session, id_nos: Collection[str]) -> dict[str, int]:
    """Identity number → person, of those that the roster has."""
    rows = session.execute(select(Person.id_no, Person.id))
    return {row.id_no: row.id for row in rows if row.id_no in id_nos}


def identity_problems(draft: Named, person: facts.Known | None) -> Iterator[Finding]:
    """Nobody of the roster is meant, or the number is somebody else's."""
    if person is None:
        yield problem(draft, "nominate.not_in_roster", "身分證統一編號")
    elif draft.name and draft.name != person.row.name:
        held = text.mask_name(person.row.name)
        yield problem(draft, "nominate.other_name", "姓名", held=held)


def repeated(draft: Named, seen: set[str]) -> Iterator[Finding]:
    """The person was in the file before; `seen` are the numbers so far, and gets this one."""
    if draft.id_no in seen:
        yield problem(draft, "nominate.twice", "身分證統一編號")
    seen.add(draft.id_no)


def problem(
    draft: Named, code: str, field: str, severity: Severity = Severity.ERROR, **params: Param
) -> Finding:
    """A finding about one record."""
    return Finding(
        code,
        severity,
        record=draft.record,
        person=text.mask_id(draft.id_no),
        name=text.mask_name(draft.name),
        field=field,
        params=params,
    )
