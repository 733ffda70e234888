"""The command palette (Ctrl+K): type a few letters of a page, an action or a person, and press Enter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.views.workbench import Workbench

MOST_SHOWN = 50
_WIDTH, _HEIGHT = 560, 420


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: words, a hint in grey (a shortcut, an agency), the icon, and what Enter does."""

    text: str
    hint: str
    icon: str
    run: Callable[[], object]


Source = Callable[[str], Iterable[Entry]]
"""What was typed → entries that fit, the best first; asked at every key."""


class Palette(QDialog):
    """Lists what the sources find; arrows choose while the focus stays in the field."""

    def __init__(self, bench: Workbench, sources: Iterable[Source], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setWindowTitle(bench.texts.text("window.palette.title"))
        self._bench = bench
        self._sources = tuple(sources)
        self._entries: list[Entry] = []
        self.field = QLineEdit()
        self.field.setObjectName("palette-field")
        self.field.setPlaceholderText(bench.texts.text("window.palette.hint"))
        self.field.setAccessibleName(bench.texts.text("window.palette.title"))
        self.list = QListWidget()
        self.list.setObjectName("palette-list")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(bench.texts.text("window.palette.title"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.resize(_WIDTH, _HEIGHT)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._run())
        self._search("")

    def _search(self, text: str) -> None:
        self._entries = [entry for source in self._sources for entry in source(text.strip())][:MOST_SHOWN]
        self.list.clear()
        for entry in self._entries:
            words = f"{entry.text}　{entry.hint}" if entry.hint else entry.text
            self.list.addItem(QListWidgetItem(self._bench.theme.icon(entry.icon, "ink_soft"), words))
        self.list.setCurrentRow(0)

    def _run(self) -> None:
        at = self.list.currentRow()
        self.accept()
        if 0 <= at < len(self._entries):
            self._entries[at].run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, down and Enter belong to the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._run()
                return True
        return super().eventFilter(watched, event)
