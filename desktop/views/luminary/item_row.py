"""One item of the questionnaire: level, need, and what has to be said besides."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPushButton, QWidget

from desktop.services import diagnosis_form
from desktop.services.diagnosis_form import NOT_APPLICABLE, Item
from desktop.views.luminary.scale import Scale
from desktop.views.widgets.basic import card, column, label, row, words
from desktop.views.widgets.flow import flow
from desktop.views.workbench import Workbench

_LEVELS = ("1", "2", "3", "4", "5", NOT_APPLICABLE)
_NEEDS = ("0", "1", "2", "3")
_EVIDENCE_FROM = "4"
LONGEST = 500


class ItemRow(QWidget):
    """Signals: `stated` with the question and the answer; `done` when its last key was pressed."""

    stated = Signal(str, str)
    done = Signal()

    def __init__(self, bench: Workbench, name: str) -> None:
        super().__init__()
        self._bench = bench
        self._item: Item | None = None
        self.setObjectName(name)
        self._title = label(role="strong", wrap=True)
        self._anchor = label(role="small", wrap=True)
        self.level, self.need = Scale(f"{name}-level", _LEVELS), Scale(f"{name}-need", _NEEDS)
        self.evidence = self._line(f"{name}-evidence", "view.luminary.evidence")
        self.reason = self._line(f"{name}-reason", "diagnosis.sheet.reason")
        self.help = QPushButton()
        self.help.setObjectName(f"{name}-help")
        self.help.setAutoDefault(False)
        self.help.setProperty("kind", "link")
        self._wished: dict[str, QAction] = {}
        menu = QMenu(self.help)
        for code, _told in diagnosis_form.choices("help", bench.texts.language):
            action = self._wished[code] = menu.addAction("")
            action.setCheckable(True)
            action.triggered.connect(lambda _on: self._state_help())
        self.help.setMenu(menu)
        self._build()
        self.level.chosen.connect(lambda code: self._state("level", code))
        self.need.chosen.connect(lambda code: self._state("need", code))
        self.level.left.connect(self._after_level)
        self.need.left.connect(self.done)
        self.evidence.editingFinished.connect(lambda: self._state("evidence", self.evidence.text()))
        self.reason.editingFinished.connect(lambda: self._state("reason", self.reason.text()))

    @property
    def code(self) -> str:
        """The item that is shown; blank for none."""
        return self._item.code if self._item else ""

    def shows(self, item: Item) -> bool:
        """Whether this very item is shown, in its language."""
        return self._item == item

    def show_item(self, item: Item, answers: Mapping[str, str]) -> None:
        """Show an item and one respondent's answers to it."""
        texts = self._bench.texts
        self._item = item
        self._title.setText(f"{item.code}　{item.label}")
        self.level.say(NOT_APPLICABLE, texts.text("diagnosis.na"))
        self.level.describe(item.code, list(item.levels.items()))
        self.need.describe(item.code, diagnosis_form.choices("need", texts.language))
        for code, told in diagnosis_form.choices("help", texts.language):
            self._wished[code].setText(told)
        self.show_answers(answers, anew=True)

    def show_answers(self, answers: Mapping[str, str], *, anew: bool = False) -> None:
        """Show answers; a text that is being typed stays as it is, unless it is somebody else's (`anew`)."""
        told = {part: answers.get(f"{self.code}_{part}", "") for part in ("level", "need", "help")}
        self.level.show_value(told["level"])
        self.need.show_value(told["need"])
        for part, line in (("evidence", self.evidence), ("reason", self.reason)):
            held = answers.get(f"{self.code}_{part}", "")
            if anew or (not line.hasFocus() and line.text() != held):
                line.setText(held)
        for code, action in self._wished.items():
            action.setChecked(code in told["help"].split())
        self._arrange()

    def focus(self, question: str = "") -> None:
        """Put the focus where a question of this item is answered."""
        part = question.rpartition("_")[2]
        places: dict[str, QWidget] = {"evidence": self.evidence, "reason": self.reason, "help": self.help}
        if part in places:
            places[part].setFocus()
        elif part == "need":
            self.need.focus()
        else:
            self.level.focus()

    def pending(self) -> dict[str, str]:
        """What is being typed and was not handed in: question → answer."""
        lines = {"evidence": self.evidence, "reason": self.reason}
        return {f"{self.code}_{part}": line.text() for part, line in lines.items() if line.isModified()}

    def _build(self) -> None:
        bench = self._bench
        self._need_side = QWidget()
        self._need_side.setLayout(row(words(bench, "diagnosis.sheet.need", "soft"), self.need))
        frame: QFrame = card(
            column(
                self._title,
                flow(self.level, self._need_side, self.help),
                self._anchor,
                self.evidence,
                self.reason,
                gap=6,
            )
        )
        self.setLayout(column(frame))

    def _arrange(self) -> None:
        """What there is to say follows from what was chosen."""
        level, texts = self.level.value, self._bench.texts
        left_out = level == NOT_APPLICABLE
        self._need_side.setVisible(not left_out)
        wished = [action.text() for action in self._wished.values() if action.isChecked()]
        self.help.setVisible(not left_out and self.need.value not in {"", "0"})
        self.help.setText("、".join(wished) or texts.text("view.luminary.help"))
        self.help.setAccessibleName(texts.text("diagnosis.sheet.help"))
        self.evidence.setVisible(not left_out and (level >= _EVIDENCE_FROM or bool(self.evidence.text())))
        self.reason.setVisible(left_out)
        self._anchor.setText(self._meaning(level))
        self._anchor.setVisible(not left_out)

    def _meaning(self, level: str) -> str:
        """The words of the level that is chosen; of the three that have some while none is."""
        if self._item is None:
            return ""
        levels = self._item.levels
        if not level:
            return "　".join(f"{code} {levels[code]}" for code in ("1", "3", "5"))
        general = dict(diagnosis_form.choices("level", self._bench.texts.language))
        return f"{general.get(level, '')}　（{levels.get(level, '')}）"

    def _after_level(self) -> None:
        if self.level.value == NOT_APPLICABLE:
            self.reason.setFocus()
        else:
            self.need.focus()

    def _state(self, part: str, value: str) -> None:
        self.evidence.setModified(self.evidence.isModified() and part != "evidence")
        self.reason.setModified(self.reason.isModified() and part != "reason")
        self._arrange()
        self.stated.emit(f"{self.code}_{part}", value)

    def _state_help(self) -> None:
        self._state("help", " ".join(code for code, action in self._wished.items() if action.isChecked()))

    def _line(self, name: str, code: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(name)
        made.setMaxLength(LONGEST)
        self._bench.texts.bind(made, made.setPlaceholderText, code)
        self._bench.texts.bind(made, made.setAccessibleName, code)
        return made
