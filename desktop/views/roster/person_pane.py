"""The right side of the page: one person, or two that may be one, or what to do when nobody is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.errors import UsageError
from desktop.core.text import mask_id
from desktop.services import person_detail
from desktop.services.people_list import PersonRow
from desktop.services.person_detail import PersonDetail
from desktop.views.roster.merge import MergeDialog
from desktop.views.roster.person_form import PersonForm
from desktop.views.roster.record import PersonRecord
from desktop.views.widgets.basic import button, card, clear, column, label, row, tool
from desktop.views.widgets.empty import Empty
from desktop.views.workbench import Workbench

_TWO = 2


class PersonPane(QFrame):
    """Signals: `closed` when the list is to be seen again (where the pane lies over it)."""

    closed = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.setObjectName("person-pane")
        self.setProperty("card", "true")
        self._bench = bench
        self._person: PersonDetail | None = None
        self._pair: tuple[int, int] | None = None
        self.back = tool(bench, "view.roster.back", self.closed.emit, icon="arrow-left", name="back-to-list")
        self.back.setParent(self)  # the page hides and shows it before there is anybody
        self.back.hide()
        self.name = label(role="section", wrap=True)
        self.name.setObjectName("person-name")
        self.place = label(role="small", wrap=True)
        self._namesakes = QVBoxLayout()
        self._namesakes.setSpacing(4)
        self._parts = QStackedWidget()
        self._nobody = Empty(bench, "users", "view.roster.none.title", "view.roster.none.text")
        self._offer = self._build_pair()
        self._parts.addWidget(self._nobody)
        self._parts.addWidget(self._offer)
        layout = column(self._parts, margins=(1, 1, 1, 1))
        self.setLayout(layout)
        bench.texts.language_changed.connect(self._say)

    @cached_property
    def form(self) -> PersonForm:
        """The fields of a person, made when the first one is shown: the list is seen before it."""
        made = PersonForm(self._bench)
        self._person_part = self._build_person(made)
        self._parts.addWidget(self._person_part)
        return made

    def hand_in(self) -> None:
        """Save the field that is being typed."""
        if self._person is not None:
            self.form.hand_in()

    @property
    def person_id(self) -> int | None:
        """Who is shown."""
        return None if self._person is None else self._person.id

    def show_ids(self, ids: Sequence[int]) -> None:
        """Show the one who is selected, or offer to merge two."""
        if len(ids) == _TWO:
            self.hand_in()
            self._pair = (ids[0], ids[1])
            self._parts.setCurrentWidget(self._offer)
        elif ids:
            self.show_person(ids[0])

    def show_person(self, person_id: int) -> None:
        """Show one person, read now."""
        try:
            self._person = person_detail.detail(self._bench.office, person_id)
        except UsageError:  # merged into another, or an addition was taken back
            self.show_nobody()
            return
        self.form.show_person(self._person, person_detail.places(self._bench.office))
        self.record.show_person(self._person)
        self._say()
        self._parts.setCurrentWidget(self._person_part)

    def show_nobody(self) -> None:
        """Say what can be done here."""
        self._person = None
        self._parts.setCurrentWidget(self._nobody)

    def refresh(self) -> None:
        """The data have changed: read the person again."""
        if self._person is not None:
            self.show_person(self._person.id)

    def scroll_to_record(self) -> None:
        """Bring history and nominations into view."""
        self._area.ensureWidgetVisible(self.record)

    def merge(self, first: int, second: int) -> MergeDialog:
        """Open the dialog that makes two records one."""
        dialog = MergeDialog(self._bench, first, second, self.window())
        dialog.open()
        return dialog

    def _build_person(self, form: PersonForm) -> QWidget:
        self.record = PersonRecord(self._bench)
        content = QWidget()
        content.setLayout(column(form, 8, self.record, None, margins=(16, 4, 16, 16), gap=4))
        area = self._area = QScrollArea()
        area.setObjectName("person-fields")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        names = column(self.name, self.place, gap=0)
        head = row(self.back, names, margins=(16, 10, 16, 4))
        head.setStretchFactor(names, 1)
        holder = QWidget()
        lower = column(head, row(self._namesakes, margins=(16, 2, 16, 6)), area, gap=0)
        lower.setStretchFactor(area, 1)
        holder.setLayout(lower)
        return holder

    def _build_pair(self) -> QWidget:
        action = button(
            self._bench, "view.roster.merge.open", self._merge_pair, icon="git-merge", name="merge-pair"
        )
        return Empty(self._bench, "git-merge", "view.roster.pair.title", "view.roster.pair.text", action)

    def _merge_pair(self) -> None:
        if self._pair is not None:
            self.merge(*self._pair)

    def _say(self) -> None:
        clear(self._namesakes)
        if self._person is None:
            return
        told = self._person.texts
        self.name.setText(told["name"])
        parts = (f"P{self._person.person_no:04d}", told["agency"], told["unit"], told["title"])
        self.place.setText("　".join(part for part in parts if part))
        for other in self._person.namesakes:
            self._namesakes.addWidget(self._namesake(other))

    def _namesake(self, other: PersonRow) -> QWidget:
        who = "　".join(part for part in (other.agency, other.unit, mask_id(other.id_no)) if part)
        said = label(self._bench.texts.text("view.roster.namesake", who=who), "small", wrap=True)
        link = QPushButton(self._bench.texts.text("view.roster.merge.open"))
        link.setObjectName(f"namesake-{other.id}")
        link.setProperty("kind", "link")
        link.setAutoDefault(False)
        shown = self.person_id
        link.clicked.connect(lambda _on: shown is not None and self.merge(shown, other.id))
        beside = row(said, link)
        beside.setStretchFactor(said, 1)
        box = card(beside)
        box.setProperty("banner", "info")
        beside.setContentsMargins(10, 2, 4, 2)
        return box
