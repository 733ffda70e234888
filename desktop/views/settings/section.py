"""What every section of the settings is: a heading, a sentence about it, and cards below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.views.widgets.basic import Item, card, column, words
from desktop.views.workbench import Place, Workbench


class Section(QWidget):
    """A section builds its cards in `__init__`, shows data in `reload`, and saves what is changed at once.

    `tables` are the database tables it shows, None for all of them.
    """

    key: ClassVar[str]
    tables: ClassVar[frozenset[str] | None] = frozenset()

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.setObjectName(f"settings-{self.key}")
        self.stale = True
        self._cards = QVBoxLayout(self)
        self._cards.setContentsMargins(0, 0, 8, 12)
        self._cards.setSpacing(12)
        self._cards.addWidget(words(bench, f"view.settings.{self.key}", "section"))
        self._cards.addWidget(words(bench, f"view.settings.{self.key}.intro", "soft", wrap=True))

    def add_card(self, *items: Item, gap: int = 10) -> QFrame:
        """A card with things below one another."""
        made = card(column(*items, gap=gap))
        self._cards.addWidget(made)
        return made

    def add(self, *items: QWidget, stretch: int = 0) -> None:
        """Things that stand below the cards without a frame."""
        for item in items:
            self._cards.addWidget(item, stretch)

    def fill(self) -> None:
        """Nothing more follows: what is there stands at the top."""
        self._cards.addStretch(1)

    def enter(self, place: Place) -> None:
        """The section is shown now; `place.field` may name one of its fields."""
        if self.stale:
            self.stale = False
            self.reload()
        widget = self.field(place.field)
        if widget is not None:
            widget.setFocus()

    def reload(self) -> None:
        """Read everything shown anew. Overridden where there is data."""

    def header_buttons(self) -> Sequence[QPushButton]:
        """Buttons for the page's header, the primary one last. Overridden where there are any."""
        return ()

    def field(self, name: str) -> QWidget | None:
        """The widget to put the focus in. Overridden where there are fields."""
        return None

    def hand_in(self) -> None:
        """Save what is being typed: another section or page is shown next. Overridden where one types."""
