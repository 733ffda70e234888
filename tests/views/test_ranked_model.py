"""Where rows of a ranked list go that are moved, without a window."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from desktop.views.lists.ranked_model import LAST, Groups, RankedModel, Target
from desktop.views.table_model import Column
from desktop.views.workbench import Workbench


@dataclass(frozen=True)
class Row:
    id: int
    below: bool


@pytest.fixture
def model(bench: Workbench) -> RankedModel[Row]:
    """Rows 1, 2, 3, the line, rows 4 and 5."""
    columns: list[Column[Row]] = [
        Column("rank", "view.lists.person", lambda row: str(row.id)),
        Column("chip", "view.lists.person", lambda row: "✓", tone=lambda _row: "good"),
    ]
    groups: Groups[Row] = Groups(lambda row: int(row.below), lambda line: f"{line.count} below")
    made: RankedModel[Row] = RankedModel(bench, columns, lambda row: row.id, groups)
    made.show_rows([Row(number, below=number > 3) for number in range(1, 6)])
    return made


@pytest.mark.parametrize(
    ("moving", "before", "target"),
    [
        ([3], 0, Target(1, 0, 1)),
        ([1], 2, Target(2, 0, 2)),
        ([1, 2], 3, Target(2, 0, 2)),
        ([4], 3, Target(4, 0, 4)),  # above the line: the last of the first group
        ([1], 4, Target(1, 1, 3)),  # below the line: the first of the second
        ([1], 6, Target(3, 1, 5)),
        ([4], 6, Target(2, 1, 5)),
    ],
)
def test_a_drop_says_rank_group_and_place(
    model: RankedModel[Row], moving: list[int], before: int, target: Target
) -> None:
    assert model.target_at(before, moving) == target


@pytest.mark.parametrize(
    ("moving", "step", "target"),
    [
        ([1], -1, None),
        ([5], 1, None),
        ([2], -1, Target(1, 0, 1)),
        ([2], 1, Target(3, 0, 3)),
        ([2, 3], -1, Target(1, 0, 1)),
        ([1, 2], 1, Target(2, 0, 2)),
        ([3], 1, Target(1, 1, 4)),
        ([4], -1, Target(LAST, 0, 3)),
        ([5], -1, Target(1, 1, 4)),
        ([], 1, None),
    ],
)
def test_a_key_leads_one_place_on_and_over_the_line(
    model: RankedModel[Row], moving: list[int], step: int, target: Target | None
) -> None:
    assert model.target_by(step, moving) == target


def test_the_line_is_no_row(model: RankedModel[Row]) -> None:
    assert model.dividers == [3]
    assert model.texts(3) == ["2 below", ""]
    assert model.texts(4) == ["4", "✓"]
    assert [row.id for row in model.members] == [1, 2, 3, 4, 5]
