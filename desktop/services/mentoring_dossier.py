"""E-mentoring on the desk: both pools, the pairs that were accepted, and the proof that none were better."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import ClassVar, Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core import terms, text
from desktop.core.clock import TAIWAN
from desktop.core.findings import Finding, Severity
from desktop.core.messages import LANGUAGES, catalogue
from desktop.exports import strict_json
from desktop.exports.packet import ProofFile, ScopeLine, ScopeState, TableData
from desktop.exports.table_check import check_tables
from desktop.exports.tables import definitions
from desktop.models.audit import AuditEntry
from desktop.models.mentoring import EarlierPair, MentoringMember, Pairing
from desktop.rules.bilingual import Text
from desktop.rules.plan import Activity, Plan
from desktop.services import mentoring, mentoring_tables, pairing, pairing_pools, pairing_proof, pairs
from desktop.services.desk import Desk, Dossier, Entry, Found, Included, Key, Listed, Tally, not_yet
from desktop.services.mentoring import MENTOR, Line
from desktop.services.mentoring_tables import MENTEES, MENTORS, PAIRS
from desktop.services.packet_cells import person_no
from desktop.services.pairing_pools import Pools
from desktop.services.pairs import PairOf
from desktop.services.places import BOARD, YEAR, Part, Place


@dataclass(frozen=True)
class MentoringDossier(Dossier):
    """What the packet says of e-mentoring."""

    family: ClassVar[str] = mentoring.FAMILY
    lists: ClassVar[tuple[Listed, ...]] = (
        Listed(MENTORS, ("person_no",), activity="mentoring"),
        Listed(MENTEES, ("person_no",), activity="mentoring"),
        Listed(PAIRS, ("mentee_no", "mentor_no"), activity="mentoring", parts=(mentoring_tables.LOG,)),
    )

    activity: Activity | None
    """None for a plan without it, or while another activity is looked at."""
    mentors: tuple[Line, ...] = ()
    mentees: tuple[Line, ...] = ()
    pairs: tuple[PairOf, ...] = ()
    """All of the year, also those that ended or whose member is in no pool any more."""
    certificate: bytes | None = None
    """Of the pairs that were accepted this year, as it is stored."""
    pools: Pools | None = None
    """The same people as pairing compares them; None while nobody is in a pool."""
    earlier: tuple[tuple[int, str, str], ...] = ()
    """Year, mentor and mentee of pairs of earlier years."""
    lacks: tuple[tuple[PairOf, Finding], ...] = ()
    """What is to be asked about the pairs."""

    @classmethod
    def read(cls, session: Session, plan: Plan, activity: str | None) -> Self:
        """Both pools and the pairs as they stand."""
        own = next((one for one in plan.activities.values() if one.family == cls.family), None)
        if own is None or activity not in {None, own.id}:
            return cls(None)
        lines = mentoring.lines(session)
        found = pairs.of_session(session, _today(session))
        if not lines and not found:
            return cls(own)
        before = select(EarlierPair.roc_year, EarlierPair.mentor_no, EarlierPair.mentee_no)
        told = session.scalars(select(Pairing.certificate).filter_by(roc_year=plan.year)).one_or_none()
        return cls(
            own,
            mentors=tuple(one for one in lines if one.role == MENTOR),
            mentees=tuple(one for one in lines if one.role != MENTOR),
            pairs=found,
            certificate=None if told is None else told.encode(),
            pools=pairing_pools.of_session(session) if lines else None,
            earlier=tuple((year, mentor, mentee) for year, mentor, mentee in session.execute(before)),
            lacks=pairs.findings(found),
        )

    @classmethod
    def tally(cls, session: Session, plan: Plan) -> Mapping[str, Tally]:
        """How many people are in the pools."""
        people = select(func.count(MentoringMember.person_id.distinct()))
        count = session.scalar(people.where(MentoringMember.withdrawn_at.is_(None))) or 0
        return {mentoring.activity(plan).id: Tally(count)} if count else {}

    def only(self, activity: str) -> Self:
        """All of it, or nothing for another activity."""
        return self if self.activity is not None and self.activity.id == activity else type(self)(None)

    @cached_property
    def sent(self) -> tuple[PairOf, ...]:
        """The pairs that go into the packet: both people are in the pools."""
        members = {one.id for one in (*self.mentors, *self.mentees)}
        return tuple(one for one in self.pairs if {one.mentee_member, one.mentor_member} <= members)

    @cached_property
    def fresh(self) -> bool:
        """Whether the certificate still holds for the pools and the pairs as they are."""
        if self.certificate is None or self.pools is None:
            return False
        told = [
            pairing_proof.Told(one.mentee.id_no, one.mentor.id_no, one.points, one.state, one.locked)
            for one in self.sent
        ]
        return not pairing_proof.faults(self.pools, self.certificate, told)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Everybody in both pools, mentors first; somebody may be in both."""
        return tuple(self._entry(one) for one in (*self.mentors, *self.mentees))

    @property
    def activities(self) -> tuple[str, ...]:
        """The activity, once anybody is in a pool."""
        return (self.activity.id,) if self.activity is not None and (self.mentors or self.mentees) else ()

    def tables(self, session: Session) -> tuple[TableData, ...]:
        """Both pools as pairing compares them, the pairs with their diaries, and those of earlier years."""
        del session
        if self.pools is None:
            return ()
        return mentoring_tables.tables((*self.mentors, *self.mentees), self.pools, self.sent, self.earlier)

    def proofs(self) -> tuple[ProofFile, ...]:
        """The certificate of the accepted pairs, if it holds for what the tables say."""
        if self.certificate is None or not self.fresh:
            return ()
        return (ProofFile(pairing_proof.NAME, strict_json.write(json.loads(self.certificate))),)

    def scope(self, activity: Activity) -> tuple[ScopeLine, ...]:
        """One line."""
        if not self.activities:
            return (not_yet(activity),)
        return (ScopeLine(activity.id, None, ScopeState.SUBMITTED),)

    def included(self, activity: Activity) -> Included:
        """Everybody in the pools, and the pairs beside them."""
        title = {language: activity.title.in_language(language) for language in LANGUAGES}
        people = len({one.person.id for one in (*self.mentors, *self.mentees)})
        return Included(activity.id, title, people, len(self.sent), 0, beside_unit="pairs")

    def places(self) -> Mapping[Key, tuple[str, Place]]:
        """By activity and person; pairs by activity, mentee and mentor."""
        if self.activity is None:
            return {}
        found: dict[Key, tuple[str, Place]] = {}
        for one in (*self.mentors, *self.mentees):
            found[self.activity.id, person_no(one.person.person_no)] = (one.person.name, self._place(one))
        for pair in self.sent:
            both = person_no(pair.mentee.person_no), person_no(pair.mentor.person_no)
            found[self.activity.id, *both] = (pair.mentee.name, self._place_of(pair))
        return found

    def findings(self, desk: Desk) -> Iterator[Found]:
        """Pairs that are not, or no longer, the best for the pools; what people and pairs still lack."""
        del desk
        if self.activities and not self.fresh:
            stale = self.certificate is not None and self._possible
            code = "preflight.pairs_stale" if stale else "preflight.pairs_none"
            yield self._of_all(code, Severity.ERROR if stale else Severity.WARNING)
        for one, entry in self._by_entry():
            if one.cells.get("consent") != "yes":
                yield entry.found("preflight.mentoring_consent", Severity.WARNING)
        yield from self._unfit()
        for pair in self.pairs:
            if pair.state in pairs.STANDING and pair not in self.sent:
                yield self._of_pair(pair, Finding("preflight.pair_withdrawn", Severity.WARNING))
        for pair, finding in self.lacks:
            yield self._of_pair(pair, finding)

    @property
    def _possible(self) -> bool:
        """Whether anybody can be paired: where nobody can, there is nothing to accept again."""
        pools = self.pools
        return pools is not None and (
            bool(pools.locks) or any(max(row) >= 0 for row in pairing.table_of(pools) if row)
        )

    def _unfit(self) -> Iterator[Found]:
        """What the packet's tables would not take."""
        if self.pools is None:
            return
        rows = mentoring_tables.pools_of((*self.mentors, *self.mentees), self.pools)
        places = {(one.role, person_no(one.person.person_no)): entry for one, entry in self._by_entry()}
        for name, role in ((MENTORS, mentoring.MENTOR), (MENTEES, mentoring.MENTEE)):
            for bad in check_tables({name: rows[name]}):
                if bad.code == "packet.reference":  # those are to tables that are not looked at here
                    continue
                entry = places[role, rows[name][(bad.record or 2) - 2][0]]
                yield entry.found("preflight.mentoring_format", Severity.ERROR, field=_title(name, bad.field))

    def _by_entry(self) -> Iterator[tuple[Line, Entry]]:
        return zip((*self.mentors, *self.mentees), self.entries, strict=True)

    def _entry(self, one: Line) -> Entry:
        assert self.activity is not None, "members belong to an activity"
        return Entry(
            id=one.id,
            activity=self.activity,
            person=one.person,
            where=partial(_where, self.activity, one),
            at=person_no(one.person.person_no),
            place=self._place(one),
        )

    def _of_all(self, code: str, severity: Severity) -> Found:
        assert self.activity is not None, "what is found belongs to an activity"
        place = Place(Part.MENTORING, self.activity.id, field=BOARD)
        return Found(Finding(code, severity, clause=self.activity.clause), place)

    def _of_pair(self, pair: PairOf, finding: Finding) -> Found:
        """Said of the mentee: nobody has two mentors at a time."""
        assert self.activity is not None, "pairs belong to an activity"
        told = replace(
            finding,
            person=text.mask_id(pair.mentee.id_no),
            name=text.mask_name(pair.mentee.name),
            clause=self.activity.clause,
        )
        return Found(told, self._place_of(pair))

    def _place(self, one: Line) -> Place:
        assert self.activity is not None, "members belong to an activity"
        return Place(Part.MENTORING, self.activity.id, nomination_id=one.id, person_id=one.person.id)

    def _place_of(self, pair: PairOf) -> Place:
        assert self.activity is not None, "pairs belong to an activity"
        return Place(
            Part.MENTORING,
            self.activity.id,
            nomination_id=pair.mentee_member,
            person_id=pair.mentee.id,
            field=YEAR,
        )


def _today(session: Session) -> date:
    """The day of the latest action: what the desk says is remembered until the next one."""
    latest = session.scalar(select(func.max(AuditEntry.at)))
    return date.min if latest is None else latest.astimezone(TAIWAN).date()


def _where(activity: Activity, one: Line) -> Text:
    said = {
        language: catalogue(language).what(
            "desk.where_role",
            activity=activity.title.in_language(language),
            role=terms.label("mentoring_role", one.role, language),
        )
        for language in LANGUAGES
    }
    return Text(**said)


def _title(table: str, column: str | None) -> str:
    """What people call a column."""
    return next((one.title for one in definitions()[table].columns if one.name == column), table)
