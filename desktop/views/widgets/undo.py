"""Undo and redo, with what they would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.views.widgets.basic import tool
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.undo import Action, Tops


class UndoButtons(QWidget):
    """The two buttons of a header; their tooltips name the action."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self.undo = tool(bench, "window.undo", lambda: undo(bench), icon="undo-2", name="undo")
        self.redo = tool(bench, "window.redo", lambda: redo(bench), icon="redo-2", name="redo")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.undo)
        layout.addWidget(self.redo)
        bench.bus.changed.connect(self._show_if_seen)
        bench.texts.language_changed.connect(self._show_if_seen)
        self._show()

    def _show_if_seen(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        tops = _tops(self._bench)
        self._describe(self.undo, "window.undo-what", tops.done if tops else None)
        self._describe(self.redo, "window.redo-what", tops.undone if tops else None)

    def _describe(self, button: QToolButton, code: str, action: Action | None) -> None:
        button.setEnabled(action is not None)
        if action is not None:
            what = self._bench.texts.text(f"action.{action.action}", subject=action.subject)
            button.setToolTip(self._bench.texts.text(code, what=what))

    def showEvent(self, event: QShowEvent) -> None:
        """The page is shown: say what has become of the log meanwhile."""
        super().showEvent(event)
        self._show()


def undo(bench: Workbench) -> None:
    """Take the latest action back; nothing at the entrance."""
    if not bench.unlocked:
        return
    from desktop.services import undo as service  # lazy: the frame is shown before the database is loaded

    database = bench.office.database
    bench.runner.run(lambda _progress: service.undo(database))


def redo(bench: Workbench) -> None:
    """Bring the latest undone action again; nothing at the entrance."""
    if not bench.unlocked:
        return
    from desktop.services import undo as service  # lazy: the frame is shown before the database is loaded

    database = bench.office.database
    bench.runner.run(lambda _progress: service.redo(database))


def _tops(bench: Workbench) -> Tops | None:
    if not bench.unlocked:
        return None
    from desktop.services import undo as service  # lazy: the frame is shown before the database is loaded

    return service.tops(bench.office.database)
