"""One list of everybody whom the agencies recommend: ranked, explained, moved by hand, taken over."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.core.errors import DataError
from desktop.core.progress import Progress
from desktop.services import round_consolidation
from desktop.services.nominate import NominationResult
from desktop.services.round_consolidation import Line
from desktop.views.collection.columns import consolidated
from desktop.views.lists.acting import act
from desktop.views.lists.reason import RankDialog, ReasonDialog
from desktop.views.page import Page
from desktop.views.table_model import RowModel
from desktop.views.widgets.basic import button, column, label, row
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.table import Table

_MOVE = ("view.collection.move.title", "view.collection.move.do")
_LEAVE = ("view.collection.leave.title", "view.collection.leave.do")


class RankingTab(QWidget):
    """The tab 彙整名冊 of its page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        bench = page.bench
        self._page, self._bench = page, bench
        self._round = 0
        self.counts = label(role="soft", wrap=True)
        self.counts.setObjectName("ranking-counts")
        self.model: RowModel[Line] = RowModel(
            consolidated(bench.texts), bench.texts.text, lambda line: line.id
        )
        self.table = Table(bench, self.model, "ranking", "view.collection.ranking")
        make = partial(button, bench)
        self.move_by_hand = make("view.collection.move", self._move, name="move-by-hand")
        self.by_rule = make("view.collection.by-rule", self._by_rule, name="by-rule")
        self.leave_out = make("view.collection.leave", self._leave, name="leave-out")
        self.put_back = make("view.collection.back", self._back, name="put-back")
        self.take = make("view.collection.take", self._take, kind="primary", icon="check", name="take-over")
        self._empty = Empty(
            bench, "users", "view.collection.ranking.empty", "view.collection.ranking.empty-text"
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        acts = row(self.move_by_hand, self.by_rule, self.leave_out, self.put_back, None, self.take)
        body = column(self.counts, self._stack, acts, margins=(0, 12, 0, 0))
        body.setStretchFactor(self._stack, 1)
        self.setLayout(body)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._mind_selection())
        self.table.activated_id.connect(lambda _id: self._move())
        self.table.remove_asked.connect(self._leave)

    @property
    def selected(self) -> list[Line]:
        """Those that are selected."""
        ids = set(self.table.selected_ids())
        return [line for line in self.model.rows if line.id in ids]

    def show_round(self, round_id: int) -> None:
        """Read the list of a round."""
        self._round = round_id
        texts = self._bench.texts
        kept = self.table.selected_ids()
        lines = round_consolidation.read(self._bench.office, round_id, texts.language)
        self.model.set_rows(lines)
        self._stack.setCurrentWidget(self.table if lines else self._empty)
        begins = round_consolidation.begins(self._bench.office, round_id)
        counts = {name: sum(one.state == name for one in lines) for name in ("open", "taken", "left")}
        doubts = sum(bool(one.problems) for one in lines if one.state == "open")
        self.counts.setText(texts.text("view.collection.ranking.told", begins=begins, doubt=doubts, **counts))
        place = next((at for one in kept if (at := self.model.place_of(one)) is not None), None)
        if place is not None:
            self.table.select(place)
        self._mind_selection()

    def _mind_selection(self) -> None:
        chosen = self.selected
        one = chosen[0] if len(chosen) == 1 else None
        open_ones = [line for line in chosen if line.state == "open"]
        self.move_by_hand.setEnabled(one is not None and one.state == "open")
        self.by_rule.setEnabled(one is not None and bool(one.pinned_reason))
        self.leave_out.setEnabled(bool(open_ones))
        self.put_back.setEnabled(any(line.state == "left" for line in chosen))
        self.take.setEnabled(any(line.state == "open" and not line.problems for line in self.model.rows))

    def _move(self) -> None:
        chosen = self.selected
        if len(chosen) != 1 or chosen[0].state != "open":
            return
        line = chosen[0]
        last = max(one.rank for one in self.model.rows if one.session == line.session)
        moved = partial(act, self._page, round_consolidation.move, line.id)
        who = f"{line.agency}　{line.name}"
        RankDialog(self._bench, _MOVE, who, (line.rank, last), moved, self._page).open()

    def _by_rule(self) -> None:
        for line in self.selected:
            act(self._page, round_consolidation.move, line.id, 0, "")

    def _leave(self) -> None:
        chosen = [line for line in self.selected if line.state == "open"]
        if chosen:
            done = partial(act, self._page, round_consolidation.leave_out, [line.id for line in chosen])
            who = "、".join(line.name for line in chosen)
            ReasonDialog(self._bench, _LEAVE, who, done, self._page).open()

    def _back(self) -> None:
        chosen = [line.id for line in self.selected if line.state == "left"]
        act(self._page, round_consolidation.take_back, chosen)

    def _take(self) -> None:
        office, wanted = self._bench.office, self._round

        def work(_progress: Progress) -> NominationResult:
            return round_consolidation.take(office, wanted)

        self._bench.runner.run(work, self._taken, label="view.collection.taking")

    def _taken(self, result: NominationResult) -> None:
        texts = self._bench.texts
        if result.committed:
            self._bench.presenter.say(texts.count("view.collection.taken", result.accepted))
        else:
            told = "".join(texts.catalogue.sentence(one) for one in result.findings[:3])
            self._bench.presenter.present(DataError("rounds.not_taken", reason=told))
