"""The tab 配對: the best pairs, what a person decides about them, and accepting them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from desktop.core.progress import Progress
from desktop.services import pairing_acts, pairing_board, pairing_words
from desktop.services.pairing_board import Board, Cost
from desktop.views.lists.acting import act
from desktop.views.lists.reason import ReasonDialog
from desktop.views.lists.side import ListWithDetail
from desktop.views.mentoring import words
from desktop.views.mentoring.arrangement import ORDERS, SHOWN, arrange
from desktop.views.mentoring.board_view import BoardView, Person
from desktop.views.mentoring.pair_detail import PairDetail
from desktop.views.page import Page
from desktop.views.widgets.basic import button, chip, column, label, restyle, row
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.flow import flow

_REST = 250
"""Milliseconds that a mentee is selected before all other mentors are reckoned."""

_PAUSE = 60
"""Milliseconds that a pointer rests on a mentor before the cost is reckoned."""


Pairs = list[tuple[int, int]]
"""(mentee, mentor) each."""


class BoardTab(QWidget):
    """Everything is reckoned anew in the worker when pools or decisions change."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._bench = page, page.bench
        bench = page.bench
        self.board: Board | None = None
        self._reasons: Mapping[int, str] = {}
        self._before: Board | None = None
        self._tried: Pairs = []
        self.totals = label(role="strong")
        self.totals.setObjectName("totals")
        self.proof, self.state = chip(tone="good"), chip()
        self.proof.setObjectName("proof")
        self.state.setObjectName("accepted")
        self.sought = QLineEdit()
        self.sought.setObjectName("board-find")
        self.order, self.shown = QComboBox(), QComboBox()
        self.accept = button(
            bench, "view.mentoring.accept", self._accept, kind="primary", icon="check", name="accept-pairs"
        )
        self.clear = button(bench, "view.mentoring.clear", self._clear, icon="undo-2", name="clear-choices")
        self.view = BoardView(bench)
        self.detail = PairDetail(bench)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._build()
        self._connect()

    def load(self) -> None:
        """Pair in the worker, then show the board; what was decided is said with what it changed."""
        self._bench.runner.run(
            partial(_pair, self._page), self._show_board, failed=self._refuse, label="view.mentoring.step"
        )

    def search(self) -> None:
        """Put the focus into the filter."""
        self.sought.setFocus()
        self.sought.selectAll()

    def _build(self) -> None:
        bench = self._bench
        bench.texts.bind(self.sought, self.sought.setPlaceholderText, "view.mentoring.find")
        bench.texts.bind(self.sought, self.sought.setAccessibleName, "view.mentoring.find")
        self.sought.setClearButtonEnabled(True)
        for box, kind, codes in ((self.shown, "shown", SHOWN), (self.order, "order", ORDERS)):
            box.setObjectName(f"board-{kind}")
            bench.texts.bind(box, box.setAccessibleName, f"view.mentoring.{kind}")
            bench.texts.bind(box, partial(self._fill, box, kind, codes), f"view.mentoring.{kind}")
        opener = button(bench, "view.mentoring.why", _nothing, name="open-pair")
        above = flow(self.totals, self.proof, self.state, opener, self.clear, self.accept)
        filters = row(self.sought, self.shown, self.order)
        filters.setStretchFactor(self.sought, 1)
        left = QWidget()
        listing = column(filters, self.view)
        listing.setStretchFactor(self.view, 1)
        left.setLayout(listing)
        self._side = ListWithDetail(bench, left, self.detail, opener=opener, closer=self.detail.closer)
        full = QWidget()
        whole = column(above, self._side, margins=(0, 12, 0, 0))
        whole.setStretchFactor(self._side, 1)
        full.setLayout(whole)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            Empty(bench, "handshake", "view.mentoring.no-pools", "view.mentoring.no-pools-text")
        )
        self._stack.addWidget(full)
        self.setLayout(column(self._stack))

    def _connect(self) -> None:
        self.view.chosen.connect(self._show_current)
        self.view.asked.connect(self._do)
        self.view.dropped.connect(self._fix)
        self.view.exchanged.connect(self._exchange)
        self.view.tried.connect(self._try)
        self._pause.timeout.connect(self._tell_cost)
        self._rest.timeout.connect(self.reckon)
        self.detail.asked.connect(self._do)
        self.detail.chosen.connect(lambda mentor: self._fix(self._mentee, mentor))
        self.detail.allowed.connect(lambda mentor: self._act(pairing_acts.release, self._mentee, mentor))
        self.sought.textChanged.connect(lambda _text: self._arrange())
        self.order.activated.connect(lambda _at: self._arrange())
        self.shown.activated.connect(lambda _at: self._arrange())

    @property
    def _mentee(self) -> int:
        """The mentee who is selected; 0 for nobody."""
        current = self.view.current
        return current[1] if current is not None and current[0] == "mentee" else 0

    def _fill(self, box: QComboBox, kind: str, codes: tuple[str, ...], name: str) -> None:
        """The choices in the language of the window; `name` is what the box is called."""
        box.setToolTip(name)
        at = max(box.currentIndex(), 0)
        box.clear()
        for code in codes:
            box.addItem(self._bench.texts.text(f"view.mentoring.{kind}.{code}"), code)
        box.setCurrentIndex(at)

    def _show_board(self, board: Board) -> None:
        before, self._before = self._before, None
        self.board, self._reasons = board, {}
        texts = self._bench.texts
        empty = not board.mentees and not board.mentors
        self._stack.setCurrentIndex(0 if empty else 1)
        if empty:
            return
        self.totals.setText(words.totals(texts, board))
        self.proof.setText(texts.text("view.mentoring.proven"))
        self._show_state(board)
        self.clear.setEnabled(bool(board.choices))
        self._arrange()
        if before is not None:
            self._bench.presenter.say(pairing_words.differences(before, board, texts.language))
        self._bench.runner.run(partial(_explain, board, texts.language), partial(self._take_reasons, board))

    def _show_state(self, board: Board) -> None:
        texts = self._bench.texts
        same = board.accepted is not None and not board.changed and board.accepted == board.now
        fresh = same and board.stands
        if board.accepted is None:
            told, tone = texts.text("view.mentoring.not-accepted"), "doubt"
        elif fresh:
            told, tone = texts.text("view.mentoring.accepted"), "good"
        elif same:
            told, tone = texts.text("view.mentoring.stale"), "doubt"
        else:
            told, tone = texts.text("view.mentoring.differs", count=len(board.changed)), "doubt"
        self.state.setText(told)
        restyle(self.state, tone=tone)
        self.accept.setEnabled(bool(board.now.placed) and not fresh)

    def _take_reasons(self, board: Board, reasons: Mapping[int, str]) -> None:
        if board is self.board:
            self._reasons = reasons
            self.detail.take_reasons(reasons)

    def _arrange(self) -> None:
        if self.board is not None:
            arrangement = arrange(
                self.board,
                order=self.order.currentData(),
                shown=self.shown.currentData(),
                wanted=self.sought.text().strip(),
            )
            self.view.show_board(self.board, arrangement)
            self._show_current()

    def _show_current(self) -> None:
        if self.board is not None and self.view.current is not None:
            side, member = self.view.current
            self.detail.show_person(self.board, side, member, self._reasons)
            self._foretell_swap(self.board)
            self._rest.start()
        self.detail.setEnabled(self.view.current is not None)

    def _foretell_swap(self, board: Board) -> None:
        """What the second S would cost."""
        marked, mentee = self.view.marked, self._mentee
        pairs = self._swapped(marked, mentee) if marked and mentee and marked != mentee else []
        if pairs:
            self._foretell("swap", board, pairing_board.cost(board, pairs))

    def _foretell(self, what: str, board: Board, found: Cost) -> None:
        texts = self._bench.texts
        told = pairing_words.cost(board, found, texts.language).replace("\n", "　")
        self.detail.foretell(texts.text(f"view.mentoring.{what}-cost", cost=told))

    def reckon(self) -> None:
        """What every other mentor, and keeping this one apart, would cost the mentee; in the worker."""
        board, mentee = self.board, self._mentee
        if board is not None and mentee:
            self._bench.runner.run(partial(_costs, board, mentee), partial(self._show_costs, board, mentee))

    def _show_costs(self, board: Board, mentee: int, found: tuple[Mapping[int, Cost], Cost | None]) -> None:
        if board is self.board and mentee == self._mentee:
            costs, apart = found
            self.detail.show_costs(mentee, costs)
            if apart is not None and not self.view.marked:
                self._foretell("ban", board, apart)

    def _do(self, what: str) -> None:
        """L, B, S, Delete, or a button of the detail, for the selected mentee."""
        board, mentee = self.board, self._mentee
        if board is None or not mentee:
            return
        one = board.mentee(mentee)
        if what == "swap" and self._is_open(mentee):
            self._mark(mentee)
        elif what == "lock" and not one.locked and one.mentor:
            self._act(pairing_acts.lock, mentee, one.mentor)
        elif what in {"lock", "release"} and self._is_open(mentee):
            self._release(board, mentee)
        elif what == "ban" and one.mentor and self._is_open(mentee):
            self._act(pairing_acts.ban, mentee, one.mentor)

    def _release(self, board: Board, mentee: int) -> None:
        """Take back that a mentee is fixed."""
        for pair, kind in board.choices.items():
            if pair[0] == mentee and kind == pairing_acts.LOCK:
                self._act(pairing_acts.release, *pair)

    def _mark(self, mentee: int) -> None:
        """The first S marks a mentee, the second swaps with the one who is selected then."""
        marked = self.view.marked
        self.view.marked = 0
        if marked and marked != mentee:
            self._exchange(marked, mentee)
        elif not marked:
            self.view.marked = mentee
            name = self.board.names[mentee] if self.board is not None else ""
            self._bench.presenter.say(self._bench.texts.text("view.mentoring.swap-with", name=name))
        self.view.viewport().update()

    def _fix(self, mentee: int, mentor: int) -> None:
        """Fix a pair; where a rule stands against it the reason is asked for."""
        if self.board is not None and mentee and self._is_open(mentee):
            self._ask([(mentee, mentor)], partial(self._act, pairing_acts.lock, mentee, mentor))

    def _exchange(self, one: int, other: int) -> None:
        """Swap the mentors of two mentees."""
        board = self.board
        if board is None or not self._is_open(one) or not self._is_open(other):
            return
        pairs = self._swapped(one, other)
        if not pairs:
            self._bench.presenter.say(self._bench.texts.text("view.mentoring.no-swap"))
            return
        now = [(mentee, board.mentee(mentee).mentor) for mentee in (one, other)]
        self._ask(pairs, partial(self._act, pairing_acts.swap, *now))

    def _swapped(self, one: int, other: int) -> Pairs:
        """The pairs after two mentees have swapped their mentors; none where they cannot."""
        assert self.board is not None, "two of a board swap"
        first, second = self.board.mentee(one).mentor, self.board.mentee(other).mentor
        return [(one, second), (other, first)] if first and second and first != second else []

    def _is_open(self, mentee: int) -> bool:
        """Whether a mentee's pair may be changed here; one that the center granted must be ended first."""
        granted = self.board is not None and self.board.mentee(mentee).granted
        if granted:
            self._bench.presenter.say(self._bench.texts.text("view.mentoring.end-first"))
        return not granted

    def _ask(self, pairs: Pairs, done: partial[None]) -> None:
        board = self.board
        assert board is not None, "pairs are asked about on a board"
        found = pairing_board.cost(board, pairs)
        told = pairing_words.cost(board, found, self._bench.texts.language)
        if not found.possible:
            self._bench.presenter.say(told)
        elif found.rules:
            who = "\n".join([*(f"{board.names[one]} – {board.names[two]}" for one, two in pairs), told])
            codes = ("view.mentoring.by-hand", "view.mentoring.lock")
            ReasonDialog(self._bench, codes, who, done, self._page).open()
        else:
            done()

    def _act(self, done: object, *arguments: object) -> None:
        self._before = self.board
        assert callable(done), "a use case"
        if not act(self._page, done, *arguments):
            self._before = None

    def _try(self, mentee: int, under: Person | None) -> None:
        if under is None:
            self._tried = []
        else:
            self._tried = [(mentee, under[1])] if under[0] == "mentor" else self._swapped(mentee, under[1])
        self._pause.start()

    def _tell_cost(self) -> None:
        """Who would move and what it costs, while a mentee is held over somebody."""
        if self.board is not None and self._tried:
            found = pairing_board.cost(self.board, self._tried)
            told = pairing_words.cost(self.board, found, self._bench.texts.language)
            self.view.show_moves(found.moves, told)

    def _accept(self) -> None:
        if act(self._page, pairing_acts.accept):
            self._bench.presenter.say(self._bench.texts.text("view.mentoring.accepted-said"))

    def _clear(self) -> None:
        self._act(pairing_acts.clear)

    def _refuse(self, error: BaseException) -> None:
        """It cannot be paired: the decisions can still be taken back."""
        self._before = None
        self._stack.setCurrentIndex(1)
        self.clear.setEnabled(True)
        self.accept.setEnabled(False)
        self._bench.presenter.present(error)


def _pair(page: Page, _progress: Progress) -> Board:
    return pairing_board.read(page.bench.office)


def _explain(board: Board, language: str, _progress: Progress) -> Mapping[int, str]:
    return pairing_words.explained(board, language)


def _costs(board: Board, mentee: int, _progress: Progress) -> tuple[Mapping[int, Cost], Cost | None]:
    one = board.mentee(mentee)
    apart = pairing_board.ban_cost(board, mentee, one.mentor) if one.mentor and not one.locked else None
    return pairing_board.costs(board, mentee), apart


def _nothing() -> None:
    """The board with its detail connects the opener itself."""
