"""The page's layout: the list beside the person, where there is little room the person over the list."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget

from desktop.services import import_files
from desktop.views.page import Page
from desktop.views.roster.add import AddDialog
from desktop.views.roster.import_mapping import KINDS
from desktop.views.roster.people_pane import PeoplePane
from desktop.views.roster.person_pane import PersonPane
from desktop.views.roster.store import PeopleStore
from desktop.views.widgets.basic import button
from desktop.views.widgets.empty import Empty
from desktop.views.workbench import Place, Workbench

if TYPE_CHECKING:
    from desktop.views.roster.import_view import ImportView

_SIDES = (62, 38)
_BOTH_FROM = 1040
"""Logical pixels at normal text size from which list and person stand side by side."""


class RosterPage(Page):
    """The list of everybody, one person, and the way of a file into the roster."""

    key: ClassVar[str] = "roster"
    tables: ClassVar[frozenset[str]] = frozenset({"person", "agency", "course_history", "nomination"})

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._store = PeopleStore.of(bench)
        self._narrow = False
        self._shown_before = False
        self._wanted: Place | None = None
        self.people = PeoplePane(bench, self._store)
        self.person = PersonPane(bench)
        self.add = button(bench, "view.roster.add", self.ask_new, icon="user-plus", name="add-person-open")
        self.import_ = button(
            bench,
            "view.roster.import",
            self.start_import,
            kind="primary",
            icon="file-up",
            name="import-roster",
        )
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._parts = QStackedWidget()
        self._build()
        self._connect()
        self._show_list()

    @cached_property
    def imports(self) -> ImportView:
        """The steps of an import, made when the first one begins."""
        # Imported here: the list is seen before it.
        from desktop.views.roster.import_view import ImportView

        made = ImportView(self.bench)
        self._parts.addWidget(made)
        made.closed.connect(self._show_list)
        made.named.connect(self.header.subtitle.setText)
        return made

    @property
    def _importing(self) -> bool:
        return "imports" in self.__dict__ and self._parts.currentWidget() is self.imports

    def reload(self) -> None:
        """Read whatever has changed; the people themselves are read by the store."""
        self._store.load()
        self.person.refresh()

    def retranslate(self) -> None:
        """Words in cells and counts; the rest is bound."""
        self.people.table.show_columns()
        self.people.say_count()
        if "imports" in self.__dict__:
            self.imports.retranslate()

    def enter(self, place: Place) -> None:
        """The search field has the focus, unless somebody is to be shown."""
        super().enter(place)
        if place.person_id is None and self._parts.currentWidget() is self._sides:
            self.people.search.setFocus()

    def show_place(self, place: Place) -> None:
        """Show somebody, and put the focus in a field of theirs."""
        if place.person_id is None:
            return
        if self._store.index is None or place.person_id not in self._store.index.place_of:
            self._wanted = place  # shown as soon as the people are read
            return
        self._wanted = None
        self._parts.setCurrentWidget(self._sides)
        self._show_actions()
        self.people.show_person(place.person_id)
        self.person.show_person(place.person_id)
        self._lay_over(True)
        self.person.form.focus(place.field)

    def take_files(self, files: Iterable[Path]) -> bool:
        """Import the first file that is a roster, a list of agencies or a history."""
        for path in files:
            kind = import_files.recognise(path)
            if kind in KINDS:
                self._begin_import(path, kind)
                return True
        return False

    def search(self) -> None:
        """Ctrl+F."""
        self._lay_over(False)
        self.people.search.setFocus()
        self.people.search.selectAll()

    def leave(self) -> None:
        """Hand in the field that is being typed."""
        self.person.hand_in()

    def start_import(self) -> None:
        """Show the steps of an import, from the choice of a file."""
        self._parts.setCurrentWidget(self.imports)
        self._show_actions()
        self.imports.start()

    def ask_new(self) -> AddDialog:
        """Open the dialog that adds somebody; what was searched in vain is the name."""
        found = self.people.table.people.ids
        dialog = AddDialog(self.bench, self.window(), "" if found else self.people.search.text())
        dialog.open()
        return dialog

    def _build(self) -> None:
        self.header.add(self.add)
        self.header.add(self.import_)
        self._sides.setChildrenCollapsible(False)
        self._sides.setHandleWidth(12)
        self._sides.addWidget(self.people)
        self._sides.addWidget(self.person)
        self._sides.setProperty("kind", "gap")
        first = button(
            self.bench,
            "view.roster.import",
            self.start_import,
            kind="primary",
            icon="file-up",
            name="import-first",
        )
        empty = Empty(self.bench, "users", "view.roster.empty.title", "view.roster.empty.text", first)
        self._empty = empty
        for part in (self._sides, empty):
            self._parts.addWidget(part)
        self.set_body(self._parts)

    def _connect(self) -> None:
        self._store.changed.connect(self._show_people)
        self.people.picked.connect(self._pick)
        self.people.opened.connect(self._open)
        self.people.looked_at.connect(self._look_at)
        self.person.closed.connect(lambda: self._lay_over(False))
        self.person.closed.connect(self.people.table.setFocus)

    def _show_people(self) -> None:
        self.people.show_people()
        self.person.refresh()
        if not self._importing:
            self._show_list()
        if self._wanted is not None:
            self.show_place(self._wanted)
        elif not self._shown_before and self.isVisible() and self._parts.currentWidget() is self._sides:
            self.people.search.setFocus()  # the people came after the page was entered
        self._shown_before = True

    def _show_list(self) -> None:
        """The list, or what to do first where there is nobody."""
        index = self._store.index
        nobody = index is not None and not index.ids
        self._parts.setCurrentWidget(self._empty if nobody else self._sides)
        self.header.subtitle.setText("")
        self._show_actions()

    def _show_actions(self) -> None:
        listing = self._parts.currentWidget() is self._sides
        self.import_.setVisible(listing)
        self.add.setVisible(not self._importing)

    def _begin_import(self, path: Path, kind: str) -> None:
        self._parts.setCurrentWidget(self.imports)
        self._show_actions()
        self.bench.navigator.go(Place(self.key))
        self.imports.open(path, kind)

    def _pick(self, ids: list[int]) -> None:
        self.person.show_ids(ids)

    def _open(self, person_id: int) -> None:
        self.person.show_person(person_id)
        self._lay_over(True)
        self.person.form.focus("name")

    def _look_at(self, person_id: int) -> None:
        self.person.show_person(person_id)
        self._lay_over(True)
        if self._narrow:
            self.person.back.setFocus()

    def _lay_over(self, person: bool) -> None:
        """Where there is little room: the person instead of the list, or the list again."""
        self.people.setVisible(not (self._narrow and person))
        self.person.setVisible(not self._narrow or person)
        self.person.back.setVisible(self._narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side or one over the other."""
        super().resizeEvent(event)
        narrow = self.width() < _BOTH_FROM * self.bench.theme.text_size
        if narrow != self._narrow:
            self._narrow = narrow
            self._lay_over(False)
        if not narrow:
            self._sides.setSizes([self.width() * share // 100 for share in _SIDES])
