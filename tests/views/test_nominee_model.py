"""Where rows of a session go that are moved, without a window."""

from __future__ import annotations

import pytest

from desktop.rules.verdict import Answer
from desktop.services.courses import Line
from desktop.views.courses.nominee_model import NomineeModel, Target
from desktop.views.workbench import Workbench

LAST = 1_000_000


def line(number: int, *, alternate: bool) -> Line:
    words = dict.fromkeys(("name", "masked_id", "agency", "unit", "title", "rank"), "")
    return Line(
        id=number,
        person_id=number,
        session=1,
        alternate=alternate,
        place=number,
        **words,
        grade=None,
        verdict=Answer.YES,
        reasons=(),
        priority=(),
        today=Answer.YES,
        attestable=(),
        attested_at=None,
        attested_by="",
        attested_basis="",
    )


@pytest.fixture
def model(bench: Workbench) -> NomineeModel:
    """Nominees 1, 2, 3, the line, alternates 4 and 5."""
    made = NomineeModel(bench)
    made.show_lines([line(number, alternate=number > 3) for number in range(1, 6)])
    return made


@pytest.mark.parametrize(
    ("moving", "before", "target"),
    [
        ([3], 0, Target(1, alternate=False)),
        ([1], 2, Target(2, alternate=False)),
        ([1, 2], 3, Target(2, alternate=False)),
        ([4], 3, Target(4, alternate=False)),  # above the line: the last regular one
        ([1], 4, Target(1, alternate=True)),  # below the line: the first alternate
        ([1], 6, Target(3, alternate=True)),
        ([4], 6, Target(2, alternate=True)),
    ],
)
def test_a_drop_says_rank_and_group(
    model: NomineeModel, moving: list[int], before: int, target: Target
) -> None:
    assert model.target_at(before, moving) == target


@pytest.mark.parametrize(
    ("moving", "step", "target"),
    [
        ([1], -1, None),
        ([5], 1, None),
        ([2], -1, Target(1, alternate=False)),
        ([2], 1, Target(3, alternate=False)),
        ([2, 3], -1, Target(1, alternate=False)),
        ([1, 2], 1, Target(2, alternate=False)),
        ([3], 1, Target(1, alternate=True)),
        ([4], -1, Target(LAST, alternate=False)),
        ([5], -1, Target(1, alternate=True)),
        ([], 1, None),
    ],
)
def test_a_key_leads_one_place_on_and_over_the_line(
    model: NomineeModel, moving: list[int], step: int, target: Target | None
) -> None:
    assert model.target_by(step, moving) == target


def test_the_line_is_no_nominee(model: NomineeModel) -> None:
    divider = model.divider
    assert divider == 3
    assert model.texts(divider) == ["備取　2 人", *[""] * 8]
    assert model.texts(4)[0] == "備 4"
