"""The log of who did what when, the latest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from desktop.core.clock import roc_short
from desktop.services import audit_log
from desktop.services.audit_log import Entry
from desktop.views.settings.fields import say_choices
from desktop.views.settings.subjects import Subjects
from desktop.views.table_model import Column, PagedModel
from desktop.views.widgets.basic import card, column, label, row, words
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench

_LEAST_ROWS = 7


class LogCard(QWidget):
    """A choice of what to list, and the list."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._subjects = Subjects(bench.office, bench.texts)
        self.group = QComboBox()
        self.group.setObjectName("log-group")
        say_choices(bench, self.group, [f"view.settings.log.{name}" for name in audit_log.GROUPS])
        bench.texts.bind(self.group, self.group.setAccessibleName, "view.settings.log.group")
        self.group.currentIndexChanged.connect(lambda _at: self.reload())
        self.count = label(role="soft")
        self.model = PagedModel[Entry](self._columns(), bench.texts.text, self._fetch)
        self.table = Table(bench, self.model, "log", "view.settings.log")
        bench.theme.bind(self.table, self._size)
        inside = column(
            row(words(bench, "view.settings.log", "section"), None, self.count, self.group), self.table
        )
        frame: QFrame = card(inside)
        self.setLayout(column(frame, gap=0))

    def reload(self) -> None:
        """List what is in the log now."""
        self._subjects = Subjects(self._bench.office, self._bench.texts)
        ids = audit_log.ids(self._bench.office, audit_log.GROUPS[self.group.currentIndex()])
        self.model.set_ids(ids)
        self.count.setText(self._bench.texts.count("view.settings.log.count", len(ids)))

    def _columns(self) -> tuple[Column[Entry], ...]:
        return (
            Column("at", "view.settings.log.at", _at, width=150),
            Column("action", "view.settings.log.action", self._action, width=0),
            Column("actor", "view.settings.log.actor", lambda entry: entry.actor, width=140),
        )

    def _action(self, entry: Entry) -> str:
        text = self._bench.texts
        code = f"action.{entry.action}"
        known = code in text.catalogue
        subject = self._subjects.words(entry.action, entry.subject)
        what = text.text(code, subject=subject) if known else f"{entry.action} {entry.subject}".strip()
        if entry.kind != "do":
            return text.text(f"view.settings.log.{entry.kind}", what=what)
        return what[:1].upper() + what[1:]

    def _fetch(self, ids: Sequence[int]) -> Sequence[Entry]:
        return audit_log.entries(self._bench.office, ids)

    def _size(self) -> None:
        self.table.setMinimumHeight((_LEAST_ROWS + 1) * self._bench.theme.length("row"))


def _at(entry: Entry) -> str:
    return f"{roc_short(entry.at.date())} {entry.at:%H:%M}"
