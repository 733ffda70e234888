"""The fields of a person: label, editor of a text as a roster's file has it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.core import terms
from desktop.core.findings import Finding
from desktop.core.text import mask_id
from desktop.services import person_fields
from desktop.views.widgets.basic import column, label, restyle, row, tool, words
from desktop.views.workbench import Workbench

_LABEL_WIDTH = 104
_NOTE_LINES = 3


class FieldRow(QWidget):
    """One field. `saved` is the text in the data; what is typed differs from it until it is saved.

    Signals: `left` when the person is done with the field (Enter, another field, a choice), `typed` with the
    text at every key, `escaped` when the saved text was put back.
    """

    left = Signal()
    typed = Signal(str)
    escaped = Signal()

    def __init__(self, bench: Workbench, field: str) -> None:
        super().__init__()
        self.bench = bench
        self.field = field
        self.saved = ""
        self.setObjectName(f"field-{field}")
        self.fault = label(role="small", wrap=True)
        self.fault.setObjectName(f"fault-{field}")
        self.fault.hide()
        self.editor = self.build_editor()
        self.editor.setObjectName(f"edit-{field}")
        title = words(bench, f"view.roster.field.{field}", "soft")
        title.setWordWrap(True)
        title.setBuddy(self.editor)
        title.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        bench.theme.bind(self, lambda: title.setFixedWidth(round(_LABEL_WIDTH * bench.theme.text_size)))
        bench.texts.bind(self.editor, self.editor.setAccessibleName, f"view.roster.field.{field}")
        self.beside = row(title, self.editor)
        self.beside.setStretchFactor(self.editor, 1)
        self.setLayout(column(self.beside, self.fault, gap=2))
        self.escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self.escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.escape.activated.connect(self.restore)

    def build_editor(self) -> QWidget:
        """The editor, connected to `left` and `typed`."""
        raise NotImplementedError

    def text(self) -> str:
        """What is typed, as a file would have it."""
        raise NotImplementedError

    def put(self, text: str) -> None:
        """Show a text without telling anybody."""
        raise NotImplementedError

    @property
    def dirty(self) -> bool:
        """Whether something else is typed than is saved."""
        return self.text() != self.saved

    def show_saved(self, text: str) -> None:
        """Show what the data has."""
        self.saved = text
        self.put(text)

    def restore(self) -> None:
        """Put the saved text back."""
        self.put(self.saved)
        self.clear_fault()
        self.escaped.emit()

    def show_fault(self, sentence: str, tone: str) -> None:
        """Say what is wrong (bad) or doubtful (doubt) under the field, and mark it."""
        shape = {"bad": "✕", "doubt": "?"}[tone]
        self.fault.setText(f"{shape} {sentence}")
        restyle(self.fault, tone=tone)
        self.fault.show()
        restyle(self.editor, fault=tone)

    def clear_fault(self) -> None:
        """Nothing is wrong."""
        self.fault.hide()
        restyle(self.editor, fault="")


class TextRow(FieldRow):
    """One line of text, with what may be meant listed while one types."""

    editor: QLineEdit

    def build_editor(self) -> QWidget:
        """Qt's field; leaving it and Enter both end the editing."""
        editor = QLineEdit()
        editor.editingFinished.connect(self.left)
        editor.textEdited.connect(self.typed)
        return editor

    def text(self) -> str:
        """What is typed."""
        return self.editor.text()

    def put(self, text: str) -> None:
        """Show from the beginning, also what is longer than the field."""
        if text != self.editor.text():
            self.editor.setText(text)
            self.editor.setCursorPosition(0)

    def offer(self, choices: Sequence[str]) -> None:
        """List these while something like them is typed."""
        completer = QCompleter(list(choices), self.editor)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.editor.setCompleter(completer)


class NumberRow(TextRow):
    """The number of the document: masked and locked until somebody asks to see it. Signals: `unmasked`."""

    unmasked = Signal()

    def __init__(self, bench: Workbench, field: str) -> None:
        super().__init__(bench, field)
        self.shown = False
        self.eye = tool(bench, "view.roster.number.show", self.toggle, icon="eye", name="show-number")
        self.beside.addWidget(self.eye)
        self._lock()

    def text(self) -> str:
        """The whole number, also while it is masked."""
        return self.editor.text() if self.shown else self.saved

    def put(self, text: str) -> None:
        """Show it as far as it may be seen."""
        super().put(text if self.shown else mask_id(text))

    def show_saved(self, text: str) -> None:
        """Another person's number is masked again."""
        if text != self.saved:
            self.shown = False
        super().show_saved(text)
        self._lock()

    def toggle(self) -> None:
        """Show the whole number, or mask it again."""
        typed = self.text()
        self.shown = not self.shown
        self.put(typed if self.shown else self.saved)
        self._lock()
        if self.shown:
            self.unmasked.emit()
            self.editor.setFocus()

    def _lock(self) -> None:
        self.editor.setReadOnly(not self.shown)
        self.eye.setIcon(self.bench.theme.icon("eye-off" if self.shown else "eye"))


class LongRow(FieldRow):
    """Several lines of text; Ctrl+Enter or leaving it ends the editing."""

    editor: QPlainTextEdit

    def build_editor(self) -> QWidget:
        """A field of some lines."""
        editor = _Lines()
        editor.setTabChangesFocus(True)
        self.bench.theme.bind(
            editor,
            lambda: editor.setFixedHeight(_NOTE_LINES * self.bench.theme.length("target")),
        )
        editor.finished.connect(self.left)
        return editor

    def text(self) -> str:
        """What is typed."""
        return self.editor.toPlainText()

    def put(self, text: str) -> None:
        """Show it."""
        if text != self.editor.toPlainText():
            self.editor.setPlainText(text)


class _Lines(QPlainTextEdit):
    finished = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field ends the editing."""
        super().focusOutEvent(event)
        self.finished.emit()


class ChoiceRow(FieldRow):
    """One of a vocabulary's codes, or none. With `free` any other text may be typed."""

    editor: QComboBox

    def __init__(self, bench: Workbench, field: str, vocabulary: str, *, free: bool = False) -> None:
        self._vocabulary = vocabulary
        self._free = free
        super().__init__(bench, field)
        bench.texts.language_changed.connect(self._say)

    def build_editor(self) -> QWidget:
        """A box that the wheel does not turn while one scrolls past."""
        editor = _Choice()
        editor.setEditable(self._free)
        editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        editor.setMinimumContentsLength(6)
        editor.addItem("", "")
        for code in terms.vocabulary(self._vocabulary).codes:
            editor.addItem(terms.label(self._vocabulary, code, self.bench.texts.language), code)
        editor.activated.connect(lambda _at: self.left.emit())
        line = editor.lineEdit()
        if line is not None:
            line.editingFinished.connect(self.left)
        return editor

    def text(self) -> str:
        """The code chosen, or what was typed."""
        at = self.editor.currentIndex()
        if self._free:
            at = self.editor.findText(self.editor.currentText())
            if at < 0:
                return self.editor.currentText()
        return str(self.editor.itemData(at) or "")

    def put(self, text: str) -> None:
        """Choose the code; a text that is none is shown as it is where any may be typed."""
        at = self.editor.findData(text)
        self.editor.setCurrentIndex(at)
        if at < 0 and self._free:
            self.editor.setEditText(text)

    def _say(self) -> None:
        held = self.text()
        for at in range(1, self.editor.count()):
            code = self.editor.itemData(at)
            self.editor.setItemText(at, terms.label(self._vocabulary, code, self.bench.texts.language))
        self.put(held)


class _Choice(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the pane; a choice is made by hand."""
        event.ignore()


class FlagRow(FieldRow):
    """Yes or no."""

    editor: QCheckBox

    def build_editor(self) -> QWidget:
        """A box with the word for yes."""
        editor = QCheckBox()
        self.bench.texts.bind(editor, editor.setText, "view.roster.yes")
        editor.clicked.connect(lambda _on: self.left.emit())
        return editor

    def text(self) -> str:
        """As a file says it."""
        return person_fields.flag_text(self.editor.isChecked())

    def put(self, text: str) -> None:
        """Check the box or not."""
        self.editor.setChecked(text == person_fields.flag_text(True))


def finding_text(bench: Workbench, finding: Finding, *, named: bool = False) -> str:
    """What is wrong and what to do, without the person; with the field's name where it stands elsewhere."""
    what, advice = bench.texts.catalogue.words(finding)
    field = bench.texts.text("frame.field", field=finding.field) if named and finding.field else ""
    return bench.texts.text("view.roster.finding", what=f"{field}{what}", next=advice).strip()


def typed_finding_text(bench: Workbench, finding: Finding, *, named: bool = False) -> str:
    """`finding_text` for what is typed by hand: there is no file to mend."""
    if finding.code == "imports.required" and not named:
        return bench.texts.text("view.roster.needed")
    return finding_text(bench, finding, named=named)


def make_row(bench: Workbench, field: str) -> FieldRow:
    """The row that fits a field."""
    kind = person_fields.kind_of(field)
    if kind == "choice":
        return ChoiceRow(bench, field, field, free=field == "english_test")
    rows = {"flag": FlagRow, "long": LongRow, "number": NumberRow}
    return rows.get(kind, TextRow)(bench, field)
