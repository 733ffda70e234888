"""What became of files that were dropped: one a line, with the reason where something is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.views.table_model import Column, RowModel
from desktop.views.widgets.basic import column, label
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench

_WIDTH = 820


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file as it is shown: whose it is, what became of it, how much is in it, and why."""

    file: str
    whose: str
    state: str
    tone: str | None
    count: str
    reasons: tuple[str, ...]

    @property
    def wrong(self) -> bool:
        """Whether somebody should look at it."""
        return self.tone in {"bad", "doubt"}


class FilesDialog(Dialog):
    """Everything was written already, as one action that can be undone; this tells of it.

    `heads` are the codes of the heads of whose it is and how much is in it.
    """

    def __init__(
        self, bench: Workbench, lines: Sequence[FileLine], heads: tuple[str, str], parent: QWidget
    ) -> None:
        super().__init__(bench, "view.collection.collected.title", parent, count=len(lines))
        self.setObjectName("collected")
        self._rows = list(lines)
        self.model: RowModel[FileLine] = RowModel(_columns(heads), bench.texts.text, self._rows.index)
        self.table = Table(bench, self.model, "collected-files", "view.collection.collected")
        self.table.setMinimumHeight(bench.theme.length("row") * min(len(lines) + 2, 10))
        self.told = QPlainTextEdit()
        self.told.setObjectName("collected-told")
        self.told.setReadOnly(True)
        self.told.setMaximumHeight(round(132 * bench.theme.text_size))
        bench.texts.bind(self.told, self.told.setAccessibleName, "view.collection.collected.why")
        self.set_content(column(label(_summary(lines), wrap=True), self.table, self.told))
        self.cancel.hide()
        self.accept_with("view.collection.collected.close", self.accept, name="collected-close")
        self.model.set_rows(self._rows)
        self.table.chosen.connect(lambda _id: self._show())
        self.table.select(next((at for at, one in enumerate(lines) if one.wrong), 0))
        self._show()
        self.fit(_WIDTH)

    def _show(self) -> None:
        ids = self.table.selected_ids()
        if ids:
            nothing = self.bench.texts.text("view.collection.collected.nothing")
            self.told.setPlainText("\n".join(self._rows[ids[0]].reasons) or nothing)


def _summary(lines: Sequence[FileLine]) -> str:
    counts = Counter(one.state for one in lines)
    return "　".join(f"{state} {count}" for state, count in counts.items())


def _columns(heads: tuple[str, str]) -> tuple[Column[FileLine], ...]:
    return (
        Column("file", "rounds.mailing.file", lambda one: one.file, 0),
        Column("whose", heads[0], lambda one: one.whose, 190),
        Column(
            "state", "view.collection.column.state", lambda one: one.state, 120, tone=lambda one: one.tone
        ),
        Column("count", heads[1], lambda one: one.count, 76, numeric=True),
    )
