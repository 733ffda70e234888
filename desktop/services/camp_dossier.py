"""The English camp on the desk: members by rank, their stages, and the county's seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import ClassVar, Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core import terms
from desktop.core.messages import LANGUAGES, catalogue
from desktop.exports.packet import Camp as PacketCamp
from desktop.exports.packet import Letter, ScopeLine, ScopeState, TableData
from desktop.models.camp import CampMember
from desktop.rules import camp_seats
from desktop.rules.bilingual import Text
from desktop.rules.camp_seats import Seat, Seats
from desktop.rules.plan import Activity, Plan
from desktop.rules.verdict import Answer
from desktop.services import camp_checks, camp_members, camp_stages, facts
from desktop.services import camp_seats as stated_seats
from desktop.services.camp_checks import Camp
from desktop.services.camp_members import Member
from desktop.services.camp_seats import NOTHING_STATED, SeatLetter
from desktop.services.camp_stages import StageResult
from desktop.services.desk import Desk, Dossier, Entry, Found, Included, Key, Listed, Tally, not_yet
from desktop.services.packet_cells import cell, joined, line, person_no
from desktop.services.places import Part, Place

TABLE = "camp_members"
_NO_SEATS = Seats(0, 0)


@dataclass(frozen=True)
class CampDossier(Dossier):
    """The live members, with what the rules know of them and how far they went."""

    family: ClassVar[str] = camp_seats.FAMILY
    lists: ClassVar[tuple[Listed, ...]] = (
        Listed(TABLE, ("person_no",), activity="english-camp", rank="rank", parts=("camp_stages",)),
    )

    activity: Activity | None
    """None for a plan without a camp, or while another activity is looked at."""
    members: tuple[Member, ...] = ()
    results: tuple[StageResult, ...] = ()
    seats: Seats = _NO_SEATS
    letter: SeatLetter = NOTHING_STATED
    known: Mapping[int, facts.Known] = field(default_factory=dict)

    @classmethod
    def read(cls, session: Session, plan: Plan, activity: str | None) -> Self:
        """By rank."""
        own = next((one for one in plan.activities.values() if one.family == cls.family), None)
        if own is None or activity not in {None, own.id}:
            return cls(None)
        members = tuple(camp_members.listing(session, plan))
        people = {one.person.id: one.person for one in members}
        return cls(
            activity=own,
            members=members,
            results=camp_stages.results(session),
            seats=stated_seats.seats(session, plan),
            letter=stated_seats.stated(session),
            known=facts.known(session, people),
        )

    @classmethod
    def tally(cls, session: Session, plan: Plan) -> Mapping[str, Tally]:
        """Counted by the database."""
        query = (
            select(CampMember.verdict, func.count())
            .where(CampMember.withdrawn_at.is_(None))
            .group_by(CampMember.verdict)
        )
        counts: Counter[str] = Counter()
        for verdict, count in session.execute(query):
            counts[verdict] = count
        if not counts:
            return {}
        found = Tally(counts.total(), counts[Answer.UNKNOWN], counts[Answer.NO])
        return {stated_seats.activity(plan).id: found}

    def only(self, activity: str) -> Self:
        """All of it, or nothing for another activity."""
        return self if self.activity is not None and self.activity.id == activity else type(self)(None)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The members."""
        return tuple(self.entry(one) for one in self.members)

    @property
    def activities(self) -> tuple[str, ...]:
        """The camp, if it has anybody."""
        return (self.activity.id,) if self.activity is not None and self.members else ()

    def entry(self, member: Member) -> Entry:
        """A member as the shared checks see them."""
        assert self.activity is not None, "members belong to an activity"
        return Entry(
            id=member.id,
            activity=self.activity,
            person=member.person,
            where=partial(_where, self.activity, member),
            at=str(member.rank),
            place=self._place(member),
        )

    def tables(self, session: Session) -> tuple[TableData, ...]:
        """The members, and what became of them stage by stage."""
        del session
        numbers = {one.id: one.person.person_no for one in self.members}
        return (
            TableData(TABLE, tuple(_member(one) for one in self.members)),
            TableData(
                "camp_stages",
                tuple(
                    (person_no(numbers[one.member_id]), one.stage, one.result, line(one.left_reason))
                    for one in self.results
                ),
            ),
        )

    def packet_camp(self) -> PacketCamp | None:
        """The seats for packet.json; None for a camp that nothing is said of."""
        if self.activity is None or (not self.members and self.letter == NOTHING_STATED):
            return None
        letter = self.letter
        granted_by = None
        if letter.granted and letter.document_date is not None:
            granted_by = Letter(letter.document_date, letter.document_no)
        return PacketCamp(self.seats.base, letter.granted, granted_by, letter.requested or 0, letter.released)

    def scope(self, activity: Activity) -> tuple[ScopeLine, ...]:
        """One line: the camp has no sessions."""
        if not self.members:
            return (not_yet(activity),)
        return (ScopeLine(activity.id, None, ScopeState.SUBMITTED),)

    def included(self, activity: Activity) -> Included:
        """Those with a seat, and the candidates for extra seats beside them."""
        seats = Counter(one.seat for one in self.members)
        title = {language: activity.title.in_language(language) for language in LANGUAGES}
        waiting = sum(one.center_to_check for one in self.members)
        return Included(
            activity.id,
            title,
            seats[Seat.SEAT],
            seats[Seat.EXTRA],
            waiting,
            beside_unit="candidates",
        )

    def places(self) -> Mapping[Key, tuple[str, Place]]:
        """By activity and person."""
        if self.activity is None:
            return {}
        return {
            (self.activity.id, person_no(one.person.person_no)): (one.person.name, self._place(one))
            for one in self.members
        }

    def findings(self, desk: Desk) -> Iterator[Found]:
        """Circles, seats, stages, then what is stated of each member."""
        del desk
        if self.activity is None or not self.members:
            return iter(())
        reached = camp_stages.reached(self.results)
        return camp_checks.run(Camp(self.activity, self.members, self.seats, reached, self.known, self.entry))

    def _place(self, member: Member) -> Place:
        assert self.activity is not None, "members belong to an activity"
        return Place(Part.CAMP, self.activity.id, nomination_id=member.id, person_id=member.person.id)


def _where(activity: Activity, member: Member) -> Text:
    said = {
        language: catalogue(language).what(
            "desk.where_rank", activity=activity.title.in_language(language), rank=member.rank
        )
        for language in LANGUAGES
    }
    return Text(**said)


def _member(member: Member) -> tuple[str, ...]:
    return (
        str(member.rank),
        person_no(member.person.person_no),
        str(member.person.agency_kind),
        line(member.circle),
        cell(member.leader),
        line(terms.label("english_test", terms.vocabulary("english_test").code(member.test) or member.test)),
        line(member.score),
        member.level.code,
        cell(member.test_date),
        str(member.seat),
        cell(member.commitment),
        line(member.motivation),
        joined(one.text("zh_TW") for one in member.reasons[:1]) if member.center_to_check else "",
    )
