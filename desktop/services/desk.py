"""The desk: all that preflight, packet and forms look at, read once; each family of activities has a dossier.

To add a family: 1. write its `Dossier` in a file of its own, with its checks, its tables and how its lists
are compared, 2. list the class in `services.dossiers`, 3. its tables in resources/packet/tables, its codes in
resources/messages/preflight.toml.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, Self, TypeVar

from sqlalchemy import Row
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity
from desktop.exports.packet import Letter, ProofFile, ScopeLine, ScopeState, TableData
from desktop.exports.table_check import check_tables
from desktop.models.office import OfficeRow
from desktop.rules.bilingual import Text
from desktop.rules.plan import Activity, Plan
from desktop.services import packet_cells
from desktop.services.places import Part, Place

_AT_ONCE = 20
"""People whose cells are checked in one go: the check tells at most so many of one column."""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding, and where it can be mended."""

    finding: Finding
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a family's list, as the checks that all families share look at them."""

    id: int
    """Of the row of the family's own table."""
    activity: Activity
    person: Row[Any]
    """The person's columns, with `agency` and `agency_kind`."""
    where: Callable[[], Text]
    """Where the person stands in the list, in words; asked for only where something is found."""
    at: str
    """The same in short, for a list of places: 1-3 for session and rank."""
    place: Place

    def found(self, code: str, severity: Severity, *, field: str | None = None, **params: Param) -> Found:
        """About this entry, which is mended in its list."""
        where = self.where()
        finding = Finding(
            code,
            severity,
            person=text.mask_id(self.person.id_no),
            name=text.mask_name(self.person.name),
            field=field,
            clause=self.activity.clause,
            params={"where": where.zh_TW, "where_en": where.en, "at": self.at, **params},
        )
        return Found(finding, self.place)

    def found_in_roster(self, code: str, severity: Severity, field: str, column: str) -> Found:
        """About a field of the person, which is mended in the roster."""
        found = self.found(code, severity, field=field)
        place = replace(self.place, part=Part.PERSON, person_id=self.person.id, field=column)
        return Found(found.finding, place)


Key = tuple[str, ...]
"""Activity, then whose row it is: the same thing in two packets."""


@dataclass(frozen=True, slots=True)
class Listed:
    """How the rows of one table are compared with those of the last packet."""

    table: str
    who: tuple[str, ...]
    """Columns that say whose row it is."""
    activity: str = ""
    """The one activity that it belongs to; blank where the column `activity` says so."""
    group: str = ""
    """The column of the session; blank for a list without."""
    rank: str = ""
    """The column of the order: it counts once a list, not a row."""
    name: str = ""
    """The column that names it; blank where the person's name does."""
    parts: tuple[str, ...] = ()
    """Tables whose rows of the same `who` belong to it."""


@dataclass(frozen=True, slots=True)
class Included:
    """What the next packet says of one activity, in numbers."""

    activity: str
    title: Mapping[str, str]
    """Language → its name."""
    number: int
    beside: int
    """Alternates, or candidates for extra seats."""
    open: int
    """Of whom the center is asked to check something."""
    unit: str = "people"
    """What is counted: the end of a code of the window's words."""
    beside_unit: str = "alternates"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people an activity has, and how many of them need a look."""

    people: int
    to_confirm: int = 0
    refused: int = 0
    unit: str = "people"
    """What is counted: the end of a code of the window's words."""


class Dossier(ABC):
    """What one family of activities has: read once, asked by every check and every writer."""

    family: ClassVar[str]
    lists: ClassVar[tuple[Listed, ...]] = ()
    person_tables: ClassVar[tuple[str, ...]] = ()
    """Tables that are about people as such: what changes in one is the person's change."""

    @classmethod
    @abstractmethod
    def read(cls, session: Session, plan: Plan, activity: str | None) -> Self:
        """All that it has, or what it has of one activity: nothing for one of another family."""

    @classmethod
    @abstractmethod
    def tally(cls, session: Session, plan: Plan) -> Mapping[str, Tally]:
        """Activity → its numbers, of activities that have somebody; as cheap as can be."""

    @abstractmethod
    def only(self, activity: str) -> Self:
        """The same with what belongs to one activity."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The people of its lists, in their order; one person may stand in several."""
        return ()

    @property
    @abstractmethod
    def activities(self) -> tuple[str, ...]:
        """Those that it has something of, in the order of its lists: each gets a booklet."""

    @abstractmethod
    def tables(self, session: Session) -> tuple[TableData, ...]:
        """Its own tables of the packet; `people` is written for all families together."""

    def proofs(self) -> tuple[ProofFile, ...]:
        """What of its tables anybody can check by adding up, with names that no other family uses."""
        return ()

    @abstractmethod
    def scope(self, activity: Activity) -> tuple[ScopeLine, ...]:
        """What the packet says of one of its activities."""

    @abstractmethod
    def included(self, activity: Activity) -> Included:
        """The numbers of one of its `activities`."""

    @abstractmethod
    def places(self) -> Mapping[Key, tuple[str, Place]]:
        """Key of a row of its lists → what it is called on screen, and where the window shows it."""

    def findings(self, desk: Desk) -> Iterator[Found]:
        """What its own checks find; those of the person are made for all families together."""
        del desk
        return iter(())


_Kind = TypeVar("_Kind", bound=Dossier)


@dataclass(frozen=True)
class Desk:
    """All that the checks look at, from one consistent view."""

    plan: Plan
    office: OfficeRow
    unconfirmed: Mapping[str, int]
    """Agencies that a roster named and nobody has confirmed: name → id."""
    letter: Letter | None
    dossiers: tuple[Dossier, ...]
    nil: tuple[str, ...] = ()
    """Activities for which the office states that it recommends nobody."""

    def dossier(self, kind: type[_Kind]) -> _Kind:
        """The dossier of a class that is registered."""
        return next(one for one in self.dossiers if isinstance(one, kind))

    def only(self, activity: str) -> Desk:
        """The same desk with what belongs to one activity."""
        return replace(self, dossiers=tuple(one.only(activity) for one in self.dossiers))

    @property
    def activities(self) -> tuple[str, ...]:
        """The activities that there is something of."""
        return tuple(activity for one in self.dossiers for activity in one.activities)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Everybody in every list."""
        return tuple(entry for one in self.dossiers for entry in one.entries)

    @cached_property
    def people(self) -> Mapping[int, Row[Any]]:
        """Everybody in any list, once."""
        return {entry.person.id: entry.person for entry in self.entries}

    @cached_property
    def unfit(self) -> Mapping[int, tuple[str, ...]]:
        """Person → the columns that the packet's table would not take."""
        people = list(self.people.values())
        found: defaultdict[int, list[str]] = defaultdict(list)
        for start in range(0, len(people), _AT_ONCE):
            some = people[start : start + _AT_ONCE]
            for bad in check_tables({"people": [packet_cells.person(person) for person in some]}):
                found[some[(bad.record or 2) - 2].id].append(bad.field or "")
        return {person: tuple(columns) for person, columns in found.items()}


def not_yet(activity: Activity) -> ScopeLine:
    """The line of an activity that there is nothing of."""
    return ScopeLine(activity.id, None, ScopeState.NOT_YET)


def in_order(plan: Plan, activities: Iterable[str]) -> tuple[str, ...]:
    """Activities in the plan's order, each once."""
    wanted = set(activities)
    return tuple(activity for activity in plan.activities if activity in wanted)
