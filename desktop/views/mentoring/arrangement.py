"""Where everybody stands on the board: each mentor beside the own mentees, so that lines do not cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from desktop.services.pairing_board import Board, MemberLine, MenteeLine, MentorLine

ORDERS = ("points", "agency", "name")
"""The weakest pairs first, or by the mentor's agency or name."""

_LAST = 10_000
"""Where a mentor without anybody stands among the points."""

SHOWN = ("all", "unplaced", "fixed", "changed")
"""Everybody; who has no mentor; whom somebody fixed; whose mentor differs from what was accepted."""


@dataclass(frozen=True, slots=True)
class Group:
    """A mentor with the own mentees, or a mentee with nobody beside perhaps a free mentor; `top` is a row."""

    mentor: MentorLine | None
    mentees: tuple[MenteeLine, ...]
    top: int

    @property
    def height(self) -> int:
        """Rows that it takes."""
        return max(len(self.mentees), 1)


@dataclass(frozen=True)
class Arrangement:
    """The board from top to bottom."""

    groups: tuple[Group, ...] = ()

    @property
    def height(self) -> int:
        """Rows of the whole."""
        return sum(group.height for group in self.groups)

    @cached_property
    def mentees(self) -> Mapping[int, int]:
        """Mentee → row, from top to bottom."""
        return {one.id: group.top + at for group in self.groups for at, one in enumerate(group.mentees)}

    @cached_property
    def mentors(self) -> Mapping[int, float]:
        """Mentor → row, which may lie between two; from top to bottom."""
        return {
            group.mentor.id: group.top + (group.height - 1) / 2
            for group in self.groups
            if group.mentor is not None
        }


def arrange(board: Board, *, order: str = "points", shown: str = "all", wanted: str = "") -> Arrangement:
    """Groups in an order of `ORDERS`, of those in `SHOWN` in whom `wanted` is found."""
    own: defaultdict[int, list[MenteeLine]] = defaultdict(list)
    for one in board.mentees:
        own[one.mentor].append(one)
    for some in own.values():
        some.sort(key=lambda one: (one.points.total if one.points else 0, one.id))
    changed = {one.mentee for one in board.changed}

    def seen(mentor: MentorLine | None, mentees: list[MenteeLine]) -> bool:
        return _is_shown(mentor, mentees, shown, changed) and _is_wanted(mentor, mentees, wanted)

    mentors = sorted(board.mentors, key=_key(order, own))
    alone = [one for one in own.pop(0, []) if seen(None, [one])]
    free = [one for one in mentors if one.id not in own and seen(one, [])]
    groups: list[Group] = []
    beside = [*free[: len(alone)], *([None] * (len(alone) - len(free)))]
    for mentee, mentor in zip(alone, beside, strict=True):
        groups.append(Group(mentor, (mentee,), len(groups)))
    top = len(groups)
    paired = [(mentor, own[mentor.id]) for mentor in mentors if mentor.id in own]
    for mentor, mentees in (*paired, *((mentor, []) for mentor in free[len(alone) :])):
        if seen(mentor, mentees):
            groups.append(Group(mentor, tuple(mentees), top))
            top += groups[-1].height
    return Arrangement(tuple(groups))


def _key(order: str, own: Mapping[int, list[MenteeLine]]) -> Callable[[MentorLine], tuple[object, ...]]:
    def key(one: MentorLine) -> tuple[object, ...]:
        if order == "agency":
            return (one.agency, one.name, one.id)
        if order == "name":
            return (one.name, one.id)
        weakest = min(
            (mentee.points.total for mentee in own.get(one.id, []) if mentee.points), default=10_000
        )
        return (weakest, one.id)

    return key


def _is_shown(
    mentor: MentorLine | None, mentees: list[MenteeLine], shown: str, changed: Collection[int]
) -> bool:
    if shown == "unplaced":
        return mentor is None or mentor.used < mentor.seats
    if shown == "fixed":
        return any(one.locked for one in mentees)
    return shown != "changed" or any(one.id in changed for one in mentees)


def _is_wanted(mentor: MentorLine | None, mentees: list[MenteeLine], wanted: str) -> bool:
    people: list[MemberLine] = [*mentees, *([mentor] if mentor else [])]
    return not wanted or any(wanted in f"{one.name} {one.agency} {one.terms}" for one in people)
