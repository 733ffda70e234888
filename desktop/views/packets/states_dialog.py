"""What the next packet says of each activity; that nobody is recommended is stated here, with why."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.core import terms
from desktop.core.errors import KnownError
from desktop.services import activity_states
from desktop.services.activity_states import ActivityState
from desktop.views.lists.reason import ReasonDialog
from desktop.views.table_model import Column, RowModel
from desktop.views.texts import Texts
from desktop.views.widgets.basic import button, column, row, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench

_TONES = {"submitted": "good", "unchanged": "good", "nil": "star", "not_yet": None}
_NIL = ("view.packets.states.nil.title", "view.packets.states.nil.do")
_WIDTH = 680


class StatesDialog(Dialog):
    """One line an activity."""

    def __init__(self, bench: Workbench, parent: QWidget) -> None:
        super().__init__(bench, "view.packets.states.title", parent)
        self.setObjectName("states-dialog")
        self.model: RowModel[ActivityState] = RowModel(_columns(bench.texts), bench.texts.text, self._id)
        self._found: list[ActivityState] = []
        self.table = Table(bench, self.model, "states", "view.packets.states.title")
        self.nil = button(bench, "view.packets.states.nil", self._ask, name="state-nil")
        self.open_again = button(bench, "view.packets.states.open", self._open, name="state-open")
        explain = words(bench, "view.packets.states.text", "soft", wrap=True)
        self.set_content(column(explain, self.table, row(self.nil, self.open_again, None)))
        bench.texts.bind(self.cancel, self.cancel.setText, "window.close")
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._mind_choice())
        self.reload()
        self.table.setMinimumHeight(bench.theme.length("row") * (len(self._found) + 2))
        self.fit(_WIDTH)

    def _id(self, one: ActivityState) -> int:
        return self._found.index(one)

    @property
    def selected(self) -> ActivityState | None:
        """The activity that is chosen."""
        ids = self.table.selected_ids()
        return self._found[ids[0]] if ids else None

    def reload(self) -> None:
        """Read what is said of each; the one that was chosen stays so."""
        kept = self.table.selected_ids()
        self._found = list(activity_states.read(self.bench.office, self.bench.texts.language))
        self.model.set_rows(self._found)
        self.table.select(kept[0] if kept else 0)
        self._mind_choice()

    def _mind_choice(self) -> None:
        one = self.selected
        self.nil.setEnabled(one is not None and one.state == "not_yet")
        self.open_again.setEnabled(one is not None and one.state == "nil")

    def _ask(self) -> None:
        one = self.selected
        if one is not None:
            ReasonDialog(self.bench, _NIL, one.title, partial(self._state, one.activity), self).open()

    def _state(self, activity: str, reason: str) -> None:
        try:
            activity_states.state_nil(self.bench.office, activity, reason)
        except KnownError as error:
            self.bench.presenter.present(error)
        self.reload()

    def _open(self) -> None:
        one = self.selected
        if one is not None:
            activity_states.take_back(self.bench.office, one.activity)
            self.reload()


def _columns(texts: Texts) -> tuple[Column[ActivityState], ...]:
    return (
        Column("title", "view.packets.states.activity", lambda one: one.title, 0),
        Column(
            "state",
            "view.collection.column.state",
            lambda one: terms.label("scope_state", one.state, texts.language),
            130,
            tone=lambda one: _TONES[one.state],
        ),
        Column("reason", "view.lists.reason", lambda one: one.reason, 200, tip=lambda one: one.reason),
    )
