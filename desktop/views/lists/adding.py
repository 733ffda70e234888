"""Adding by search: whoever fits what is typed, with the verdict before anybody is added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop.services import people_search
from desktop.services.nominate_person import Judgement
from desktop.views.lists.found import Candidate, FoundList
from desktop.views.roster.store import PeopleStore
from desktop.views.workbench import Workbench

Judge = Callable[[Sequence[int]], Mapping[int, Judgement]]
"""Some people of the roster → what the rules say of each."""


class AddField(QLineEdit):
    """Type a name; Enter adds the highlighted one, Shift+Enter as an alternate, Esc closes the list.

    Signals: `added` with person and whether as an alternate; `held_chosen` with the row of somebody who is in
    the list already.
    """

    added = Signal(int, bool)
    held_chosen = Signal(int)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._people = PeopleStore.of(bench)
        self._of: tuple[str, int] = ("", 0)
        self._judge: Judge | None = None
        self.setObjectName("add")
        bench.texts.bind(self, self.setPlaceholderText, "view.courses.add.hint")
        bench.texts.bind(self, self.setAccessibleName, "view.courses.add")
        self.setClearButtonEnabled(True)
        self.found = FoundList(bench)
        self.found.list.clicked.connect(lambda _index: self._add(alternate=False))
        self.textChanged.connect(self._search)
        bench.texts.language_changed.connect(self._search)

    def aim(self, activity: str, session: int, judge: Judge) -> None:
        """Judge for another activity, and add to another session of it (0: it has none)."""
        if (activity, session) != self._of:
            self._of, self._judge = (activity, session), judge
            self._search()

    def read_ahead(self) -> None:
        """Have the people read in the worker, before the first letter is typed."""
        self._people.load()

    def search_again(self) -> None:
        """The data has changed: judge anew whoever is shown."""
        if self.found.isVisible():
            self._search()

    def _search(self) -> None:
        text = self.text().strip()
        if not text or self._judge is None:
            self.found.hide()
            return
        office = self._bench.office
        people = people_search.search(office, self._people.ready(), text)
        judged = self._judge([one.id for one in people])
        candidates = [Candidate(one, judged[one.id]) for one in people]
        self.found.show_candidates(candidates, self._of[1])
        self._place()

    def _place(self) -> None:
        parent = self.found.parentWidget()
        assert parent is not None, "the page gives the list its place"
        corner = self.mapTo(parent, self.rect().bottomLeft())
        room = parent.height() - corner.y() - 8
        self.found.setGeometry(corner.x(), corner.y() + 4, self.width(), self.found.height_within(room))
        self.found.raise_()
        self.found.setVisible(self.hasFocus())

    def _add(self, *, alternate: bool) -> None:
        chosen = self.found.current
        if chosen is None:
            return
        if chosen.judgement.nomination_id is not None:
            self.clear()
            self.held_chosen.emit(chosen.judgement.nomination_id)
        elif chosen.judgement.answer == "no":
            self.found.refuse(chosen)
        else:
            self.added.emit(chosen.id, alternate)
            self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, down, Enter and Esc belong to the list while it is shown."""
        key = Qt.Key(event.key())
        if not self.found.isVisible():
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.found.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._add(alternate=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show again what was found."""
        super().focusInEvent(event)
        self._search()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list belongs to the field."""
        super().focusOutEvent(event)
        self.found.hide()
