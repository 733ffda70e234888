"""公文: date and number of the letter that the next packet goes with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core.progress import Progress
from desktop.services import letters
from desktop.views.settings.days import long_day
from desktop.views.settings.fields import labelled
from desktop.views.settings.section import Section
from desktop.views.widgets.basic import button, label, restyle, row
from desktop.views.widgets.note import Note
from desktop.views.widgets.roc_date import RocDateEdit
from desktop.views.workbench import Workbench


class LetterSection(Section):
    """Saved as soon as both lines are right; until then it says what is missing."""

    key: ClassVar[str] = "letter"
    tables: ClassVar[frozenset[str] | None] = frozenset({"setting"})

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.day = RocDateEdit(bench, "letter-day")
        self.number = QLineEdit()
        self.number.setObjectName("letter-number")
        bench.texts.bind(self.number, self.number.setPlaceholderText, "view.settings.letter.number-hint")
        self.note = Note("letter-note")
        self.state = label(wrap=True)
        self.state.setObjectName("letter-state")
        self.clear = button(
            bench, "view.settings.letter.clear", self.take_away, icon="x", name="letter-clear"
        )
        fields = row(
            labelled(bench, "view.settings.letter.day", self.day),
            labelled(bench, "view.settings.letter.number", self.number),
            gap=16,
        )
        fields.setStretch(0, 2)
        fields.setStretch(1, 5)
        self.add_card(fields, self.note, self.state, row(self.clear, None))
        self.fill()
        for line in (self.day, self.number):
            line.editingFinished.connect(self.hand_in)

    def reload(self) -> None:
        """Show the letter in force, unless another one is being typed."""
        letter = letters.current(self.bench.office)
        if not self._modified():
            self.day.show_day(None if letter is None else letter.date)
            self.number.setText("" if letter is None else letter.number)
            self._show_fault("")
        self.clear.setEnabled(letter is not None)
        stands = None if letter is None else (letter.date, letter.number)
        self.state.setText(self._stands(stands))
        restyle(self.state, tone="doubt" if letter is None else "good")

    def field(self, name: str) -> QWidget | None:
        """The number, or the date as long as there is none."""
        if name in {"letter", "letter_date"}:
            return self.day
        return self.number if name == "letter_number" else None

    def hand_in(self) -> None:
        """Save the letter when both lines are there."""
        if not self._modified():
            return
        day, number = self.day.day, self.number.text().strip()
        if self.day.is_wrong:
            self._show_fault("view.settings.letter.wrong-day")
        elif day is None or not number:
            self._show_fault("view.settings.letter.incomplete" if day or number else "")
        else:
            self._put(day, number)

    def take_away(self) -> None:
        """Let the next packet go without a letter."""
        self._save(lambda: letters.clear(self.bench.office))

    def _put(self, day: date, number: str) -> None:
        self._save(lambda: letters.put(self.bench.office, day, number))

    def _stands(self, letter: tuple[date, str] | None) -> str:
        texts = self.bench.texts
        if letter is None:
            return texts.text("view.settings.letter.none")
        day, number = letter
        return texts.text("view.settings.letter.stands", day=long_day(texts, day), number=number)

    def _modified(self) -> bool:
        return self.day.isModified() or self.number.isModified()

    def _save(self, write: Callable[[], object]) -> None:
        def work(_progress: Progress) -> None:
            write()

        self.bench.runner.run(work, lambda _none: self._saved())

    def _saved(self) -> None:
        for line in (self.day, self.number):
            line.setModified(False)
        self.reload()

    def _show_fault(self, code: str) -> None:
        self.note.tell(self.bench.texts.text(code) if code else "", "bad" if code else "")
        wrong_day = code == "view.settings.letter.wrong-day"
        restyle(self.day, fault="bad" if wrong_day else "")
