"""The calendar: the year strip, everything that has a day, the deadlines, the file for Outlook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from desktop.core.clock import roc_short
from desktop.services import deadlines, plan_overview, year, year_calendar
from desktop.services.deadlines import LONGEST
from desktop.services.year_calendar import DEADLINE, Dated
from desktop.views.calendar.strip_area import StripArea
from desktop.views.lists.acting import act
from desktop.views.lists.detail import RecordDetail
from desktop.views.lists.print_menu import preview
from desktop.views.lists.record_form import Field, Kind
from desktop.views.lists.side import ListWithDetail
from desktop.views.page import Page
from desktop.views.table_model import Column, RowModel
from desktop.views.texts import Texts
from desktop.views.widgets.basic import button, card, column, row
from desktop.views.widgets.table import Table
from desktop.views.widgets.year_strip import StripView
from desktop.views.workbench import Place, Workbench

_LIST = 300
"""The least height of the list, in logical pixels at normal text size."""

_CHIPS = {"good": "good", "bad": "bad", "doubt": "doubt"}
"""Tone in the list → of the chip beside the name; a plain one has none."""


def days(one: Dated) -> str:
    """104/03/02, or 104/03/02–104/03/07."""
    first, last = roc_short(one.first), roc_short(one.last)
    return first if first == last else f"{first}–{last}"


def left(texts: Texts, one: Dated) -> str:
    """剩 3 天, 今天, 逾期 2 天, 已完成; nothing for what is no deadline."""
    line = one.deadline
    if line is None:
        return ""
    if line.done:
        return texts.text("view.calendar.done")
    if line.days < 0:
        return texts.count("view.calendar.overdue", -line.days)
    return texts.count("view.calendar.left", line.days) if line.days else texts.text("view.calendar.today")


def tone(one: Dated) -> str | None:
    """The tone of that chip."""
    line = one.deadline
    if line is None:
        return None
    if line.done:
        return "good"
    return "bad" if line.days < 0 else "doubt" if line.days <= deadlines.SOON else "plain"


def columns(texts: Texts) -> tuple[Column[Dated], ...]:
    """Days, kind, what, details, how many days are left."""
    return (
        Column("days", "view.calendar.column.days", days, 168),
        Column(
            "kind", "view.calendar.column.kind", lambda one: texts.text(f"view.calendar.kind.{one.kind}"), 84
        ),
        Column("title", "view.calendar.column.title", lambda one: one.title, 0, tip=lambda one: one.title),
        Column(
            "detail", "view.calendar.column.detail", lambda one: one.detail, 156, tip=lambda one: one.detail
        ),
        Column("left", "view.calendar.column.left", lambda one: left(texts, one), 108, tone=tone),
    )


class CalendarPage(Page):
    """The strip above, the list below it; a deadline is changed at the right."""

    key: ClassVar[str] = "calendar"
    tables: ClassVar[frozenset[str]] = frozenset({"deadline", "activity_change", "office"})

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._all: Sequence[Dated] = ()
        self._listing = False
        self.strip = StripView(bench)
        self.only = QCheckBox()
        self.only.setObjectName("only-deadlines")
        bench.texts.bind(self.only, self.only.setText, "view.calendar.only")
        self.model = RowModel(columns(bench.texts), bench.texts.text, self._identify)
        self.table = Table(bench, self.model, "dated", "view.calendar.list")
        self.remove = button(
            bench, "view.calendar.remove", self._remove, kind="danger", icon="trash-2", name="remove"
        )
        self.detail = RecordDetail(bench, self._fields(), (self.remove,))
        self._build()

    def reload(self) -> None:
        """Read everything anew; whatever was selected stays so."""
        office, texts = self.bench.office, self.bench.texts
        self.strip.show_strip(year.read(office, texts.language))
        self._all = year_calendar.read(office, texts.language)
        self._show_rows(self.table.selected_ids())

    def show_place(self, place: Place) -> None:
        """Show a deadline."""
        if place.nomination_id is not None:
            self._select([place.nomination_id])
            self._side.open_detail()
            self.detail.form.focus("subject")

    def leave(self) -> None:
        """Save what is being typed."""
        self.detail.form.flush()

    def add(self) -> None:
        """Write down a deadline for today; what and when are typed at once."""
        subject, today = self.bench.texts.text("view.calendar.new"), self.bench.clock.now().date()
        before = {one.deadline.id for one in self._all if one.deadline is not None}
        if act(self, deadlines.add, subject, today):
            made = [one.deadline.id for one in self._all if one.deadline and one.deadline.id not in before]
            self._select(made)
            self._side.open_detail()
            self.detail.form.focus("subject")

    def _fields(self) -> tuple[Field, ...]:
        def activities(language: str) -> Sequence[tuple[str, str]]:
            return list(plan_overview.titles(self.bench.office, language).items())

        return (
            Field("subject", "view.calendar.field.subject", longest=LONGEST["subject"]),
            Field("day", "view.calendar.field.day", Kind.DATE),
            Field("activity", "view.calendar.field.activity", Kind.CHOICE, choices=activities),
            Field("document_no", "view.calendar.field.document_no", longest=LONGEST["document_no"]),
            Field("document_date", "view.calendar.field.document_date", Kind.DATE),
            Field("done", "view.calendar.field.done", Kind.FLAG),
            Field("note", "view.calendar.field.note", Kind.TEXT, LONGEST["note"], lines=3),
        )

    def _build(self) -> None:
        bench = self.bench
        self.header.add(button(bench, "view.lists.print", self._print, icon="printer", name="print"))
        self.header.add(button(bench, "view.calendar.export", self._export, icon="file-down", name="export"))
        self.header.add(
            button(bench, "view.calendar.add", self.add, kind="primary", icon="plus", name="add-deadline")
        )
        opener = button(bench, "view.camp.detail", _nothing, name="open-detail")
        main = QWidget()
        listing = column(row(self.only, None, opener), self.table)
        listing.setStretchFactor(self.table, 1)
        main.setLayout(listing)
        self._side = ListWithDetail(bench, main, self.detail, opener=opener, closer=self.detail.closer)
        body = column(card(column(StripArea(self.strip))), self._side, gap=12)
        body.setStretchFactor(self._side, 1)
        theme = bench.theme
        theme.bind(self._side, lambda: self._side.setMinimumHeight(round(_LIST * theme.text_size)))
        self.set_body(body)
        self.only.toggled.connect(lambda _on: self._show_rows(self.table.selected_ids()))
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_selection())
        self.table.activated_id.connect(lambda _id: self._side.open_detail())
        self.table.remove_asked.connect(self._remove)
        self.detail.form.stated.connect(lambda one, values: act(self, deadlines.restate, one, values))

    def _identify(self, one: Dated) -> int:
        """A deadline's id; entries of the plan count down from -1 in their order."""
        return one.deadline.id if one.deadline is not None else -1 - self._all.index(one)

    def _show_rows(self, kept: Sequence[int]) -> None:
        rows = [one for one in self._all if one.kind == DEADLINE or not self.only.isChecked()]
        self._listing = True
        self.model.set_rows(rows)
        self._select(kept)
        self._listing = False
        self._show_selection()

    def _select(self, ids: Sequence[int]) -> None:
        place = next((at for one in ids if (at := self.model.place_of(one)) is not None), None)
        if place is not None:
            self.table.select(place)

    @property
    def selected(self) -> Dated | None:
        """The entry that is selected."""
        ids = self.table.selected_ids()
        place = self.model.place_of(ids[0]) if ids else None
        return None if place is None else self.model.row_at(place)

    def _show_selection(self) -> None:
        if self._listing:
            return
        one, texts = self.selected, self.bench.texts
        self.remove.setVisible(one is not None and one.deadline is not None)
        if one is None:
            self.detail.show_nobody(texts.text("view.calendar.nothing"), texts.text("view.calendar.hint"))
        elif one.deadline is None:
            told = "　".join(part for part in (days(one), one.detail) if part)
            self.detail.show_nobody(one.title, f"{told}\n{texts.text('view.calendar.by-letter')}")
        else:
            line = one.deadline
            self.detail.show_one(
                line.subject, days(one), ((left(texts, one), _CHIPS.get(tone(one) or "", "")),), None
            )
            self.detail.show_reasons(())
            values = {field: getattr(line, field) for field in self.detail.form.fields}
            self.detail.form.load(line.id, values)

    def _remove(self) -> None:
        one = self.selected
        if one is not None and one.deadline is not None:
            self.detail.form.forget()
            act(self, deadlines.remove, one.deadline.id)

    def _print(self) -> None:
        office = self.bench.office
        preview(self.bench, "view.home.strip", lambda _progress: year.paper(office), self)

    def _export(self) -> None:
        texts = self.bench.texts
        title = texts.text("view.calendar.export")
        chosen, _kind = QFileDialog.getSaveFileName(self, title, "luminary.ics", "iCalendar (*.ics)")
        if chosen and act(self, year_calendar.write, Path(chosen), texts.language):
            self.bench.presenter.say(texts.text("view.calendar.exported", path=chosen))


def _nothing() -> None:
    """The list with its detail connects the opener itself."""
