"""Beside the board: why the selected person has this partner, what another would cost, what can be done."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.services import pairing_board, pairing_words
from desktop.services.pairing_board import Alternative, Board, Cost, MenteeLine, MentorLine
from desktop.views.mentoring import words
from desktop.views.mentoring.points_bar import PointsBar
from desktop.views.table_model import Column, RowModel
from desktop.views.texts import Texts
from desktop.views.widgets.basic import button, chip, column, label, restyle, row, tool
from desktop.views.widgets.basic import words as said
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench


class PairDetail(QFrame):
    """Signals: `asked` with lock, ban, swap or release; with another mentor for the mentee `chosen`, and
    `allowed` where the office kept the two apart.
    """

    asked = Signal(str)
    chosen = Signal(int)
    allowed = Signal(int)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._board: Board | None = None
        self._side, self._member = "", 0
        self._mentee = 0
        self._reasons: Mapping[int, str] = {}
        self.setProperty("card", "true")
        self.setObjectName("pair-detail")
        self.name = label(role="section", wrap=True)
        self.who, self.terms = label(role="soft", wrap=True), label(wrap=True)
        self.closer = tool(bench, "view.courses.detail.close", _nothing, icon="x", name="close-pair")
        self.partner = label(role="strong", wrap=True)
        self.partner.setObjectName("partner")
        self.bar = PointsBar(bench)
        self.place, self.told = label(role="small", wrap=True), label(role="soft", wrap=True)
        self.told.setObjectName("told")
        self.decided = chip()
        self.others: RowModel[Alternative] = RowModel(
            _columns(bench.texts, {}, {}), bench.texts.text, lambda one: one.mentor
        )
        self.table = Table(bench, self.others, "alternatives", "view.mentoring.why-not")
        self.cost = label(role="small", wrap=True)
        self.cost.setObjectName("cost")
        self.ahead = label(role="small", wrap=True)
        self.ahead.setObjectName("ahead")
        self._make_actions()
        self._build()
        self.table.chosen.connect(self._tell_cost)
        self.table.activated_id.connect(self.chosen.emit)

    def show_person(self, board: Board, side: str, member: int, reasons: Mapping[int, str]) -> None:
        """Show somebody of the board; `reasons` say why mentees are left out and what seats would gain."""
        self._board, self._reasons = board, reasons
        self._side, self._member = side, member
        self._mentee = member if side == "mentee" else 0
        one = board.mentee(member) if side == "mentee" else board.mentor(member)
        self.name.setText(one.name)
        self.who.setText(words.person(self._bench.texts, one))
        self.terms.setText(one.terms)
        if isinstance(one, MenteeLine):
            self._show_mentee(board, one)
        else:
            self._show_mentor(board, one)

    def take_reasons(self, reasons: Mapping[int, str]) -> None:
        """Say why somebody is left out, or what a seat would gain; what is selected stays so."""
        self._reasons = reasons
        if self._board is not None and self._side:
            member = self._member
            one = self._board.mentee(member) if self._side == "mentee" else self._board.mentor(member)
            self._tell(self._board, one)

    def _tell(self, board: Board, one: MenteeLine | MentorLine) -> None:
        told = self._decision(one) if isinstance(one, MenteeLine) else self._seats(board, one)
        self.told.setText(told)
        self.told.setVisible(bool(told))

    def _show_mentee(self, board: Board, one: MenteeLine) -> None:
        texts = self._bench.texts
        for widget in (self._why, self._actions, self.ahead):
            widget.setVisible(True)
        self.bar.setVisible(one.points is not None)
        self.place.setVisible(one.points is not None)
        if one.points is None:
            self.partner.setText(texts.text("view.mentoring.no-mentor"))
        else:
            mentor = board.mentor(one.mentor)
            told = texts.text(
                "view.mentoring.with", name=mentor.name, agency=mentor.agency, points=one.points.total
            )
            self.partner.setText(told)
            self.bar.show_points(one, board.most)
            self.place.setText(texts.text("view.mentoring.place", place=one.place, count=one.admissible))
        self._tell(board, one)
        decided = "granted" if one.granted else "fixed"
        self.decided.setText(texts.text(f"view.mentoring.{decided}"))
        self.decided.setVisible(one.locked)
        restyle(self.decided, tone="good" if one.granted else "star")
        self.others.set_columns(_columns(texts, board.names, {}))
        self.others.set_rows(list(pairing_board.alternatives(board, one.id)))
        self.cost.setText(texts.text("view.mentoring.why-not-hint"))
        self.foretell("")
        self._enable(board, one)

    def _show_mentor(self, board: Board, one: MentorLine) -> None:
        texts = self._bench.texts
        self.partner.setText(texts.text("view.mentoring.seats", used=one.used, seats=one.seats))
        self._tell(board, one)
        for widget in (self.bar, self.place, self.decided, self._why, self._actions, self.ahead):
            widget.setVisible(False)

    def _seats(self, board: Board, one: MentorLine) -> str:
        """Who has the mentor's seats, and what one more would gain."""
        own = [mentee.name for mentee in board.mentees if mentee.mentor == one.id]
        names = ("、" if self._bench.texts.language == "zh_TW" else ", ").join(own)
        return "\n".join(part for part in (names, self._reasons.get(one.id, "")) if part)

    def _decision(self, one: MenteeLine) -> str:
        """Why it was fixed by hand and against which rule, or why nobody was found."""
        texts = self._bench.texts
        if one.points is None:
            return self._reasons.get(one.id, "")
        code = "granted-by" if one.granted else "reason"
        told = [texts.text(f"view.mentoring.{code}", reason=one.reason)] if one.reason else []
        if one.rules:
            rules = pairing_words.rules(one.rules, texts.language)
            told.append(texts.text("view.mentoring.breaks", rules=rules))
        return "\n".join(told)

    def _enable(self, board: Board, one: MenteeLine) -> None:
        chosen = board.choices.get((one.id, one.mentor), "")
        self.lock.setVisible(not one.locked)
        self.lock.setEnabled(bool(one.mentor))
        self.release.setVisible(one.locked)
        self.release.setEnabled(chosen == "lock")
        self.ban.setEnabled(bool(one.mentor) and not one.locked)
        self.swap.setEnabled(bool(one.mentor) and not one.granted)
        self.take.setEnabled(False)
        self.allow.setVisible(False)

    def foretell(self, told: str) -> None:
        """Say below the actions what one of them would cost; a blank line keeps the list from jumping."""
        self.ahead.setText(told or " ")

    def show_costs(self, mentee: int, costs: Mapping[int, Cost]) -> None:
        """Show what every other mentor would cost, if the mentee is still the one that is shown."""
        if self._board is not None and mentee == self._mentee:
            kept = self.table.selected_ids()
            self.others.set_columns(_columns(self._bench.texts, self._board.names, costs))
            place = self.others.place_of(kept[0]) if kept else None
            if place is not None:
                self.table.select(place)

    def _tell_cost(self, mentor: int) -> None:
        """The exact cost of the mentor that is selected among the others."""
        board = self._board
        if board is None or not self._mentee:
            return
        texts, one = self._bench.texts, board.mentor(mentor)
        found = pairing_board.cost(board, [(self._mentee, mentor)])
        told = pairing_words.cost(board, found, texts.language)
        self.cost.setText(texts.text("view.mentoring.why-not-cost", name=one.name, cost=told))
        self.take.setEnabled(found.possible and not board.mentee(self._mentee).granted)
        self.allow.setVisible(board.choices.get((self._mentee, mentor)) == "ban")

    def _take(self) -> None:
        for mentor in self.table.selected_ids()[:1]:
            self.chosen.emit(mentor)

    def _allow(self) -> None:
        for mentor in self.table.selected_ids()[:1]:
            self.allowed.emit(mentor)

    def _make_actions(self) -> None:
        bench, ask = self._bench, self.asked.emit
        self.lock = button(bench, "view.mentoring.lock", lambda: ask("lock"), icon="lock", name="lock")
        self.release = button(
            bench, "view.mentoring.release", lambda: ask("release"), icon="lock-open", name="release"
        )
        self.ban = button(bench, "view.mentoring.ban", lambda: ask("ban"), icon="ban", name="ban")
        self.swap = button(
            bench, "view.mentoring.swap", lambda: ask("swap"), icon="arrow-left-right", name="swap"
        )
        self.take = button(bench, "view.mentoring.take", self._take, name="take-other")
        self.allow = button(bench, "view.mentoring.allow", self._allow, name="allow-other")

    def _build(self) -> None:
        bench = self._bench
        self._actions = QWidget()
        self._actions.setLayout(row(self.lock, self.release, self.ban, self.swap, None))
        self._why = QWidget()
        title = row(said(bench, "view.mentoring.why-not", "strong"), None, self.allow, self.take)
        why = column(title, self.table, self.cost, gap=6)
        why.setStretch(1, 1)
        self._why.setLayout(why)
        head = column(row(self.name, self.decided, self.closer), self.who, self.terms, gap=4)
        body = column(
            head,
            column(self.partner, self.bar, self.place, self.told, gap=6),
            column(self._actions, self.ahead, gap=4),
            self._why,
            gap=12,
            margins=(16, 12, 16, 12),
        )
        body.setStretchFactor(self._why, 1)
        body.addStretch(0)
        self.setLayout(body)


def _columns(
    texts: Texts, names: Mapping[int, str], costs: Mapping[int, Cost]
) -> tuple[Column[Alternative], ...]:
    return (
        Column("mentor", "view.mentoring.column.mentor", lambda one: names.get(one.mentor, ""), 96),
        Column(
            "points",
            "view.mentoring.column.points",
            lambda one: str(one.points.total),
            66,
            numeric=True,
        ),
        Column(
            "cost",
            "view.mentoring.column.cost",
            lambda one: words.cost(texts, costs.get(one.mentor)),
            84,
            numeric=True,
        ),
        Column("against", "view.mentoring.column.against", lambda one: words.against(texts, one), 0),
    )


def _nothing() -> None:
    """The board with its detail connects the closer itself."""
