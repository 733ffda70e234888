"""Who is registered for an event: choose it, add people with the verdict first, record what came of it."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtWidgets import QComboBox, QMenu, QPushButton, QStackedWidget, QWidget

from desktop.core import terms
from desktop.services import event_acts, events
from desktop.services.event_acts import LONGEST
from desktop.services.events import Line, Overview
from desktop.views.events.columns import TONES, needs, registrations, state
from desktop.views.lists.acting import act
from desktop.views.lists.adding import AddField
from desktop.views.lists.detail import RecordDetail
from desktop.views.lists.record_form import Field, Kind, of_vocabulary
from desktop.views.lists.side import ListWithDetail
from desktop.views.lists.withdraw import WithdrawDialog
from desktop.views.page import Page
from desktop.views.table_model import RowModel
from desktop.views.widgets.basic import button, column, label, row
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.table import Table
from desktop.views.workbench import Place

FIELDS = (
    Field("meal", "view.showcase.field.meal", Kind.CHOICE, choices=of_vocabulary("meal")),
    Field("lodging", "view.events.field.lodging", Kind.YES_NO),
    Field("transport", "view.showcase.field.transport", Kind.CHOICE, choices=of_vocabulary("transport")),
    Field("access_need", "view.showcase.field.access_need", Kind.YES_NO),
    Field("note", "view.showcase.field.note", Kind.TEXT, LONGEST["note"], lines=3),
)


class Registrations(QWidget):
    """The tab 報名 of its page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        bench = page.bench
        self._page, self._bench = page, bench
        self._found: Overview | None = None
        self._listing = False
        self.choice = QComboBox()
        self.choice.setObjectName("event")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        bench.texts.bind(self.choice, self.choice.setAccessibleName, "view.events.event")
        self.counts = label(role="soft")
        self.suggest = button(bench, "view.events.suggest", self._add_suggested, name="suggest")
        self.add_field = AddField(bench)
        self.model: RowModel[Line] = RowModel(
            registrations(bench.texts), bench.texts.text, lambda line: line.id
        )
        self.table = Table(bench, self.model, "registrations", "view.events.list")
        self.state = self._state_button()
        self.withdraw = button(
            bench, "view.courses.withdraw", self._ask_withdraw, kind="danger", icon="trash-2", name="withdraw"
        )
        self.detail = RecordDetail(bench, FIELDS, (self.state, self.withdraw))
        self._build()
        self._connect()

    @property
    def event_id(self) -> str:
        """The event that is shown."""
        return str(self.choice.currentData() or "")

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its registrations, in their order."""
        return tuple(self.model.rows)

    @property
    def selected(self) -> list[Line]:
        """Those that are selected."""
        ids = set(self.table.selected_ids())
        return [line for line in self.model.rows if line.id in ids]

    def reload(self) -> None:
        """Read everything anew; whoever was selected stays so."""
        self._fill_events()
        if not self.event_id:
            return
        office, texts = self._bench.office, self._bench.texts
        self._found = events.overview(office, self.event_id)
        kept = self.table.selected_ids()
        self._listing = True
        self.model.set_rows(events.listing(office, self.event_id))
        self._listing = False
        if self.lines:
            self.select(kept if any(one.id in kept for one in self.lines) else [self.lines[0].id])
        self._stack.setCurrentWidget(self.table if self.lines else self._empty)
        states, language = self._found.states, texts.language
        told = [
            f"{terms.label('event_state', code, language)} {states[code]}"
            for code in terms.vocabulary("event_state").codes
            if states.get(code)
        ]
        self.counts.setText("　".join(told))
        suggested = len(self._found.suggested)
        self.suggest.setVisible(bool(suggested))
        self.suggest.setText(texts.text("view.events.suggest-count", count=suggested))
        self.add_field.aim(self.event_id, 0, partial(event_acts.judge_people, office, self.event_id))
        self.add_field.read_ahead()
        self.add_field.search_again()
        self._show_selection()

    def select(self, ids: list[int]) -> None:
        """Select a registration that is listed."""
        place = next((at for one in ids if (at := self.model.place_of(one)) is not None), None)
        if place is not None:
            self.table.select(place)

    def choose(self, event_id: str) -> None:
        """Show another event."""
        self.choice.setCurrentIndex(max(self.choice.findData(event_id), 0))
        self.reload()

    def leave(self) -> None:
        """Save what is being typed."""
        self.detail.form.flush()

    def _build(self) -> None:
        bench = self._bench
        self._empty = Empty(bench, "bus", "view.events.empty", "view.events.empty-text")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        opener = button(bench, "view.camp.detail", _nothing, name="open-detail")
        left = QWidget()
        asked = row(self.choice, self.add_field, opener)
        asked.setStretchFactor(self.add_field, 1)
        listing = column(asked, row(self.counts, None, self.suggest), self._stack)
        listing.setStretchFactor(self._stack, 1)
        left.setLayout(listing)
        self.add_field.found.setParent(left)
        self.side = ListWithDetail(bench, left, self.detail, opener=opener, closer=self.detail.closer)
        self.setLayout(column(self.side, margins=(0, 12, 0, 0)))

    def _connect(self) -> None:
        page = self._page
        self.choice.activated.connect(lambda _at: self.reload())
        self.add_field.added.connect(lambda person, _alternate: self._register([person]))
        self.add_field.held_chosen.connect(lambda one: self.select([one]))
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_selection())
        self.table.activated_id.connect(lambda _id: self.side.open_detail())
        self.table.remove_asked.connect(self._ask_withdraw)
        self.detail.form.stated.connect(lambda one, values: act(page, event_acts.restate, one, values))

    def _fill_events(self) -> None:
        chosen, language = self.event_id, self._bench.texts.language
        self.choice.clear()
        for one in events.choices(self._bench.office):
            title = f"{one.activity.short.in_language(language)}　{one.title.in_language(language)}"
            self.choice.addItem(title, one.id)
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0))
        self.choice.ensurePolished()
        self.choice.updateGeometry()

    def _state_button(self) -> QPushButton:
        bench = self._bench
        made = button(bench, "view.events.state", _nothing, name="state")
        menu = QMenu(made)
        for code in terms.vocabulary("event_state").codes:
            action = menu.addAction("", partial(self._put_state, code))
            bench.texts.bind(menu, action.setText, f"view.events.state.{code}")
        made.setMenu(menu)
        return made

    def _show_selection(self) -> None:
        if self._listing or self._found is None:
            return
        lines, texts = self.selected, self._bench.texts
        if not lines:
            own = self._found.event
            who = own.activity.who.text.in_language(texts.language)
            self.detail.show_nobody(texts.text("view.camp.nobody"), f"{own.clause}　{who}")
        elif len(lines) > 1:
            counted = Counter(state(texts, line) for line in lines)
            said = "　".join(f"{name} {count}" for name, count in counted.items())
            self.detail.show_many(texts.count("view.courses.detail.many", len(lines)), said)
        else:
            self._show_one(lines[0])

    def _show_one(self, line: Line) -> None:
        texts, person = self._bench.texts, line.person
        who = "　".join(part for part in (person.agency, person.unit, person.title) if part)
        chips = ((state(texts, line), TONES[line.state]),)
        self.detail.show_one(line.name, who, chips, line.person_id)
        self.detail.show_reasons((), *([needs(texts, line)] if needs(texts, line) else []))
        self.detail.form.load(line.id, {field.name: getattr(line, field.name) for field in FIELDS})

    def _register(self, people: list[int]) -> None:
        if act(self._page, event_acts.register, self.event_id, people):
            self.select([line.id for line in self.lines if line.person_id == people[-1]])

    def _add_suggested(self) -> None:
        if self._found is not None:
            self._register(list(self._found.suggested))

    def _put_state(self, code: str) -> None:
        act(self._page, event_acts.put_state, [line.id for line in self.selected], code)

    def _ask_withdraw(self) -> None:
        lines = self.selected
        if lines:
            done = partial(act, self._page, event_acts.withdraw, [line.id for line in lines])
            WithdrawDialog(self._bench, lines, done, self._page).open()

    def show_place(self, place: Place) -> None:
        """Show a registration."""
        if place.nomination_id is not None:
            self.select([place.nomination_id])
            self.side.open_detail()


def _nothing() -> None:
    """The list with its detail connects the opener itself; a button with a menu opens it."""
