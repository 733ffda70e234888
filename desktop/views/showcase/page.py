"""The page of the results presentation: who asks for a seat, who presents, and the center's answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from desktop.core import terms
from desktop.core.clock import roc_short
from desktop.services import file_kinds, showcase, showcase_acts, showcase_import
from desktop.services.showcase import Line, Overview
from desktop.services.showcase_acts import LONGEST
from desktop.views.lists import drawn
from desktop.views.lists.acting import act
from desktop.views.lists.author import AuthorDialog
from desktop.views.lists.detail import RecordDetail
from desktop.views.lists.export_menu import export_button
from desktop.views.lists.import_dialog import FileImportDialog, choose_file
from desktop.views.lists.print_menu import Entry, PrintMenu
from desktop.views.lists.ranked import RankedTable
from desktop.views.lists.record_form import Field, Kind, of_vocabulary
from desktop.views.lists.side import ListWithDetail
from desktop.views.lists.withdraw import WithdrawDialog
from desktop.views.page import Page
from desktop.views.showcase.answer import answer_dialog
from desktop.views.showcase.columns import TONES, columns, kind, role, state
from desktop.views.widgets.basic import button, column, label, row
from desktop.views.widgets.empty import Empty
from desktop.views.workbench import Place, Workbench

_OUTSIDE = ("name", "agency", "job_title")

FIELDS = (
    Field(
        "role", "view.showcase.field.role", Kind.CHOICE, choices=of_vocabulary("showcase_role"), required=True
    ),
    Field("topic", "view.showcase.field.topic", longest=LONGEST["topic"]),
    Field("booth", "view.showcase.field.booth", longest=LONGEST["booth"]),
    Field(
        "attendee_kind",
        "view.showcase.field.attendee_kind",
        Kind.CHOICE,
        choices=of_vocabulary("attendee_kind"),
        required=True,
    ),
    Field("session", "view.showcase.field.session", longest=LONGEST["session"]),
    Field("meal", "view.showcase.field.meal", Kind.CHOICE, choices=of_vocabulary("meal")),
    Field("transport", "view.showcase.field.transport", Kind.CHOICE, choices=of_vocabulary("transport")),
    Field("access_need", "view.showcase.field.access_need", Kind.YES_NO),
    Field("note", "view.showcase.field.note", Kind.TEXT, LONGEST["note"], lines=2),
    Field("name", "view.showcase.field.name", longest=LONGEST["name"]),
    Field("agency", "view.showcase.field.agency", longest=LONGEST["agency"]),
    Field("job_title", "view.showcase.field.job_title", longest=LONGEST["job_title"]),
)


class ShowcasePage(Page):
    """The ranked list at the left, whoever is selected at the right."""

    key: ClassVar[str] = "showcase"
    tables: ClassVar[frozenset[str]] = frozenset(
        {"showcase_request", "person", "agency", "activity_change", "office"}
    )

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._found: Overview | None = None
        self._listing = False
        self.lines: tuple[Line, ...] = ()
        self.counts = label(wrap=True)
        self.counts.setObjectName("counts")
        self.table: RankedTable[Line] = RankedTable(
            bench, columns(bench.texts), lambda line: line.id, name="requests", title="view.showcase.list"
        )
        self.answer = button(bench, "view.showcase.answer", self._ask_answer, icon="mail", name="answer")
        self.withdraw = button(
            bench, "view.courses.withdraw", self._ask_withdraw, kind="danger", icon="trash-2", name="withdraw"
        )
        self.detail = RecordDetail(bench, FIELDS, (self.answer, self.withdraw))
        self._build_header()
        self._build_body()
        self._connect()

    @property
    def selected(self) -> list[Line]:
        """The requests that are selected, in rank order."""
        by_id = {line.id: line for line in self.lines}
        return [by_id[one] for one in self.table.selected_ids() if one in by_id]

    def reload(self) -> None:
        """Read everything anew; whoever was selected stays so."""
        office = self.bench.office
        self._found = found = showcase.overview(office)
        self.lines = showcase.listing(office)
        schedule = found.schedule.in_language(self.bench.texts.language)
        self.header.subtitle.setText(f"{found.clause}　{schedule}")
        self._show_counts(found)
        self._listing = True
        self.table.show_rows(self.lines)
        if self.lines and not self.table.selected_ids():
            self.table.select_ids([self.lines[0].id])
        self._listing = False
        self._stack.setCurrentWidget(self.table if self.lines else self._empty)
        self._show_selection()

    def show_place(self, place: Place) -> None:
        """Show a request."""
        if place.nomination_id is not None:
            self.table.select_ids([place.nomination_id])
            self._side.open_detail()
            if not self.detail.form.focus(place.field):
                self.table.setFocus()

    def take_files(self, files: Iterable[Path]) -> bool:
        """Preview a dropped file of seat requests."""
        path = next((one for one in files if file_kinds.kind_of(one) == "showcase"), None)
        if path is not None:
            FileImportDialog(self.bench, path, showcase_import.import_file, self).open()
        return path is not None

    def leave(self) -> None:
        """Save what is being typed."""
        self.detail.form.flush()

    def ask_who(self) -> None:
        """Ask who wants a seat."""
        AuthorDialog(self.bench, "view.showcase.add.title", self._add, self).open()

    def _build_header(self) -> None:
        bench = self.bench

        entries = (
            Entry(
                "view.showcase.print.booklet",
                lambda: drawn.booklet(bench.office, "showcase"),
                lambda: bool(self.lines),
            ),
            Entry(
                "view.showcase.print.people",
                lambda: drawn.people(bench.office, "showcase", self.table.selected_ids()),
                lambda: bool(self.table.selected_ids()),
            ),
            Entry("view.showcase.print.blank", lambda: drawn.blank(bench.office, "showcase")),
        )
        self.header.add(PrintMenu(bench, entries))
        self.header.add(export_button(bench, self.table.lines, "showcase", self))
        self.header.add(button(bench, "view.lists.import", self._choose_file, icon="file-up", name="import"))
        self.header.add(
            button(bench, "view.showcase.add", self.ask_who, kind="primary", icon="user-plus", name="add")
        )

    def _build_body(self) -> None:
        bench = self.bench
        choose = button(bench, "view.lists.import", self._choose_file, icon="file-up", name="empty-import")
        self._empty = Empty(bench, "presentation", "view.camp.empty", "view.showcase.empty-text", choose)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        opener = button(bench, "view.camp.detail", _nothing, name="open-detail")
        left = QWidget()
        above = row(self.counts, opener)
        above.setStretchFactor(self.counts, 1)
        listing = column(above, self._stack)
        listing.setStretchFactor(self._stack, 1)
        left.setLayout(listing)
        self._side = ListWithDetail(bench, left, self.detail, opener=opener, closer=self.detail.closer)
        self.set_body(self._side)

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_selection())
        self.table.activated_id.connect(lambda _id: self._side.open_detail())
        self.table.remove_asked.connect(self._ask_withdraw)
        self.table.moved.connect(lambda ids, to: act(self, showcase_acts.rearrange, ids, to.place))
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.detail.form.stated.connect(
            lambda request, values: act(self, showcase_acts.restate, request, values)
        )

    def _show_counts(self, found: Overview) -> None:
        texts, language = self.bench.texts, self.bench.texts.language
        told = [texts.count("view.showcase.count", len(self.lines))]
        for vocabulary, counts in (("showcase_role", found.roles), ("seat_state", found.states)):
            told += [
                f"{terms.label(vocabulary, code, language)} {counts[code]}"
                for code in terms.vocabulary(vocabulary).codes
                if counts.get(code)
            ]
        if found.national:
            told.append(texts.text("view.showcase.national", count=found.national))
        self.counts.setText("　".join(told))

    def _show_selection(self) -> None:
        if self._listing or self._found is None:
            return
        lines, texts = self.selected, self.bench.texts
        if not lines:
            who = self._found.who.in_language(texts.language)
            self.detail.show_nobody(texts.text("view.camp.nobody"), f"{self._found.who_clause}　{who}")
        elif len(lines) > 1:
            counted = Counter(state(texts, line) for line in lines)
            said = "　".join(f"{name} {count}" for name, count in counted.items())
            self.detail.show_many(texts.count("view.courses.detail.many", len(lines)), said)
        else:
            self._show_one(lines[0])

    def _show_one(self, line: Line) -> None:
        texts, detail = self.bench.texts, self.detail
        personnel = terms.label("personnel_type", line.personnel_type, texts.language)
        parts = (line.agency, line.job_title, personnel, kind(texts, line))
        chips = ((state(texts, line), TONES[line.state]), (role(texts, line), ""))
        detail.show_one(line.name, "　".join(part for part in parts if part), chips, line.person_id)
        day = roc_short(line.document_date) if line.document_date else ""
        letter = texts.text("view.showcase.letter", day=day, number=line.document_no)
        outside = texts.text("view.showcase.outside")
        told = [*([letter] if line.document_no else []), *([outside] if line.person_id is None else [])]
        detail.show_reasons((), *told)
        detail.form.load(line.id, {field.name: getattr(line, field.name) for field in FIELDS})
        detail.form.allow(dict.fromkeys(_OUTSIDE, line.person_id is None))

    def _add(self, person: int | None, name: str, agency: str) -> None:
        if act(self, showcase_acts.add, person_id=person, name=name, agency=agency):
            self.table.select_ids([max(self.lines, key=lambda line: line.rank).id])
            self._side.open_detail()
            self.detail.form.focus("role")

    def _ask_answer(self) -> None:
        lines = self.selected
        ids = [line.id for line in lines]
        answer_dialog(self.bench, lines, partial(act, self, showcase_acts.answer, ids), self).open()

    def _ask_withdraw(self) -> None:
        lines = self.selected
        if lines:
            ids = [line.id for line in lines]
            WithdrawDialog(self.bench, lines, partial(act, self, showcase_acts.withdraw, ids), self).open()

    def _choose_file(self) -> None:
        path = choose_file(self.bench, self)
        if path is not None:
            FileImportDialog(self.bench, path, showcase_import.import_file, self).open()

    def _show_menu(self, at: QPoint) -> None:
        if not self.selected:
            return
        texts, menu = self.bench.texts, QMenu(self.table)
        menu.addAction(texts.text("view.camp.up"), partial(self.table.move_selected, -1))
        menu.addAction(texts.text("view.camp.down"), partial(self.table.move_selected, 1))
        menu.addSeparator()
        menu.addAction(texts.text("view.showcase.answer"), self._ask_answer)
        menu.addAction(texts.text("view.courses.withdraw"), self._ask_withdraw)
        menu.popup(self.table.viewport().mapToGlobal(at))


def _nothing() -> None:
    """The list with its detail connects the opener itself."""
