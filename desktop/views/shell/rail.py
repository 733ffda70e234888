"""The navigation rail: one button a page with its count, words or icons only."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QVBoxLayout

from desktop.views.pages import PAGES, PageSpec, shortcut_of
from desktop.views.workbench import Workbench

_ICON = QSize(20, 20)


class Rail(QFrame):
    """Signals: `chosen` with the key of a page."""

    chosen = Signal(str)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._bench = bench
        self._narrow = False
        self._counts: dict[str, str] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._brand = QLabel()
        self._brand.setProperty("role", "brand")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(2)
        layout.addWidget(self._brand)
        for page in PAGES:
            if page.key == "settings":
                layout.addStretch(1)
            layout.addWidget(self._button(page))
        bench.texts.language_changed.connect(self._say)
        bench.theme.bind(self, self._look)
        self._say()

    def select(self, key: str) -> None:
        """Mark the page that is shown."""
        self._buttons[key].setChecked(True)
        self._look()

    def count(self, key: str, count: str) -> None:
        """Show a count beside a page's name; blank for none."""
        if self._counts.get(key, "") != count:
            self._counts[key] = count
            self._say()

    def narrow(self, narrow: bool) -> None:
        """Icons only, the words in tooltips."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._say()
            self._look()

    def _button(self, page: PageSpec) -> QPushButton:
        button = QPushButton()
        button.setObjectName(f"rail-{page.key}")
        button.setCheckable(True)
        button.setIconSize(_ICON)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setShortcut(shortcut_of(page))
        button.clicked.connect(lambda _checked, key=page.key: self.chosen.emit(key))
        self._group.addButton(button)
        self._buttons[page.key] = button
        return button

    def _say(self) -> None:
        text = self._bench.texts.text
        self._brand.setText("★" if self._narrow else f"★ {text('window.brand')}")
        for key, button in self._buttons.items():
            name, count = text(f"window.page.{key}"), self._counts.get(key, "")
            shortcut = button.shortcut()
            button.setText("" if self._narrow else f" {name}" + (f"  {count}" if count else ""))
            button.setShortcut(shortcut)  # setText drops it
            button.setToolTip(f"{name}　{shortcut.toString()}".rstrip())
            button.setAccessibleName(f"{name} {count}".strip())

    def _look(self) -> None:
        above, below = (4, 0) if self._narrow else (14, 10)  # where the window is small, it is low too
        self._brand.setContentsMargins(12, above, 8, below)
        self.setFixedWidth(self._bench.theme.length("rail_narrow" if self._narrow else "rail"))
        if not self.isVisible():  # the entrance is painted sooner without them
            return
        for page in PAGES:
            button = self._buttons[page.key]
            button.setIcon(self._bench.theme.icon(page.icon, "primary" if button.isChecked() else "ink_soft"))

    def showEvent(self, event: QShowEvent) -> None:
        """An office is open: draw the icons."""
        super().showEvent(event)
        self._look()
