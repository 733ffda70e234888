"""People whom a member wishes for or keeps away from: numbers as they are kept, names as they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.errors import DataError
from desktop.models.journal import Journal
from desktop.models.mentoring import EarlierPair, MentoringMember
from desktop.models.people import Person
from desktop.services.pairing_parts import joined, parts

NAMING: Final = ("supervisor", "wishes", "avoid")
"""Columns of a member that name people, by number; they may be told by name."""


def names(session: Session, written: Iterable[str]) -> Mapping[str, str]:
    """Number → name of those who are named in some cells and are the only ones called so in the roster."""
    wanted = {one for cell in written for one in parts(cell)}
    if not wanted:
        return {}
    rows = [(row.id_no, row.name) for row in session.execute(select(Person.id_no, Person.name))]
    called = Counter(name for _number, name in rows)
    return {number: name for number, name in rows if number in wanted and called[name] == 1}


def shown(written: str, known: Mapping[str, str]) -> str:
    """A cell of numbers with names where they are known."""
    return joined(known.get(one, one) for one in parts(written))


def numbers(session: Session, written: str) -> str:
    """A cell of names or numbers as numbers.

    Raises `DataError` for a name that nobody or more than one person of the roster has.
    """
    return joined(_number(session, one) for one in parts(written))


def renumber(journal: Journal, old: str, new: str) -> None:
    """Name somebody by another number wherever a member or an earlier pair does: two records became one."""
    for member in journal.session.scalars(select(MentoringMember)):
        written = {name: getattr(member, name) for name in NAMING}
        told = {name: _swapped(cell, old, new) for name, cell in written.items() if old in parts(cell)}
        if told:
            journal.update(MentoringMember, member.id, told)
    rows = list(journal.session.scalars(select(EarlierPair)))
    held = {(row.roc_year, row.mentor_no, row.mentee_no) for row in rows}
    for row in rows:
        if old in {row.mentor_no, row.mentee_no}:
            mentor, mentee = (new if one == old else one for one in (row.mentor_no, row.mentee_no))
            if (row.roc_year, mentor, mentee) in held:
                journal.delete(EarlierPair, [row.id])
            else:
                journal.update(EarlierPair, row.id, {"mentor_no": mentor, "mentee_no": mentee})


def _swapped(written: str, old: str, new: str) -> str:
    return joined(dict.fromkeys(new if one == old else one for one in parts(written)))


def _number(session: Session, told: str) -> str:
    found = session.scalars(select(Person.id_no).where(Person.name == told).limit(2)).all()
    plain = text.halfwidth(told).upper()
    if not found and plain.isascii():
        return plain
    if len(found) != 1:
        raise DataError("mentoring.who" if found else "mentoring.who_nobody", name=told)
    return str(found[0])
