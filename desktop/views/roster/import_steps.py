"""The first and the last step of an import, and what is seen while a file is read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from desktop.services.importing import ImportResult
from desktop.views.tasks import Task
from desktop.views.widgets.basic import button, column, label, row, words
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.undo import undo
from desktop.views.workbench import Workbench

_BAR_WIDTH = 360


class ChooseStep(QWidget):
    """Which file: dropped anywhere on the window, or chosen. Signals: `asked` to choose one."""

    asked = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        action = button(
            bench,
            "view.roster.import.choose",
            self.asked.emit,
            kind="primary",
            icon="folder-open",
            name="choose-file",
        )
        self.action = action
        place = Empty(bench, "file-up", "view.roster.import.drop", "view.roster.import.kinds", action)
        frame = QFrame()
        frame.setProperty("card", "true")
        frame.setLayout(column(place))
        self.fault = label(wrap=True, tone="bad")
        self.fault.setObjectName("file-fault")
        self.fault.hide()
        self.setLayout(column(self.fault, frame))
        self.layout().setStretch(1, 1)  # type: ignore[union-attr] # it was set a line above

    def show_fault(self, sentence: str) -> None:
        """Why the file cannot be used."""
        self.fault.setText(f"✕ {sentence}" if sentence else "")
        self.fault.setVisible(bool(sentence))


class BusyStep(QWidget):
    """What the worker does with the file, and a way out that leaves nothing half done."""

    def __init__(self, bench: Workbench, cancel: Callable[[], object]) -> None:
        super().__init__()
        self._bench = bench
        self._label = label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        bench.theme.bind(
            self._bar, lambda: self._bar.setFixedWidth(round(_BAR_WIDTH * bench.theme.text_size))
        )
        self._stop = stop = button(bench, "window.cancel", cancel, name="cancel-import")
        self.setLayout(
            column(
                None, row(None, self._label, None), row(None, self._bar, None), row(None, stop, None), None
            )
        )

    def begin(self, code: str, *, may_stop: bool) -> None:
        """Say what is going on; what is written at once cannot be stopped."""
        self._label.setText(self._bench.texts.text(code))
        self._bar.setRange(0, 0)
        self._stop.setVisible(may_stop)

    def show_progress(self, _task: Task, done: int, total: int, code: str) -> None:
        """How far it is."""
        said = self._bench.texts.text(code)
        self._label.setText(f"{said}　{done:,}" if done else said)
        self._bar.setRange(0, total)
        self._bar.setValue(done)


class DoneStep(QWidget):
    """What was written, and that it can be taken back. Signals: `closed`, `again` for the next file."""

    closed = Signal()
    again = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self.title = label(role="title")
        self.title.setObjectName("import-done")
        self.counts = label(role="soft")
        self.undo = button(bench, "view.roster.import.undo", self._undo, icon="undo-2", name="undo-import")
        self.next = button(
            bench, "view.roster.import.next", self.again.emit, icon="file-up", name="next-import"
        )
        self.close_ = button(
            bench,
            "view.roster.import.look",
            self.closed.emit,
            kind="primary",
            icon="users",
            name="look-at-roster",
        )
        self.setLayout(
            column(
                None,
                row(None, self.title, None),
                row(None, self.counts, None),
                8,
                row(None, self.undo, self.next, self.close_, None),
                words_below(bench),
                None,
                None,
                gap=8,
            )
        )

    def show_result(self, kind: str, result: ImportResult) -> None:
        """Say what was written; after agencies the roster is next."""
        text = self._bench.texts
        written = result.new + result.changed
        self.title.setText(f"✓ {text.count(f'view.roster.import.done.{kind}', written)}")
        counts = {
            "view.roster.import.state.new": result.new,
            "view.roster.import.state.changed": result.changed,
            "view.roster.import.state.same": result.same,
            "view.roster.import.skipped": result.errors + result.clash,
        }
        self.counts.setText(
            "　".join(f"{text.text(code)} {count:,}" for code, count in counts.items() if count)
        )
        self.undo.setEnabled(written > 0)
        self.next.setVisible(kind == "agencies")
        self.close_.setFocus()

    def _undo(self) -> None:
        undo(self._bench)
        self.closed.emit()


def words_below(bench: Workbench) -> QWidget:
    """That the way back stays open."""
    holder = QWidget()
    holder.setLayout(row(None, words(bench, "view.roster.import.undo-later", "small"), None))
    return holder
