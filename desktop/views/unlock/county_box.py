"""The 22 local governments in a box that is searched by typing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from desktop.core.counties import County, counties
from desktop.views.workbench import Workbench


class CountyBox(QComboBox):
    """Typing any part of a name finds it; 台 is read as 臺, which official names use."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self.setObjectName("county")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        bench.texts.bind(self, self.setAccessibleName, "unlock.county")
        line = self.lineEdit()
        assert line is not None
        self.line = line
        line.setObjectName("county-text")
        bench.texts.bind(line, line.setPlaceholderText, "unlock.county-hint")
        line.textEdited.connect(self._read_variant)
        self._completer()
        bench.texts.language_changed.connect(self._name)
        self._name()

    @property
    def county(self) -> County | None:
        """The one that is written out in full, chosen or typed."""
        typed = self.currentText().strip().casefold()
        for county in counties():
            names = {county.zh, county.en, county.government, county.code}
            if typed in {name.casefold() for name in names}:
                return county
        return self._only_match(typed)

    def choose(self, code: str) -> None:
        """Choose by code."""
        self.setCurrentIndex(next(at for at, one in enumerate(counties()) if one.code == code))

    def settle(self) -> None:
        """Write the only county that fits out in full."""
        county = self.county
        if county is not None and self.currentText() != self._name_of(county):
            self.choose(county.code)

    @staticmethod
    def _only_match(typed: str) -> County | None:
        if not typed:
            return None
        fitting = [one for one in counties() if typed in one.zh or typed in one.en.casefold()]
        return fitting[0] if len(fitting) == 1 else None

    def _completer(self) -> None:
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)

    def _read_variant(self, text: str) -> None:
        if "台" in text:
            at = self.line.cursorPosition()
            self.line.setText(text.replace("台", "臺"))
            self.line.setCursorPosition(at)

    def _name(self) -> None:
        """Names in the language of the window; what was chosen stays chosen."""
        chosen = self.county
        self.clear()
        self.addItems([self._name_of(one) for one in counties()])
        if chosen is None:
            self.setCurrentIndex(-1)
        else:
            self.choose(chosen.code)

    def _name_of(self, county: County) -> str:
        return county.en if self._bench.texts.language == "en" else county.zh
