"""收發彙整: rounds with the agencies, who has answered, and one ranked list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QComboBox, QFileDialog, QStackedWidget, QWidget

from desktop.core.clock import roc_short
from desktop.core.progress import Progress
from desktop.services import file_kinds, round_collect, rounds
from desktop.services.round_collect import Collected
from desktop.views.collection import collected
from desktop.views.collection.board import BoardTab
from desktop.views.collection.letters import LettersTab
from desktop.views.collection.opening import OpenRoundDialog
from desktop.views.collection.ranking import RankingTab
from desktop.views.lists import drawn
from desktop.views.lists.acting import act
from desktop.views.lists.export_menu import export_button
from desktop.views.lists.print_menu import Entry, PrintMenu
from desktop.views.page import Page
from desktop.views.widgets.basic import button, column, row
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.tabs import tabs
from desktop.views.workbench import Workbench

_PAPERS = ("reminder", "questions", "consolidated")
"""Functions of `services.round_papers`."""


class CollectionPage(Page):
    """A choice of the round, and three tabs; the book of letters needs no round."""

    key: ClassVar[str] = "collection"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "collection_round",
            "round_agency",
            "round_return",
            "round_entry",
            "nomination",
            "camp_member",
            "person",
            "agency",
            "course_history",
            "activity_change",
            "letter",
            "deadline",
        }
    )

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.choice = QComboBox()
        self.choice.setObjectName("round")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        bench.texts.bind(self.choice, self.choice.setAccessibleName, "view.collection.round")
        self.choice.activated.connect(lambda _at: self.reload())
        self.board = BoardTab(self)
        self.ranking = RankingTab(self)
        self.letters = LettersTab(self)
        self.close_round = button(bench, "view.collection.close", self._close, name="close-round")
        self._stacks = [self._or_empty("board", self.board), self._or_empty("ranking", self.ranking)]
        self.tabs = tabs(
            bench,
            (self._stacks[0], "view.collection.tab.board"),
            (self._stacks[1], "view.collection.tab.ranking"),
            (self.letters, "view.collection.tab.letters"),
        )
        self._build()

    @property
    def round_id(self) -> int | None:
        """The round that is shown; None while there is none."""
        chosen = self.choice.currentData()
        return None if chosen is None else int(chosen)

    def reload(self) -> None:
        """Read everything anew; the round that was chosen stays so."""
        chosen, texts = self.round_id, self.bench.texts
        found = rounds.listing(self.bench.office)
        self.choice.clear()
        for one in found:
            closed = "" if one.state == "open" else f"　{texts.text('view.collection.closed')}"
            session = "" if one.session is None else texts.text("rounds.list.session", session=one.session)
            said = "　".join(part for part in (one.title, session, roc_short(one.due)) if part)
            self.choice.addItem(f"{said}{closed}", one.id)
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0) if found else -1)
        self.choice.ensurePolished()
        self.choice.updateGeometry()
        for stack in self._stacks:
            stack.setCurrentIndex(1 if found else 0)
        self._of_round.setVisible(bool(found))
        self.letters.reload()
        if self.round_id is not None:
            self.board.show_round(self.round_id)
            self.ranking.show_round(self.round_id)
            is_open = self.board.board is not None and self.board.board.open
            code = "view.collection.close" if is_open else "view.collection.reopen"
            texts.bind(self.close_round, self.close_round.setText, code)

    def take_files(self, files: Iterable[Path]) -> bool:
        """Take dropped files that came back: those with a mark wherever one is, any table on this page."""
        wanted = [one for one in files if self.isVisible() or file_kinds.is_returned(one)]
        if not wanted or not rounds.listing(self.bench.office, state="open"):
            return False
        self.collect(wanted)
        return True

    def collect(self, files: Sequence[Path]) -> None:
        """Take files in the worker, and tell what became of each."""
        office = self.bench.office

        def work(progress: Progress) -> tuple[Collected, ...]:
            return round_collect.collect(office, files, progress=progress)

        self.bench.runner.run(work, self._collected, label="rounds.step_read")

    def leave(self) -> None:
        """Save what is being typed."""
        self.board.leave()
        self.letters.leave()

    def open_round(self) -> None:
        """Ask what the round shall be."""
        OpenRoundDialog(self.bench, self._show_new, self).open()

    def _build(self) -> None:
        bench = self.bench
        entries = tuple(
            Entry(f"view.collection.print.{one}", partial(self._drawn, one), self._has_round)
            for one in _PAPERS
        )
        entries += (
            Entry("view.collection.print.memo", self._memo, self._has_round),
            Entry("view.collection.print.cover", lambda: drawn.submission_letter(bench.office)),
            Entry(
                "view.collection.print.letters",
                lambda: drawn.letter_book(bench.office),
                lambda: bool(self.letters.model.rows),
            ),
        )
        self.header.add(PrintMenu(bench, entries))
        self.header.add(export_button(bench, self.ranking.model, "consolidated", self))
        self.header.add(
            button(bench, "view.collection.collect", self._choose, icon="file-up", name="collect-files")
        )
        self.header.add(
            button(
                bench, "view.collection.open", self.open_round, kind="primary", icon="mail", name="open-round"
            )
        )
        self._of_round = QWidget()
        self._of_round.setLayout(row(self.choice, None, self.close_round))
        body = column(self._of_round, self.tabs)
        body.setStretchFactor(self.tabs, 1)
        holder = QWidget()
        holder.setLayout(body)
        self.set_body(holder)

    def _or_empty(self, name: str, tab: QWidget) -> QStackedWidget:
        """A tab, or what to do first while there is no round."""
        bench = self.bench
        empty = Empty(
            bench,
            "mail",
            "view.collection.empty",
            "view.collection.empty-text",
            button(bench, "view.collection.open", self.open_round, name=f"first-round-{name}"),
        )
        made = QStackedWidget()
        made.addWidget(empty)
        made.addWidget(tab)
        return made

    def show_tab(self, tab: QWidget) -> None:
        """Show the board, the ranked list, or the book of letters."""
        at = {self.board: 0, self.ranking: 1, self.letters: 2}[tab]
        self.tabs.setCurrentIndex(at)

    def _has_round(self) -> bool:
        return self.round_id is not None

    def _drawn(self, paper: str) -> drawn.Draw:
        assert self.round_id is not None
        return drawn.round_paper(self.bench.office, self.round_id, paper)

    def _memo(self) -> drawn.Draw:
        found = self.board.board
        assert found is not None, "the entry is pale without a round"
        return drawn.memo(self.bench.office, found.activity)

    def _choose(self) -> None:
        title = self.bench.texts.text("view.collection.collect")
        kinds = "Excel, ODS, CSV (*.xlsx *.ods *.csv)"
        chosen, _ = QFileDialog.getOpenFileNames(self, title.rstrip("…"), "", kinds)
        if chosen:
            self.collect([Path(one) for one in chosen])

    def _collected(self, found: tuple[Collected, ...]) -> None:
        collected.tell(self.bench, found, self)

    def _show_new(self, made: int) -> None:
        self.choice.setCurrentIndex(max(self.choice.findData(made), 0))
        self.reload()

    def _close(self) -> None:
        found = self.board.board
        if found is not None:
            self.leave()
            act(self, rounds.close, found.id, closed=found.open)
