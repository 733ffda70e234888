"""Finds words that are cut off: the test behind every picture."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QScrollArea,
    QStyle,
    QStyleOptionHeader,
    QTabBar,
    QTableView,
    QWidget,
)

_SLACK = 1
"""Pixels that rounding may take; a combo box's hint rounds twice, its words and its frame."""


def clipped(root: QWidget) -> Iterator[str]:
    """What is cut off below `root`, one sentence each: the widget, its words, the room and the need."""
    for widget in [root, *root.findChildren(QWidget)]:
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            yield from _of_widget(widget)


def _of_widget(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _of_label(widget)
    elif isinstance(widget, QComboBox):
        yield from _too_small(widget, _words(widget), widget.sizeHint() - QSize(0, _SLACK))
    elif isinstance(widget, QAbstractButton):
        yield from _too_small(widget, _words(widget), widget.sizeHint())
    elif isinstance(widget, QTabBar):
        if sum(widget.tabRect(at).width() for at in range(widget.count())) > widget.width() + _SLACK:
            yield f"{_name(widget)}: tabs are wider than {widget.width()}"
    elif isinstance(widget, QTableView):
        yield from _of_header(widget.horizontalHeader())
    elif isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum():
        yield f"{_name(widget)}: scrolls sideways by {widget.horizontalScrollBar().maximum()}"


def _of_label(label: QLabel) -> Iterator[str]:
    if not label.text() or label.pixmap().width():
        return
    needed = label.sizeHint()
    if label.wordWrap():
        needed = QSize(0, label.heightForWidth(label.width()))
    yield from _too_small(label, label.text(), needed)


def _too_small(widget: QWidget, words: str, needed: QSize) -> Iterator[str]:
    if words and (needed.width() > widget.width() + _SLACK or needed.height() > widget.height() + _SLACK):
        yield (
            f"{_name(widget)} “{words}” has {widget.width()}×{widget.height()}, "
            f"needs {needed.width()}×{needed.height()}"
        )


def _of_header(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    for at in range(header.count()):
        text = str(model.headerData(at, Qt.Orientation.Horizontal) or "")
        option = QStyleOptionHeader()
        header.initStyleOption(option)
        option.text = text
        needed = header.style().sizeFromContents(
            QStyle.ContentsType.CT_HeaderSection, option, QSize(), header
        )
        if text and not header.isSectionHidden(at) and needed.width() > header.sectionSize(at) + _SLACK:
            yield f"{_name(header)}: header “{text}” has {header.sectionSize(at)}, needs {needed.width()}"


def _words(widget: QWidget) -> str:
    return widget.currentText() if isinstance(widget, QComboBox) else str(widget.property("text") or "")


def _name(widget: QWidget) -> str:
    parent: QWidget | None = widget
    while parent is not None and not parent.objectName():
        parent = parent.parentWidget()
    own = f"{type(widget).__name__} {widget.objectName()}".strip()
    return own if parent is None or parent is widget else f"{own} in {parent.objectName()}"
