"""Fonts for rare names on the screen: loaded when one is shown, never at start-up (they have 85 MB)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QRawFont

from desktop.services import rare_names
from desktop.views.theme import FAMILY, add_font
from desktop.views.workbench import Workbench

_loaded: set[Path] = set()
"""Files whose fonts the application has: they belong to the process, not to a window."""


class RareFonts(QObject):
    """Looks at every text that is about to be shown. Signals: `loaded` when another font can be drawn with.

    The families are those of `theme.FALLBACKS`, which every font of the window names already.
    """

    loaded = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench.theme)
        self._bench = bench
        self._own = QRawFont.fromFont(QFont(FAMILY))
        self._seen: set[str] = set()

    @staticmethod
    def of(bench: Workbench) -> RareFonts:
        """The one of this window."""
        found: RareFonts | None = bench.theme.findChild(RareFonts)
        return found or RareFonts(bench)

    def show(self, text: str) -> None:
        """Load what these characters need and the window's own font lacks."""
        new = set(text) - self._seen
        self._seen |= new
        lacking = "".join(letter for letter in new if not self._own.supportsCharacter(ord(letter)))
        if lacking:
            self._bench.runner.run(lambda _progress: self._read(lacking), self._add)

    def _read(self, letters: str) -> list[Path]:
        files = [path for path in rare_names.font_files(letters) if path not in _loaded]
        _loaded.update(files)
        return files

    def _add(self, files: list[Path]) -> None:
        for file in files:
            add_font(file)
        if files:
            self.loaded.emit()
