"""The ranked table of one session: nominees, the line 「備取」, alternates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.services.courses import Line
from desktop.views.courses import words as told
from desktop.views.lists import words as listed
from desktop.views.lists.ranked import RankedTable
from desktop.views.lists.ranked_model import Divider, Groups
from desktop.views.table_model import Column
from desktop.views.workbench import Workbench

_NEEDS = {"title": 500, "unit": 620, "grade": 736}
"""Logical pixels of the table, without the columns of some lists only, from which these are shown."""


def columns(bench: Workbench) -> tuple[Column[Line], ...]:
    """The columns of a nominee."""
    texts = bench.texts

    def why(line: Line) -> str:
        return "\n".join(reason.text(texts.language) for reason in line.reasons)

    return (
        Column("rank", "view.courses.column.rank", lambda line: told.place(texts, line), 68),
        Column("name", "view.courses.column.name", lambda line: line.name, 92),
        Column(
            "agency",
            "view.courses.column.agency",
            lambda line: line.agency,
            0,
            tip=lambda line: f"{line.agency} {line.unit}",
        ),
        Column("unit", "view.courses.column.unit", lambda line: line.unit, 104),
        Column("title", "view.courses.column.title", lambda line: line.title, 84),
        Column("grade", "view.courses.column.grade", lambda line: told.rank_grade(texts, line), 120),
        Column(
            "verdict",
            "view.courses.column.verdict",
            lambda line: told.verdict_of(texts, line),
            124,
            tone=lambda line: listed.TONES[line.verdict],
            tip=why,
        ),
        Column(
            "outcome",
            "view.courses.column.outcome",
            lambda line: told.outcome(texts, line),
            124,
            tone=lambda line: told.OUTCOME_TONES.get(line.outcome),
            tip=lambda line: line.outcome_reason or line.outcome_document_no,
        ),
        Column(
            "priority",
            "view.courses.column.priority",
            lambda line: listed.priority(texts, line.priority),
            112,
            tone=lambda line: "star" if line.priority else None,
        ),
    )


def groups(bench: Workbench) -> Groups[Line]:
    """Regular nominees, then alternates."""

    def line(divider: Divider) -> str:
        return bench.texts.count("view.courses.divider", divider.count)

    return Groups(lambda line: int(line.alternate), line)


class NomineeTable(RankedTable[Line]):
    """Group 1 are the alternates. Priorities and outcomes are shown where somebody has one."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(
            bench,
            columns(bench),
            lambda line: line.id,
            name="nominees",
            title="view.courses.nominees",
            groups=groups(bench),
            needs=_NEEDS,
        )

    def show_lines(self, lines: Sequence[Line], of: tuple[str, int]) -> None:
        """Show the nominees of a course and session."""
        self.show_rows(sorted(lines, key=lambda line: line.alternate), of)

    def is_shown(self, column: Column[Any], room: float) -> bool:
        """Priorities and outcomes come first, and take the room from the others."""
        members = self.lines.members
        some = {
            "priority": any(line.priority for line in members),
            "outcome": any(line.outcome for line in members),
        }
        taken = sum(one.width for one in self.lines.columns if some.get(one.key))
        return some.get(column.key, super().is_shown(column, room - taken))
