"""What a nomination states about its person: fields that save themselves when they are left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop.core import terms
from desktop.services.nominate_person import LONGEST, Stated
from desktop.views.widgets.basic import words
from desktop.views.workbench import Workbench

_YES_NO: dict[str, bool | None] = {"": None, "yes": True, "no": False}
_NOTE_LINES = 3


class StatementForm(QWidget):
    """Signals: `stated` with a nomination and the fields that changed."""

    stated = Signal(int, object)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._nomination = 0
        self._saved = Stated()
        self._loading = False
        self._build()

    def load(self, nomination: int, stated: Stated) -> None:
        """Show what is stated. A text that is being typed stays when the same nomination is read again."""
        again = nomination == self._nomination
        if not again:
            self.flush()
        typed = self._typed() if again else {}
        self._nomination, self._saved = nomination, stated
        self._loading = True
        self._fill(stated)
        for name, text in typed.items():
            self._write(name, text)
        self._loading = False

    def flush(self) -> None:
        """Hand in what is being typed."""
        if self._nomination:
            self._tell(self._typed())

    def forget(self) -> None:
        """Nobody is shown any more."""
        self._nomination = 0

    def focus(self, field: str) -> bool:
        """Put the focus into a field as the services name it; False for one that is not here."""
        widget = self._fields.get(field)
        if widget is not None:
            widget.setFocus()
        return widget is not None

    def _build(self) -> None:
        bench = self._bench
        self._relation, self._meal = QComboBox(), QComboBox()
        self._lodging, self._access = QComboBox(), QComboBox()
        self._work, self._interest = QLineEdit(), QCheckBox()
        self._work.setMaxLength(LONGEST["business_note"])
        self._note = NoteEdit()
        bench.texts.bind(self._interest, self._interest.setText, "view.courses.field.interest")
        self._fields: dict[str, QWidget] = {
            "business_relation": self._relation,
            "business_note": self._work,
            "interest": self._interest,
            "meal": self._meal,
            "lodging": self._lodging,
            "access_need": self._access,
            "note": self._note,
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for at, (name, widget) in enumerate(self._fields.items()):
            widget.setObjectName(f"field-{name}")
            bench.texts.bind(widget, widget.setAccessibleName, f"view.courses.field.{name}")
            if name != "interest":
                grid.addWidget(words(bench, f"view.courses.field.{name}", "soft"), at, 0)
            grid.addWidget(widget, at, 1)
        bench.theme.bind(self, self._size)
        self._connect()

    def _connect(self) -> None:
        for name in ("business_relation", "meal", "lodging", "access_need"):
            box = self._fields[name]
            assert isinstance(box, QComboBox)
            box.activated.connect(lambda _at, name=name: self._tell({name: self._read(name)}))
        self._interest.clicked.connect(lambda checked: self._tell({"interest": checked}))
        self._work.editingFinished.connect(self.flush)
        self._note.left.connect(self.flush)

    def _fill(self, stated: Stated) -> None:
        self._choices(self._relation, "business_relation", stated.business_relation)
        self._choices(self._meal, "meal", stated.meal)
        for box, value in ((self._lodging, stated.lodging), (self._access, stated.access_need)):
            code = next(code for code, said in _YES_NO.items() if said is value)
            self._choices(box, "yes_no", code)
        self._interest.setChecked(stated.interest)
        self._write("business_note", stated.business_note)
        self._write("note", stated.note)

    def _choices(self, box: QComboBox, vocabulary: str, code: str) -> None:
        language = self._bench.texts.language
        box.clear()
        box.addItem(self._bench.texts.text("view.courses.field.unsaid"), "")
        for term in terms.vocabulary(vocabulary).terms:
            box.addItem(terms.label(vocabulary, term.code, language), term.code)
        box.setCurrentIndex(box.findData(code))

    def _read(self, name: str) -> Any:
        box = self._fields[name]
        assert isinstance(box, QComboBox)
        code = box.currentData()
        return _YES_NO[code] if name in {"lodging", "access_need"} else code

    def _typed(self) -> dict[str, str]:
        """Texts that differ from what is saved."""
        now = {"business_note": self._work.text().strip(), "note": self._note.toPlainText().strip()}
        return {name: text for name, text in now.items() if text != getattr(self._saved, name)}

    def _write(self, name: str, text: str) -> None:
        """Set a text without moving the cursor of one that is the same."""
        if name == "business_note" and self._work.text().strip() != text:
            self._work.setText(text)
        elif name == "note" and self._note.toPlainText().strip() != text:
            self._note.setPlainText(text)

    def _tell(self, values: dict[str, Any]) -> None:
        if values and not self._loading:
            self._saved = replace(self._saved, **values)
            self.stated.emit(self._nomination, values)

    def _size(self) -> None:
        self._note.setFixedHeight(self._note.fontMetrics().lineSpacing() * _NOTE_LINES + 16)


class NoteEdit(QPlainTextEdit):
    """Several lines; Tab goes on to the next field. Signals: `left` when the focus goes."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt."""
        super().focusOutEvent(event)
        self.left.emit()
