"""Exporting the visible list: where to, then in the worker, then where it went."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.services import people_export, privacy
from desktop.services.people_export import Exported
from desktop.services.people_list import PersonRow
from desktop.views.table_model import PagedModel
from desktop.views.workbench import Workbench


def ask_and_export(bench: Workbench, parent: QWidget, people: PagedModel[PersonRow]) -> None:
    """Ask for a file and write the list as it is seen: its columns, its order, only who was found."""
    text = bench.texts.text
    kinds = f"{text('view.roster.export.workbook')} (*.xlsx);;{text('view.roster.export.plain')} (*.csv)"
    chosen, kind = QFileDialog.getSaveFileName(
        parent, text("view.roster.export.title"), text("view.roster.export.file"), kinds
    )
    if not chosen:
        return
    path = Path(chosen)
    if path.suffix.lower() not in {".csv", ".xlsx"}:
        path = path.with_name(path.name + (".csv" if "*.csv" in kind else ".xlsx"))
    columns, ids = people.columns, tuple(people.ids)
    header = [text(column.title) for column in columns]
    full = any(column.key == "id_no" for column in columns) and not privacy.masked(bench.office)

    def cells(row: PersonRow) -> tuple[str, ...]:
        return tuple(column.text(row) for column in columns)

    bench.runner.run(
        lambda progress: people_export.write(
            bench.office, path, ids, header, cells, full_ids=full, progress=progress
        ),
        partial(_tell, bench),
        label="people.progress-export",
    )


def _tell(bench: Workbench, written: Exported) -> None:
    bench.presenter.say(bench.texts.count("view.roster.export.done", written.people, file=written.path.name))
