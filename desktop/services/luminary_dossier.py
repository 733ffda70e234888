"""The Luminary programme on the desk: a proposal that is no draft, and a diagnosis that is agreed on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.findings import Finding, Severity
from desktop.core.messages import LANGUAGES
from desktop.exports.packet import ScopeLine, ScopeState, TableData
from desktop.models.luminary import LuminaryProposal
from desktop.rules.plan import Activity, Plan
from desktop.services import diagnoses, diagnosis_report, luminary, luminary_form
from desktop.services.desk import Desk, Dossier, Found, Included, Key, Listed, Tally, not_yet
from desktop.services.diagnosis_papers import rows
from desktop.services.diagnosis_report import Report
from desktop.services.luminary import Proposal
from desktop.services.packet_cells import line
from desktop.services.places import Part, Place

PROPOSALS, ITEMS = "luminary_proposals", "diagnosis_items"
TABLES: Mapping[str, tuple[str, str]] = {
    "team": ("luminary_team", "name"),
    "goal": ("luminary_goals", "indicator"),
    "schedule": ("luminary_schedule", "task"),
    "budget": ("luminary_budget", "item"),
    "request": ("luminary_visit_requests", "topic"),
    "visit": ("luminary_visits", "experts"),
    "action": ("luminary_actions", "action"),
    "share": ("luminary_sharing", "subject"),
}
"""List of the proposal → table of the packet, and the column that names its rows."""

_NUMBER = "1"
"""There is one proposal a government and year."""


@dataclass(frozen=True)
class LuminaryDossier(Dossier):
    """What the packet says of the programme."""

    family: ClassVar[str] = luminary.FAMILY
    lists: ClassVar[tuple[Listed, ...]] = (
        Listed(PROPOSALS, ("proposal_no",), activity="luminary", name="title"),
        *(
            Listed(table, ("proposal_no", "line"), activity="luminary", name=name)
            for table, name in TABLES.values()
        ),
        Listed(ITEMS, ("item",), activity="luminary", name="item"),
    )

    activity: Activity | None
    """None for a plan without it, or while another activity is looked at."""
    proposal: Proposal = field(default_factory=Proposal)
    report: Report | None = None
    lacks: tuple[Finding, ...] = ()

    @classmethod
    def read(cls, session: Session, plan: Plan, activity: str | None) -> Self:
        """The proposal and the diagnosis as they stand."""
        own = next((one for one in plan.activities.values() if one.family == cls.family), None)
        if own is None or activity not in {None, own.id}:
            return cls(None)
        proposal = luminary.of_session(session)
        lacks = tuple(luminary.findings(session)) if proposal.state != "draft" else ()
        begun = diagnoses.current(session) is not None
        return cls(own, proposal, diagnosis_report.of_session(session) if begun else None, lacks)

    @classmethod
    def tally(cls, session: Session, plan: Plan) -> Mapping[str, Tally]:
        """One proposal, once it is begun."""
        own = next((one for one in plan.activities.values() if one.family == cls.family), None)
        count = session.scalar(select(func.count(LuminaryProposal.id))) or 0
        return {own.id: Tally(count, unit="proposals")} if own is not None and count else {}

    def only(self, activity: str) -> Self:
        """All of it, or nothing for another activity."""
        return self if self.activity is not None and self.activity.id == activity else type(self)(None)

    @property
    def proposed(self) -> bool:
        """Whether the proposal goes into the packet: a draft does not."""
        return self.proposal.exists and self.proposal.state != "draft"

    @property
    def diagnosed(self) -> bool:
        """Whether the diagnosis goes into the packet: every item is agreed on."""
        return self.report is not None and self.report.settled == len(self.report.lines)

    @property
    def activities(self) -> tuple[str, ...]:
        """The activity, if there is anything of it to send."""
        sent = self.activity is not None and (self.proposed or self.diagnosed)
        return (self.activity.id,) if sent and self.activity is not None else ()

    def tables(self, session: Session) -> tuple[TableData, ...]:
        """The proposal, its lists, and the agreed items."""
        del session
        one = self.proposal
        proposals = [_proposal(one)] if self.proposed else []
        found = [TableData(PROPOSALS, tuple(proposals))]
        for name, (table, _column) in TABLES.items():
            found.append(TableData(table, tuple(_rows(one, name)) if self.proposed else ()))
        items = rows(self.report) if self.report is not None and self.diagnosed else ()
        cells = tuple(tuple(line(cell) for cell in row) for row in items)
        return (*found, TableData(ITEMS, cells))

    def scope(self, activity: Activity) -> tuple[ScopeLine, ...]:
        """One line."""
        if not self.activities:
            return (not_yet(activity),)
        return (ScopeLine(activity.id, None, ScopeState.SUBMITTED),)

    def included(self, activity: Activity) -> Included:
        """The proposal, and the items of the diagnosis beside it."""
        title = {language: activity.title.in_language(language) for language in LANGUAGES}
        items = len(self.report.lines) if self.report is not None and self.diagnosed else 0
        return Included(activity.id, title, int(self.proposed), items, 0, "proposals", "items")

    def places(self) -> Mapping[Key, tuple[str, Place]]:
        """Everything is mended on the page of the programme."""
        if self.activity is None:
            return {}
        place = self._place()
        title = self.proposal.cells.get("title", "")
        found: dict[Key, tuple[str, Place]] = {(self.activity.id, _NUMBER): (title, place)}
        for name, (_table, column) in TABLES.items():
            for one in self.proposal.lines(name):
                said = one.cells.get(column, "")
                found[self.activity.id, _NUMBER, str(one.number)] = (said, place)
        for item in self.report.lines if self.report is not None else ():
            found[self.activity.id, item.item.code] = (item.item.code, place)
        return found

    def findings(self, desk: Desk) -> Iterator[Found]:
        """What a proposal lacks that is no draft any more, and a diagnosis that is not finished."""
        del desk
        for one in self.lacks:
            yield Found(one, self._place())
        report = self.report
        if report is not None and 0 < report.settled < len(report.lines):
            params = {"settled": report.settled, "count": len(report.lines)}
            yield Found(Finding("preflight.diagnosis_open", Severity.WARNING, params=params), self._place())

    def _place(self) -> Place:
        assert self.activity is not None, "what is found belongs to an activity"
        return Place(Part.LUMINARY, self.activity.id)


def _proposal(one: Proposal) -> tuple[str, ...]:
    fields = luminary_form.form().fields
    day = "" if one.document_date is None else one.document_date.isoformat()
    head = (_NUMBER, one.kind, one.state, one.document_no, day)
    return (*head, *(line(one.cells.get(own.name, "")) for own in fields))


def _rows(one: Proposal, name: str) -> Iterator[tuple[str, ...]]:
    columns = luminary_form.form().list_of(name).columns
    for row in one.lines(name):
        yield (_NUMBER, str(row.number), *(line(row.cells.get(column.name, "")) for column in columns))
