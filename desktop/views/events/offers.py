"""Sessions that the county offers to hold: one a line, its place and contact at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QWidget

from desktop.services import hosting
from desktop.services.hosting import LONGEST, Line
from desktop.views.events.columns import OFFER_TONES, days, offer_state, offers
from desktop.views.lists import drawn
from desktop.views.lists.acting import act
from desktop.views.lists.detail import RecordDetail
from desktop.views.lists.print_menu import preview
from desktop.views.lists.record_form import Field, Kind, of_vocabulary
from desktop.views.lists.side import ListWithDetail
from desktop.views.page import Page
from desktop.views.table_model import RowModel
from desktop.views.widgets.basic import button, column, row, words
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.table import Table

FIELDS = (
    Field("place", "view.hosting.field.place", longest=LONGEST["place"]),
    Field("rooms", "view.hosting.field.rooms", longest=LONGEST["rooms"]),
    Field("capacity", "view.hosting.field.capacity", longest=8),
    Field("first", "view.hosting.field.first", Kind.DATE),
    Field("last", "view.hosting.field.last", Kind.DATE),
    Field("contact", "view.hosting.field.contact", longest=LONGEST["contact"]),
    Field("phone", "view.hosting.field.phone", longest=LONGEST["phone"]),
    Field(
        "state",
        "view.events.column.state",
        Kind.CHOICE,
        choices=of_vocabulary("hosting_state"),
        required=True,
    ),
    Field("document_no", "view.hosting.field.document_no", longest=LONGEST["document_no"]),
    Field("document_date", "view.hosting.field.document_date", Kind.DATE),
    Field("note", "view.showcase.field.note", Kind.TEXT, LONGEST["note"], lines=2),
)


class Offers(QWidget):
    """The tab 主辦場次 of its page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        bench = page.bench
        self._page, self._bench = page, bench
        self._listing = False
        self._titles: dict[str, str] = {}
        self.model: RowModel[Line] = RowModel(
            offers(bench.texts, self._titles), bench.texts.text, lambda one: one.id
        )
        self.table = Table(bench, self.model, "offers", "view.hosting.list")
        self.add = self._add_button("add-offer")
        self.letter = button(bench, "view.hosting.letter", self._print, icon="printer", name="letter")
        self.remove = button(
            bench, "view.hosting.remove", self._remove, kind="danger", icon="trash-2", name="remove-offer"
        )
        self.detail = RecordDetail(bench, FIELDS, (self.letter, self.remove))
        self._build()

    @property
    def selected(self) -> Line | None:
        """The offer that is shown."""
        ids = self.table.selected_ids()
        place = self.model.place_of(ids[0]) if ids else None
        return None if place is None else self.model.row_at(place)

    def reload(self) -> None:
        """Read everything anew; what was selected stays so."""
        office, language = self._bench.office, self._bench.texts.language
        self._titles |= {one.id: one.short.in_language(language) for one in hosting.choices(office)}
        kept = self.table.selected_ids()
        self._listing = True
        found = hosting.listing(office)
        self.model.set_rows(found)
        self._listing = False
        if found:
            self.select(kept if any(one.id in kept for one in found) else [found[0].id])
        self._stack.setCurrentWidget(self.table if found else self._empty)
        self._show_selection()

    def select(self, ids: Sequence[int]) -> None:
        """Select an offer that is listed."""
        place = next((at for one in ids if (at := self.model.place_of(one)) is not None), None)
        if place is not None:
            self.table.select(place)

    def leave(self) -> None:
        """Save what is being typed."""
        self.detail.form.flush()

    def _build(self) -> None:
        bench = self._bench
        self._empty = Empty(
            bench,
            "building-2",
            "view.hosting.empty",
            "view.hosting.empty-text",
            self._add_button("first-offer"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        opener = button(bench, "view.camp.detail", _nothing, name="open-offer")
        left = QWidget()
        listing = column(row(words(bench, "view.hosting.hint", "soft"), None, self.add, opener), self._stack)
        listing.setStretchFactor(self._stack, 1)
        left.setLayout(listing)
        self.side = ListWithDetail(bench, left, self.detail, opener=opener, closer=self.detail.closer)
        self.setLayout(column(self.side, margins=(0, 12, 0, 0)))
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_selection())
        self.table.activated_id.connect(lambda _id: self.side.open_detail())
        self.table.remove_asked.connect(self._remove)
        page = self._page
        self.detail.form.stated.connect(lambda one, values: act(page, hosting.restate, one, values))

    def _add_button(self, name: str) -> QPushButton:
        """A button whose menu has every session that may be offered."""
        made = button(self._bench, "view.hosting.add", _nothing, icon="plus", name=name)
        menu = QMenu(made)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        made.setMenu(menu)
        return made

    def _fill(self, menu: QMenu) -> None:
        texts = self._bench.texts
        menu.clear()
        offered = {(one.activity, one.session) for one in self.model.rows}
        for activity in hosting.choices(self._bench.office):
            for session in activity.sessions:
                course = activity.short.in_language(texts.language)
                said = texts.text("view.hosting.session", course=course, session=session.number)
                action = menu.addAction(said)
                action.setEnabled((activity.id, session.number) not in offered)
                action.triggered.connect(lambda _on=False, of=(activity.id, session.number): self.offer(*of))

    def offer(self, activity: str, session: int) -> None:
        """Offer a session; its place is typed at once."""
        if act(self._page, hosting.offer, activity, session):
            made = [one.id for one in self.model.rows if (one.activity, one.session) == (activity, session)]
            self.select(made)
            self.side.open_detail()
            self.detail.form.focus("place")

    def _show_selection(self) -> None:
        if self._listing:
            return
        one, texts = self.selected, self._bench.texts
        if one is None:
            self.detail.show_nobody(texts.text("view.hosting.empty"), texts.text("view.hosting.hint"))
            return
        title = texts.text(
            "view.hosting.session", course=self._titles.get(one.activity, ""), session=one.session
        )
        chips = ((offer_state(texts, one), OFFER_TONES[one.state]),)
        self.detail.show_one(title, days(one), chips, None)
        self.detail.show_reasons(())
        self.detail.form.load(one.id, {field.name: getattr(one, field.name) for field in FIELDS})

    def _print(self) -> None:
        self.leave()
        one, office = self.selected, self._bench.office
        if one is not None:
            preview(self._bench, "view.hosting.letter-title", drawn.offer_letter(office, one.id), self._page)

    def _remove(self) -> None:
        one = self.selected
        if one is not None:
            self.detail.form.forget()
            act(self._page, hosting.remove, one.id)


def _nothing() -> None:
    """The list with its detail connects the opener itself; a button with a menu opens it."""
