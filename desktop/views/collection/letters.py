"""The book of letters in and out: entered at the right, their files kept, what was decided by each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QStackedWidget, QWidget

from desktop.core import terms
from desktop.core.clock import roc_short
from desktop.services import letter_book, plan_overview
from desktop.services.letter_book import LONGEST, Line
from desktop.views.lists.acting import act
from desktop.views.lists.detail import RecordDetail
from desktop.views.lists.record_form import Field, Kind, of_vocabulary
from desktop.views.lists.side import ListWithDetail
from desktop.views.page import Page
from desktop.views.table_model import Column, RowModel
from desktop.views.texts import Texts
from desktop.views.widgets.basic import button, column, row, words
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.table import Table

DIRECTIONS = ("in", "out")


class LettersTab(QWidget):
    """The tab 公文 of its page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        bench = page.bench
        self._page, self._bench = page, bench
        self._listing = False
        self.model: RowModel[Line] = RowModel(_columns(bench.texts), bench.texts.text, lambda one: one.id)
        self.table = Table(bench, self.model, "letters", "view.collection.letters")
        self.attach = button(bench, "view.collection.letter.attach", self._attach, name="attach")
        self.save = button(bench, "view.collection.letter.save", self._save, name="save-file")
        self.remove = button(
            bench, "view.hosting.remove", self._remove, kind="danger", icon="trash-2", name="remove-letter"
        )
        self.detail = RecordDetail(bench, self._fields(), (self.attach, self.save, self.remove))
        self._build()

    @property
    def selected(self) -> Line | None:
        """The letter that is shown."""
        ids = self.table.selected_ids()
        place = self.model.place_of(ids[0]) if ids else None
        return None if place is None else self.model.row_at(place)

    def reload(self) -> None:
        """Read the book; the letter that was selected stays so."""
        kept = self.table.selected_ids()
        found = letter_book.listing(self._bench.office)
        self._listing = True
        self.model.set_rows(found)
        self._listing = False
        if found:
            self._select(kept if any(one.id in kept for one in found) else [found[0].id])
        self._stack.setCurrentWidget(self.table if found else self._empty)
        self._show_selection()

    def add(self, direction: str) -> None:
        """Enter a letter of today; its number and subject are typed at once."""
        subject = self._bench.texts.text("view.collection.letter.new")
        values = {"direction": direction, "day": self._bench.clock.now().date(), "subject": subject}
        before = {one.id for one in self.model.rows}
        if act(self._page, letter_book.register, values):
            self.reload()
            self._select([one.id for one in self.model.rows if one.id not in before])
            self.side.open_detail()
            self.detail.form.focus("number")

    def leave(self) -> None:
        """Save what is being typed."""
        self.detail.form.flush()

    def _fields(self) -> tuple[Field, ...]:
        def activities(language: str) -> Sequence[tuple[str, str]]:
            return list(plan_overview.titles(self._bench.office, language).items())

        return (
            Field(
                "direction",
                "view.collection.letter.direction",
                Kind.CHOICE,
                choices=of_vocabulary("letter_direction"),
                required=True,
            ),
            Field("day", "view.collection.letter.day", Kind.DATE),
            Field("number", "view.collection.letter.number", longest=LONGEST["number"]),
            Field("party", "view.collection.letter.party", longest=LONGEST["party"]),
            Field("subject", "view.collection.letter.subject", longest=LONGEST["subject"]),
            Field("activity", "view.calendar.field.activity", Kind.CHOICE, choices=activities),
            Field("deadline", "view.collection.letter.deadline", Kind.DATE),
            Field(
                "kind",
                "view.collection.letter.kind",
                Kind.CHOICE,
                choices=of_vocabulary("letter_kind"),
                required=True,
            ),
            Field("note", "view.showcase.field.note", Kind.TEXT, LONGEST["note"], lines=2),
        )

    def _build(self) -> None:
        bench = self._bench
        self._empty = Empty(
            bench,
            "mail",
            "view.collection.letters.empty",
            "view.collection.letters.empty-text",
            self._adding("first-letter"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        opener = button(bench, "view.camp.detail", _nothing, name="open-letter")
        left = QWidget()
        hint = words(bench, "view.collection.letters.hint", "soft", wrap=True)
        asked = row(hint, self._adding("add-letter"), opener)
        asked.setStretchFactor(hint, 1)
        listing = column(asked, self._stack)
        listing.setStretchFactor(self._stack, 1)
        left.setLayout(listing)
        self.side = ListWithDetail(bench, left, self.detail, opener=opener, closer=self.detail.closer)
        self.setLayout(column(self.side, margins=(0, 12, 0, 0)))
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_selection())
        self.table.activated_id.connect(lambda _id: self.side.open_detail())
        self.table.remove_asked.connect(self._remove)
        page = self._page
        self.detail.form.stated.connect(lambda one, values: act(page, letter_book.restate, one, values))

    def _adding(self, name: str) -> QPushButton:
        """A button whose menu has letters in and out."""
        made = button(self._bench, "view.collection.letter.add", _nothing, icon="plus", name=name)
        menu = QMenu(made)
        for direction in DIRECTIONS:
            action = menu.addAction("", partial(self.add, direction))
            self._bench.texts.bind(menu, action.setText, f"view.collection.letter.add-{direction}")
        made.setMenu(menu)
        return made

    def _select(self, ids: Sequence[int]) -> None:
        place = next((at for one in ids if (at := self.model.place_of(one)) is not None), None)
        if place is not None:
            self.table.select(place)

    def _show_selection(self) -> None:
        if self._listing:
            return
        one, texts = self.selected, self._bench.texts
        if one is None:
            said = texts.text("view.collection.letters.hint")
            self.detail.show_nobody(texts.text("view.collection.letters.empty"), said)
            return
        direction = terms.label("letter_direction", one.direction, texts.language)
        self.detail.show_one(one.number or one.subject, one.file_name, ((direction, ""),), None)
        rests = [texts.text(f"letters.rests.{name}", count=count) for name, count in one.rests]
        self.detail.show_reasons((), *rests)
        self.save.setEnabled(bool(one.file_name))
        self.detail.form.load(one.id, {name: getattr(one, name) for name in self.detail.form.fields})

    def _attach(self) -> None:
        one = self.selected
        if one is not None:
            self.leave()
            title = self._bench.texts.text("view.collection.letter.attach").rstrip("…")
            chosen, _ = QFileDialog.getOpenFileName(self, title)
            if chosen:
                act(self._page, letter_book.attach, one.id, Path(chosen))

    def _save(self) -> None:
        one = self.selected
        if one is not None:
            title = self._bench.texts.text("view.collection.letter.save").rstrip("…")
            chosen = QFileDialog.getExistingDirectory(self, title)
            if chosen and act(self._page, letter_book.export_file, one.id, Path(chosen)):
                said = self._bench.texts.text("view.collection.letter.saved", path=chosen, file=one.file_name)
                self._bench.presenter.say(said)

    def _remove(self) -> None:
        one = self.selected
        if one is not None:
            self.detail.form.forget()
            act(self._page, letter_book.remove, one.id)


def _columns(texts: Texts) -> tuple[Column[Line], ...]:
    return (
        Column("day", "view.collection.letter.day", lambda one: roc_short(one.day), 92),
        Column(
            "direction",
            "view.collection.letter.direction",
            lambda one: terms.label("letter_direction", one.direction, texts.language),
            84,
        ),
        Column("number", "view.collection.letter.number", lambda one: one.number, 190),
        Column("party", "view.collection.letter.party", lambda one: one.party, 130),
        Column("subject", "view.collection.letter.subject", lambda one: one.subject, 0),
        Column(
            "deadline",
            "view.collection.letter.deadline",
            lambda one: "" if one.deadline is None else roc_short(one.deadline),
            92,
        ),
    )


def _nothing() -> None:
    """The list with its detail connects the opener itself; a button with a menu opens it."""
