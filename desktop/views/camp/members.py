"""The ranked table of the camp's members, with a line where the seats end."""

from __future__ import annotations

from desktop.services.camp import Line, Overview, Seat
from desktop.views.camp.columns import columns
from desktop.views.lists.ranked import RankedTable
from desktop.views.lists.ranked_model import Divider, Groups
from desktop.views.workbench import Workbench

_WORDS = {1: "view.camp.divider.extra", 2: "view.camp.divider.beyond"}
_NEEDS = {"level": 560}
"""Logical pixels of the table from which a column is shown."""


class MemberTable(RankedTable[Line]):
    """Group 0 stands down to the last seat, 1 waits for further seats, 2 ranks beyond what was asked for."""

    def __init__(self, bench: Workbench) -> None:
        self._of_member: dict[int, int] = {}
        texts = bench.texts

        def line(divider: Divider) -> str:
            return texts.count(_WORDS[divider.group], divider.count)

        super().__init__(
            bench,
            columns(texts),
            lambda member: member.id,
            name="members",
            title="view.camp.members",
            groups=Groups(lambda member: self._of_member[member.id], line),
            needs=_NEEDS,
        )

    def show_members(self, found: Overview) -> None:
        """Show everybody; the first one is selected where nobody was."""
        self._of_member = grouped(found)
        self.show_rows(found.lines, found.activity)
        if found.lines and not self.selected_ids():
            self.select_ids([found.lines[0].id])


def grouped(found: Overview) -> dict[int, int]:
    """Member → group. Who has no seat, not being eligible, stays with those ranked just before."""
    seated = [line.rank for line in found.lines if line.seat is Seat.SEAT]
    last, group, groups = max(seated, default=0), 0, {}
    for line in found.lines:
        if line.rank > last:
            group = max(group, {Seat.EXTRA: 1, Seat.BEYOND: 2}.get(line.seat, 0))
        groups[line.id] = group
    return groups
