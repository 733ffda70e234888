"""電子師徒: who is recommended, who is paired with whom, and what the pairs do all year."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.services import file_kinds, mentoring_acts, pairs
from desktop.services.mentoring import LISTS
from desktop.views.lists import drawn
from desktop.views.lists.drawn import Draw
from desktop.views.lists.export_menu import export_button
from desktop.views.lists.import_dialog import choose_file
from desktop.views.lists.print_menu import Entry, PrintMenu
from desktop.views.mentoring.board import BoardTab
from desktop.views.mentoring.members import MembersTab
from desktop.views.mentoring.pairs_tab import PairsTab
from desktop.views.page import Page
from desktop.views.widgets.basic import ICON, column
from desktop.views.widgets.tabs import tabs
from desktop.views.workbench import Place, Workbench


class MentoringPage(Page):
    """Three tabs: the pools, the board of pairs, the pairs of the year."""

    key: ClassVar[str] = "mentoring"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "mentoring_member",
            "mentoring_form",
            "term_alias",
            "earlier_pair",
            "pair_choice",
            "pairing",
            "pair",
            "pair_line",
            "event_registration",
            "person",
            "agency",
            "activity_change",
        }
    )

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.members = MembersTab(self)
        self.board = BoardTab(self)
        self.pairs = PairsTab(self)
        self._build()
        self.tabs.currentChanged.connect(lambda _at: self._show_tab())

    def reload(self) -> None:
        """Read everything anew; whoever was selected stays so."""
        found = mentoring_acts.overview(self.bench.office)
        schedule = found.schedule.in_language(self.bench.texts.language)
        self.header.subtitle.setText(f"{found.clause}　{schedule}")
        self._show_tab()

    def show_place(self, place: Place) -> None:
        """Show a pair, or a member by the person."""
        if place.field == "pairs":
            self.tabs.setCurrentWidget(self.board)
        elif place.nomination_id is not None:
            self.tabs.setCurrentWidget(self.pairs if place.field == "pair" else self.members)
            (self.pairs if place.field == "pair" else self.members).select(place.nomination_id)

    def take_files(self, files: Iterable[Path]) -> bool:
        """Preview a dropped list of mentors or mentees."""
        kinds = {kind: role for role, kind in LISTS.items()}
        for path in files:
            role = kinds.get(file_kinds.kind_of(path) or "")
            if role:
                self.tabs.setCurrentWidget(self.members)
                self.members.take(path, role)
                return True
        return False

    def search(self) -> None:
        """Ctrl+F."""
        if self.tabs.currentWidget() is self.board:
            self.board.search()
        else:
            self.members.add_field.setFocus()

    def leave(self) -> None:
        """Save what is being typed."""
        self.members.flush()
        self.pairs.flush()

    def _build(self) -> None:
        bench = self.bench
        entries = (
            Entry("view.mentoring.print.booklet", lambda: drawn.booklet(bench.office, self.key)),
            Entry("view.mentoring.print.roster", lambda: drawn.pair_papers(bench.office, "roster")),
            Entry("view.mentoring.print.agreements", partial(self._papers, "agreement")),
            Entry("view.mentoring.print.diaries", partial(self._papers, "diary")),
            Entry("view.mentoring.print.report", lambda: drawn.pairs_report(bench.office)),
            Entry("view.mentoring.print.blank", lambda: drawn.blank(bench.office, self.key)),
        )
        self.header.add(PrintMenu(bench, entries))
        self.header.add(export_button(bench, self.members.model, "mentoring", self))
        self.header.add(self._import_menu())
        self.tabs = tabs(
            bench,
            (self.members, "view.mentoring.tab.members"),
            (self.board, "view.mentoring.tab.board"),
            (self.pairs, "view.mentoring.tab.pairs"),
        )
        holder = QWidget()
        holder.setLayout(column(self.tabs))
        self.set_body(holder)

    def _import_menu(self) -> QPushButton:
        bench, made = self.bench, QPushButton()
        made.setObjectName("import")
        made.setAutoDefault(False)
        made.setIconSize(ICON)
        bench.texts.bind(made, made.setText, "view.lists.import")
        bench.theme.bind(made, lambda: made.setIcon(bench.theme.icon("file-up")))
        menu = QMenu(made)
        for role in LISTS:
            action = menu.addAction("", partial(self._choose_file, role))
            bench.texts.bind(menu, action.setText, f"view.mentoring.import.{role}")
        made.setMenu(menu)
        return made

    def _choose_file(self, role: str) -> None:
        path = choose_file(self.bench, self)
        if path is not None:
            self.members.take(path, role)

    def _papers(self, kind: str) -> Draw:
        """Of the pairs that are selected among those of the year; of all where none is."""
        return drawn.pair_papers(self.bench.office, kind, [one.id for one in self.pairs.selected])

    def _show_tab(self) -> None:
        """Read what only the tab that is seen needs."""
        shown = self.tabs.currentWidget()
        if shown is self.members:
            self.members.show_all(mentoring_acts.overview(self.bench.office))
        elif shown is self.board:
            self.board.load()
        else:
            self.pairs.show_all(pairs.read(self.bench.office))
