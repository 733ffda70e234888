"""What pairing together with neighbours would gain; nothing is kept of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.services import union_words
from desktop.views.table_model import Column, RowModel
from desktop.views.texts import Texts
from desktop.views.widgets.basic import button, column, label, row, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.mentoring_union import Across, Union

_WIDTH, _HEIGHT = 820, 560


class UnionDialog(Dialog):
    """Figures alone and together, and which of our people would get a partner in another county."""

    def __init__(self, bench: Workbench, found: Union, parent: QWidget) -> None:
        super().__init__(bench, "view.mentoring.union.title", parent)
        self.setObjectName("union-dialog")
        self._found = found
        bench.texts.bind(self.cancel, self.cancel.setText, "window.close")
        language = bench.texts.language
        told = label("\n".join(union_words.lines(found, language)), wrap=True)
        told.setObjectName("union-told")
        self.model: RowModel[Across] = RowModel(_columns(bench.texts), bench.texts.text, self._at)
        self.table = Table(bench, self.model, "across", "view.mentoring.union.across")
        save = button(bench, "view.lists.export", self._save, icon="file-down", name="save-union")
        note = words(bench, "view.mentoring.union.note", "small", wrap=True)
        head = row(words(bench, "view.mentoring.union.across", "strong"), None, save)
        content = column(told, head, self.table, note)
        content.setStretchFactor(self.table, 1)
        self.set_content(content)
        self.model.set_rows(list(found.across))
        scale = bench.theme.text_size
        self.resize(round(_WIDTH * scale), round(_HEIGHT * scale))

    def _at(self, one: Across) -> int:
        return list(self.model.rows).index(one)

    def _save(self) -> None:
        title = self.bench.texts.text("view.lists.export")
        chosen, _kind = QFileDialog.getSaveFileName(self, title, "union.csv", "CSV (*.csv)")
        if chosen:
            from desktop.services import mentoring_union  # lazy: it takes long to load

            count = mentoring_union.write(self.bench.office, self._found, Path(chosen))
            self.bench.presenter.say(self.bench.texts.text("view.lists.exported", count=count))


def _columns(texts: Texts) -> tuple[Column[Across], ...]:
    def role(one: Across) -> str:
        return union_words.role(one, texts.language)

    def county(one: Across) -> str:
        return union_words.county(one.county, texts.language)

    def before(one: Across) -> str:
        return texts.text(f"view.lists.{'yes' if one.placed_before else 'no'}")

    return (
        Column("role", "view.mentoring.role", role, 76),
        Column("name", "view.courses.column.name", lambda one: one.name, 84),
        Column("agency", "view.courses.column.agency", lambda one: one.agency, 0),
        Column("county", "view.mentoring.union.county", county, 100),
        Column("partner", "view.mentoring.union.partner", lambda one: one.partner, 130),
        Column("points", "view.mentoring.column.points", lambda one: str(one.points), 60, numeric=True),
        Column("before", "view.mentoring.union.before", before, 90),
    )
