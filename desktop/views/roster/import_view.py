"""Importing a file in three steps: which file, which column is what, what would be written; then it is."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QStackedWidget, QWidget

from desktop.core.progress import Progress
from desktop.services import import_files, import_preview, import_profiles
from desktop.services.import_files import FileHeader
from desktop.services.import_preview import ImportPreview
from desktop.services.importing import ImportResult
from desktop.views.errors import as_known
from desktop.views.roster.import_check import CheckStep
from desktop.views.roster.import_mapping import KINDS, MappingStep
from desktop.views.roster.import_steps import BusyStep, ChooseStep, DoneStep
from desktop.views.tasks import Done, Task, Work
from desktop.views.widgets.basic import button, column, label, restyle, row
from desktop.views.workbench import Workbench

_STEPS = ("choose", "mapping", "check")


class ImportView(QWidget):
    """Signals: `closed` when the roster is to be seen again, `named` with the file that is being imported."""

    closed = Signal()
    named = Signal(str)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.setObjectName("import-view")
        self._bench = bench
        self._header: FileHeader | None = None
        self._preview: ImportPreview | None = None
        self._task: Task | None = None
        self.choose = ChooseStep(bench)
        self.mapping = MappingStep(bench)
        self.check = CheckStep(bench)
        self.busy = BusyStep(bench, self._stop)
        self.done = DoneStep(bench)
        self._stack = QStackedWidget()
        for step in (self.choose, self.mapping, self.check, self.busy, self.done):
            self._stack.addWidget(step)
        self._marks = [label() for _step in _STEPS]
        self._build_buttons()
        marks: list[QLabel] = [*self._marks]
        layout = column(
            row(*marks, None, gap=20),
            self._stack,
            row(self.cancel, self.back, None, self.check.complete, self.check.skip, self.forward),
            gap=10,
        )
        layout.setStretchFactor(self._stack, 1)
        self.setLayout(layout)
        self._connect()
        self._show(self.choose)

    def start(self) -> None:
        """Begin without a file."""
        self._header = self._preview = None
        self.choose.show_fault("")
        self.named.emit("")
        self._show(self.choose)
        self.choose.action.setFocus()

    def open(self, path: Path, kind: str = "") -> None:
        """Begin with a file; `kind` if it is known already."""
        self.named.emit(path.name)
        office = self._bench.office

        def work(_progress: Progress) -> FileHeader:
            found = kind or import_files.recognise(path) or KINDS[0]
            return import_files.header(office, path, found if found in KINDS else KINDS[0])

        self._run(work, self._take_header, "imports.progress-reading")

    def retranslate(self) -> None:
        """Say again what was put together from words."""
        if self._header is not None:
            self.mapping.show_header(self.mapping.header)
        if self._preview is not None:
            self.check.show_preview(self._preview)
        self._say()

    def _build_buttons(self) -> None:
        bench = self._bench
        self.cancel = button(bench, "window.cancel", self._leave, name="leave-import")
        self.back = button(bench, "view.roster.import.back", self._go_back, name="import-back")
        self.forward = button(
            bench, "view.roster.import.check", self._go_on, kind="primary", name="import-go"
        )

    def _connect(self) -> None:
        self.choose.asked.connect(self._ask_file)
        self.mapping.kind_chosen.connect(self._read_as)
        self.mapping.changed.connect(self._say)
        self.check.changed.connect(self._say)
        self.done.closed.connect(self.closed)
        self.done.again.connect(self.start)
        self._bench.runner.progressed.connect(self._on_progress)
        self._bench.runner.finished.connect(self._on_finished)

    def _ask_file(self) -> None:
        text = self._bench.texts.text
        endings = " ".join(f"*{ending}" for ending in import_files.ENDINGS)
        title, kinds = text("view.roster.import.choose"), f"{text('view.roster.import.tables')} ({endings})"
        chosen, _kind = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen:
            self.open(Path(chosen))

    def _read_as(self, kind: str) -> None:
        if self._header is not None:
            self.open(self._header.path, kind)

    def _take_header(self, header: FileHeader) -> None:
        """With every needed field told the mapping need not be looked at."""
        self._header = header
        self.mapping.show_header(header)
        if header.missing:
            self._show(self.mapping)
            self.mapping.focus_first()
        else:
            self._read()

    def _go_on(self) -> None:
        if self._stack.currentWidget() is self.mapping:
            self._header = self.mapping.header
            self._read()
        else:
            self._commit()

    def _go_back(self) -> None:
        self._show(self.mapping)

    def _read(self) -> None:
        office, header, profile = self._bench.office, self._header, self.mapping.profile
        assert header is not None

        def work(progress: Progress) -> ImportPreview:
            if profile:
                import_profiles.save(office, header.kind, profile, header.fields)
            return import_preview.preview(office, header, progress)

        self._run(work, self._take_preview, "imports.progress-reading")

    def _take_preview(self, made: ImportPreview) -> None:
        self._preview = made
        self.check.show_preview(made)
        self._show(self.check)
        self.check.records.setFocus()

    def _commit(self) -> None:
        office, made = self._bench.office, self._preview
        skip, complete = self.check.skip.isChecked(), self.check.complete.isChecked()
        assert made is not None
        self.busy.begin("view.roster.import.writing", may_stop=False)
        self._show(self.busy)
        self._bench.runner.run(
            lambda _progress: import_preview.commit(office, made, skip_errors=skip, complete=complete),
            partial(self._take_result, made.kind),
            failed=partial(self._failed, self.check),
        )

    def _take_result(self, kind: str, result: ImportResult) -> None:
        self._preview = None
        self.done.show_result(kind, result)
        self._show(self.done)

    def _run(self, work: Work, done: Done, code: str) -> None:
        """Do something with the file in the worker; its result is left aside if it is cancelled meanwhile."""
        before = self._stack.currentWidget()
        self.busy.begin(code, may_stop=True)
        self._show(self.busy)

        def take(result: Any) -> None:
            if self._task is not None:
                done(result)

        self._task = self._bench.runner.run(work, take, failed=partial(self._failed, before), label=code)

    def _failed(self, before: QWidget | None, error: BaseException) -> None:
        """A file that cannot be read is told on the first step, anything else where it happened."""
        known = as_known(error)
        if known is None or before is not self.choose:
            self._show(self.choose if before in {None, self.busy} else before)
            self._bench.presenter.present(error)
            return
        self._show(self.choose)
        self.choose.show_fault(self._bench.texts.catalogue.error(known))

    def _stop(self) -> None:
        if self._task is not None:
            self._bench.runner.cancel(self._task)

    def _on_progress(self, task: Task, done: int, total: int, code: str) -> None:
        if task is self._task:
            self.busy.show_progress(task, done, total, code)

    def _on_finished(self, task: Task) -> None:
        if task is self._task and task.cancelled.is_set():
            self._task = None
            self.start()

    def _leave(self) -> None:
        self._header = self._preview = None
        self.closed.emit()

    def _show(self, step: QWidget) -> None:
        self._stack.setCurrentWidget(step)
        self._say()

    def _say(self) -> None:
        """Buttons and marks for the step that is shown."""
        step, text = self._stack.currentWidget(), self._bench.texts
        checking = step is self.check
        for place, (mark, name) in enumerate(zip(self._marks, _STEPS, strict=True), start=1):
            now = step is getattr(self, name)
            mark.setText(f"{place}　{text.text(f'view.roster.import.step.{name}')}")
            restyle(mark, role="step" if now else "soft")
        self.cancel.setVisible(step not in {self.done, self.busy})
        self.back.setVisible(checking)
        self.forward.setVisible(step in {self.mapping, self.check})
        self.check.skip.setVisible(checking and self._preview is not None and self._preview.has_errors)
        self.check.complete.setVisible(
            checking and self._preview is not None and self._preview.kind == "history"
        )
        if checking and self._preview is not None:
            kind, count = self._preview.kind, self._preview.writable
            some = text.count(f"view.roster.import.go.{kind}", count)
            self.forward.setText(some if count else text.text("view.roster.import.go.none"))
            self.forward.setEnabled(self.check.may_commit)
        else:
            self.forward.setText(text.text("view.roster.import.check"))
            self.forward.setEnabled(self._header is not None and not self.mapping.header.missing)
