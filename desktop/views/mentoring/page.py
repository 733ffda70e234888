"""電子師徒: who is recommended, who is paired with whom, and what the pairs do all year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from desktop.core.errors import KnownError
from desktop.core.progress import Progress
from desktop.services import (
    earlier_pairs,
    file_kinds,
    mentoring,
    mentoring_acts,
    pairs,
    pairs_report,
)
from desktop.services.mentoring_acts import Overview
from desktop.services.places import BOARD, YEAR
from desktop.views.lists import drawn
from desktop.views.lists.drawn import Draw
from desktop.views.lists.export_menu import export_button
from desktop.views.lists.import_dialog import FileImportDialog, ImportFile, choose_file
from desktop.views.lists.print_menu import Entry, PrintMenu
from desktop.views.mentoring.board import BoardTab
from desktop.views.mentoring.members import MembersTab
from desktop.views.mentoring.pairs_tab import PairsTab
from desktop.views.mentoring.report_tab import PairsReportTab
from desktop.views.mentoring.union_dialog import UnionDialog
from desktop.views.page import Page
from desktop.views.widgets.basic import ICON, column
from desktop.views.widgets.tabs import tabs
from desktop.views.workbench import Place, Workbench

if TYPE_CHECKING:
    from desktop.services.mentoring_union import Union

_IMPORTS: Mapping[str, ImportFile] = {
    "mentors": mentoring.import_mentors,
    "mentees": mentoring.import_mentees,
    "mentoring": mentoring.import_both,
    earlier_pairs.KIND: earlier_pairs.import_file,
}
"""Kind of a file → what takes it, after a preview."""


class MentoringPage(Page):
    """Four tabs: the pools, the board of pairs, the pairs of the year, what came of it."""

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
        self.report = PairsReportTab(self)
        self._build()
        self.tabs.currentChanged.connect(lambda _at: self._show_tab())

    def reload(self) -> None:
        """Read everything anew; whoever was selected stays so."""
        found = mentoring_acts.overview(self.bench.office)
        schedule = found.schedule.in_language(self.bench.texts.language)
        self.header.subtitle.setText(f"{found.clause}　{schedule}")
        self._show_tab(found)

    def show_place(self, place: Place) -> None:
        """Show the board, the pair of a mentee in its year, or a member."""
        if place.field == BOARD:
            self.tabs.setCurrentWidget(self.board)
        elif place.field == YEAR:
            self.tabs.setCurrentWidget(self.pairs)
            self.pairs.select_mentee(place.nomination_id or 0)
        elif place.nomination_id is not None:
            self.tabs.setCurrentWidget(self.members)
            self.members.select(place.nomination_id)

    def take_files(self, files: Iterable[Path]) -> bool:
        """Preview a dropped list of mentors or mentees."""
        for path in files:
            taken = _IMPORTS.get(file_kinds.kind_of(path) or "")
            if taken is not None:
                FileImportDialog(self.bench, path, taken, self).open()
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
        self.header.add(self._files_menu())
        self.tabs = tabs(
            bench,
            (self.members, "view.mentoring.tab.members"),
            (self.board, "view.mentoring.tab.board"),
            (self.pairs, "view.mentoring.tab.pairs"),
            (self.report, "view.mentoring.tab.report"),
        )
        holder = QWidget()
        holder.setLayout(column(self.tabs))
        self.set_body(holder)

    def _files_menu(self) -> QPushButton:
        """Lists that come in, and files that go to neighbours and come from them."""
        bench, made = self.bench, QPushButton()
        made.setObjectName("files")
        made.setAutoDefault(False)
        made.setIconSize(ICON)
        bench.texts.bind(made, made.setText, "view.mentoring.files")
        bench.theme.bind(made, lambda: made.setIcon(bench.theme.icon("file-up")))
        menu = QMenu(made)
        for kind in _IMPORTS:
            action = menu.addAction("", partial(self._choose_file, kind))
            bench.texts.bind(menu, action.setText, f"view.mentoring.import.{kind}")
        menu.addSeparator()
        for name, done in (("write", self._choose_target), ("read", self._choose_pools)):
            action = menu.addAction("", done)
            bench.texts.bind(menu, action.setText, f"view.mentoring.union.{name}")
        made.setMenu(menu)
        return made

    def ask_union(self, files: list[Path]) -> None:
        """Pair together with neighbours' files in the worker, and show what it would gain."""
        bench = self.bench

        def work(_progress: Progress) -> Union:
            from desktop.services import mentoring_union  # lazy: it takes long to load

            return mentoring_union.read(bench.office, files)

        def done(found: Union) -> None:
            UnionDialog(bench, found, self).open()

        bench.runner.run(work, done, failed=bench.presenter.present, label="view.mentoring.step-union")

    def write_pool(self, path: Path) -> None:
        """Write our own people without names, for a neighbour."""

        from desktop.services import mentoring_union  # lazy: as above

        texts = self.bench.texts
        try:
            count = mentoring_union.export_pool(self.bench.office, path)
        except KnownError as error:
            self.bench.presenter.present(error)
            return
        self.bench.presenter.say(texts.text("view.mentoring.union.written", count=count, path=str(path)))

    def _choose_pools(self) -> None:
        title = self.bench.texts.text("view.mentoring.union.read").rstrip("…")
        chosen, _kind = QFileDialog.getOpenFileNames(self, title, "", "JSON (*.json)")
        if chosen:
            self.ask_union([Path(one) for one in chosen])

    def _choose_target(self) -> None:
        title = self.bench.texts.text("view.mentoring.union.write").rstrip("…")
        chosen, _kind = QFileDialog.getSaveFileName(self, title, "pool.json", "JSON (*.json)")
        if chosen:
            self.write_pool(Path(chosen))

    def _choose_file(self, kind: str) -> None:
        path = choose_file(self.bench, self)
        if path is not None:
            FileImportDialog(self.bench, path, _IMPORTS[kind], self).open()

    def _papers(self, kind: str) -> Draw:
        """Of the pairs that are selected while they are seen; else of all."""
        seen = self.tabs.currentWidget() is self.pairs
        ids = [one.id for one in self.pairs.selected] if seen else []
        return drawn.pair_papers(self.bench.office, kind, ids)

    def _show_tab(self, found: Overview | None = None) -> None:
        """Read what only the tab that is seen needs; `found` are the pools where they are read already."""
        shown = self.tabs.currentWidget()
        if shown is self.members:
            self.members.show_all(found or mentoring_acts.overview(self.bench.office))
        elif shown is self.board:
            self.board.load()
        elif shown is self.pairs:
            self.pairs.show_all(pairs.read(self.bench.office))
        else:
            self.report.show_report(pairs_report.read(self.bench.office))
