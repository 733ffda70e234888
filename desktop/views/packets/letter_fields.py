"""Date and number of the letter that the packet goes with, saved when they are left."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.core.progress import Progress
from desktop.views.widgets.basic import label, restyle, words
from desktop.views.widgets.roc_date import RocDateEdit
from desktop.views.workbench import Workbench

_DATE_WIDTH = 150


class LetterFields(QWidget):
    """Both lines or neither: half a letter is told and not saved."""

    def __init__(self, bench: Workbench, day: date | None, number: str) -> None:
        super().__init__()
        self._bench = bench
        self.day = RocDateEdit(bench, "letter-day")
        self.day.show_day(day)
        self.number = QLineEdit(number)
        self.number.setObjectName("letter-number")
        bench.texts.bind(self.number, self.number.setPlaceholderText, "view.packets.letter-number-hint")
        bench.texts.bind(self.day, self.day.setAccessibleName, "view.packets.letter-day")
        bench.texts.bind(self.number, self.number.setAccessibleName, "view.packets.letter-number")
        self.note = label(role="small", wrap=True, tone="bad")
        self.note.setObjectName("letter-note")
        self.note.hide()
        self._saved = (day, number)
        self._build()
        for line in (self.day, self.number):
            line.editingFinished.connect(self.hand_in)

    @property
    def is_right(self) -> bool:
        """Whether it is a whole letter or none."""
        return not self._fault()

    def hand_in(self) -> None:
        """Save what was typed, if it is whole; asked again before anything is sealed."""
        fault = self._fault()
        self.note.setText(self._bench.texts.text(fault) if fault else "")
        self.note.setVisible(bool(fault))
        restyle(self.day, fault="bad" if fault == "view.packets.letter-wrong-day" else "")
        stated = (self.day.day, self.number.text().strip())
        if not fault and stated != self._saved:
            self._saved = stated
            self._save(*stated)

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.addWidget(words(self._bench, "view.packets.letter-day", "small"), 0, 0)
        grid.addWidget(words(self._bench, "view.packets.letter-number", "small"), 0, 1)
        grid.addWidget(self.day, 1, 0)
        grid.addWidget(self.number, 1, 1)
        grid.addWidget(self.note, 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        self._bench.theme.bind(
            self, lambda: self.day.setFixedWidth(round(_DATE_WIDTH * self._bench.theme.text_size))
        )

    def _fault(self) -> str:
        if self.day.is_wrong:
            return "view.packets.letter-wrong-day"
        if (self.day.day is None) != (not self.number.text().strip()):
            return "view.packets.letter-half"
        return ""

    def _save(self, day: date | None, number: str) -> None:
        from desktop.services import letters  # lazy: the page is painted before it is loaded

        office = self._bench.office

        def work(_progress: Progress) -> None:
            if day is None:
                letters.clear(office)
            else:
                letters.put(office, day, number)

        self._bench.runner.run(work)
