"""What became of the files that were dropped: one a line, with the reason where something is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.core import terms
from desktop.services.round_collect import Collected
from desktop.views.table_model import Column, RowModel
from desktop.views.texts import Texts
from desktop.views.widgets.basic import column, label
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench

_TONES = {"taken": "good", "nil": "good", "same": None, "doubt": "doubt", "refused": "bad"}
_WIDTH = 820


class CollectedDialog(Dialog):
    """Everything was written already, as one action that can be undone; this tells of it."""

    def __init__(self, bench: Workbench, found: Sequence[Collected], parent: QWidget) -> None:
        super().__init__(bench, "view.collection.collected.title", parent, count=len(found))
        self.setObjectName("collected")
        self._rows = list(found)
        self.model: RowModel[Collected] = RowModel(_columns(bench.texts), bench.texts.text, self._rows.index)
        self.table = Table(bench, self.model, "collected-files", "view.collection.collected")
        self.table.setMinimumHeight(bench.theme.length("row") * min(len(found) + 2, 10))
        self.told = QPlainTextEdit()
        self.told.setObjectName("collected-told")
        self.told.setReadOnly(True)
        self.told.setMaximumHeight(round(132 * bench.theme.text_size))
        bench.texts.bind(self.told, self.told.setAccessibleName, "view.collection.collected.why")
        self.set_content(column(label(_summary(bench.texts, found), wrap=True), self.table, self.told))
        self.cancel.hide()
        self.accept_with("view.collection.collected.close", self.accept, name="collected-close")
        self.model.set_rows(self._rows)
        self.table.chosen.connect(lambda _id: self._show())
        self.table.select(next((at for at, one in enumerate(found) if one.state in {"doubt", "refused"}), 0))
        self._show()
        self.fit(_WIDTH)

    def _show(self) -> None:
        ids = self.table.selected_ids()
        if ids:
            self.told.setPlainText("\n".join(_reasons(self.bench.texts, self._rows[ids[0]])))


def _summary(texts: Texts, found: Sequence[Collected]) -> str:
    counts = Counter(one.state for one in found)
    return "　".join(
        f"{terms.label('round_file', state, texts.language)} {counts[state]}"
        for state in _TONES
        if counts[state]
    )


def _reasons(texts: Texts, one: Collected) -> list[str]:
    lines = [] if one.error is None else [texts.catalogue.error(one.error)]
    lines += [texts.catalogue.sentence(finding) for finding in one.findings]
    if one.second and one.state == "taken":
        told = {name: "、".join(getattr(one, name)) or "－" for name in ("added", "removed", "changed")}
        lines.append(texts.text("cli.round.difference", **told))
    return lines or [texts.text("view.collection.collected.nothing")]


def _columns(texts: Texts) -> tuple[Column[Collected], ...]:
    return (
        Column("file", "rounds.mailing.file", lambda one: one.path.name, 0),
        Column("agency", "view.courses.column.agency", lambda one: one.agency, 190),
        Column(
            "state",
            "view.collection.column.state",
            lambda one: terms.label("round_file", one.state, texts.language),
            120,
            tone=lambda one: _TONES[one.state],
        ),
        Column(
            "records", "view.collection.column.people", lambda one: str(one.records or ""), 76, numeric=True
        ),
    )
