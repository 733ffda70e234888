"""The fields of one record: each saves itself when it is left, there is no button for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop.core import terms
from desktop.views.widgets.basic import words
from desktop.views.widgets.roc_date import RocDateEdit
from desktop.views.workbench import Workbench

Choices = Callable[[str], Sequence[tuple[str, str]]]
"""Language → (code, label) of what may be chosen."""

_YES_NO: dict[str, bool | None] = {"": None, "yes": True, "no": False}
_SHORTEST = 8
"""Characters that a choice has room for at least."""

_LINE_HEIGHT = 16
"""Pixels of a text area beside its lines."""


class Kind(Enum):
    """What a field holds, and so how it is edited."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    """是, 否 or not stated."""
    FLAG = "flag"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name as the services have it, the code of its label, and what it holds."""

    name: str
    label: str
    kind: Kind = Kind.LINE
    longest: int = 100
    lines: int = 3
    choices: Choices | None = None
    required: bool = False
    """Of a choice: nothing stands for "not stated"."""
    wide: bool = False
    """Below its label and as wide as the form: a text that is read as a whole."""


def of_vocabulary(vocabulary: str) -> Choices:
    """The terms of a vocabulary as choices."""

    def choices(language: str) -> Sequence[tuple[str, str]]:
        known = terms.vocabulary(vocabulary).terms
        return [(one.code, terms.label(vocabulary, one.code, language)) for one in known]

    return choices


class RecordForm(QWidget):
    """Signals: `stated` with the record's id and the fields that changed."""

    stated = Signal(int, object)

    def __init__(self, bench: Workbench, fields: Sequence[Field]) -> None:
        super().__init__()
        self._bench = bench
        self._record = 0
        self._saved: dict[str, Any] = {}
        self._told: dict[str, tuple[Any, Any]] = {}
        """What was handed in last: field → value before, value told."""
        self._loading = False
        self.fields = {field.name: field for field in fields}
        self.widgets: dict[str, QWidget] = {}
        self._build()

    def load(self, record: int, values: Mapping[str, Any]) -> None:
        """Show a record. A text that is being typed, or was refused, stays when it is read again."""
        again = record == self._record
        if not again:
            self.flush()
        typed = {**self._typed(), **self._refused(values)} if again else {}
        self._told = {}
        self._record, self._saved = record, {name: values[name] for name in self.fields}
        self._loading = True
        for name, value in {**self._saved, **typed}.items():
            self._write(name, value)
        self._loading = False

    def flush(self) -> None:
        """Hand in what is being typed."""
        if self._record:
            self._tell(self._typed())

    def forget(self) -> None:
        """Nothing is shown any more."""
        self._record = 0

    def focus(self, field: str) -> bool:
        """Put the focus into a field; False for one that is not here."""
        widget = self.widgets.get(field)
        if widget is not None:
            widget.setFocus()
        if isinstance(widget, QLineEdit):
            widget.selectAll()
        return widget is not None

    def allow(self, names: Mapping[str, bool]) -> None:
        """Let some fields be edited and others only be read."""
        for name, allowed in names.items():
            self.widgets[name].setEnabled(allowed)

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for field in self.fields.values():
            widget = self.widgets[field.name] = self._make(field)
            widget.setObjectName(f"field-{field.name}")
            self._bench.texts.bind(widget, widget.setAccessibleName, field.label)
            at = grid.rowCount()
            if field.wide:
                grid.addWidget(words(self._bench, field.label, "soft"), at, 0, 1, 2)
                grid.addWidget(widget, at + 1, 0, 1, 2)
                continue
            if field.kind is not Kind.FLAG:
                grid.addWidget(words(self._bench, field.label, "soft"), at, 0)
            grid.addWidget(widget, at, 1)

    def _make(self, field: Field) -> QWidget:
        bench, name = self._bench, field.name
        match field.kind:
            case Kind.FLAG:
                flag = QCheckBox()
                bench.texts.bind(flag, flag.setText, field.label)
                flag.clicked.connect(lambda checked: self._tell({name: checked}))
                return flag
            case Kind.CHOICE | Kind.YES_NO:
                box = QComboBox()
                # As wide as there is room, not as its longest choice.
                box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                box.setMinimumContentsLength(_SHORTEST)
                box.activated.connect(lambda _at: self._tell({name: self._read(name)}))
                return box
            case Kind.DATE:
                day = RocDateEdit(bench, f"field-{name}")
                day.editingFinished.connect(self.flush)
                return day
            case Kind.TEXT:
                area = TextArea()
                area.left.connect(self.flush)
                height = field.lines * area.fontMetrics().lineSpacing() + _LINE_HEIGHT
                bench.theme.bind(area, lambda: area.setFixedHeight(round(height * bench.theme.text_size)))
                return area
            case Kind.LINE:
                line = QLineEdit()
                line.setMaxLength(field.longest)
                line.editingFinished.connect(self.flush)
                return line

    def _choices(self, field: Field) -> list[tuple[str, str]]:
        texts = self._bench.texts
        if field.kind is Kind.YES_NO:
            found = [("yes", texts.text("view.lists.yes")), ("no", texts.text("view.lists.no"))]
        else:
            assert field.choices is not None, "a choice has choices"
            found = list(field.choices(texts.language))
        return found if field.required else [("", texts.text("view.lists.unsaid")), *found]

    def _read(self, name: str) -> Any:
        widget, kind = self.widgets[name], self.fields[name].kind
        if isinstance(widget, RocDateEdit):
            return widget.day
        if isinstance(widget, QComboBox):
            return _YES_NO[widget.currentData()] if kind is Kind.YES_NO else widget.currentData()
        if isinstance(widget, QCheckBox):
            return widget.isChecked()
        assert isinstance(widget, QLineEdit | QPlainTextEdit), "every kind has its widget"
        return widget.text().strip() if isinstance(widget, QLineEdit) else widget.toPlainText()

    def _typed(self) -> dict[str, Any]:
        """Texts and dates that differ from what is saved; a date that is none is not handed in."""
        found: dict[str, Any] = {}
        for name, field in self.fields.items():
            widget = self.widgets[name]
            if field.kind not in {Kind.LINE, Kind.TEXT, Kind.DATE}:
                continue
            if isinstance(widget, RocDateEdit) and widget.is_wrong:
                continue
            value = self._read(name)
            if value != self._saved.get(name):
                found[name] = value
        return found

    def _refused(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Texts that were handed in and not taken: nobody's typing is lost for a mistake in it."""
        kept = {Kind.LINE, Kind.TEXT}
        return {
            name: told
            for name, (before, told) in self._told.items()
            if self.fields[name].kind in kept and values[name] == before != told and self._read(name) == told
        }

    def _write(self, name: str, value: Any) -> None:
        """Set a field without moving the cursor of one that is the same."""
        field, widget = self.fields[name], self.widgets[name]
        if isinstance(widget, QComboBox):
            code = (
                next(code for code, said in _YES_NO.items() if said is value)
                if (field.kind is Kind.YES_NO)
                else value
            )
            widget.clear()
            for choice, label in self._choices(field):
                widget.addItem(label, choice)
            widget.setCurrentIndex(max(widget.findData(code), 0))
            widget.ensurePolished()  # filled before it is seen it would be lower than its words
            widget.setMinimumHeight(widget.sizeHint().height())
        elif isinstance(widget, QCheckBox):
            widget.setChecked(bool(value))
        elif isinstance(widget, RocDateEdit):
            if widget.day != value or widget.is_wrong:
                assert value is None or isinstance(value, date), "a date field holds dates"
                widget.show_day(value)
        elif self._read(name) != value:
            self._set_text(widget, str(value))

    def _set_text(self, widget: QWidget, text: str) -> None:
        if isinstance(widget, QLineEdit):
            widget.setText(text)
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(text)

    def _tell(self, values: dict[str, Any]) -> None:
        if values and not self._loading:
            self._told = {name: (self._saved.get(name), value) for name, value in values.items()}
            self._saved |= values
            self.stated.emit(self._record, values)


class TextArea(QPlainTextEdit):
    """Several lines; Tab goes on to the next field. Signals: `left` when the focus goes."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt."""
        super().focusOutEvent(event)
        self.left.emit()
