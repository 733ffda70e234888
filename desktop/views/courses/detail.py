"""The pane beside the list: why somebody may go, what is stated, and what can be done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from desktop.core.clock import roc_short
from desktop.services.courses import CourseSummary, Line
from desktop.services.nominee_detail import Detail, Fact, Why
from desktop.views.courses import words as told
from desktop.views.courses.statement import StatementForm
from desktop.views.lists import words as listed
from desktop.views.widgets.basic import button, chip, clear, column, label, restyle, row, rule, tool, words
from desktop.views.workbench import Place, Workbench


class DetailPane(QFrame):
    """Signals: `attest_asked`, `withdraw_asked`, `judge_asked`, `outcome_asked`; `alternate_asked` with what
    they become; `transfer_asked` with a session. All are about the nominees that are selected.
    """

    attest_asked = Signal()
    withdraw_asked = Signal()
    judge_asked = Signal()
    outcome_asked = Signal()
    alternate_asked = Signal(bool)
    transfer_asked = Signal(int)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self.setObjectName("detail")
        self.setProperty("card", "true")
        self.form = StatementForm(bench)
        self._lines: Sequence[Line] = ()
        self._build()

    def show_nobody(self, course: CourseSummary) -> None:
        """Nobody is selected: say whom the course is for."""
        self._lines = ()
        self.form.flush()
        self.form.forget()
        texts = self._bench.texts
        self._name.setText(texts.text("view.courses.detail.nobody"))
        who = course.who.in_language(texts.language)
        notes = [note.in_language(texts.language) for note in course.notes]
        self._who.setText("\n".join((f"{course.who_clause}　{who}", *notes)))
        self._show_parts(one=False, some=False)

    def show_many(self, lines: Sequence[Line], course: CourseSummary) -> None:
        """Several are selected: how they stand, and what can be done with all of them."""
        self._lines = lines
        self.form.flush()
        self.form.forget()
        texts = self._bench.texts
        counted = Counter(str(line.verdict) for line in lines)
        self._name.setText(texts.count("view.courses.detail.many", len(lines)))
        self._who.setText(
            "　".join(
                f"{listed.verdict(texts, answer)} {counted[answer]}"
                for answer in listed.TONES
                if counted[answer]
            )
        )
        self._show_parts(one=False, some=True)
        self._show_actions(course)

    def show_one(self, line: Line, detail: Detail, course: CourseSummary) -> None:
        """One is selected: everything about them."""
        self._lines = (line,)
        texts = self._bench.texts
        self._name.setText(line.name)
        rank = told.rank_grade(texts, line)
        parts = (line.agency, line.unit, line.title, rank, line.masked_id)
        self._who.setText("　".join(part for part in parts if part))
        self._verdict.setText(told.verdict_of(texts, line))
        restyle(self._verdict, tone=listed.TONES[line.verdict])
        self._star.setText(listed.priority(texts, line.priority))
        self._star.setToolTip("、".join(one.in_language(texts.language) for one in detail.priority))
        self._star.setVisible(bool(line.priority))
        self._show_change(line)
        self._show_whys(detail.whys)
        self._show_facts(detail.facts)
        self._show_attestation(line)
        self._show_outcome(line)
        self.form.load(line.id, detail.stated)
        self._show_parts(one=True, some=True)
        self._show_actions(course)

    def _build(self) -> None:
        bench = self._bench
        self._name = label(role="section", wrap=True)
        self._name.setObjectName("detail-name")
        self._who = label(role="soft", wrap=True)
        self._who.setObjectName("detail-who")
        self._verdict, self._star = chip(), chip(tone="star")
        self._link = button(
            bench, "view.courses.detail.roster", self._go, kind="link", icon="users", name="person-link"
        )
        self.closer = tool(bench, "view.courses.detail.close", _nothing, icon="x", name="close-detail")
        self._chips = QWidget()
        self._chips.setLayout(row(self._verdict, self._star, None, self._link))
        head = column(row(self._name, self.closer), self._who, self._chips, gap=4)
        self._body = QWidget()
        self._body.setLayout(self._build_body())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._body)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area = area
        self._actions = QWidget()
        self._actions.setLayout(self._build_actions())
        layout = column(head, area, self._actions, gap=8, margins=(16, 12, 8, 12))
        layout.setStretchFactor(area, 1)
        layout.addStretch(0)
        self.setLayout(layout)

    def _build_body(self) -> QVBoxLayout:
        bench = self._bench
        self._change = QFrame()
        self._change.setProperty("banner", "doubt")
        self._change_text = label(wrap=True)
        again = button(bench, "view.courses.judge", self.judge_asked.emit, name="judge-one")
        self._change.setLayout(column(self._change_text, row(None, again), margins=(12, 8, 12, 8)))
        self._whys, self._facts = QVBoxLayout(), QGridLayout()
        self._whys.setSpacing(8)
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(2)
        self._facts.setColumnStretch(1, 1)
        self._attested = label(wrap=True)
        self._outcome = label(wrap=True)
        self._outcome.setObjectName("detail-outcome")
        return column(
            self._change,
            self._whys,
            self._attested,
            self._outcome,
            rule(),
            words(bench, "view.courses.detail.facts", "soft"),
            self._facts,
            rule(),
            words(bench, "view.courses.detail.stated", "soft"),
            self.form,
            None,
            margins=(0, 0, 8, 0),
        )

    def _build_actions(self) -> QGridLayout:
        bench = self._bench
        self._attest = button(
            bench, "view.courses.attest", self.attest_asked.emit, icon="clipboard-check", name="attest"
        )
        self._withdraw = button(
            bench,
            "view.courses.withdraw",
            self.withdraw_asked.emit,
            kind="danger",
            icon="trash-2",
            name="withdraw",
        )
        self._alternate = button(bench, "view.courses.to-alternate", self._ask_alternate, name="alternate")
        self._transfer = button(bench, "view.courses.transfer", _nothing, name="transfer")
        self._transfer.setMenu(QMenu(self._transfer))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setSpacing(8)
        made_outcome = button(bench, "view.courses.outcome", self.outcome_asked.emit, name="outcome")
        actions = (self._attest, made_outcome, self._withdraw, self._alternate, self._transfer)
        for at, made in enumerate(actions):
            grid.addWidget(made, at // 3, at % 3)
        return grid

    def _show_parts(self, *, one: bool, some: bool) -> None:
        self._chips.setVisible(one)
        self._area.setVisible(one)
        self._actions.setVisible(some)

    def _show_actions(self, course: CourseSummary) -> None:
        texts = self._bench.texts
        self._attest.setEnabled(any(line.attestable for line in self._lines))
        regular = any(not line.alternate for line in self._lines)
        code = "view.courses.to-alternate" if regular else "view.courses.to-regular"
        self._alternate.setText(texts.text(code))
        self._alternate.setAccessibleName(texts.text(code))
        fill_sessions(self._transfer.menu(), self._bench, course, self._lines, self.transfer_asked.emit)
        self._transfer.setEnabled(bool(self._transfer.menu().actions()))

    def _ask_alternate(self) -> None:
        self.alternate_asked.emit(any(not line.alternate for line in self._lines))

    def _show_change(self, line: Line) -> None:
        texts = self._bench.texts
        self._change_text.setText(
            texts.text("view.courses.detail.changed", verdict=listed.verdict(texts, str(line.today)))
        )
        self._change.setVisible(line.changed)

    def _show_whys(self, whys: Sequence[Why]) -> None:
        clear(self._whys)
        language = self._bench.texts.language
        for why in whys:
            what, advice = why.reason.texts[language]
            tone = listed.SEVERITY_TONES[str(why.reason.severity)]
            said = label(what, "strong", wrap=True, tone=tone)
            said.setObjectName("why")
            self._whys.addWidget(said)
            if advice:
                self._whys.addWidget(label(advice, wrap=True))
            clause = why.clause.in_language(language)
            cited = label(f"{why.reason.clause}　{clause}", "small", wrap=True)
            cited.setObjectName("clause")
            self._whys.addWidget(cited)

    def _show_facts(self, facts: Sequence[Fact]) -> None:
        clear(self._facts)
        texts = self._bench.texts
        for at, fact in enumerate(facts):
            source = texts.text(f"view.courses.source.{fact.source}")
            known = fact.texts[texts.language]
            said = texts.text("view.courses.detail.fact", known=known, source=source)
            kind = label(texts.text(f"view.courses.fact.{fact.kind}"), "soft")
            self._facts.addWidget(kind, at, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(label(said, wrap=True), at, 1)

    def _show_attestation(self, line: Line) -> None:
        self._attested.setVisible(line.attested_at is not None)
        if line.attested_at is not None:
            self._attested.setText(
                self._bench.texts.text(
                    "view.courses.detail.attested",
                    name=line.attested_by,
                    day=roc_short(line.attested_at.date()),
                    basis=line.attested_basis,
                )
            )

    def _show_outcome(self, line: Line) -> None:
        told_ = (told.outcome(self._bench.texts, line), line.outcome_reason, line.outcome_document_no)
        self._outcome.setText("　".join(part for part in told_ if part))
        self._outcome.setVisible(bool(line.outcome))

    def _go(self) -> None:
        if self._lines:
            self._bench.navigator.go(Place("roster", person_id=self._lines[0].person_id))


def fill_sessions(
    menu: QMenu,
    bench: Workbench,
    course: CourseSummary,
    lines: Sequence[Line],
    chosen: Callable[[int], object],
) -> None:
    """Put the course's other sessions into a menu."""
    menu.clear()
    here = {line.session for line in lines}
    for session in course.sessions:
        if session.planned and here != {session.number}:
            action = QAction(told.session_name(bench.texts, session.number), menu)
            action.triggered.connect(lambda _checked, number=session.number: chosen(number))
            menu.addAction(action)


def _nothing() -> None:
    """A button with a menu does nothing by itself, nor does one that whoever holds the pane listens to."""
