"""Micro-reflections on the desk: those short enough and agreed to go into the packet, the others are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, ClassVar, Self

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity
from desktop.core.messages import LANGUAGES, catalogue
from desktop.exports.packet import ScopeLine, ScopeState, TableData
from desktop.models.reflections import Reflection
from desktop.rules import reflections as rules
from desktop.rules.bilingual import Text
from desktop.rules.plan import Activity, Plan
from desktop.services import facts, reflections
from desktop.services.desk import Desk, Dossier, Entry, Found, Included, Key, Listed, Tally, not_yet
from desktop.services.packet_cells import cell, line, person_no
from desktop.services.places import Part, Place
from desktop.services.reflections import Line

TABLE = "reflections"


@dataclass(frozen=True)
class ReflectionDossier(Dossier):
    """The live reflections, and the authors that the roster has."""

    family: ClassVar[str] = rules.FAMILY
    lists: ClassVar[tuple[Listed, ...]] = (
        Listed(TABLE, ("reflection_no",), activity="reflections", name="title"),
    )

    activity: Activity | None
    """None for a plan without them, or while another activity is looked at."""
    lines: tuple[Line, ...] = ()
    people: Mapping[int, Row[Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, session: Session, plan: Plan, activity: str | None) -> Self:
        """By number."""
        own = next((one for one in plan.activities.values() if one.family == cls.family), None)
        if own is None or activity not in {None, own.id}:
            return cls(None)
        lines = reflections.lines(session, own, "zh_TW")
        authors = {one.person_id for one in lines if one.person_id is not None}
        return cls(own, lines, facts.rows(session, authors))

    @classmethod
    def tally(cls, session: Session, plan: Plan) -> Mapping[str, Tally]:
        """How many there are."""
        live = select(func.count(Reflection.id)).where(Reflection.withdrawn_at.is_(None))
        count = session.scalar(live) or 0
        return {reflections.activity(plan).id: Tally(count, unit="texts")} if count else {}

    def only(self, activity: str) -> Self:
        """All of it, or nothing for another activity."""
        return self if self.activity is not None and self.activity.id == activity else type(self)(None)

    @property
    def sendable(self) -> tuple[Line, ...]:
        """Those that go into a packet."""
        return tuple(one for one in self.lines if one.sendable)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The authors of the roster whose reflections are sent."""
        return tuple(self._entry(one) for one in self.sendable if one.person_id is not None)

    @property
    def activities(self) -> tuple[str, ...]:
        """The activity, if there is any to send."""
        return (self.activity.id,) if self.activity is not None and self.sendable else ()

    def tables(self, session: Session) -> tuple[TableData, ...]:
        """What is short enough and agreed to."""
        del session
        return (TableData(TABLE, tuple(_row(one) for one in self.sendable)),)

    def scope(self, activity: Activity) -> tuple[ScopeLine, ...]:
        """One line."""
        if not self.sendable:
            return (not_yet(activity),)
        return (ScopeLine(activity.id, None, ScopeState.SUBMITTED),)

    def included(self, activity: Activity) -> Included:
        """Those sent, and those kept out beside them."""
        title = {language: activity.title.in_language(language) for language in LANGUAGES}
        out = len(self.lines) - len(self.sendable)
        return Included(activity.id, title, len(self.sendable), out, 0, unit="texts", beside_unit="kept_out")

    def places(self) -> Mapping[Key, tuple[str, Place]]:
        """By activity and number."""
        if self.activity is None:
            return {}
        return {
            (self.activity.id, str(one.number)): (one.title or one.author, self._place(one))
            for one in self.lines
        }

    def findings(self, desk: Desk) -> Iterator[Found]:
        """What is kept out of the packet, and why."""
        del desk
        for one in self.lines:
            if one.over:
                yield self._found(one, "preflight.reflection_too_long", over=one.over)
            elif not one.body.strip():
                yield self._found(one, "preflight.reflection_empty")
            elif not one.consent:
                code = "preflight.reflection_consent"
                yield self._found(one, "preflight.reflection_taken_back" if one.posted else code)

    def _found(self, one: Line, code: str, **params: Param) -> Found:
        assert self.activity is not None, "reflections belong to an activity"
        finding = Finding(
            code,
            Severity.WARNING,
            name=text.mask_name(one.author),
            clause=self.activity.clause,
            params={"number": one.number, **params},
        )
        return Found(finding, self._place(one))

    def _entry(self, one: Line) -> Entry:
        assert self.activity is not None, "reflections belong to an activity"
        return Entry(
            id=one.id,
            activity=self.activity,
            person=self.people[one.person_id or 0],
            where=partial(_where, self.activity, one),
            at=str(one.number),
            place=self._place(one),
        )

    def _place(self, one: Line) -> Place:
        assert self.activity is not None, "reflections belong to an activity"
        return Place(Part.REFLECTIONS, self.activity.id, nomination_id=one.id, person_id=one.person_id)


def _where(activity: Activity, one: Line) -> Text:
    said = {
        language: catalogue(language).what(
            "desk.where_number", activity=activity.title.in_language(language), number=one.number
        )
        for language in LANGUAGES
    }
    return Text(**said)


def _row(one: Line) -> tuple[str, ...]:
    return (
        str(one.number),
        "" if one.person_no is None else person_no(one.person_no),
        one.author,
        one.agency,
        one.source_type,
        line(one.source_title),
        cell(one.read_date),
        line(one.title),
        one.body,
        str(one.characters),
        one.post_place,
        line(one.posted_reference),
        cell(one.consent),
    )
