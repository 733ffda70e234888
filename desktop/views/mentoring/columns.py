"""Columns of the lists of e-mentoring."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.core import terms
from desktop.services.mentoring import MENTOR, Line
from desktop.services.pairs import DISCUSSION, PRACTICE, PairOf
from desktop.views.mentoring import words
from desktop.views.table_model import Column
from desktop.views.texts import Texts

_ROLE_TONES = {"mentor": "star", "mentee": "plain"}


def member_columns(texts: Texts, paired: Mapping[int, str]) -> tuple[Column[Line], ...]:
    """Role, name, agency, grade, expertise or needs, seats, and with whom they are paired."""

    def role(line: Line) -> str:
        return terms.label("mentoring_role", line.role, texts.language)

    def seats(line: Line) -> str:
        return str(line.capacity or 0) if line.role == MENTOR else ""

    def grade(line: Line) -> str:
        return "" if line.person.grade is None else str(line.person.grade)

    return (
        Column("role", "view.mentoring.role", role, 76, tone=lambda line: _ROLE_TONES[line.role]),
        Column("name", "view.courses.column.name", lambda line: line.name, 84),
        Column("agency", "view.courses.column.agency", lambda line: line.person.agency, 140),
        Column("grade", "view.mentoring.column.grade", grade, 64, numeric=True),
        Column("terms", "view.mentoring.field.terms", _terms, 0, tip=_terms),
        Column("seats", "view.mentoring.field.capacity", seats, 82, numeric=True),
        Column("partner", "view.mentoring.column.partner", lambda line: paired.get(line.id, ""), 112),
    )


def pair_columns(texts: Texts) -> tuple[Column[PairOf], ...]:
    """Mentor, mentee, points, camps, how much is in the diary, state and what is to be asked after."""

    def camps(one: PairOf) -> str:
        there = sum(state == "attended" for both in one.camps.values() for state in both)
        return f"{there}/{2 * len(one.camps)}" if there else ""

    def diary(one: PairOf) -> str:
        return str(len(one.lines(DISCUSSION)) or "")

    def practice(one: PairOf) -> str:
        return str(len(one.lines(PRACTICE)) or "")

    return (
        Column("mentor", "view.mentoring.column.mentor", lambda one: one.mentor.name, 84),
        Column("mentee", "view.mentoring.column.mentee", lambda one: one.mentee.name, 84),
        Column("agency", "view.mentoring.column.agency", lambda one: one.mentee.agency, 0),
        Column("points", "view.mentoring.column.points", lambda one: str(one.points), 66, numeric=True),
        Column("camps", "view.mentoring.column.camps", camps, 70, numeric=True),
        Column("diary", "view.mentoring.column.diary", diary, 60, numeric=True),
        Column("practice", "view.mentoring.column.practice", practice, 84, numeric=True),
        Column(
            "state",
            "view.collection.column.state",
            lambda one: words.pair_state(texts, one),
            84,
            tone=lambda one: words.PAIR_TONES[one.state] or "plain",
        ),
        Column("ask", "view.mentoring.column.ask", lambda one: words.asked(texts, one), 92, tone=_ask_tone),
    )


def _terms(line: Line) -> str:
    return line.terms


def _ask_tone(one: PairOf) -> str | None:
    return "doubt" if one.is_silent else None
