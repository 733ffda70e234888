"""What every page is: a header with title, clause and actions, and a body."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.views.widgets.header import PageHeader
from desktop.views.workbench import Place, Workbench


class Page(QWidget):
    """A page builds its body in `__init__` with `set_body`, shows data in `reload`, and never calls another.

    `tables` are the database tables it shows: when an action wrote to one of them it is reloaded, at once
    if it is seen and otherwise when it is shown next.
    """

    key: ClassVar[str]
    tables: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.setObjectName(f"page-{self.key}")
        self.header = PageHeader(bench, f"window.page.{self.key}")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.header)
        self._stale = True
        bench.bus.changed.connect(self._on_changed)
        bench.texts.language_changed.connect(self._on_language)

    def set_body(self, body: QLayout | QWidget) -> None:
        """Put the body below the header, with the page's margins."""
        holder = QHBoxLayout()
        holder.setContentsMargins(16, 0, 16, 12)
        if isinstance(body, QWidget):
            holder.addWidget(body)
        else:
            holder.addLayout(body)
        self._layout.addLayout(holder, 1)

    def enter(self, place: Place) -> None:
        """The page is shown now; `place` may name something on it to show."""
        if self._stale:
            self._stale = False
            self.reload()
        self.show_place(place)

    def reload(self) -> None:
        """Read everything shown anew. Overridden by every page."""

    def retranslate(self) -> None:
        """Say again what is not bound to a code. The default reads everything anew."""
        self.reload()

    def show_place(self, place: Place) -> None:
        """Show something on the page. Overridden where a page has such things."""

    def take_files(self, files: Iterable[Path]) -> bool:
        """Whether the page did something with files dropped on it. Overridden where it can."""
        return False

    def search(self) -> None:
        """Ctrl+F. Overridden where there is something to search."""

    def leave(self) -> None:
        """Another page is shown next, or the window closes: hand in what is being typed."""

    def _on_changed(self, tables: frozenset[str]) -> None:
        if tables & self.tables:
            self._reload_if_seen()

    def _reload_if_seen(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _on_language(self) -> None:
        if self.isVisible():
            self.retranslate()
        else:
            self._stale = True
