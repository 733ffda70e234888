"""Writing a list as it is seen to a file for Excel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from desktop.services import list_export
from desktop.views.table_model import RowModel
from desktop.views.widgets.basic import button
from desktop.views.workbench import Workbench


def export_button(bench: Workbench, model: RowModel[Any], name: str, parent: QWidget) -> QPushButton:
    """A button that asks for a file and writes the rows shown; the log says that it was done."""

    def export() -> None:
        texts = bench.texts
        title = texts.text("view.lists.export")
        chosen, _kind = QFileDialog.getSaveFileName(
            parent, title, f"{name}.xlsx", "Excel (*.xlsx);;CSV (*.csv)"
        )
        if chosen:
            header = [texts.text(column.title) for column in model.columns]
            rows = [tuple(model.texts(at)) for at in range(model.rowCount())]
            count = list_export.write(bench.office, Path(chosen), header, rows)
            bench.presenter.say(texts.text("view.lists.exported", count=count))

    return button(bench, "view.lists.export", export, icon="file-down", name="export")
