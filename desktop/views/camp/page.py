"""The page of the English camp: seats, members in rank order, circles, the pyramid of stages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from desktop.core.errors import KnownError
from desktop.services import (
    camp,
    camp_acts,
    camp_nominate,
    camp_seats,
    camp_stages,
    file_kinds,
)
from desktop.services.camp import Line, Overview
from desktop.services.camp_seats import SeatLetter
from desktop.views.camp import columns as told
from desktop.views.camp.circles import CirclesView
from desktop.views.camp.members import MemberTable
from desktop.views.camp.printing import entries
from desktop.views.camp.quota_bar import QuotaBar
from desktop.views.camp.seats_dialog import SeatsDialog
from desktop.views.camp.stages import PyramidView, StageDialog
from desktop.views.lists import words as listed
from desktop.views.lists.acting import act
from desktop.views.lists.adding import AddField
from desktop.views.lists.attest import AttestDialog
from desktop.views.lists.detail import RecordDetail
from desktop.views.lists.import_dialog import FileImportDialog, ImportFile, choose_file
from desktop.views.lists.print_menu import PrintMenu
from desktop.views.lists.record_form import Field, Kind
from desktop.views.lists.side import ListWithDetail
from desktop.views.lists.withdraw import WithdrawDialog
from desktop.views.page import Page
from desktop.views.widgets.basic import button, column, label, row
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.tabs import tabs
from desktop.views.workbench import Place, Workbench

FIELDS = (
    Field("circle", "view.camp.field.circle", longest=40),
    Field("leader", "view.camp.field.leader", Kind.FLAG),
    Field("english_test", "view.camp.field.english_test", longest=40),
    Field("english_score", "view.camp.field.english_score", longest=40),
    Field("test_date", "view.camp.field.test_date", Kind.DATE),
    Field("commitment", "view.camp.field.commitment", Kind.YES_NO),
    Field("motivation", "view.camp.field.motivation", Kind.TEXT, 100, lines=2),
    Field("leader_experience", "view.camp.field.leader_experience", Kind.TEXT, 100, lines=2),
    Field("note", "view.camp.field.note", Kind.TEXT, 1000, lines=2),
)

_IMPORTS: dict[str, ImportFile] = {
    "english_camp": camp_nominate.import_file,
    "camp_stages": camp_stages.import_file,
}
"""Kind of file → how it is taken."""


class CampPage(Page):
    """The list at the left, whoever is selected at the right; a second tab has the stages."""

    key: ClassVar[str] = "camp"
    tables: ClassVar[frozenset[str]] = frozenset(
        {"camp_member", "camp_stage", "person", "agency", "activity_change", "setting", "office"}
    )

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._found: Overview | None = None
        self._listing = False
        self.bar = QuotaBar(bench)
        self.breaches = label(wrap=True, tone="doubt")
        self.breaches.setObjectName("breaches")
        self.add_field = AddField(bench)
        self.table = MemberTable(bench)
        self.pyramid = PyramidView(bench)
        self.circles = CirclesView(bench, self.bar.colour_of)
        self.attest = button(
            bench, "view.courses.attest", self._ask_attest, icon="clipboard-check", name="attest"
        )
        self.stage = button(bench, "view.camp.stage", self._ask_stage, name="stage")
        self.withdraw = button(
            bench,
            "view.courses.withdraw",
            self._ask_withdraw,
            kind="danger",
            icon="trash-2",
            name="withdraw",
        )
        self.detail = RecordDetail(bench, FIELDS, (self.attest, self.stage, self.withdraw))
        self._build_header()
        self._build_body()
        self._connect()

    @property
    def found(self) -> Overview:
        """What is shown."""
        assert self._found is not None, "a page is read before it is shown"
        return self._found

    @property
    def selected(self) -> list[Line]:
        """The members that are selected, in rank order."""
        by_id = {line.id: line for line in self.found.lines}
        return [by_id[one] for one in self.table.selected_ids() if one in by_id]

    def reload(self) -> None:
        """Read everything anew; whoever was selected stays so."""
        self._found = found = camp.overview(self.bench.office)
        language = self.bench.texts.language
        self.header.subtitle.setText(f"{found.clause}　{found.schedule.in_language(language)}")
        self.bar.show_overview(found)
        self.pyramid.show_overview(found)
        self._show_breaches()
        self.circles.show_overview(found)
        self._listing = True
        self.table.show_members(found)
        self._listing = False
        self._stack.setCurrentWidget(self.table if found.lines else self._empty)
        judge = partial(camp_acts.judge_people, self.bench.office)
        self.add_field.aim(found.activity, 0, judge)
        self.add_field.read_ahead()
        self.add_field.search_again()
        self._show_selection()

    def show_place(self, place: Place) -> None:
        """Show a member, or the dialog of the seats."""
        if place.nomination_id is not None:
            self.tabs.setCurrentIndex(0)
            self.table.select_ids([place.nomination_id])
            self._side.open_detail()
            if not self.detail.form.focus(place.field):
                self.table.setFocus()
        elif place.field == "seats":
            self._ask_seats()

    def take_files(self, files: Iterable[Path]) -> bool:
        """Preview a dropped file of members or of stage results."""
        for path in files:
            kind = file_kinds.kind_of(path)
            if kind in _IMPORTS:
                FileImportDialog(self.bench, path, _IMPORTS[kind], self).open()
                return True
        return False

    def search(self) -> None:
        """Ctrl+F: find somebody to recommend."""
        self.tabs.setCurrentIndex(0)
        self.add_field.setFocus()
        self.add_field.selectAll()

    def leave(self) -> None:
        """Save what is being typed."""
        self.detail.form.flush()

    def _build_header(self) -> None:
        bench = self.bench
        self.header.add(PrintMenu(bench, entries(bench, lambda: self.found, self.table.selected_ids)))
        self.header.add(button(bench, "view.lists.import", self._choose_file, icon="file-up", name="import"))
        self.header.add(button(bench, "view.camp.seats.open", self._ask_seats, name="seats"))
        self.header.add(
            button(bench, "view.camp.add", self.search, kind="primary", icon="user-plus", name="add-member")
        )

    def _build_body(self) -> None:
        bench = self.bench
        choose = button(bench, "view.lists.import", self._choose_file, icon="file-up", name="empty-import")
        self._empty = Empty(bench, "users", "view.camp.empty", "view.camp.empty-text", choose)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        opener = button(bench, "view.camp.detail", _nothing, name="open-detail")
        left = QWidget()
        listing = column(self.bar, self.breaches, row(self.add_field, opener), self._stack)
        listing.setStretchFactor(self._stack, 1)
        left.setLayout(listing)
        self.add_field.found.setParent(left)
        self._side = ListWithDetail(bench, left, self.detail, opener=opener, closer=self.detail.closer)
        stages = QWidget()
        staged = column(self.pyramid, 12, self.circles, margins=(0, 12, 0, 0))
        staged.setStretchFactor(self.circles, 1)
        stages.setLayout(staged)
        self.tabs = tabs(bench, (self._side, "view.camp.tab.members"), (stages, "view.camp.tab.stages"))
        self.set_body(self.tabs)

    def _connect(self) -> None:
        for picture in (self.bar, self.circles):
            picture.chosen.connect(lambda one: self.show_place(Place(self.key, nomination_id=one)))
        self.add_field.added.connect(lambda person, _alternate: self._add(person))
        self.add_field.held_chosen.connect(lambda one: self.show_place(Place(self.key, nomination_id=one)))
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_selection())
        self.table.activated_id.connect(lambda _id: self._side.open_detail())
        self.table.remove_asked.connect(self._ask_withdraw)
        self.table.moved.connect(lambda ids, to: act(self, camp_acts.rearrange, ids, to.place))
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.detail.form.stated.connect(self._restate)

    def _show_breaches(self) -> None:
        texts = self.bench.texts
        told_ = [
            texts.catalogue.what(
                f"camp.{one.kind}",
                activity=self.found.title.zh_TW,
                activity_en=self.found.title.en,
                circle=one.circle,
                count=one.count,
                limit=one.limit,
            )
            for one in self.found.breaches
        ]
        self.breaches.setText("\n".join(told_))
        self.breaches.setVisible(bool(told_))

    def _show_selection(self) -> None:
        if self._listing or self._found is None:
            return
        lines, texts = self.selected, self.bench.texts
        self.attest.setEnabled(any(line.attestable for line in lines))
        if not lines:
            language = texts.language
            who = f"{self.found.who_clause}　{self.found.who.in_language(language)}"
            self.detail.show_nobody(texts.text("view.camp.nobody"), who)
        elif len(lines) > 1:
            counted = Counter(told.seat(texts, line) for line in lines)
            said = "　".join(f"{name} {count}" for name, count in counted.items() if name)
            self.detail.show_many(texts.count("view.courses.detail.many", len(lines)), said)
        else:
            self._show_one(lines[0])

    def _show_one(self, line: Line) -> None:
        texts, detail = self.bench.texts, self.detail
        parts = (line.agency, line.unit, line.title, line.masked_id)
        chips = (
            (told.seat(texts, line), told.SEAT_TONES.get(line.seat, "")),
            (told.verdict(texts, line), listed.TONES[str(line.verdict)]),
        )
        detail.show_one(line.name, "　".join(part for part in parts if part), chips, line.person_id)
        more = [texts.text("view.camp.level", test=told.test(texts, line), level=told.level(texts, line))]
        if line.attested_at is not None:
            basis = line.attested_basis
            more.append(texts.text("view.camp.attested", who=line.attested_by, basis=basis))
        if line.changed:
            verdict = listed.verdict(texts, str(line.today))
            more.append(texts.text("view.courses.detail.changed", verdict=verdict))
        detail.show_reasons(line.reasons, *more)
        values: dict[str, Any] = {field.name: getattr(line, field.name) for field in FIELDS}
        detail.form.load(line.id, values)

    def _add(self, person: int) -> None:
        if act(self, camp_acts.add, person):
            last = max(self.found.lines, key=lambda line: line.rank)
            self.table.select_ids([last.id])

    def _restate(self, member: int, values: dict[str, Any]) -> None:
        act(self, camp_acts.restate, member, values)

    def _ask_attest(self) -> None:
        lines = self.selected
        ids = [line.id for line in lines]
        AttestDialog(self.bench, lines, lambda basis: act(self, camp_acts.attest, ids, basis), self).open()

    def _ask_withdraw(self) -> None:
        lines = self.selected
        if lines:
            ids = [line.id for line in lines]
            WithdrawDialog(
                self.bench, lines, lambda why: act(self, camp_acts.withdraw, ids, why), self
            ).open()

    def _ask_stage(self) -> None:
        lines = self.selected
        ids = [line.id for line in lines]
        StageDialog(self.bench, self.found, lines, partial(act, self, camp_stages.put, ids), self).open()

    def _ask_seats(self) -> None:
        SeatsDialog(self.bench, self.found, self._state_seats, self).open()

    def _state_seats(self, letter: SeatLetter, dialog: SeatsDialog) -> None:
        try:
            camp_seats.put(self.bench.office, letter)
        except KnownError as error:
            dialog.refuse(self.bench.texts.catalogue.error(error))
            return
        dialog.accept()

    def _choose_file(self) -> None:
        path = choose_file(self.bench, self)
        if path is not None and not self.take_files([path]):
            FileImportDialog(self.bench, path, camp_nominate.import_file, self).open()

    def _show_menu(self, at: QPoint) -> None:
        if not self.selected:
            return
        texts, menu = self.bench.texts, QMenu(self.table)
        menu.addAction(texts.text("view.camp.up"), partial(self.table.move_selected, -1))
        menu.addAction(texts.text("view.camp.down"), partial(self.table.move_selected, 1))
        menu.addSeparator()
        menu.addAction(texts.text("view.camp.stage"), self._ask_stage)
        attest = menu.addAction(texts.text("view.courses.attest"), self._ask_attest)
        attest.setEnabled(self.attest.isEnabled())
        menu.addAction(texts.text("view.courses.withdraw"), self._ask_withdraw)
        menu.popup(self.table.viewport().mapToGlobal(at))


def _nothing() -> None:
    """The list with its detail connects the opener itself."""
