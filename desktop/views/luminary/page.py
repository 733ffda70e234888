"""熠星方案: the proposal, and the self-diagnosis answered, agreed on, and reported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QFileDialog, QInputDialog, QStackedWidget, QWidget

from desktop.core.progress import Progress
from desktop.services import diagnoses, diagnosis_agreed, diagnosis_report, file_kinds, luminary_steps
from desktop.views.lists import drawn
from desktop.views.lists.acting import act
from desktop.views.lists.print_menu import Entry, PrintMenu
from desktop.views.luminary import taken
from desktop.views.luminary.answering import AnsweringTab
from desktop.views.luminary.consensus import ConsensusTab
from desktop.views.luminary.proposal import ProposalTab
from desktop.views.luminary.report import ReportTab
from desktop.views.luminary.stepper import Stepper
from desktop.views.page import Page
from desktop.views.widgets.basic import button, column
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.tabs import tabs
from desktop.views.workbench import Place, Workbench

if TYPE_CHECKING:
    from desktop.services.diagnosis_files import Taken

_MOST_SHEETS = 50
_PARTS = {"team": "team", "proposal": "fields", "consultation": "visit", "sharing": "share"}
"""Step → the part of the proposal where it is entered."""


class LuminaryPage(Page):
    """Four tabs: proposal, answering, consensus, report; the steps of the programme above them."""

    key: ClassVar[str] = "luminary"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "diagnosis",
            "respondent",
            "answer",
            "decision",
            "luminary_proposal",
            "luminary_line",
            "activity_change",
            "setting",
            "office",
        }
    )

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.steps = Stepper(bench, self.show_step)
        self.proposal = ProposalTab(self)
        self.answering = AnsweringTab(self)
        self.consensus = ConsensusTab(self)
        self.report = ReportTab(self)
        self._build()
        self.tabs.currentChanged.connect(lambda _at: self._show_tab())

    def reload(self) -> None:
        """Read everything anew; the respondent, the section and the item stay."""
        lines = diagnoses.respondents(self.bench.office)
        self._stack.setCurrentIndex(1 if lines else 0)
        self.answering.show_all(lines)
        self.steps.show_steps(luminary_steps.read(self.bench.office))
        self._show_tab()

    def show_place(self, place: Place) -> None:
        """Show an item of the consensus, such as A1."""
        if place.field:
            self.tabs.setCurrentWidget(self.consensus)
            self.consensus.select(place.field)

    def take_files(self, files: Iterable[Path]) -> bool:
        """Take answer sheets: those with a mark wherever one is, any table on this page."""
        wanted = [one for one in files if file_kinds.is_answer_sheet(one)]
        if wanted:
            self.take(wanted)
        return bool(wanted)

    def take(self, files: list[Path]) -> None:
        """Take files in the worker, and tell what became of each."""
        office = self.bench.office

        def work(_progress: Progress) -> tuple[Taken, ...]:
            from desktop.services import diagnosis_files  # lazy: only here files are read

            return diagnosis_files.take(office, files)

        self.bench.runner.run(work, self._taken, label="rounds.step_read")

    def leave(self) -> None:
        """Save what is being typed."""
        self.answering.flush()
        self.proposal.flush()

    def show_step(self, name: str) -> None:
        """Go where a step of the programme is done."""
        if name == "selection":
            self.proposal.ask_state()
        elif name == "diagnosis":
            self.tabs.setCurrentWidget(self._stack)
        else:
            self.tabs.setCurrentWidget(self.proposal)
            self.proposal.show_part(_PARTS[name])

    def _build(self) -> None:
        bench = self.bench
        entries = (
            Entry("view.luminary.print.blank", lambda: drawn.questionnaire(bench.office)),
            Entry("view.luminary.print.report", lambda: drawn.diagnosis(bench.office)),
            Entry("view.luminary.print.proposal", lambda: drawn.booklet(bench.office, self.key)),
            Entry("view.luminary.print.blank-proposal", lambda: drawn.blank(bench.office, self.key)),
            Entry("view.luminary.print.closing", lambda: drawn.closing(bench.office)),
        )
        self.header.add(PrintMenu(bench, entries))
        self.header.add(
            button(bench, "view.luminary.sheets", self._write_sheets, icon="file-down", name="sheets")
        )
        self.header.add(button(bench, "view.luminary.take", self._choose, icon="file-up", name="take-sheets"))
        self.header.add(
            button(bench, "view.luminary.add", self._add, kind="primary", icon="user-plus", name="add")
        )
        empty = Empty(
            bench,
            "clipboard-check",
            "view.luminary.empty",
            "view.luminary.empty-text",
            button(bench, "view.luminary.add", self._add, name="first-respondent"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(self.answering)
        self.tabs = tabs(
            bench,
            (self.proposal, "view.luminary.tab.proposal"),
            (self._stack, "view.luminary.tab.answering"),
            (self.consensus, "view.luminary.tab.consensus"),
            (self.report, "view.luminary.tab.report"),
        )
        holder = QWidget()
        body = column(self.steps, self.tabs)
        body.setStretchFactor(self.tabs, 1)
        holder.setLayout(body)
        self.set_body(holder)

    def _show_tab(self) -> None:
        """Read what only the tab that is seen needs."""
        shown = self.tabs.currentWidget()
        if shown is self.proposal:
            self.proposal.show_all()
        elif shown is self.consensus:
            self.consensus.show_all(diagnosis_agreed.read(self.bench.office))
        elif shown is self.report:
            self.report.show_report(diagnosis_report.read(self.bench.office))

    def _add(self) -> None:
        self.tabs.setCurrentWidget(self._stack)
        if act(self, diagnoses.add):
            newest = max(diagnoses.respondents(self.bench.office), key=lambda line: line.number)
            self.answering.select(newest.id)

    def _write_sheets(self) -> None:
        texts = self.bench.texts
        title, asked = texts.text("view.luminary.sheets").rstrip("…"), texts.text("view.luminary.how-many")
        count, given = QInputDialog.getInt(self, title, asked, 5, 1, _MOST_SHEETS)
        folder = QFileDialog.getExistingDirectory(self, title) if given else ""
        if folder:
            self._write(Path(folder), count)

    def _write(self, folder: Path, count: int) -> None:
        def work(_progress: Progress) -> tuple[Path, ...]:
            from desktop.services import diagnosis_files  # lazy: it loads openpyxl

            return diagnosis_files.export_sheets(folder, count)

        def done(files: tuple[Path, ...]) -> None:
            said = self.bench.texts.text("view.luminary.written", count=len(files), path=str(folder))
            self.bench.presenter.say(said)

        self.bench.runner.run(work, done, label="rounds.step_write")

    def _choose(self) -> None:
        title = self.bench.texts.text("view.luminary.take").rstrip("…")
        kinds = "Excel, ODS, CSV, JSON (*.xlsx *.ods *.csv *.json)"
        chosen, _ = QFileDialog.getOpenFileNames(self, title, "", kinds)
        if chosen:
            self.take([Path(one) for one in chosen])

    def _taken(self, found: tuple[Taken, ...]) -> None:
        taken.tell(self.bench, found, self)
