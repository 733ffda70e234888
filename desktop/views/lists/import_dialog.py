"""The preview of any file that is imported: what was found in it, before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from desktop.core.findings import Finding, Severity
from desktop.core.progress import Progress
from desktop.services.importing import ImportResult
from desktop.services.office import Office
from desktop.views.errors import as_known
from desktop.views.rare_fonts import RareFonts
from desktop.views.table_model import Column, RowModel
from desktop.views.texts import Texts
from desktop.views.widgets.basic import column, label, row
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench

_SIZE = (880, 520)
_KINDS = "*.csv *.xlsx *.ods *.txt"


class ImportFile(Protocol):
    """How a service takes a file."""

    def __call__(
        self, office: Office, path: Path, *, dry_run: bool = False, skip_errors: bool = False
    ) -> ImportResult:
        """As `services.reflection_import.import_file`."""
        ...


@dataclass(frozen=True, slots=True)
class _Line:
    """One finding as the preview lists it."""

    id: int
    record: str
    name: str
    error: bool
    why: str


def _lines(result: ImportResult, texts: Texts) -> list[_Line]:
    return [
        _Line(
            at,
            str(one.record or ""),
            one.name or "",
            one.severity is Severity.ERROR,
            texts.catalogue.sentence(_bare(one)),
        )
        for at, one in enumerate(result.findings)
        if one.severity is not Severity.INFO
    ]


def _bare(finding: Finding) -> Finding:
    """The finding without record and name, which have columns of their own."""
    return Finding(
        finding.code, finding.severity, field=finding.field, params=finding.params, texts=finding.texts
    )


def _columns(texts: Texts) -> tuple[Column[_Line], ...]:
    def state(one: _Line) -> str:
        return texts.text("view.lists.import.error" if one.error else "view.lists.import.warning")

    return (
        Column("record", "view.lists.import.record", lambda one: one.record, 72, numeric=True),
        Column("name", "view.lists.import.name", lambda one: one.name, 104),
        Column(
            "state", "view.lists.import.state", state, 104, tone=lambda one: "bad" if one.error else "doubt"
        ),
        Column("why", "view.lists.import.why", lambda one: one.why, 0, tip=lambda one: one.why),
    )


class FileImportDialog(Dialog):
    """Reads the file in the worker, shows what was found, and writes it as one action."""

    def __init__(self, bench: Workbench, path: Path, take: ImportFile, parent: QWidget) -> None:
        super().__init__(bench, "view.lists.import.title", parent, file=path.name)
        self._path, self._import = path, take
        self._result: ImportResult | None = None
        self.model = RowModel(_columns(bench.texts), bench.texts.text, lambda one: one.id)
        self.table = Table(bench, self.model, "import-table", "view.lists.import.table")
        RareFonts.of(bench).loaded.connect(self.table.viewport().update)
        self.counts = label(role="strong", wrap=True)
        self.fault = label(wrap=True, tone="bad")
        self.fault.setObjectName("import-fault")
        self.skip = QCheckBox()
        self.skip.setObjectName("import-skip")
        bench.texts.bind(self.skip, self.skip.setText, "view.lists.import.skip")
        self.skip.toggled.connect(self._show)
        content = column(self.counts, self.table, self.fault, row(self.skip, None))
        content.setStretchFactor(self.table, 1)
        self.set_content(content)
        self._accept = self.accept_with("view.lists.import", self._commit, name="import-do")
        self.resize(*(round(length * bench.theme.text_size) for length in _SIZE))
        self._run(dry_run=True, done=self._take, label="view.lists.import.reading")

    def _run(self, *, dry_run: bool, done: Callable[[ImportResult], None], label: str) -> None:
        """Take the file in the worker; a large one takes a moment."""
        office, path, take, skip = self.bench.office, self._path, self._import, self.skip.isChecked()
        self._accept.setEnabled(False)

        def work(_progress: Progress) -> ImportResult:
            return take(office, path, dry_run=dry_run, skip_errors=skip)

        self.bench.runner.run(work, done, failed=self._refuse, label=label)

    def _take(self, result: ImportResult) -> None:
        self._result = result
        lines = _lines(result, self.bench.texts)
        RareFonts.of(self.bench).show("".join(one.name for one in lines))
        self.model.set_rows(lines)
        self._show()

    def _refuse(self, error: BaseException) -> None:
        mendable = as_known(error)
        if mendable is None:
            self.bench.presenter.present(error)
            return
        self._result = None
        self.model.set_rows([])
        self.fault.setText(self.bench.texts.catalogue.error(mendable))
        self.fault.show()
        self.counts.hide()
        self.skip.hide()
        self.table.hide()

    def _show(self) -> None:
        result, texts = self._result, self.bench.texts
        if result is None:
            return
        wrong = result.errors + result.clash
        self.counts.setText(
            texts.text(
                "view.lists.import.counts",
                records=result.records,
                new=result.new,
                changed=result.changed,
                same=result.same,
                errors=wrong,
            )
        )
        self.skip.setVisible(bool(wrong))
        blocked, changes = bool(wrong) and not self.skip.isChecked(), result.new + result.changed
        told = "view.lists.import.blocked" if blocked else "" if changes else "view.lists.import.nothing"
        if not told and not self.model.rows:
            told = "view.lists.import.fine"
        self.fault.setText(texts.text(told) if told else "")
        self.fault.setVisible(bool(told))
        self._accept.setText(texts.text("view.lists.import.do", count=changes))
        self._accept.setEnabled(bool(changes) and not blocked)

    def _commit(self) -> None:
        self._run(dry_run=False, done=self._written, label="view.lists.import.writing")

    def _written(self, result: ImportResult) -> None:
        if not result.committed:  # the file or the data has changed since it was previewed
            self._take(result)
            return
        self.accept()
        count = result.new + result.changed
        self.bench.presenter.say(self.bench.texts.text("view.lists.import.done", count=count))


def choose_file(bench: Workbench, parent: QWidget) -> Path | None:
    """The file that somebody picks; None if they do not."""
    title, kinds = bench.texts.text("view.lists.import"), bench.texts.text("view.lists.import.kinds")
    path, _kind = QFileDialog.getOpenFileName(parent, title, "", f"{kinds} ({_KINDS})")
    return Path(path) if path else None
