"""The middle of the page: a course's sessions, what letters say of one, the field to add, and the table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QTabBar, QWidget

from desktop.services import nominate_person
from desktop.services.courses import CourseSummary, Line, SessionSummary
from desktop.views.courses import words as told
from desktop.views.courses.nominees import NomineeTable
from desktop.views.lists.adding import AddField
from desktop.views.widgets.basic import button, column, label, row
from desktop.views.widgets.empty import Empty
from desktop.views.workbench import Place, Workbench


class SessionDesk(QWidget):
    """Signals: `session_chosen` with its number; `letter_asked`, `judge_asked` and `import_asked`."""

    session_chosen = Signal(int)
    letter_asked = Signal()
    judge_asked = Signal()
    import_asked = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self.table = NomineeTable(bench)
        self.add = AddField(bench)
        self._build()

    def show_course(self, course: CourseSummary, session: int) -> None:
        """Show a course's sessions as tabs, one of them chosen."""
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(course.sessions):
            self.tabs.removeTab(self.tabs.count() - 1)
        for at, one in enumerate(course.sessions):
            if at == self.tabs.count():
                self.tabs.addTab("")
            self.tabs.setTabText(at, told.tab(self._bench.texts, one))
            self.tabs.setTabData(at, one.number)
            if one.number == session:
                self.tabs.setCurrentIndex(at)
        self.tabs.blockSignals(False)

    def show_session(self, course: CourseSummary, session: SessionSummary, lines: Sequence[Line]) -> None:
        """Show one session's nominees."""
        texts = self._bench.texts
        self._announced.setText(told.announced(texts, session))
        self._warn(session)
        judge = partial(nominate_person.judge_people, self._bench.office, course.id)
        self.add.aim(course.id, session.number, judge)
        self.add.setEnabled(session.planned)
        self.table.show_lines(lines, (course.id, session.number))
        self._stack.setCurrentWidget(self.table if lines else self._empty)

    def _warn(self, session: SessionSummary) -> None:
        """Say what the center would send back about the session itself."""
        texts = self._bench.texts
        over = session.regular - session.seats if session.seats is not None else 0
        self._warning.setText(
            texts.count("view.courses.over", over) if over > 0 else texts.text("view.courses.taken-back")
        )
        self._warning.setVisible(over > 0 or not session.planned)
        self._announced.setVisible(session.planned)

    def show_roster_missing(self) -> None:
        """Without a roster nobody can be nominated: say where to begin."""
        self.add.setEnabled(False)
        self._stack.setCurrentWidget(self._no_roster)

    def show_changed(self, count: int) -> None:
        """Say that newer data changes the verdicts of some nominees of the course."""
        self._changed.setVisible(count > 0)
        if count:
            self._changed_text.setText(self._bench.texts.count("view.courses.changed", count))

    def _build(self) -> None:
        bench = self._bench
        self.tabs = QTabBar()
        self.tabs.setObjectName("sessions")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        bench.texts.bind(self.tabs, self.tabs.setAccessibleName, "view.courses.sessions")
        self.tabs.currentChanged.connect(lambda at: self.session_chosen.emit(self.tabs.tabData(at)))
        bench.theme.changed.connect(self.tabs.updateGeometry)
        self._announced = label(role="soft", wrap=True)
        self._announced.setObjectName("announced")
        self.letter = button(
            bench, "view.courses.letter", self.letter_asked.emit, kind="link", icon="file-text", name="letter"
        )
        self.opener = button(
            bench, "view.courses.detail.open", _open, kind="link", icon="info", name="open-detail"
        )
        self._warning = label(wrap=True, tone="bad")
        self._warning.setObjectName("session-warning")
        self._warning.hide()
        said = column(self._announced, self._warning, gap=2)
        about = row(said, self.letter, self.opener)
        about.setStretchFactor(said, 1)
        layout = column(self.tabs, about, self.add, self._build_changed(), self._build_stack())
        layout.setStretchFactor(self._stack, 1)
        self.setLayout(layout)
        self.add.found.setParent(self)
        self.add.found.hide()
        self.setFocusProxy(self.table)

    def _build_changed(self) -> QFrame:
        self._changed = QFrame()
        self._changed.setProperty("banner", "doubt")
        self._changed_text = label(wrap=True)
        self._changed_text.setObjectName("changed-text")
        again = button(self._bench, "view.courses.judge-all", self.judge_asked.emit, name="judge-all")
        content = row(self._changed_text, again, margins=(12, 6, 8, 6))
        content.setStretchFactor(self._changed_text, 1)
        self._changed.setLayout(content)
        self._changed.hide()
        return self._changed

    def _build_stack(self) -> QStackedWidget:
        bench = self._bench
        take = button(
            bench, "view.courses.import", self.import_asked.emit, icon="file-up", name="import-first"
        )
        self._empty = Empty(bench, "user-plus", "view.courses.empty.title", "view.courses.empty.text", take)
        roster = button(
            bench,
            "view.courses.no-roster.go",
            lambda: bench.navigator.go(Place("roster")),
            icon="users",
            name="go-roster",
        )
        self._no_roster = Empty(
            bench, "users", "view.courses.no-roster.title", "view.courses.no-roster.text", roster
        )
        self._stack = QStackedWidget()
        for widget in (self.table, self._empty, self._no_roster):
            self._stack.addWidget(widget)
        return self._stack


def _open() -> None:
    """What holds the detail opens it."""
