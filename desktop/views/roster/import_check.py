"""The third step of an import: what was found, grouped, and the records it is about with the cell marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QPushButton, QSplitter, QWidget

from desktop.core.findings import Finding, Severity
from desktop.services import import_files, import_preview
from desktop.services.import_preview import FindingGroup, ImportPreview, PreviewRow
from desktop.views.roster.cells import CellDelegate
from desktop.views.roster.fields import finding_text
from desktop.views.roster.wording import field_code
from desktop.views.table_model import Column, PagedModel, RowModel
from desktop.views.widgets.basic import clear, column, label, row, words
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench

_STATES = ("new", "changed", "same", "clash", "error")
_TONES = {"new": "good", "changed": "star", "clash": "bad", "error": "bad"}
_SHAPES = {"new": "＋ ", "changed": "△ ", "clash": "✕ ", "error": "✕ "}
_SIDES = (310, 810)


class CheckStep(QWidget):
    """Signals: `changed` when what may be written has changed."""

    changed = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._preview: ImportPreview | None = None
        self._groups: RowModel[FindingGroup] = RowModel(
            self._group_columns(), bench.texts.text, lambda group: group.number
        )
        self._records: PagedModel[PreviewRow] = PagedModel((), bench.texts.text, self._fetch)
        self.groups = Table(bench, self._groups, "finding-groups", "view.roster.import.groups")
        self.groups.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.groups.chosen.connect(self._show_group)
        self.records = Table(bench, self._records, "preview-rows", "view.roster.import.rows")
        self.records.setItemDelegate(CellDelegate(bench, self.records))
        self.records.chosen.connect(self._explain)
        self._filters = row(gap=4)
        self._group_of_filters = QButtonGroup(self)
        self.explained = label(wrap=True)
        self.explained.setObjectName("record-explained")
        self.skip = self._build_switch("view.roster.import.skip", "skip-errors")
        self.complete = self._build_switch("view.roster.import.complete", "history-complete")
        self.unread = label(role="small", wrap=True)
        self.setLayout(column(self._build_sides()))

    @property
    def may_commit(self) -> bool:
        """Whether anything would be written, and nothing forbids it."""
        made = self._preview
        if made is None or not made.writable:
            return False
        return not made.has_errors or self.skip.isChecked()

    def show_preview(self, made: ImportPreview) -> None:
        """Show what an import would do."""
        self._preview = made
        self._groups.set_rows(made.groups)
        self.groups.setVisible(bool(made.groups))
        self._fine.setVisible(not made.groups)
        self._records.set_columns(self._record_columns(made))
        self.skip.setChecked(False)
        self.skip.setVisible(made.has_errors)
        self.complete.setChecked(False)
        self.complete.setVisible(made.kind == "history")
        unread = made.result.unread
        said = self._bench.texts.text("view.roster.import.unread-columns", columns="、".join(unread))
        self.unread.setText(said if unread else "")
        self._build_filters(made)
        self._show_records(made.records_of("error") or made.records_of())
        self.changed.emit()

    def _build_switch(self, code: str, name: str) -> QCheckBox:
        switch = QCheckBox()
        switch.setObjectName(name)
        self._bench.texts.bind(switch, switch.setText, code)
        switch.toggled.connect(lambda _on: self.changed.emit())
        return switch

    def _build_sides(self) -> QSplitter:
        left, right = QWidget(), QWidget()
        found = label(role="section")
        self._bench.texts.bind(found, found.setText, "view.roster.import.groups")
        self._fine = words(self._bench, "view.roster.import.fine", tone="good")
        layout = column(found, self._fine, self.groups, self.unread, None)
        layout.setStretchFactor(self.groups, 100)
        left.setLayout(layout)
        right.setLayout(column(self._filters, self.records, self.explained))
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(12)
        sides.addWidget(left)
        sides.addWidget(right)
        sides.setProperty("kind", "gap")
        sides.setSizes(list(_SIDES))
        sides.setStretchFactor(1, 1)
        return sides

    def _build_filters(self, made: ImportPreview) -> None:
        clear(self._filters)
        text = self._bench.texts.text
        for old in self._group_of_filters.buttons():
            self._group_of_filters.removeButton(old)
        self._add_filter(f"{text('view.roster.import.all')} {len(made.states):,}", "all", made.records_of())
        for state in _STATES:
            records = made.records_of(state)
            if records:
                self._add_filter(
                    f"{text(f'view.roster.import.state.{state}')} {len(records):,}", state, records
                )
        self._filters.addStretch(1)
        checked = "error" if made.records_of("error") else "all"
        for made_button in self._group_of_filters.buttons():
            made_button.setChecked(made_button.objectName() == f"records-{checked}")

    def _add_filter(self, words: str, name: str, records: Sequence[int]) -> None:
        made = QPushButton(words)
        made.setObjectName(f"records-{name}")
        made.setProperty("kind", "filter")
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setAccessibleName(words)
        made.clicked.connect(lambda _on: self._filter(records))
        self._group_of_filters.addButton(made)
        self._filters.addWidget(made)

    def _filter(self, records: Sequence[int]) -> None:
        self.groups.clearSelection()
        self._show_records(records)

    def _show_group(self, _id: int) -> None:
        if self._preview is None:
            return
        group = self._groups.rows[self.groups.currentIndex().row()]
        self._group_of_filters.setExclusive(False)
        for made in self._group_of_filters.buttons():
            made.setChecked(False)
        self._group_of_filters.setExclusive(True)
        self._show_records(self._preview.records_of(group=group) or self._preview.records_of())

    def _show_records(self, records: Sequence[int]) -> None:
        self._records.set_ids(records)
        self.explained.setText("")
        if records:
            self.records.select(0)

    def _fetch(self, records: Sequence[int]) -> list[PreviewRow]:
        assert self._preview is not None
        return self._preview.rows(records)

    def _explain(self, record: int) -> None:
        """Everything about one record, with what to do."""
        assert self._preview is not None
        (one,) = self._preview.rows([record])
        text = self._bench.texts.text
        lines = [finding_text(self._bench, fault, named=True) for fault in one.faults]
        for field, (held, told) in one.changes.items():
            name = text(field_code(self._preview.kind, field))
            blank = text("view.roster.merge.blank")
            lines.append(text("view.roster.import.change", field=name, now=held or blank, then=told or blank))
        self.explained.setText("\n".join(lines))

    def _group_columns(self) -> Sequence[Column[FindingGroup]]:
        return (
            Column(
                "what",
                "view.roster.import.found",
                self._group_text,
                0,
                tone=_group_tone,
                tip=self._group_text,
            ),
            Column(
                "count", "view.roster.import.count", lambda one: f"{len(one.records):,}", 64, numeric=True
            ),
        )

    def _group_text(self, group: FindingGroup) -> str:
        what, _advice = self._bench.texts.catalogue.words(group.first)
        field = group.first.field
        said = f"{self._bench.texts.text('frame.field', field=field)}{what}" if field else what
        shape = "✕" if group.is_error else "?"
        return f"{shape} {said}" if group.alike else f"{shape} {said}…"

    def _record_columns(self, made: ImportPreview) -> Sequence[Column[PreviewRow]]:
        kind = made.kind
        state: Column[PreviewRow] = Column(
            "state", "view.roster.import.state", self._state_text, 84, tone=lambda one: _TONES.get(one.state)
        )
        fields = [self._cell_column(kind, field) for field in import_preview.shown_fields(made.header)]
        cell: Column[PreviewRow] = Column(
            "cell",
            "view.roster.import.cell",
            self._worst_cell,
            116,
            tone=self._worst_tone,
            tip=self._worst_cell,
        )
        record: Column[PreviewRow] = Column(
            "record", "view.roster.import.record", lambda one: str(one.record), 58, numeric=True
        )
        why: Column[PreviewRow] = Column("why", "view.roster.import.why", self._why, 0, tip=self._why)
        if not made.faults and made.kind != "roster":
            return (record, *fields)  # it is compared only as a whole
        return (record, state, *fields, cell, why)

    def _cell_column(self, kind: str, field: str) -> Column[PreviewRow]:
        name = import_files.column_name(kind, field)

        def tone(one: PreviewRow) -> str | None:
            fault = one.fault_of(name)
            if fault is not None:
                return "bad" if fault.severity is Severity.ERROR else "doubt"
            return "star" if field in one.changes else None

        def text(one: PreviewRow) -> str:
            told = one.cells.get(field, "")
            return told or (self._bench.texts.text("view.roster.merge.blank") if tone(one) else "")

        return Column(field, field_code(kind, field), text, _WIDTHS.get(field, 104), tone=tone, tip=text)

    def _state_text(self, one: PreviewRow) -> str:
        if one.state == import_preview.UNSTATED:
            return ""
        return _SHAPES.get(one.state, "") + self._bench.texts.text(f"view.roster.import.state.{one.state}")

    def _worst_cell(self, one: PreviewRow) -> str:
        """What stands in the cell that is wrong."""
        worst = _worst(one)
        if worst is None or not worst.field or self._preview is None:
            return ""
        field = import_files.field_of(self._preview.kind, worst.field)
        if field in import_preview.shown_fields(self._preview.header):
            return ""  # it stands beside, marked
        return one.cells.get(field, "") or self._bench.texts.text("view.roster.merge.blank")

    def _worst_tone(self, one: PreviewRow) -> str | None:
        worst = _worst(one)
        if worst is None or not self._worst_cell(one):
            return None
        return "bad" if worst.severity is Severity.ERROR else "doubt"

    def _why(self, one: PreviewRow) -> str:
        """The worst of what is wrong, or what would change."""
        worst = _worst(one)
        if worst is not None:
            field = self._bench.texts.text("frame.field", field=worst.field) if worst.field else ""
            more = f"（＋{len(one.faults) - 1}）" if len(one.faults) > 1 else ""
            return field + self._bench.texts.catalogue.words(worst)[0] + more
        return "、".join(f"{held} → {told}" for held, told in one.changes.values())


_WIDTHS = {
    "agency": 128,
    "name": 96,
    "unit": 84,
    "title": 76,
    "id_no": 108,
    "kind": 96,
    "units": 0,
    "course": 0,
    "roc_year": 84,
    "session": 72,
}


def _group_tone(group: FindingGroup) -> str:
    return "bad" if group.is_error else "doubt"


def _worst(row: PreviewRow) -> Finding | None:
    return min(row.faults, key=lambda fault: fault.severity is not Severity.ERROR, default=None)
