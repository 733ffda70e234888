"""核章: who approves, in which order, and how the row of seals will look on paper."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListWidgetItem, QWidget

from desktop.core.progress import Progress
from desktop.services import approval_seals
from desktop.views.settings.ordered_list import OrderedList
from desktop.views.settings.seal_row import SealRow
from desktop.views.settings.section import Section
from desktop.views.widgets.basic import button, column, row, tool, words
from desktop.views.workbench import Workbench

_ROWS = (5, 9)
"""The least and the most rows that the list shows without scrolling."""

_EDITABLE = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemNeverHasChildren
)


class SealsSection(Section):
    """The list is what is printed; every change of it is saved."""

    key: ClassVar[str] = "seals"
    tables: ClassVar[frozenset[str] | None] = frozenset({"setting"})

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._saving = 0
        self.list = self._build_list()
        self.preview = SealRow(bench)
        beside = row(self.list, self._build_buttons(), gap=8)
        beside.setStretchFactor(self.list, 1)
        self.add_card(beside, words(bench, "view.settings.seals.keys", "small", wrap=True))
        self.add_card(words(bench, "view.settings.seals.preview", "section"), self.preview)
        self.fill()
        bench.theme.bind(self.list, self._fit)

    def reload(self) -> None:
        """Show the labels in force, unless a change of them is on its way."""
        labels = list(approval_seals.read(self.bench.office))
        if not self._saving and labels != self._labels():
            self._show(labels, self.list.currentRow())

    def field(self, name: str) -> QWidget | None:
        """The list."""
        return self.list if name in {"approvers", "seals"} else None

    def add_seal(self) -> None:
        """Put another label at the end and begin to write it."""
        text = self.bench.texts.text
        label, number = text("view.settings.seals.new"), 2
        while label in self._labels():
            label, number = f"{text('view.settings.seals.new')}{number}", number + 1
        self._change([*self._labels(), label], self.list.count())
        self.list.editItem(self.list.item(self.list.count() - 1))

    def remove_seal(self) -> None:
        """Take the chosen label away."""
        at = self.list.currentRow()
        if at >= 0:
            labels = self._labels()
            self._change(labels[:at] + labels[at + 1 :], min(at, len(labels) - 2))

    def move_seal(self, step: int) -> None:
        """Move the chosen label to the left (−1) or to the right on paper."""
        at, labels = self.list.currentRow(), self._labels()
        if at >= 0 and 0 <= at + step < len(labels):
            labels.insert(at + step, labels.pop(at))
            self._change(labels, at + step)

    def _build_list(self) -> OrderedList:
        made = OrderedList()
        made.setObjectName("seals")
        made.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.bench.texts.bind(made, made.setAccessibleName, "view.settings.seals")
        made.itemChanged.connect(lambda _item: self._save(self._labels()))
        made.move_asked.connect(self.move_seal)
        made.remove_asked.connect(self.remove_seal)
        return made

    def _build_buttons(self) -> QWidget:
        bench = self.bench
        holder = QWidget()
        holder.setLayout(
            column(
                button(bench, "view.settings.seals.add", self.add_seal, icon="plus", name="seal-add"),
                row(
                    tool(
                        bench,
                        "view.settings.seals.up",
                        lambda: self.move_seal(-1),
                        icon="chevron-up",
                        name="seal-up",
                    ),
                    tool(
                        bench,
                        "view.settings.seals.down",
                        lambda: self.move_seal(1),
                        icon="chevron-down",
                        name="seal-down",
                    ),
                    tool(
                        bench,
                        "view.settings.seals.remove",
                        self.remove_seal,
                        icon="trash-2",
                        name="seal-remove",
                    ),
                    None,
                    gap=4,
                ),
                None,
            )
        )
        return holder

    def _labels(self) -> list[str]:
        return [self.list.item(at).text().strip() for at in range(self.list.count())]

    def _show(self, labels: list[str], chosen: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for label in labels:
            item = QListWidgetItem(label)
            item.setFlags(_EDITABLE)
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(chosen, 0), len(labels) - 1))
        self.list.blockSignals(False)
        self._fit()
        self.preview.show_rows(approval_seals.rows(labels))

    def _fit(self) -> None:
        """As high as its rows, within bounds."""
        rows = min(max(self.list.count() + 1, _ROWS[0]), _ROWS[1])
        each = max(self.list.sizeHintForRow(0), self.bench.theme.length("row"))
        self.list.setFixedHeight(rows * each + 2 * self.list.frameWidth())

    def _change(self, labels: list[str], chosen: int) -> None:
        """Show other labels and save them."""
        self._show(labels, chosen)
        self._save(labels)

    def _save(self, labels: list[str]) -> None:
        """Save labels that are shown already; what is refused is shown as it was."""
        office = self.bench.office
        self._saving += 1
        self.preview.show_rows(approval_seals.rows(labels))

        def work(_progress: Progress) -> None:
            approval_seals.put(office, labels)

        self.bench.runner.run(work, lambda _none: self._saved(), failed=self._refused)

    def _saved(self) -> None:
        self._saving -= 1
        self.reload()

    def _refused(self, error: BaseException) -> None:
        self._saved()
        self.bench.presenter.present(error)
