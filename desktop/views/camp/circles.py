"""The circles beside one another: leaders on top, then everybody by rank, each with how far they came."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.services.camp import Line, Overview, Stage
from desktop.views.texts import Texts
from desktop.views.widgets.basic import button, card, clear, column, label, restyle, row
from desktop.views.workbench import Workbench

_WIDTH = 300
"""Logical pixels of a circle's column at least."""
_MARK = 12


class CirclesView(QScrollArea):
    """A card a circle, and one for those in none. Signals: `chosen` with the member whose name is pressed."""

    chosen = Signal(int)

    def __init__(self, bench: Workbench, colour_of: Callable[[str], str]) -> None:
        super().__init__()
        self._bench, self._colour_of = bench, colour_of
        self._cards: list[QFrame] = []
        self.setObjectName("circles")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bench.texts.bind(self, self.setAccessibleName, "view.camp.circles")
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setSpacing(12)
        self.setWidget(holder)

    def show_overview(self, found: Overview) -> None:
        """Show other circles."""
        clear(self._grid)
        by_id = {line.id: line for line in found.lines}
        self._cards = [
            self._card(one.name, [by_id[id_] for id_ in (*one.leaders, *one.members)], found.stages)
            for one in found.circles
        ]
        alone = [line for line in found.lines if not line.circle]
        if alone:
            self._cards.append(self._card("", alone, found.stages))
        self._arrange()

    def _card(self, name: str, lines: Sequence[Line], stages: Sequence[Stage]) -> QFrame:
        texts = self._bench.texts
        title = label(name or texts.text("view.camp.circle.none"), "section", wrap=True)
        leaders = sum(line.leader for line in lines)
        count = label(texts.text("view.camp.circle.count", count=len(lines), leaders=leaders), "small")
        mark = QLabel()
        mark.setFixedSize(_MARK, _MARK)
        theme, token = self._bench.theme, self._colour_of(name)
        theme.bind(mark, lambda: mark.setStyleSheet(f"background: {theme.colour(token).name()};"))
        head = row(mark, title, count)
        head.setStretchFactor(title, 1)
        people = QVBoxLayout()
        people.setSpacing(0)
        for line in lines:
            people.addWidget(self._person(line, stages))
        return card(column(head, people, None))

    def _person(self, line: Line, stages: Sequence[Stage]) -> QWidget:
        made = button(
            self._bench,
            "view.camp.circle.open",
            lambda: self.chosen.emit(line.id),
            kind="link",
            name="member",
        )
        made.setText(f"★ {line.name}" if line.leader else line.name)
        made.setAccessibleName(line.name)
        where = label(line.agency, "small", wrap=True)
        far = label(reached(self._bench.texts, line, stages), "small")
        restyle(far, tone="bad" if _left(line) else "")
        holder = QWidget()
        layout = row(made, where, far)
        layout.setStretchFactor(where, 1)
        holder.setLayout(layout)
        return holder

    def _arrange(self) -> None:
        across = max(1, min(len(self._cards), int(self.width() / (_WIDTH * self._bench.theme.text_size))))
        for at, one in enumerate(self._cards):
            self._grid.addWidget(one, at // across, at % across, Qt.AlignmentFlag.AlignTop)
        for at in range(self._grid.columnCount()):
            self._grid.setColumnStretch(at, 1 if at < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt."""
        super().resizeEvent(event)
        self._arrange()


def _left(line: Line) -> bool:
    return any(one.result == "left" for one in line.stages.values())


def reached(texts: Texts, line: Line, stages: Sequence[Stage]) -> str:
    """The last stage that a member came to, marked where they left."""
    came = [stage for stage in stages if stage.id in line.stages]
    if not came:
        return ""
    name = came[-1].label.in_language(texts.language)
    return texts.text("view.camp.circle.left", stage=name) if _left(line) else name
