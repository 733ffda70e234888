"""The pane beside a list: who is selected, why they may take part, what is stated, what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.services.reasons import FrozenReason
from desktop.views.lists import words as listed
from desktop.views.lists.record_form import Field, RecordForm
from desktop.views.widgets.basic import button, chip, clear, column, label, restyle, row, rule, tool
from desktop.views.workbench import Place, Workbench


class RecordDetail(QFrame):
    """Name, a line below it, chips, reasons, the form, and a row of actions."""

    def __init__(self, bench: Workbench, fields: Sequence[Field], actions: Sequence[QPushButton]) -> None:
        super().__init__()
        self._bench = bench
        self._person: int | None = None
        self.setObjectName("detail")
        self.setProperty("card", "true")
        self.form = RecordForm(bench, fields)
        self.name = label(role="section", wrap=True)
        self.name.setObjectName("detail-name")
        self.who = label(role="soft", wrap=True)
        self.chips = [chip(), chip()]
        self._link = button(
            bench, "view.courses.detail.roster", self._go, kind="link", icon="users", name="person-link"
        )
        self.closer = tool(bench, "view.courses.detail.close", _nothing, icon="x", name="close-detail")
        self._head = QWidget()
        self._head.setLayout(row(*self.chips, None, self._link))
        self._told = QVBoxLayout()
        self._told.setSpacing(4)
        body = QWidget()
        self._above = QVBoxLayout()
        body.setLayout(column(self._told, rule(), self.form, None, margins=(0, 0, 8, 0)))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(body)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._actions = QWidget()
        self._actions.setLayout(row(*actions, None))
        layout = column(
            column(row(self.name, self.closer), self.who, self._head, self._above, gap=4),
            self._area,
            self._actions,
            margins=(16, 12, 8, 12),
        )
        layout.setStretchFactor(self._area, 1)
        layout.addStretch(0)
        self.setLayout(layout)

    def add_above(self, widget: QWidget) -> None:
        """Put something of the page's own above the form, where it is always seen."""
        self._above.addWidget(widget)

    def show_nobody(self, title: str, text: str) -> None:
        """Nothing is selected: say what the list is for."""
        self._show_texts(title, text)
        self._show_parts(one=False, some=False)

    def show_many(self, title: str, text: str) -> None:
        """Several are selected: what can be done with all of them."""
        self._show_texts(title, text)
        self._show_parts(one=False, some=True)

    def show_one(
        self,
        name: str,
        who: str,
        chips: Sequence[tuple[str, str]],
        person: int | None,
    ) -> None:
        """One is selected; `chips` are (words, tone), `person` the one of the roster if there is one."""
        self.name.setText(name)
        self.who.setText(who)
        for at, made in enumerate(self.chips):
            text, tone = chips[at] if at < len(chips) else ("", "")
            made.setText(text)
            made.setVisible(bool(text))
            restyle(made, tone=tone)
        self._person = person
        self._link.setVisible(person is not None)
        self._show_parts(one=True, some=True)

    def show_reasons(self, reasons: Sequence[FrozenReason], *more: str) -> None:
        """Why, each with its clause and what comes next, then further lines."""
        clear(self._told)
        language = self._bench.texts.language
        for reason in reasons:
            tone = listed.SEVERITY_TONES[str(reason.severity)]
            told = f"{reason.clause}　{reason.text(language)}"
            self._told.addWidget(label(told, wrap=True, tone="" if tone == "good" else tone))
            advice = reason.texts[language][1]
            if advice and tone != "good":
                self._told.addWidget(label(advice, "small", wrap=True))
        for text in more:
            self._told.addWidget(label(text, "soft", wrap=True))

    def _show_texts(self, title: str, text: str) -> None:
        self.form.flush()
        self.form.forget()
        self.name.setText(title)
        self.who.setText(text)

    def _show_parts(self, *, one: bool, some: bool) -> None:
        self._head.setVisible(one)
        self._area.setVisible(one)
        self._actions.setVisible(some)

    def _go(self) -> None:
        if self._person is not None:
            self._bench.navigator.go(Place("roster", person_id=self._person))


def _nothing() -> None:
    """The list with its detail connects the closer itself."""
