"""What the cards of the entrance have in common: one width, a title, a place for what went wrong."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QScrollArea, QWidget

from desktop.core.errors import Cancelled
from desktop.views.errors import as_known
from desktop.views.widgets.basic import card, label
from desktop.views.workbench import Workbench

NARROW, WIDE = 440, 620


def panel(bench: Workbench, content: QLayout, width: int) -> QFrame:
    """A card in the middle of the entrance; it grows with the text."""
    box = card(content)
    content.setContentsMargins(24, 20, 24, 20)
    bench.theme.bind(box, lambda: box.setFixedWidth(round(width * bench.theme.text_size)))
    return box


def fault_label(name: str) -> QLabel:
    """Where a sentence says what is wrong; hidden until there is one."""
    made = label(wrap=True, tone="bad")
    made.setObjectName(name)
    made.hide()
    return made


def tell(bench: Workbench, fault: QLabel, error: BaseException) -> str:
    """Show an error that a person can mend in `fault`, any other to the presenter; returns its code or ''."""
    mendable = as_known(error)
    if mendable is None:
        if not isinstance(error, Cancelled):
            bench.presenter.present(error)
        return ""
    say(fault, bench.texts.catalogue.error(mendable))
    return mendable.code


def say(fault: QLabel, sentence: str) -> None:
    """Show a sentence in `fault`, wherever the card is scrolled to."""
    fault.setText(sentence)
    fault.show()
    QTimer.singleShot(0, fault, lambda: _reveal(fault))


def _reveal(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(widget)


def focus_on(widget: QWidget) -> None:
    """Put the focus into a field, its text selected to be typed over."""
    widget.setFocus()
    if hasattr(widget, "selectAll"):
        widget.selectAll()
