"""The dialog that opens a round: for which activity, by when, and where the workbooks are to be written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QSpinBox, QWidget

from desktop.core.clock import roc_short
from desktop.core.errors import DataError
from desktop.core.progress import Progress
from desktop.services import letter_book, round_choices, rounds
from desktop.services.rounds import Asking
from desktop.views.settings.fields import labelled
from desktop.views.widgets.basic import column, row, words
from desktop.views.widgets.roc_date import RocDateEdit
from desktop.views.widgets.working_dialog import WorkingDialog
from desktop.views.workbench import Workbench

_USUAL_DAYS = 14
_WIDTH = 560


class OpenRoundDialog(WorkingDialog):
    """`opened` is given the id of the new round, when everything was written."""

    def __init__(self, bench: Workbench, opened: Callable[[int], object], parent: QWidget) -> None:
        super().__init__(bench, "view.collection.open.title", parent, name="open-round")
        self._opened = opened
        self._choices = round_choices.read(bench.office, bench.texts.language)
        self.activity, self.session = QComboBox(), QComboBox()
        self.activity.setObjectName("round-activity")
        self.session.setObjectName("round-session")
        self.due = RocDateEdit(bench, "round-due")
        self.due.show_day(bench.clock.now().date() + timedelta(days=_USUAL_DAYS))
        self.places = QSpinBox()
        self.places.setObjectName("round-places")
        self.places.setRange(0, 99)
        bench.texts.bind(self.places, self.places.setSpecialValueText, "rounds.template.free")
        self.letter = QComboBox()
        self.letter.setObjectName("round-letter")
        self.letter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._letters = letter_book.listing(bench.office, direction="in")
        self.note = QLineEdit()
        self.note.setObjectName("round-note")
        self.note.setMaxLength(rounds.LONGEST["note"])
        self.people = QCheckBox()
        self.people.setObjectName("round-people")
        bench.texts.bind(self.people, self.people.setText, "view.collection.open.people")
        self._build()
        self.activity.currentIndexChanged.connect(lambda _at: self._fill())
        for one in self._choices:
            self.activity.addItem(f"{one.clause}　{one.title}", one)
        self.fit(_WIDTH)
        self.activity.setFocus()

    def write(self, out: Path) -> None:
        """Open the round and write the workbooks into a folder."""
        office, asking, people = self.bench.office, self._asking(), self.people.isChecked()

        def work(progress: Progress) -> int:
            from desktop.services import round_templates  # lazy: it draws a letter, and loads as long

            made = rounds.open_round(office, asking)
            round_templates.write(office, made, out, people=people, progress=progress)
            return made

        self.work(work, lambda made: self._done(made, out), label="rounds.step_write")

    def _build(self) -> None:
        bench = self.bench
        twice = row(
            labelled(bench, "rounds.template.due", self.due),
            labelled(bench, "view.collection.column.session", self.session),
            labelled(bench, "rounds.template.places", self.places),
            gap=12,
        )
        self.set_content(
            column(
                words(bench, "view.collection.open.text", "soft", wrap=True),
                labelled(bench, "rounds.template.activity", self.activity),
                twice,
                labelled(bench, "view.collection.open.letter", self.letter),
                labelled(bench, "view.collection.open.note", self.note),
                self.people,
                self.fault,
                None,
                gap=12,
            )
        )
        self.act_with("view.collection.open.do", self._ask, name="open-round-do")

    def _fill(self) -> None:
        """The sessions and letters of the activity that is chosen; its own letter stands first."""
        self._fill_letters()
        self.session.clear()
        self.session.addItem(self.bench.texts.text("rounds.template.any"), None)
        chosen = self.activity.currentData()
        for number in chosen.sessions if chosen is not None else ():
            self.session.addItem(str(number), number)
        self.session.setEnabled(self.session.count() > 1)

    def _fill_letters(self) -> None:
        chosen = self.activity.currentData()
        self.letter.clear()
        for one in self._letters:
            if chosen is not None and one.activity in {"", chosen.id}:
                said = "　".join(part for part in (roc_short(one.day), one.number, one.subject) if part)
                self.letter.addItem(said, one.id)
        self.letter.addItem(self.bench.texts.text("view.collection.open.no-letter"), None)
        own = [one.id for one in self._letters if chosen is not None and one.activity == chosen.id]
        self.letter.setCurrentIndex(self.letter.findData(own[0]) if own else self.letter.count() - 1)

    def _ask(self) -> None:
        if self.due.day is None:
            self.fault.tell(self.bench.texts.catalogue.error(DataError("rounds.due_missing")), "bad")
            self.due.setFocus()
            return
        title = self.bench.texts.text("view.collection.open.folder")
        chosen = QFileDialog.getExistingDirectory(self, title)
        if chosen:
            self.write(Path(chosen))

    def _asking(self) -> Asking:
        day = self.due.day
        assert day is not None
        return Asking(
            self.activity.currentData().id,
            day,
            self.session.currentData(),
            places=self.places.value() or None,
            letter_id=self.letter.currentData(),
            note=self.note.text().strip(),
        )

    def _done(self, made: int, out: Path) -> None:
        self.accept()
        self.bench.presenter.say(self.bench.texts.text("view.collection.opened", path=str(out)))
        self._opened(made)
