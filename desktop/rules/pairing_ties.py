"""Whether pairs are the best of all that are as good, and the only ones; this file imports no solver.

It only looks for a change: mentees who move on in a circle, whose ties together are no less than before.
Ties come from the ids, so no certificate holds one: from a tie and one id, the other id could be guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.rules import pairing_weights

Steps = Mapping[int, Sequence[int]]
"""Who may come where, by node: mentees, then mentors, being left free, then the seats that become free."""


@dataclass(frozen=True, slots=True)
class Equals:
    """All choices of pairs that are as good by the scores."""

    mentees: Sequence[str]
    """Their ids, and below those of the mentors."""
    mentors: Sequence[str]
    seats: Sequence[int]
    """By mentor, beside the locks."""
    tight: Sequence[Sequence[int]]
    """By mentee, the mentors of the pairs that weigh as much as their potentials."""
    rows: Sequence[int]
    """Potentials of mentees: whoever has more than 0 is paired in every choice."""
    columns: Sequence[int]
    """Potentials of mentors: whoever has more than 0 has no seat left in any choice."""


def are_best(equals: Equals, partner: Mapping[int, int], seed: str) -> bool:
    """Whether these pairs, mentee → mentor, come before every other choice by the sum of their ties.

    Where sums are equal those of the next level decide, `pairing_weights.TIES` levels in all; False also
    where they are equal at every level.
    """
    steps = _circling(_steps(equals, partner))
    for level in range(pairing_weights.TIES):
        if not steps:
            return True
        gains = _gains(equals, partner, steps, f"{seed}|{level}")
        labels = _labels(gains)
        if labels is None:
            return False
        steps = _circling(
            {
                start: [end for end, gain in ends if labels[start] + gain == labels[end]]
                for start, ends in gains.items()
            }
        )
    return not steps


def _steps(equals: Equals, partner: Mapping[int, int]) -> Steps:
    """Every change of a choice is made of circles of these steps, and every circle is a change.

    Whoever comes to a mentor takes a spare seat or somebody's; who has potential 0 may be left free for
    another who has.
    """
    count, width = len(equals.mentees), len(equals.mentors)
    free, used = count + width, Counter(partner.values())
    steps: dict[int, list[int]] = {node: [] for node in range(free + 1 + width)}
    for at, places in enumerate(equals.tight):
        own = partner.get(at)
        steps[at] = [count + to for to in places if to != own]
        if own is not None:
            steps[count + own].append(at)
            steps[free + 1 + own].append(at)
        if equals.rows[at] == 0:
            steps[free if own is None else at].append(at if own is None else free)
    for to, price in enumerate(equals.columns):
        if price == 0 and used[to] < equals.seats[to]:
            steps[count + to].append(free)
        if price == 0 and used[to]:
            steps[free].append(free + 1 + to)
    return steps


def _gains(
    equals: Equals, partner: Mapping[int, int], steps: Steps, seed: str
) -> dict[int, list[tuple[int, int]]]:
    """Where each step ends and what it gains: the tie that comes less the one that goes."""
    count, free = len(equals.mentees), len(equals.mentees) + len(equals.mentors)
    ids = equals.mentees, equals.mentors
    coming = ((at, end - count) for at in range(count) for end in steps.get(at, ()) if end < free)
    ties = iter(pairing_weights.ties(seed, *ids, coming))
    going = dict(zip(partner, pairing_weights.ties(seed, *ids, partner.items()), strict=True))
    found = {start: [(end, 0) for end in ends] for start, ends in steps.items() if start >= count}
    for at in range(count):
        own = going.get(at, 0)
        if at in steps:
            found[at] = [(end, (next(ties) if end < free else 0) - own) for end in steps[at]]
    return found


def _labels(gains: Mapping[int, Sequence[tuple[int, int]]]) -> dict[int, int] | None:
    """By node, the most that steps which end there can gain; None if a circle gains (Bellman and Ford)."""
    labels, before = dict.fromkeys(gains, 0), dict.fromkeys(gains, -1)
    fresh = list(gains)
    while fresh:
        moved: dict[int, None] = {}
        for start in fresh:
            label = labels[start]
            for end, gain in gains[start]:
                if label + gain > labels[end]:
                    labels[end], before[end] = label + gain, start
                    moved[end] = None
        if _goes_round(before):
            return None
        fresh = list(moved)
    return labels


def _goes_round(before: Mapping[int, int]) -> bool:
    """Whether someone comes before themselves: the labels would rise for ever."""
    seen = {-1: -1}
    for first in before:
        node = first
        while node not in seen:
            seen[node] = first
            node = before[node]
        if seen[node] == first:  # met on this very walk
            return True
    return False


def _circling(steps: Steps) -> Steps:
    """The steps that may be part of a circle; nothing where there is none."""
    return _turned(_turned(steps))


def _turned(steps: Steps) -> Steps:
    """The steps the other way round, without the nodes that no circle leads to (Kahn)."""
    coming = Counter(end for ends in steps.values() for end in ends)
    ready = [node for node in steps if not coming[node]]
    while ready:
        for end in steps[ready.pop()]:
            coming[end] -= 1
            if not coming[end]:
                ready.append(end)
    turned: dict[int, list[int]] = {node: [] for node in steps if coming[node]}
    for start in turned:
        for end in steps[start]:
            turned[end].append(start)
    return turned
