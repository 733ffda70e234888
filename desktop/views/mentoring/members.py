"""The tab 人員: both pools, and the form of whoever is selected."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from desktop.core import terms
from desktop.services import mentoring, mentoring_acts, mentoring_form, mentoring_names
from desktop.services.mentoring import LISTS, MENTOR, Line
from desktop.services.mentoring_acts import Overview
from desktop.views.lists import form_fields
from desktop.views.lists.acting import act
from desktop.views.lists.adding import AddField
from desktop.views.lists.detail import RecordDetail
from desktop.views.lists.record_form import Field, Kind
from desktop.views.lists.side import ListWithDetail
from desktop.views.lists.withdraw import WithdrawDialog
from desktop.views.mentoring.columns import member_columns
from desktop.views.mentoring.terms_dialog import TermsDialog
from desktop.views.page import Page
from desktop.views.table_model import RowModel
from desktop.views.widgets.basic import button, column, label, row
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.table import Table

_OWN = (
    Field("terms", "view.mentoring.field.terms", longest=200),
    Field("capacity", "view.mentoring.field.capacity", longest=1),
    Field("languages", "view.mentoring.field.languages"),
    Field("modes", "view.mentoring.field.modes"),
    Field("wishes", "view.mentoring.field.wishes", longest=200),
    Field("avoid", "view.mentoring.field.avoid", longest=200),
    Field("supervisor", "view.mentoring.field.supervisor", longest=20),
    Field("leave_consent", "view.mentoring.field.leave_consent", Kind.YES_NO),
    Field("note", "view.mentoring.field.note", Kind.TEXT, 1000, 2),
)
_LINES = 2


class MembersTab(QWidget):
    """Mentors and mentees in one list, told apart by a choice above it."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._bench = page, page.bench
        bench = page.bench
        self._found: Overview | None = None
        self._listing = False
        self.counts = label(role="soft", wrap=True)
        self.counts.setObjectName("pool-counts")
        self.role = QComboBox()
        self.role.setObjectName("pool-role")
        self.add_field = AddField(bench)
        self.model: RowModel[Line] = RowModel(
            member_columns(bench.texts, {}), bench.texts.text, lambda line: line.id
        )
        self.table = Table(bench, self.model, "members", "view.mentoring.members")
        self.withdraw = button(
            bench, "view.courses.withdraw", self._ask_withdraw, kind="danger", icon="trash-2", name="withdraw"
        )
        form = mentoring_form.form().member
        others = [form_fields.field(f"pairs.member.{one.name}", one, lines=_LINES) for one in form]
        self.detail = RecordDetail(bench, (*_OWN, *others), (self.withdraw,))
        self._build()
        self._connect()

    @property
    def shown_role(self) -> str:
        """mentor, mentee, or blank for both."""
        return str(self.role.currentData() or "")

    @property
    def selected(self) -> list[Line]:
        """The members that are selected."""
        ids = set(self.table.selected_ids())
        return [line for line in self.model.rows if line.id in ids]

    def show_all(self, found: Overview) -> None:
        """Show both pools; whoever was selected stays so."""
        self._found = found
        kept = self.table.selected_ids()
        texts, wanted = self._bench.texts, self.shown_role
        lines = [one for one in found.lines if wanted in {"", one.role}]
        self._listing = True
        self.model.set_columns(member_columns(texts, found.paired))
        self.model.set_rows(lines)
        place = next((at for one in kept if (at := self.model.place_of(one)) is not None), 0)
        if lines:
            self.table.select(place)
        self._listing = False
        self._stack.setCurrentIndex(1 if found.lines else 0)
        self._show_counts(found)
        self._aim()
        self._show_selection()

    def select(self, member: int) -> None:
        """Show a member, of whichever pool."""
        if self.model.place_of(member) is None and self._found is not None:
            self.role.setCurrentIndex(0)
            self.show_all(self._found)
        place = self.model.place_of(member)
        if place is not None:
            self.table.select(place)
            self._side.open_detail()

    def flush(self) -> None:
        """Hand in what is being typed."""
        self.detail.form.flush()

    def _build(self) -> None:
        bench = self._bench
        bench.texts.bind(self.role, self.role.setAccessibleName, "view.mentoring.role")
        bench.texts.bind(self.role, self._fill_roles, "view.mentoring.role.both")
        self._stack = QStackedWidget()
        self._stack.addWidget(
            Empty(bench, "handshake", "view.mentoring.no-pools", "view.mentoring.no-pools-text")
        )
        self._stack.addWidget(self.table)
        opener = button(bench, "view.camp.detail", _nothing, name="open-detail")
        adders = [
            button(
                bench, f"view.mentoring.add.{one}", partial(self._begin, one), icon="plus", name=f"add-{one}"
            )
            for one in LISTS
        ]
        wording = button(bench, "view.mentoring.terms", self.ask_terms, name="terms")
        above = row(self.role, self.counts, wording, *adders, opener)
        above.setStretchFactor(self.counts, 1)
        left = QWidget()
        listing = column(above, self.add_field, self._stack)
        listing.setStretchFactor(self._stack, 1)
        left.setLayout(listing)
        self._side = ListWithDetail(bench, left, self.detail, opener=opener, closer=self.detail.closer)
        self.add_field.found.setParent(self)
        body = column(self._side, margins=(0, 12, 0, 0))
        self.setLayout(body)

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_selection())
        self.table.activated_id.connect(lambda _id: self._side.open_detail())
        self.table.remove_asked.connect(self._ask_withdraw)
        self.role.activated.connect(lambda _at: self._show_again())
        self.add_field.added.connect(lambda person, _alternate: self._add(person))
        self.add_field.held_chosen.connect(self.select)
        self.detail.form.stated.connect(lambda member, values: act(self._page, mentoring.put, member, values))

    def _show_again(self) -> None:
        if self._found is not None:
            self.show_all(self._found)

    def _fill_roles(self, both: str) -> None:
        at, language = max(self.role.currentIndex(), 0), self._bench.texts.language
        self.role.clear()
        self.role.addItem(both, "")
        for code in LISTS:
            self.role.addItem(terms.label("mentoring_role", code, language), code)
        self.role.setCurrentIndex(at)

    def _aim(self) -> None:
        """Add to the pool that is shown; to none while both are."""
        role = self.shown_role or MENTOR
        self.add_field.setVisible(bool(self.shown_role))
        judge = partial(mentoring_acts.judge_people, self._bench.office, role)
        self.add_field.aim(role, 0, judge)

    def _show_counts(self, found: Overview) -> None:
        mentors = [one for one in found.lines if one.role == MENTOR]
        self.counts.setText(
            self._bench.texts.text(
                "view.mentoring.counts",
                mentors=len(mentors),
                seats=sum(one.capacity or 0 for one in mentors),
                mentees=len(found.lines) - len(mentors),
            )
        )

    def _show_selection(self) -> None:
        if self._listing or self._found is None:
            return
        lines, texts = self.selected, self._bench.texts
        if not lines:
            who = self._found.who.in_language(texts.language)
            self.detail.show_nobody(texts.text("view.camp.nobody"), who)
        elif len(lines) > 1:
            self.detail.show_many(texts.count("view.courses.detail.many", len(lines)), "")
        else:
            self._show_one(lines[0])

    def _show_one(self, line: Line) -> None:
        texts, person = self._bench.texts, line.person
        assert self._found is not None, "a member of the pools"
        who = "　".join(part for part in (person.agency, person.unit, person.title) if part)
        partner = self._found.paired.get(line.id, "")
        chips = ((terms.label("mentoring_role", line.role, texts.language), ""), (partner, "good"))
        self.detail.show_one(person.name, who, chips, person.id)
        self.detail.show_reasons(())
        own = {field.name: getattr(line, field.name) for field in _OWN}
        own["capacity"] = "" if line.capacity is None else str(line.capacity)
        own |= {name: mentoring_names.shown(own[name], self._found.people) for name in mentoring_names.NAMING}
        self.detail.form.load(line.id, own | form_fields.values(mentoring_form.form().member, line.cells))
        allowed = {one.name: one.role in {"", line.role} for one in mentoring_form.form().member}
        allowed |= {"capacity": line.role == MENTOR, "supervisor": line.role != MENTOR}
        self.detail.form.allow(allowed)

    def ask_terms(self) -> None:
        """Show the words of expertise and which count as the same."""
        TermsDialog(self._page).open()

    def _begin(self, role: str) -> None:
        """Show one pool, ready for a name."""
        self.role.setCurrentIndex(self.role.findData(role))
        self._show_again()
        self.add_field.setFocus()

    def _add(self, person: int) -> None:
        if act(self._page, mentoring_acts.add, self.shown_role, person):
            newest = max(self.model.rows, key=lambda line: line.id)
            self.select(newest.id)
            self.detail.form.focus("terms")

    def _ask_withdraw(self) -> None:
        lines = self.selected
        if lines:
            ids = [line.id for line in lines]
            withdraw = partial(act, self._page, mentoring.withdraw, ids)
            WithdrawDialog(self._bench, lines, withdraw, self._page).open()


def _nothing() -> None:
    """The list with its detail connects the opener itself."""
