"""Labels, buttons, cards and layouts in the house's look: pages set no colour and no size themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import Param
from desktop.views.workbench import Workbench

ICON = QSize(18, 18)
_ICON_COLOURS = {"primary": "on_primary", "danger": "bad", "link": "primary"}

LayoutT = TypeVar("LayoutT", bound=QBoxLayout)

Item = QWidget | QLayout | int | None
"""A widget, a layout, a gap in pixels, or None for stretching space."""


def row(*items: Item, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Things beside one another."""
    return _filled(QHBoxLayout(), items, gap, margins)


def column(*items: Item, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Things below one another."""
    return _filled(QVBoxLayout(), items, gap, margins)


def _filled(layout: LayoutT, items: Iterable[Item], gap: int, margins: tuple[int, int, int, int]) -> LayoutT:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        elif isinstance(item, int):
            layout.addSpacing(item)
        else:
            layout.addStretch(1)
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let go of it."""
    while (item := _take(layout)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def _take(layout: QLayout) -> QLayoutItem | None:
    return layout.takeAt(0) if layout.count() else None


def label(text: str = "", role: str = "", *, wrap: bool = False, tone: str = "") -> QLabel:
    """A label in one of the roles of the style sheet: title, section, soft, small, big, code."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        made.setMinimumWidth(1)
    return made


def words(
    bench: Workbench, code: str, role: str = "", *, wrap: bool = False, tone: str = "", **params: Param
) -> QLabel:
    """A label that says a code in whatever language is chosen."""
    made = label(role=role, wrap=wrap, tone=tone)
    bench.texts.bind(made, made.setText, code, **params)
    return made


def chip(text: str = "", tone: str = "") -> QLabel:
    """A short word on a tinted ground; the tone is good, doubt, bad, star or blank."""
    made = label(text, tone=tone)
    made.setProperty("chip", True)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def button(
    bench: Workbench, code: str, clicked: Callable[[], object], *, kind: str = "", icon: str = "", name: str
) -> QPushButton:
    """A button with words; `kind` is primary, danger, quiet, link or blank; `name` is its objectName."""
    made = QPushButton()
    made.setObjectName(name)
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    bench.texts.bind(made, made.setText, code)
    bench.texts.bind(made, made.setAccessibleName, code)
    if icon:
        _follow_icon(bench, made, icon, _ICON_COLOURS.get(kind, "ink"))
    made.clicked.connect(lambda _checked: clicked())
    return made


def tool(bench: Workbench, code: str, clicked: Callable[[], object], *, icon: str, name: str) -> QToolButton:
    """A small button with an icon; its words are its tooltip and what a screen reader says."""
    made = QToolButton()
    made.setObjectName(name)
    made.setProperty("kind", "quiet")
    bench.texts.bind(made, made.setToolTip, code)
    bench.texts.bind(made, made.setAccessibleName, code)
    _follow_icon(bench, made, icon, "ink")
    made.clicked.connect(lambda _checked: clicked())
    return made


def _follow_icon(bench: Workbench, made: QAbstractButton, icon: str, colour: str) -> None:
    """Show an icon in the colours of whatever theme is chosen."""
    made.setIconSize(ICON)
    bench.theme.bind(made, lambda: made.setIcon(bench.theme.icon(icon, colour)))


def card(content: QLayout, *, raised: bool = False) -> QFrame:
    """A bordered surface."""
    frame = QFrame()
    frame.setProperty("card", "raised" if raised else "true")
    content.setContentsMargins(16, 12, 16, 12)
    frame.setLayout(content)
    return frame


def rule(*, vertical: bool = False) -> QFrame:
    """A thin line."""
    frame = QFrame()
    frame.setProperty("rule", True)
    if vertical:
        frame.setFixedWidth(1)
    else:
        frame.setFixedHeight(1)
    return frame


def restyle(widget: QWidget, **properties: object) -> None:
    """Change properties that the style sheet looks at, and have it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
