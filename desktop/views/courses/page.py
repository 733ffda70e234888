"""The page of courses: which course, which session, who is nominated there and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCheckBox, QMenu, QWidget

from desktop.services import courses, file_kinds, nominee_detail, outcome_import
from desktop.services.courses import CourseSummary, Line, Overview
from desktop.views.courses.acts import Acts
from desktop.views.courses.course_list import CourseList
from desktop.views.courses.desk import SessionDesk
from desktop.views.courses.detail import DetailPane, fill_sessions
from desktop.views.courses.import_dialog import ImportDialog
from desktop.views.courses.letter import LetterDialog
from desktop.views.courses.outcome_dialog import OutcomeDialog
from desktop.views.courses.printing import entries
from desktop.views.lists.attest import AttestDialog
from desktop.views.lists.import_dialog import FileImportDialog, choose_file
from desktop.views.lists.print_menu import PrintMenu
from desktop.views.lists.side import ListWithDetail
from desktop.views.lists.withdraw import WithdrawDialog
from desktop.views.page import Page
from desktop.views.widgets.basic import button, column, row
from desktop.views.workbench import Place, Workbench

_COURSES_WIDTH = 184


class CoursesPage(Page):
    """Courses at the left, the session's nominees in the middle, the detail of whoever is selected."""

    key: ClassVar[str] = "courses"
    tables: ClassVar[frozenset[str]] = frozenset(
        {"nomination", "person", "agency", "course_history", "activity_change", "setting", "office"}
    )

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._overview: Overview | None = None
        self._lines: Sequence[Line] = ()
        self._course_id = ""
        self._session = 1
        self._listing = False
        """While rows are changed the detail waits: it is read once, when all is listed."""
        self._acts = Acts(bench, self.reload)
        self.list = CourseList(bench)
        self.desk = SessionDesk(bench)
        self.detail = DetailPane(bench)
        self.table, self.field = self.desk.table, self.desk.add
        self._side = ListWithDetail(
            bench, self.desk, self.detail, opener=self.desk.opener, closer=self.detail.closer
        )
        self._build_header()
        self._build_body()
        self._connect()

    def reload(self) -> None:
        """Read counts and nominees anew; whoever was selected stays so."""
        self._overview = courses.overview(self.bench.office)
        known = [one.id for one in self._overview.courses]
        self._course_id = self._course_id if self._course_id in known else known[0]
        self.list.show_courses(self._overview.courses, self._course_id)
        self._complete.blockSignals(True)
        self._complete.setChecked(self._overview.history_complete)
        self._complete.blockSignals(False)
        self._show_course()
        self.field.read_ahead()
        self.field.search_again()

    def show_place(self, place: Place) -> None:
        """Show a course, a nominee of it, and the field that is meant."""
        if place.activity:
            self.list.select(place.activity)
        wanted = (place.nomination_id, place.person_id)
        line = next((one for one in self._lines if one.id == wanted[0] or one.person_id == wanted[1]), None)
        if line is None:
            return
        self._choose_session(line.session)
        self.table.select_ids([line.id])
        self._side.open_detail()
        if not self.detail.form.focus(place.field):
            self.table.setFocus()

    def take_files(self, files: Iterable[Path]) -> bool:
        """Preview a dropped file that lists nominees, or what became of them."""
        for path in files:
            kind = file_kinds.kind_of(path)
            if kind == "nominations":
                self._preview(path)
                return True
            if kind == "attendance":
                FileImportDialog(self.bench, path, outcome_import.import_file, self).open()
                return True
        return False

    def search(self) -> None:
        """Ctrl+F: find somebody to nominate."""
        self.field.setFocus()
        self.field.selectAll()

    def leave(self) -> None:
        """Save what is being typed."""
        self.detail.form.flush()

    @property
    def course(self) -> CourseSummary:
        """The course that is shown."""
        assert self._overview is not None, "a page is read before it is shown"
        return next(one for one in self._overview.courses if one.id == self._course_id)

    @property
    def selected(self) -> list[Line]:
        """The nominees that are selected, in rank order."""
        ids = self.table.selected_ids()
        by_id = {line.id: line for line in self._lines}
        return [by_id[one] for one in ids if one in by_id]

    def _build_header(self) -> None:
        bench = self.bench
        printed = entries(
            bench, lambda: self.course, lambda: self._session, lambda: [line.id for line in self.selected]
        )
        self.header.add(PrintMenu(bench, printed))
        self.header.add(
            button(bench, "view.courses.import", self._choose_file, icon="file-up", name="import")
        )
        self.header.add(
            button(
                bench, "view.courses.nominate", self.search, kind="primary", icon="user-plus", name="nominate"
            )
        )

    def _build_body(self) -> None:
        self._complete = QCheckBox()
        self._complete.setObjectName("history-complete")
        texts = self.bench.texts
        texts.bind(self._complete, self._complete.setText, "view.courses.complete")
        texts.bind(self._complete, self._complete.setToolTip, "view.courses.complete-tip")
        left = column(self.list, self._complete)
        left.setStretchFactor(self.list, 1)
        body = row(left, self._side, gap=12)
        body.setStretchFactor(self._side, 1)
        self.bench.theme.bind(
            self, lambda: self.list.setFixedWidth(round(_COURSES_WIDTH * self.bench.theme.text_size))
        )
        self.set_body(body)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """From left to right and from top to bottom, as it is seen."""
        desk = self.desk
        order = (self.list, self._complete, desk.tabs, desk.letter, desk.opener, desk.add, desk.table)
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _connect(self) -> None:
        acts, desk, detail = self._acts, self.desk, self.detail
        self.list.chosen.connect(self._choose_course)
        self._complete.toggled.connect(acts.state_complete)
        desk.session_chosen.connect(self._choose_session)
        desk.letter_asked.connect(self._ask_letter)
        desk.judge_asked.connect(lambda: acts.judge_again([line.id for line in self._lines if line.changed]))
        desk.import_asked.connect(self._choose_file)
        self.field.added.connect(self._nominate)
        self.field.held_chosen.connect(lambda one: self.show_place(Place(self.key, nomination_id=one)))
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_selection())
        self.table.activated_id.connect(lambda _id: self._side.open_detail())
        self.table.remove_asked.connect(self._ask_withdraw)
        self.table.moved.connect(acts.move)
        self.table.customContextMenuRequested.connect(self._show_menu)
        detail.form.stated.connect(acts.restate)
        detail.attest_asked.connect(self._ask_attest)
        detail.withdraw_asked.connect(self._ask_withdraw)
        detail.outcome_asked.connect(self._ask_outcome)
        detail.judge_asked.connect(lambda: acts.judge_again([line.id for line in self.selected]))
        detail.alternate_asked.connect(
            lambda to: acts.make_alternate([line.id for line in self.selected], to)
        )
        detail.transfer_asked.connect(self._transfer)

    def _choose_course(self, course: str) -> None:
        self._course_id, self._session = course, 1
        self._show_course()

    def _choose_session(self, session: int) -> None:
        if session != self._session:
            self._session = session
            self.desk.show_course(self.course, session)
            self._show_session()

    def _show_course(self) -> None:
        course, language = self.course, self.bench.texts.language
        numbers = [one.number for one in course.sessions]
        self._session = self._session if self._session in numbers else numbers[0]
        self._lines = courses.lines(self.bench.office, course.id)
        self.header.subtitle.setText(f"{course.clause}　{course.schedule.in_language(language)}")
        self.desk.show_course(course, self._session)
        self.desk.show_changed(sum(line.changed for line in self._lines))
        self._show_session()

    def _show_session(self) -> None:
        session = self.course.session(self._session)
        assert session is not None, "only the course's sessions are chosen"
        shown = [line for line in self._lines if line.session == self._session]
        self._listing = True
        self.desk.show_session(self.course, session, shown)
        if self._overview is not None and not self._overview.people:
            self.desk.show_roster_missing()
        if shown and not self.table.selected_ids():
            self.table.select_ids([shown[0].id])
        self._listing = False
        self._show_selection()

    def _show_selection(self) -> None:
        if self._listing:
            return
        chosen = self.selected
        if not chosen:
            self.detail.show_nobody(self.course)
        elif len(chosen) > 1:
            self.detail.show_many(chosen, self.course)
        else:
            found = nominee_detail.detail(self.bench.office, chosen[0].id)
            self.detail.show_one(chosen[0], found, self.course)

    def _nominate(self, person: int, alternate: bool) -> None:
        self._acts.nominate(self._course_id, self._session, person, alternate=alternate, done=self._nominated)

    def _nominated(self, nomination: int) -> None:
        self.table.select_ids([nomination])
        line = next((one for one in self._lines if one.id == nomination), None)
        if line is not None:
            texts = self.bench.texts
            verdict = texts.text(f"view.courses.verdict.{line.verdict}")
            self.bench.presenter.say(
                texts.text("view.courses.done.nominate", name=line.name, verdict=verdict)
            )

    def _transfer(self, session: int) -> None:
        self._acts.transfer([line.id for line in self.selected], session)

    def _ask_attest(self) -> None:
        lines = self.selected
        AttestDialog(self.bench, lines, lambda basis: self._acts.attest(lines, basis), self).open()

    def _ask_withdraw(self) -> None:
        lines = self.selected
        if lines:
            WithdrawDialog(self.bench, lines, lambda why: self._acts.withdraw(lines, why), self).open()

    def _ask_outcome(self) -> None:
        lines = self.selected
        ids = [line.id for line in lines]
        OutcomeDialog(self.bench, lines, partial(self._acts.record, ids), self).open()

    def _ask_letter(self) -> None:
        course = self._course_id
        LetterDialog(
            self.bench,
            self.course,
            self._session,
            lambda change, dialog: self._acts.change_session(course, change, dialog),
            self,
        ).open()

    def _choose_file(self) -> None:
        path = choose_file(self.bench, self, "view.courses.import")
        if path is not None and not self.take_files([path]):
            self._preview(path)

    def _preview(self, path: Path) -> None:
        assert self._overview is not None
        ImportDialog(self.bench, path, self._overview.courses, self._course_id, self).open()

    def _show_menu(self, at: QPoint) -> None:
        lines = self.selected
        if not lines:
            return
        texts, menu = self.bench.texts, QMenu(self.table)
        attest = menu.addAction(texts.text("view.courses.attest"), self._ask_attest)
        attest.setEnabled(any(line.attestable for line in lines))
        ids, regular = [line.id for line in lines], any(not line.alternate for line in lines)
        code = "view.courses.to-alternate" if regular else "view.courses.to-regular"
        menu.addAction(texts.text(code), lambda: self._acts.make_alternate(ids, regular))
        sessions = menu.addMenu(texts.text("view.courses.transfer"))
        fill_sessions(sessions, self.bench, self.course, lines, self._transfer)
        sessions.setEnabled(bool(sessions.actions()))
        menu.addSeparator()
        menu.addAction(texts.text("view.courses.outcome"), self._ask_outcome)
        menu.addAction(texts.text("view.courses.withdraw"), self._ask_withdraw)
        menu.popup(self.table.viewport().mapToGlobal(at))
