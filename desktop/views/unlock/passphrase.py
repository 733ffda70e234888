"""Fields for a passphrase: one to open with, two to set a new one, and what its strength is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QSizePolicy, QWidget

from desktop.core import passphrase
from desktop.core.passphrase import Judged, Strength
from desktop.views.widgets.basic import column, label, restyle, row, words
from desktop.views.workbench import Workbench

_TONES = {Strength.SHORT: "bad", Strength.WEAK: "doubt", Strength.FAIR: "doubt", Strength.STRONG: "good"}


class PassphraseEdit(QLineEdit):
    """Hides what is typed. Signals: `caps_lock` with whether the last letter says that Caps Lock is on.

    Qt does not tell the state of that key, but a capital without Shift does.
    """

    caps_lock = Signal(bool)

    def __init__(self, bench: Workbench, code: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        bench.texts.bind(self, self.setAccessibleName, code)

    def show_letters(self, shown: bool) -> None:
        """Show what is typed; only then does an input method for Chinese work."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at letters, then type them."""
        letter = event.text()
        if letter.isascii() and letter.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(letter.isupper() != shift)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The hint goes with the focus."""
        self.caps_lock.emit(False)
        super().focusOutEvent(event)


def caps_hint(bench: Workbench, *fields: PassphraseEdit) -> QLabel:
    """A line that is seen while Caps Lock is on in one of the fields."""
    hint = words(bench, "unlock.caps-lock", tone="doubt")
    hint.setObjectName("caps-lock")
    hint.hide()
    for field in fields:
        field.caps_lock.connect(hint.setVisible)
    return hint


def show_box(bench: Workbench, *fields: PassphraseEdit) -> QCheckBox:
    """The box that shows what is typed in the fields."""
    box = QCheckBox()
    box.setObjectName("show-passphrase")
    bench.texts.bind(box, box.setText, "unlock.show")
    for field in fields:
        box.toggled.connect(field.show_letters)
    return box


class NewPassphrase(QWidget):
    """A new passphrase typed twice. Signals: `edited`; `submitted` on Enter in the second field."""

    edited = Signal()
    submitted = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._personal: Sequence[str] = ()
        self.first = PassphraseEdit(bench, "unlock.new", "new-passphrase")
        self.second = PassphraseEdit(bench, "unlock.again", "repeat-passphrase")
        self.meter = StrengthMeter(bench)
        self.first.textChanged.connect(self._judge)
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.textChanged.connect(self.edited)
        self.second.returnPressed.connect(self.submitted)
        self.setLayout(
            column(
                words(bench, "unlock.new"),
                self.first,
                self.meter,
                words(bench, "unlock.again"),
                self.second,
                caps_hint(bench, self.first, self.second),
                show_box(bench, self.first, self.second),
                words(bench, "unlock.advice", "soft", wrap=True),
                gap=6,
            )
        )
        bench.texts.language_changed.connect(self._judge)
        self._judge()

    @property
    def text(self) -> str:
        """What was typed first."""
        return self.first.text()

    def know(self, personal: Sequence[str]) -> None:
        """Words that everybody knows of this office: they make no passphrase."""
        self._personal = personal
        self._judge()

    def problem(self) -> tuple[str, QWidget] | None:
        """What forbids it, as a sentence and the field to mend, or None."""
        judged = passphrase.judge(self.text, self._personal)
        text = self._bench.texts.text
        if judged.strength is Strength.SHORT:
            missing = passphrase.LEAST - judged.length
            return text("unlock.too-short", least=passphrase.LEAST, missing=missing), self.first
        if self.second.text() != self.text:
            return text("unlock.differ"), self.second
        return None

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()

    def _judge(self) -> None:
        self.meter.show_judged(passphrase.judge(self.text, self._personal) if self.text else None)
        self.edited.emit()


class StrengthMeter(QWidget):
    """Three bars and one sentence, never only a colour."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self.bars = _Bars(bench)
        self.sentence = label(wrap=True)
        self.sentence.setObjectName("strength")
        line = row(self.bars, self.sentence, gap=10)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_judged(self, judged: Judged | None) -> None:
        """Show a strength; None for nothing typed yet."""
        strength = None if judged is None else judged.strength
        self.bars.show_strength(strength)
        text = self._bench.texts.text
        if judged is None:
            self.sentence.setText(text("unlock.least", least=passphrase.LEAST))
        else:
            missing = max(passphrase.LEAST - judged.length, 0)
            self.sentence.setText(text(judged.reason, missing=missing))
        restyle(self.sentence, tone=_TONES[strength] if strength is not None else "", role="")


class _Bars(QWidget):
    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._strength: Strength | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        bench.theme.bind(self, self.update)

    def show_strength(self, strength: Strength | None) -> None:
        self._strength = strength
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(96, 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._bench.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        filled = 0 if self._strength is None else max(int(self._strength), 1)
        tone = "line" if self._strength is None else _TONES[self._strength]
        for number in range(3):
            painter.setBrush(theme.colour(tone if number < filled else "line"))
            painter.drawRoundedRect(QRectF(number * 33, 0, 30, 6), 3, 3)
