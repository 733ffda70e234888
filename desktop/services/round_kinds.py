"""The families of activities that a round with the agencies can ask for.

To add a family: write its columns into resources/rounds/<family>.toml, and list it in KINDS with what reads
and takes its rows.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import paths, terms
from desktop.core.errors import UsageError
from desktop.exports.round_template import TemplateColumn
from desktop.imports import camp, reflections, showcase
from desktop.imports import mentoring as mentoring_files
from desktop.imports import nominations as readers
from desktop.imports.drafts import (
    CampDraft,
    MentoringDraft,
    NominationDraft,
    Reading,
    ReflectionDraft,
    ShowcaseDraft,
)
from desktop.imports.layouts import layout
from desktop.imports.tables import Table
from desktop.models.reflections import Reflection
from desktop.rules import camp_seats
from desktop.rules import reflections as reflection_rules
from desktop.rules.plan import Activity, Plan
from desktop.services import (
    camp_members,
    camp_nominate,
    mentoring,
    nominate,
    nominations,
    plans,
    reflection_import,
    round_lists,
    showcase_import,
)
from desktop.services import showcase as seats

ID_LENGTH = 10
"""Characters of a national number; a passport has others, so that this is only asked."""

YES, NO = "是", "否"


class Held(NamedTuple):
    """One row of an activity's list; `session` and `rank` are 0 where there are none."""

    key: RowKey
    session: int = 0
    rank: int = 0


class RowKey(NamedTuple):
    """What a row is about: a person of the roster, else a name and an agency; and the reading, if any."""

    person_id: int | None
    name: str = ""
    agency: str = ""
    what: str = ""


def key_of(person_id: int | None, name: str, agency: str, what: str = "") -> RowKey:
    """The key of a row; who is of the roster is known by that alone."""
    return RowKey(None, name, agency, what) if person_id is None else RowKey(person_id, what=what)


@dataclass(frozen=True, slots=True)
class RoundKind:
    """How a family's rows are read, kept and taken. `draft` is a named tuple of `imports.drafts`."""

    layout: str
    draft: Any
    read: Callable[..., Any]
    """Table and passports → `Reading`."""
    take: Callable[..., Any]
    """As `services.nominate.nominate_reading`."""
    held: Callable[[Session, Plan, str], tuple[Held, ...]]
    """Who stands on the activity's list already."""
    sessions: bool = False
    """Whether a draft's `session` is the number of a session of the plan."""
    outsiders: bool = False
    """Whether people outside the roster may be on the list."""
    what: str = ""
    """The field of the draft that tells two rows of one person apart."""


def _read_seats(table: Table, *, passports: frozenset[str]) -> Reading[ShowcaseDraft]:
    del passports  # numbers are taken as written
    return showcase.read(table)


def _seated(session: Session, _plan: Plan, _activity: str) -> tuple[Held, ...]:
    return tuple(
        Held(key_of(None if one.person is None else one.person.id, one.name, one.agency), 0, one.rank)
        for one in seats.lines(session)
    )


def _reflected(session: Session, _plan: Plan, _activity: str) -> tuple[Held, ...]:
    rows = session.scalars(select(Reflection).where(Reflection.withdrawn_at.is_(None)))
    return tuple(Held(key_of(row.person_id, row.author, row.agency, row.source_title)) for row in rows)


def _pooled(session: Session, _plan: Plan, _activity: str) -> tuple[Held, ...]:
    return tuple(Held(RowKey(one.person.id, what=one.role)) for one in mentoring.lines(session))


def _nominated(session: Session, _plan: Plan, activity: str) -> tuple[Held, ...]:
    listed = nominations.listing(session, activity)
    return tuple(Held(RowKey(one.person.id), one.session, one.rank) for one in listed if not one.alternate)


def _members(session: Session, plan: Plan, _activity: str) -> tuple[Held, ...]:
    return tuple(Held(RowKey(one.person.id), 0, one.rank) for one in camp_members.listing(session, plan))


KINDS: Final[Mapping[str, RoundKind]] = {
    plans.FAMILY: RoundKind(
        "nominations", NominationDraft, readers.read, nominate.nominate_reading, _nominated, sessions=True
    ),
    camp_seats.FAMILY: RoundKind(
        "english_camp", CampDraft, camp.read_members, camp_nominate.nominate_reading, _members
    ),
    seats.FAMILY: RoundKind(
        "showcase",
        ShowcaseDraft,
        _read_seats,
        round_lists.taker(showcase_import.import_reading),
        _seated,
        outsiders=True,
    ),
    reflection_rules.FAMILY: RoundKind(
        "reflections",
        ReflectionDraft,
        reflections.read,
        round_lists.taker(reflection_import.import_reading),
        _reflected,
        outsiders=True,
        what="source_title",
    ),
    mentoring.FAMILY: RoundKind(
        "mentoring",
        MentoringDraft,
        mentoring_files.read,
        round_lists.taker(mentoring.import_reading),
        _pooled,
        what="role",
    ),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One column of the workbook as the data describes it."""

    field: str
    note: str
    width: int
    choices: str
    example: str


def kind_of(activity: Activity) -> RoundKind:
    """The kind of an activity; raises `UsageError` for one whose people are not asked for in rounds."""
    if activity.family not in KINDS:
        raise UsageError("rounds.no_round", activity=activity.short.zh_TW, activity_en=activity.short.en)
    return KINDS[activity.family]


@lru_cache
def asked(family: str) -> tuple[Asked, ...]:
    """The columns of a family's workbook."""
    data = tomllib.loads((paths.resources() / "rounds" / f"{family}.toml").read_text(encoding="utf-8"))
    return tuple(
        Asked(one["field"], one["note"], one["width"], one.get("choices", ""), one["example"])
        for one in data["column"]
    )


def columns(activity: Activity, agency: str) -> tuple[TemplateColumn, ...]:
    """The columns of an agency's workbook for an activity, headers as the importer knows them."""
    headers = layout(kind_of(activity).layout)
    return tuple(_column(activity, agency, one, headers.column(one.field)) for one in asked(activity.family))


def row_key(kind: RoundKind, draft: Any, person_id: int | None) -> RowKey:
    """What a draft is about, as in `Held`."""
    agency = getattr(draft, "agency", "")
    return key_of(person_id, draft.name, agency, str(getattr(draft, kind.what)) if kind.what else "")


def dump(draft: Any) -> str:
    """A draft as stored in `round_entry.draft`."""
    told = {name: value for name, value in draft._asdict().items() if name != "record"}
    return json.dumps(told, ensure_ascii=False, default=date.isoformat)


def load(kind: RoundKind, text: str, record: int) -> Any:
    """Back from `round_entry.draft`."""
    held = json.loads(text)
    dates = {name for name, hint in kind.draft.__annotations__.items() if "date" in str(hint)}
    values = {
        name: date.fromisoformat(value) if name in dates and value else value for name, value in held.items()
    }
    return kind.draft(record=record, **values)


def _column(activity: Activity, agency: str, one: Asked, header: Any) -> TemplateColumn:
    assert header is not None, one.field
    example = agency if one.choices == "agency" else one.example
    if one.choices in terms.vocabularies():
        example = terms.label(one.choices, one.example)
    return TemplateColumn(
        header=header.name,
        note=one.note,
        width=one.width,
        choices=_choices(activity, agency, one.choices),
        example=example,
        length=ID_LENGTH if one.field == "id_no" else None,
    )


def _choices(activity: Activity, agency: str, name: str) -> tuple[str, ...]:
    if name == "agency":
        return (agency,)
    if name in activity.choices:
        return tuple(one.label.zh_TW for one in activity.choices[name])
    if name == "sessions":
        return tuple(str(session.number) for session in activity.sessions)
    if name == "tick":
        return (YES, NO)
    return tuple(term.zh for term in terms.vocabulary(name).terms) if name else ()
