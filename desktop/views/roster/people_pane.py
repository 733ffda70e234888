"""The left side of the page: what is searched, the filters, and the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QStackedWidget, QWidget

from desktop.services import export_profiles
from desktop.services.export_profiles import Profile
from desktop.services.people_list import Filter
from desktop.services.search_index import Found
from desktop.views.exporting import ask_and_write
from desktop.views.roster import columns
from desktop.views.roster.export import ask_and_export
from desktop.views.roster.people_table import PeopleTable, SearchKeys
from desktop.views.roster.store import PeopleStore
from desktop.views.widgets.basic import button, column, label, row, tool
from desktop.views.widgets.empty import Empty
from desktop.views.workbench import Workbench

FILTERS = {
    Filter.IT_STAFF: "view.roster.filter.it_staff",
    Filter.ATTENDED: "view.roster.filter.attended",
    Filter.LUMINARY: "view.roster.filter.luminary",
    Filter.NAME_PENDING: "view.roster.filter.name_pending",
    Filter.UNCONFIRMED: "view.roster.filter.unconfirmed",
}
"""Filter → the words on its button."""


class PeoplePane(QWidget):
    """Narrows the list at every key. Signals: `picked` with the ids selected, `opened` with one on Enter.

    `looked_at` with the first of those found when Enter ends the search.
    """

    picked = Signal(list)
    looked_at = Signal(int)
    opened = Signal(int)

    def __init__(self, bench: Workbench, store: PeopleStore) -> None:
        super().__init__()
        self._bench = bench
        self._store = store
        self._found: Found | None = None
        self.table = PeopleTable(bench, store)
        self.table.picked.connect(self.picked)
        self.table.activated_id.connect(self.opened)
        self.table.looked_at.connect(self.looked_at)
        self.search = self._build_search()
        self.count = label(role="soft")
        self.count.setObjectName("people-count")
        self.filters = {flag: self._build_filter(flag, code) for flag, code in FILTERS.items()}
        self.columns = tool(
            bench, "view.roster.columns", self.choose_columns, icon="columns-3", name="columns"
        )
        self.export = tool(bench, "view.roster.export", self.choose_export, icon="file-down", name="export")
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self._build_nothing())
        upper = row(self.search, self.count, self.columns, self.export)
        self.setLayout(column(upper, row(*self.filters.values(), None, gap=4), self._list))

    def show_people(self) -> None:
        """The people were read again: search anew."""
        self._found = None
        self.table.forget_rows()
        self._search()

    def show_person(self, person_id: int) -> None:
        """Select somebody; what hides them is cleared."""
        if not self.table.select_id(person_id):
            self.clear()
            self.table.select_id(person_id)

    def clear(self) -> None:
        """Show everybody."""
        for button_ in self.filters.values():
            button_.setChecked(False)
        self.search.clear()

    def say_count(self) -> None:
        """How many are listed, of how many there are."""
        if self._found is None:
            return
        shown, there = len(self._found.places), len(self._found.index.ids)
        text = self._bench.texts
        if shown == there:
            self.count.setText(text.count("view.roster.count", there))
        else:
            self.count.setText(text.text("view.roster.count-of", shown=f"{shown:,}", there=f"{there:,}"))

    def choose_columns(self) -> QMenu:
        """Open the menu of columns below its button."""
        menu = QMenu(self)
        menu.setObjectName("columns-menu")
        shown = {one.key for one in self.table.people.columns}
        for one in columns.columns(self._bench.texts):
            action = QAction(self._bench.texts.text(one.title), menu)
            action.setObjectName(f"column-{one.key}")
            action.setCheckable(True)
            action.setChecked(one.key in shown)
            action.setEnabled(one.key != columns.ALWAYS)
            action.toggled.connect(lambda _on: self._take_columns(menu))
            menu.addAction(action)
        menu.popup(self.columns.mapToGlobal(self.columns.rect().bottomLeft()))
        return menu

    def choose_export(self) -> QMenu:
        """Open the menu of exports below its button: the list as it is seen, or by one of the profiles."""
        bench, menu = self._bench, QMenu(self)
        menu.setObjectName("export-menu")
        seen = menu.addAction(bench.texts.text("view.roster.export.seen"))
        seen.setObjectName("export-seen")
        seen.triggered.connect(lambda: ask_and_export(bench, self, self.table.people))
        menu.addSeparator()
        for profile in export_profiles.read(bench.office, bench.texts.language):
            menu.addAction(profile.name).triggered.connect(
                lambda _on=False, one=profile: self._export_by(one)
            )
        menu.popup(self.export.mapToGlobal(self.export.rect().bottomLeft()))
        return menu

    def _build_search(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("roster-search")
        clear = field.addAction(
            self._bench.theme.icon("x", "ink_soft"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._bench.theme.bind(field, lambda: clear.setIcon(self._bench.theme.icon("x", "ink_soft")))
        self._bench.texts.bind(field, clear.setToolTip, "view.roster.nothing.clear")
        clear.triggered.connect(field.clear)
        clear.setVisible(False)
        field.textChanged.connect(lambda text: clear.setVisible(bool(text)))
        self._bench.texts.bind(field, field.setPlaceholderText, "view.roster.search")
        self._bench.texts.bind(field, field.setAccessibleName, "view.roster.search")
        field.textChanged.connect(lambda _text: self._search())
        field.installEventFilter(SearchKeys(self.table, field))
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), field)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(field.clear)
        return field

    def _build_filter(self, flag: Filter, code: str) -> QPushButton:
        made = button(self._bench, code, self._search, kind="filter", name=f"filter-{flag.name}".lower())
        made.setCheckable(True)
        return made

    def _build_nothing(self) -> QWidget:
        action = button(self._bench, "view.roster.nothing.clear", self.clear, name="clear-search")
        return Empty(self._bench, "search", "view.roster.nothing.title", "view.roster.nothing.text", action)

    def _search(self) -> None:
        index = self._store.index
        if index is None:
            return
        flags = sum(flag.value for flag, made in self.filters.items() if made.isChecked())
        self._found = index.search(self.search.text(), flags, self._found)
        self.table.show_found(self._found)
        self._list.setCurrentIndex(0 if self._found.places else 1)
        self.say_count()

    def _take_columns(self, menu: QMenu) -> None:
        checked = {
            action.objectName().removeprefix("column-") for action in menu.actions() if action.isChecked()
        }
        every = [one.key for one in columns.columns(self._bench.texts)]
        columns.choose(self._bench, [key for key in every if key in checked])
        self.table.show_columns()

    def _export_by(self, profile: Profile) -> None:
        ids, title = tuple(self.table.people.ids), self._bench.texts.text("view.roster.export.title")
        ask_and_write(self._bench, self, profile, title, lambda: ids)
