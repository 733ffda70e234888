"""What must be seen on every page: that nothing can be written, or that the people are invented."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from desktop.views.widgets.basic import chip, row
from desktop.views.workbench import Workbench


class Marks(QWidget):
    """Chips beside a page's title; none in an ordinary office."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self.read_only = self._chip("view.home.mark-read-only", "doubt", "mark-read-only")
        self.demo = self._chip("view.home.mark-demo", "star", "mark-demo")
        self.setLayout(row(self.read_only, self.demo, gap=4))
        bench.bus.changed.connect(self._on_changed)
        self._show()

    def _chip(self, code: str, tone: str, name: str) -> QLabel:
        made = chip(tone=tone)
        made.setObjectName(name)
        self._bench.texts.bind(made, made.setText, code)
        return made

    def _on_changed(self, tables: frozenset[str]) -> None:
        if "setting" in tables:
            self._show()

    def _show(self) -> None:
        if not self._bench.unlocked:
            return
        from desktop.services import standing  # lazy: the frame is shown before the database is loaded

        marks = standing.marks(self._bench.office)
        self.read_only.setVisible(marks.read_only)
        self.demo.setVisible(marks.demo)
        self.setVisible(marks.read_only or marks.demo)
