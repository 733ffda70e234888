"""The results presentation on the desk: seat requests by rank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import ClassVar, Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity
from desktop.core.messages import LANGUAGES, catalogue
from desktop.exports.packet import ScopeLine, ScopeState, TableData
from desktop.models.showcase import ShowcaseRequest
from desktop.rules.bilingual import Text
from desktop.rules.plan import Activity, Plan
from desktop.services import showcase
from desktop.services.desk import Desk, Dossier, Entry, Found, Included, Key, Listed, Tally, not_yet
from desktop.services.packet_cells import cell, line, person_no
from desktop.services.places import Part, Place
from desktop.services.showcase import EXHIBIT, PRESENT, Line

TABLE = "showcase_requests"


@dataclass(frozen=True)
class ShowcaseDossier(Dossier):
    """The live requests."""

    family: ClassVar[str] = showcase.FAMILY
    lists: ClassVar[tuple[Listed, ...]] = (
        Listed(TABLE, ("name", "agency"), activity="showcase", rank="rank", name="name"),
    )

    activity: Activity | None
    """None for a plan without it, or while another activity is looked at."""
    lines: tuple[Line, ...] = ()

    @classmethod
    def read(cls, session: Session, plan: Plan, activity: str | None) -> Self:
        """By rank."""
        own = next((one for one in plan.activities.values() if one.family == cls.family), None)
        if own is None or activity not in {None, own.id}:
            return cls(None)
        return cls(own, showcase.lines(session))

    @classmethod
    def tally(cls, session: Session, plan: Plan) -> Mapping[str, Tally]:
        """How many there are."""
        live = select(func.count(ShowcaseRequest.id)).where(ShowcaseRequest.withdrawn_at.is_(None))
        count = session.scalar(live) or 0
        return {showcase.activity(plan).id: Tally(count)} if count else {}

    def only(self, activity: str) -> Self:
        """All of it, or nothing for another activity."""
        return self if self.activity is not None and self.activity.id == activity else type(self)(None)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Those of the roster."""
        return tuple(self._entry(one) for one in self.lines if one.person is not None)

    @property
    def activities(self) -> tuple[str, ...]:
        """The activity, if anybody asks for a seat."""
        return (self.activity.id,) if self.activity is not None and self.lines else ()

    def tables(self, session: Session) -> tuple[TableData, ...]:
        """The requests; who is outside the roster stands there with name and agency only."""
        del session
        return (TableData(TABLE, tuple(_row(one) for one in self.lines)),)

    def scope(self, activity: Activity) -> tuple[ScopeLine, ...]:
        """One line."""
        if not self.lines:
            return (not_yet(activity),)
        return (ScopeLine(activity.id, None, ScopeState.SUBMITTED),)

    def included(self, activity: Activity) -> Included:
        """Everybody, and those who present or exhibit beside them."""
        title = {language: activity.title.in_language(language) for language in LANGUAGES}
        shown = sum(one.role in {PRESENT, EXHIBIT} for one in self.lines)
        return Included(activity.id, title, len(self.lines), shown, 0, beside_unit="presenters")

    def places(self) -> Mapping[Key, tuple[str, Place]]:
        """By activity, name and agency."""
        if self.activity is None:
            return {}
        return {
            (self.activity.id, one.name, line(one.agency)): (one.name, self._place(one)) for one in self.lines
        }

    def findings(self, desk: Desk) -> Iterator[Found]:
        """Who presents without a topic or exhibits without a booth, and who is listed twice."""
        del desk
        seen: set[tuple[str, str]] = set()
        for one in self.lines:
            if one.role == PRESENT and not one.topic:
                yield self._found(one, "preflight.showcase_topic", Severity.ERROR)
            if one.role == EXHIBIT and not one.booth:
                yield self._found(one, "preflight.showcase_booth", Severity.ERROR)
            if (one.name, one.agency) in seen:
                yield self._found(one, "preflight.showcase_twice", Severity.WARNING)
            seen.add((one.name, one.agency))

    def _found(self, one: Line, code: str, severity: Severity, **params: Param) -> Found:
        assert self.activity is not None, "requests belong to an activity"
        where = _where(self.activity, one)
        told = {"where": where.zh_TW, "where_en": where.en, "at": str(one.rank), **params}
        name = text.mask_name(one.name)
        finding = Finding(code, severity, name=name, clause=self.activity.clause, params=told)
        return Found(finding, self._place(one))

    def _entry(self, one: Line) -> Entry:
        assert self.activity is not None, "requests belong to an activity"
        return Entry(
            id=one.id,
            activity=self.activity,
            person=one.person,
            where=partial(_where, self.activity, one),
            at=str(one.rank),
            place=self._place(one),
        )

    def _place(self, one: Line) -> Place:
        assert self.activity is not None, "requests belong to an activity"
        return Place(Part.SHOWCASE, self.activity.id, nomination_id=one.id, person_id=one.person_id)


def _where(activity: Activity, one: Line) -> Text:
    said = {
        language: catalogue(language).what(
            "desk.where_rank", activity=activity.title.in_language(language), rank=one.rank
        )
        for language in LANGUAGES
    }
    return Text(**said)


def _row(one: Line) -> tuple[str, ...]:
    return (
        str(one.rank),
        "" if one.person is None else person_no(one.person.person_no),
        one.name,
        line(one.agency),
        line(one.job_title),
        one.attendee_kind,
        one.role,
        line(one.topic),
        line(one.booth),
        line(one.session),
        one.meal,
        one.transport,
        cell(one.access_need),
        one.state,
    )
