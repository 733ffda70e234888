"""Middle-sized pools against another solver that shares no code with SciPy: the flows of networkx."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from desktop.rules import pairing

CASES, LONG_CASES = 12, 200

networkx: Any = pytest.importorskip("networkx")


def drawn(number: int) -> tuple[list[list[int]], list[int]]:
    """Scores and seats for 20 to 40 people on either side."""
    chance = random.Random(number)
    count, width = chance.randint(20, 40), chance.randint(20, 40)
    most, apart = chance.choice((3, 20, 100)), chance.choice((0.1, 0.5, 0.9))
    scores = [
        [-1 if chance.random() < apart else chance.randint(0, most) for _mentor in range(width)]
        for _mentee in range(count)
    ]
    return scores, [chance.choice((0, 1, 1, 2, 3)) for _mentor in range(width)]


def flow(scores: Sequence[Sequence[int]], seats: Sequence[int], least: int) -> tuple[int, int]:
    """The most pairs over the scores from `least`, and the highest total of so many."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(("start", "end"))
    for to, free in enumerate(seats):
        graph.add_edge(("mentor", to), "end", capacity=free, weight=0)
    for at, row in enumerate(scores):
        graph.add_edge("start", ("mentee", at), capacity=1, weight=0)
        for to, score in enumerate(row):
            if score >= least:
                graph.add_edge(("mentee", at), ("mentor", to), capacity=1, weight=-score)
    flows = networkx.max_flow_min_cost(graph, "start", "end")
    return sum(flows["start"].values()), -networkx.cost_of_flow(graph, flows)


def compared(number: int) -> None:
    scores, seats = drawn(number)
    ids = [f"E{at}" for at in range(len(scores))], [f"O{at}" for at in range(len(seats))]
    found = pairing.solve(scores, seats, *ids)
    own = [scores[mentee][mentor] for mentee, mentor in found.pairs]
    assert min(own) == found.floor
    assert flow(scores, seats, 0)[0] == len(own), number
    assert flow(scores, seats, found.floor) == (len(own), sum(own)), number
    assert found.next_floor is None or flow(scores, seats, found.next_floor)[0] < len(own), number
    free = pairing.solve(scores, seats, *ids, floor=False)
    assert flow(scores, seats, 0)[1] == sum(scores[mentee][mentor] for mentee, mentor in free.pairs), number


def test_the_flow_places_as_many_with_as_many_points() -> None:
    for number in range(CASES):
        compared(number)


@pytest.mark.long
def test_the_flow_agrees_many_times() -> None:
    for number in range(LONG_CASES):
        compared(number)
