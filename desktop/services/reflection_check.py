"""What becomes of one record of a file of reflections: whose it is, and why it cannot be taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import terms, text
from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity
from desktop.imports.drafts import ReflectionDraft
from desktop.models.people import Agency, Person
from desktop.models.reflections import Reflection
from desktop.rules import reflections as rules
from desktop.rules.evaluate import judge
from desktop.rules.plan import Activity, Choice
from desktop.rules.verdict import Answer
from desktop.services import facts, judged, reflections

Row = dict[str, Any]
"""The columns of a reflection, with what a file tells of them."""

Key = tuple[int | None, str, str, str, date | None]
"""Who read what, and when: what a file says again is changed, not doubled."""

TOLD = (
    "source_title",
    "source_author",
    "source_reference",
    "read_date",
    "title",
    "body",
    "takeaways",
    "consent",
    "posted_date",
    "posted_reference",
)
"""Columns that a draft has under the same name; a blank cell says nothing."""


def key(row: Row) -> Key:
    """What a row is recognised by."""
    person = row["person_id"]
    author = ("", "") if person is not None else (row["author"], row["agency"])
    return (person, *author, row["source_title"], row["read_date"])


class Check:
    """Makes a row of a draft, or finds why not."""

    def __init__(self, session: Session, activity: Activity) -> None:
        self.findings: list[Finding] = []
        self._activity = activity
        self._limit = rules.limit(activity)
        self._readings = _spellings(activity.choices.get(reflections.READINGS, ()))
        self._places = _spellings(activity.choices.get(reflections.PLACES, ()))
        self._by_number: dict[str, int] = {}
        self._by_name: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        query = select(Person.id, Person.id_no, Person.name, Agency.name.label("agency"))
        for one in session.execute(query.join(Agency, Agency.id == Person.agency_id)):
            self._by_number[one.id_no] = one.id
            self._by_name[one.name, one.agency].append(one.id)
        self._known = facts.of_people(session, set(self._by_number.values()))
        self.held, self._withdrawn = _held(session)
        self._seen: dict[Key, int] = {}

    def row(self, draft: ReflectionDraft) -> Row | None:
        """The columns of the reflection; None if it cannot be taken."""
        before = len(self.findings)
        row = self._columns(draft)
        earlier = self._seen.setdefault(key(row), draft.record)
        if earlier != draft.record:
            self.findings.append(
                self._finding(draft, "imports.reflection-repeated", Severity.ERROR, "姓名", earlier=earlier)
            )
        self.findings += self._about_the_author(draft, row["person_id"])
        self.findings += self._about_the_words(draft)
        if any(one.severity is Severity.ERROR for one in self.findings[before:]):
            return None
        self.findings += self._about_what_is_held(draft, row)
        return row

    def is_withdrawn(self, row: Row) -> bool:
        """Whether this one was withdrawn: a file does not bring it back."""
        return key(row) in self._withdrawn

    def _columns(self, draft: ReflectionDraft) -> Row:
        person = self._person(draft)
        outside = person is None
        return {
            **{name: getattr(draft, name) for name in TOLD},
            "person_id": person,
            "author": draft.name,
            "agency": draft.agency if outside else "",
            "title_of_post": draft.title_of_post if outside else "",
            "source_type": self._readings.get(terms.folded(draft.source_type), ""),
            "post_place": self._places.get(terms.folded(draft.post_place), ""),
        }

    def _person(self, draft: ReflectionDraft) -> int | None:
        """By number, else by name and agency where only one is called so."""
        if draft.id_no:
            return self._by_number.get(draft.id_no)
        named = self._by_name.get((draft.name, draft.agency), [])
        return named[0] if len(named) == 1 else None

    def _about_the_author(self, draft: ReflectionDraft, person: int | None) -> Iterator[Finding]:
        if person is None:
            yield self._about_somebody_outside(draft)
            return
        known = self._known[person]
        if known.row.name != draft.name:
            held = text.mask_name(known.row.name)
            yield self._finding(draft, "reflections.other_name", Severity.ERROR, "姓名", held=held)
            return
        verdict = judge(self._activity, known.facts)
        if verdict.answer is Answer.NO:
            reason = verdict.primary.text
            yield self._finding(
                draft,
                "reflections.refused",
                Severity.ERROR,
                "服務機關",
                reason=reason.zh_TW,
                reason_en=reason.en,
            )

    def _about_somebody_outside(self, draft: ReflectionDraft) -> Finding:
        named = [] if draft.id_no else self._by_name.get((draft.name, draft.agency), [])
        if named:
            return self._finding(draft, "reflections.name_twice", Severity.ERROR, "姓名", count=len(named))
        if not draft.agency:
            return self._finding(draft, "reflections.no_agency", Severity.ERROR, "服務機關")
        return self._finding(draft, "reflections.outside", Severity.WARNING, "服務機關")

    def _about_the_words(self, draft: ReflectionDraft) -> Iterator[Finding]:
        for told, known, code, field in (
            (draft.source_type, self._readings, "reflections.reading", "來源類別"),
            (draft.post_place, self._places, "reflections.place", "張貼位置"),
        ):
            if told and terms.folded(told) not in known:
                listed = "、".join(dict.fromkeys(known.values()))
                yield self._finding(draft, code, Severity.ERROR, field, told=told, known=listed)
        if draft.posted_date is not None and not draft.post_place:
            yield self._finding(draft, "reflections.posted_nowhere", Severity.ERROR, "張貼位置")
        over = rules.over(draft.body, self._limit)
        if over:
            yield self._finding(
                draft, "reflections.too_long", Severity.WARNING, "心得", over=over, most=self._limit or 0
            )

    def _about_what_is_held(self, draft: ReflectionDraft, row: Row) -> Iterator[Finding]:
        withdrawn, held = self._withdrawn.get(key(row)), self.held.get(key(row))
        if withdrawn is not None:
            yield self._finding(
                draft, "reflections.was_withdrawn", Severity.WARNING, "姓名", number=withdrawn.number
            )
        elif held is not None and held.posted_date is not None and held.body != row["body"]:
            yield self._finding(
                draft, "reflections.posted_otherwise", Severity.WARNING, "心得", number=held.number
            )

    def _finding(
        self, draft: ReflectionDraft, code: str, severity: Severity, field: str, **params: Param
    ) -> Finding:
        found = judged.problem(draft, code, field, severity, **params)
        return replace(found, clause=self._activity.clause)


def _held(session: Session) -> tuple[dict[Key, Any], dict[Key, Any]]:
    """Live and withdrawn rows by what they are recognised by; a live one hides a withdrawn one."""
    live: dict[Key, Any] = {}
    withdrawn: dict[Key, Any] = {}
    for row in session.execute(select(Reflection.__table__)):
        there = live if row.withdrawn_at is None else withdrawn
        there[key(row._asdict())] = row
    return live, {one: row for one, row in withdrawn.items() if one not in live}


def _spellings(choices: Sequence[Choice]) -> dict[str, str]:
    """What a file may write for a choice, folded → its code: the code itself, or its label."""
    return {
        terms.folded(spelling): one.code
        for one in choices
        for spelling in (one.code, one.label.zh_TW, one.label.en)
    }
