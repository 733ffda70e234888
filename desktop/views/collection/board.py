"""Who has answered: the agencies of a round, what needs the coordinator above, questions beside."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.core import terms
from desktop.services import round_board, round_collect, rounds
from desktop.services.round_board import STATES, Board, BoardLine
from desktop.services.rounds import LONGEST
from desktop.views.collection import collected
from desktop.views.collection.columns import TONES, board, state, urgency
from desktop.views.lists.acting import act
from desktop.views.lists.detail import RecordDetail
from desktop.views.lists.record_form import Field, Kind
from desktop.views.lists.side import ListWithDetail
from desktop.views.page import Page
from desktop.views.table_model import RowModel
from desktop.views.widgets.basic import button, column, label, row
from desktop.views.widgets.table import Table

FIELDS = (
    Field("contact", "view.collection.field.contact", longest=LONGEST["contact"]),
    Field("phone", "view.collection.field.phone", longest=LONGEST["phone"]),
    Field("email", "view.collection.field.email", longest=LONGEST["email"]),
    Field("note", "view.showcase.field.note", Kind.TEXT, LONGEST["note"], lines=2),
)


class BoardTab(QWidget):
    """The tab 機關 of its page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        bench = page.bench
        self._page, self._bench = page, bench
        self._listing = False
        self.board: Board | None = None
        self.counts = label(role="soft", wrap=True)
        self.counts.setObjectName("board-counts")
        self.model: RowModel[BoardLine] = RowModel(board(bench.texts), bench.texts.text, lambda line: line.id)
        self.table = Table(bench, self.model, "board", "view.collection.board")
        self.nil = button(bench, "view.collection.nil", self._nil, name="nil")
        self.assign = button(
            bench, "view.collection.assign", self._assign, icon="file-up", name="assign-file"
        )
        self.reminded = button(bench, "view.collection.note-reminded", self._reminded, name="reminded")
        self.detail = RecordDetail(bench, FIELDS, (self.assign, self.nil))
        self._build()

    @property
    def selected(self) -> BoardLine | None:
        """The agency that is shown."""
        ids = self.table.selected_ids()
        place = self.model.place_of(ids[0]) if ids else None
        return None if place is None else self.model.row_at(place)

    def show_round(self, round_id: int) -> None:
        """Read a round; the agency that was selected stays so."""
        self.board = found = round_board.read(self._bench.office, round_id)
        kept = self.table.selected_ids()
        lines = sorted(found.lines, key=urgency)
        self._listing = True
        self.model.set_rows(lines)
        self._listing = False
        self._select(kept if any(one.id in kept for one in lines) else [lines[0].id])
        self.counts.setText(self._told(found))
        self.reminded.setVisible(bool(found.unanswered))
        self._show_selection()

    def leave(self) -> None:
        """Save what is being typed."""
        self.detail.form.flush()

    def _build(self) -> None:
        bench = self._bench
        opener = button(bench, "view.camp.detail", _nothing, name="open-agency")
        left = QWidget()
        above = row(self.counts, self.reminded, opener)
        above.setStretchFactor(self.counts, 1)
        listing = column(above, self.table)
        listing.setStretchFactor(self.table, 1)
        left.setLayout(listing)
        self.side = ListWithDetail(bench, left, self.detail, opener=opener, closer=self.detail.closer)
        self.setLayout(column(self.side, margins=(0, 12, 0, 0)))
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_selection())
        self.table.activated_id.connect(lambda _id: self.side.open_detail())
        page = self._page
        self.detail.form.stated.connect(lambda one, values: act(page, rounds.restate, one, values))

    def _told(self, found: Board) -> str:
        texts = self._bench.texts
        code = "view.collection.left" if found.days_left >= 0 else "view.collection.late"
        parts = [texts.text(code, days=abs(found.days_left))]
        parts.extend(
            f"{terms.label('round_state', one, texts.language)} {found.count(one)}"
            for one in STATES
            if found.count(one)
        )
        return "　".join(parts)

    def _select(self, ids: list[int]) -> None:
        place = next((at for one in ids if (at := self.model.place_of(one)) is not None), None)
        if place is not None:
            self.table.select(place)

    def _show_selection(self) -> None:
        one, texts = self.selected, self._bench.texts
        if self._listing or one is None:
            return
        said = texts.count("view.collection.people", one.people) if one.returns else ""
        told = "　".join(part for part in (said, one.file_name) if part)
        self.detail.show_one(one.agency, told, ((state(texts, one), TONES[one.state]),), None)
        questions = [texts.catalogue.sentence(finding) for finding in one.questions]
        self.detail.show_reasons((), *questions)
        self.nil.setEnabled(one.state in round_board.UNANSWERED)
        self.detail.form.load(one.id, {field.name: getattr(one, field.name) for field in FIELDS})

    def _nil(self) -> None:
        one = self.selected
        if one is not None:
            self.leave()
            act(self._page, rounds.nil, one.id)

    def _reminded(self) -> None:
        if self.board is not None:
            act(self._page, round_board.note_reminded, self.board.id)

    def _assign(self) -> None:
        one = self.selected
        path = ask_file(self) if one is not None else None
        if one is not None and path is not None:
            self.leave()
            self.take(path, one.id)

    def take(self, path: Path, agency: int) -> None:
        """Take a file for an agency that the coordinator names."""
        office, bench = self._bench.office, self._bench
        bench.runner.run(
            lambda _progress: round_collect.assign(office, path, agency),
            lambda one: collected.tell(bench, (one,), self._page),
        )


def ask_file(parent: QWidget) -> Path | None:
    """One file that came back."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "", "", "Excel, ODS, CSV (*.xlsx *.ods *.csv)")
    return Path(chosen) if chosen else None


def _nothing() -> None:
    """The list with its detail connects the opener itself."""
