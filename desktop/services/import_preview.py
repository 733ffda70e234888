"""A foreign file before it is imported: its records as they would be written, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop.core import clock, text
from desktop.core.findings import Finding, Severity
from desktop.core.progress import Progress
from desktop.imports.cells import text_of
from desktop.imports.layouts import layout
from desktop.imports.tables import Table, open_table
from desktop.services import agencies, history, roster
from desktop.services.import_files import FileHeader
from desktop.services.importing import ERROR, Compared, ImportResult, RowState
from desktop.services.office import Office
from desktop.services.roster import RosterPreview

UNSTATED = ""
"""The state of a record of a file that is compared only as a whole."""

MOST_RAW = 5_000
"""Records whose cells are kept as they stand in the file; the others are shown as they would be written."""

SHOWN = {
    "roster": ("name", "agency", "id_no"),
    "agencies": ("name", "kind", "units"),
    "history": ("name", "id_no", "course", "roc_year", "session"),
}
"""Kind → the fields that a preview shows of every record."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One record. `cells`: field → text as written, numbers masked; `changes`: field → (now, then)."""

    record: int
    state: str
    cells: Mapping[str, str]
    faults: tuple[Finding, ...] = ()
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def fault_of(self, name: str) -> Finding | None:
        """The worst finding about a column, by its canonical name."""
        own = [one for one in self.faults if one.field == name]
        return min(own, key=lambda one: one.severity is not Severity.ERROR, default=None)


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one kind about one column; the sentence is that of the first."""

    number: int
    first: Finding
    records: tuple[int, ...]
    alike: bool
    """Whether the sentence fits them all: they name the same things."""

    @property
    def is_error(self) -> bool:
        """Whether these records cannot be written."""
        return self.first.severity is Severity.ERROR


@dataclass(frozen=True, slots=True, eq=False)
class ImportPreview:
    """What an import would do; `rows` and `records_of` give the lines that are looked at."""

    header: FileHeader
    result: ImportResult
    groups: tuple[FindingGroup, ...]
    states: Mapping[int, str]
    """Record → its state, in the order of the file."""
    faults: Mapping[int, tuple[Finding, ...]]
    raw: Mapping[int, Mapping[str, str]]
    roster: RosterPreview | None = None
    _drafts: Mapping[int, Any] = field(default_factory=dict)
    _known: Mapping[int, Compared] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The kind of file."""
        return self.header.kind

    @property
    def writable(self) -> int:
        """How many records an import would add or change; with errors only if they are skipped."""
        return self.result.new + self.result.changed

    @property
    def has_errors(self) -> bool:
        """Whether anything forbids the file as a whole."""
        return any(group.is_error for group in self.groups)

    def records_of(self, state: str | None = None, group: FindingGroup | None = None) -> list[int]:
        """The records in a state (None: all), or those of a group."""
        if group is not None:
            return [record for record in group.records if record in self.states]
        return [record for record, held in self.states.items() if state is None or held == state]

    def rows(self, records: Iterable[int]) -> list[PreviewRow]:
        """The lines of these records."""
        return [self._row(record) for record in records]

    def _row(self, record: int) -> PreviewRow:
        cells = self.raw.get(record)
        if cells is None:
            cells = _cells_of_draft(self._drafts.get(record), SHOWN[self.kind])
        known = self._known.get(record)
        changes = known.changes if known and known.changes else {}
        return PreviewRow(
            record,
            self.states[record],
            cells,
            self.faults.get(record, ()),
            {name: (_text(held), _text(told)) for name, (held, told) in changes.items()},
        )


def preview(office: Office, header: FileHeader, progress: Progress) -> ImportPreview:
    """Read the whole file with the header's mapping; nothing is written.

    Raises `DataError` for two columns of one field or one that is missing.
    """
    if header.kind == "roster":
        return _of_roster(office, header, progress)
    read = agencies.import_file if header.kind == "agencies" else history.import_file
    result = read(office, header.path, mapping=header.fields, dry_run=True)
    faults = _by_record(result.findings)
    raw = _raw_cells(header, None)
    states = {
        record: ERROR if _has_error(faults.get(record, ())) else UNSTATED
        for record in range(2, result.records + 2)
    }
    return ImportPreview(header, result, _groups(result.findings), states, faults, raw)


def commit(
    office: Office, previewed: ImportPreview, *, skip_errors: bool = False, complete: bool = False
) -> ImportResult:
    """Write it: all or nothing, unless records with errors are to be skipped. One action, undone as one.

    `complete` states that a history is the center's whole record. Raises `DataError` if the office has
    changed since the preview.
    """
    header = previewed.header
    if previewed.roster is not None:
        return roster.commit(office, previewed.roster, skip_errors=skip_errors)
    if header.kind == "agencies":
        return agencies.import_file(office, header.path, mapping=header.fields, skip_errors=skip_errors)
    return history.import_file(
        office, header.path, mapping=header.fields, complete=complete, skip_errors=skip_errors
    )


def _of_roster(office: Office, header: FileHeader, progress: Progress) -> ImportPreview:
    made = roster.preview(office, header.path, mapping=header.fields, progress=progress)
    result = roster.result(made, committed=False)
    faults = _by_record(result.findings)
    known = {row.record: row for row in made.known}
    states = dict.fromkeys(range(2, result.records + 2), RowState.SAME.value)
    states |= {draft.record: RowState.NEW.value for draft in made.new}
    states |= {record: row.state.value for record, row in known.items()}
    for record, found in faults.items():
        if _has_error(found) and states.get(record) != RowState.CLASH:
            states[record] = ERROR
    looked_at = [record for record, found in faults.items() if record in states and found]
    return ImportPreview(
        header=header,
        result=result,
        groups=_groups(result.findings),
        states=states,
        faults=faults,
        raw=_raw_cells(header, frozenset(looked_at[:MOST_RAW])),
        roster=made,
        _drafts={draft.record: draft for draft in made.reading.drafts},
        _known=known,
    )


def _raw_cells(header: FileHeader, wanted: frozenset[int] | None) -> Mapping[int, Mapping[str, str]]:
    """The cells of these records (None: of the first) as they stand in the file, with numbers masked."""
    if wanted is not None and not wanted:
        return {}
    table = open_table(header.path, header.kind, overrides=header.fields)
    last = max(wanted) if wanted else MOST_RAW + 1
    found = {}
    for record, cells in table.records():
        if record > last:
            break
        if wanted is None or record in wanted:
            found[record] = _cells(table, cells)
    return found


def _cells(table: Table, cells: Sequence[Any]) -> dict[str, str]:
    found = {column.field: text_of(cells[place]) for place, column in table.columns.columns}
    return found | ({"id_no": text.mask_id(found["id_no"])} if "id_no" in found else {})


def _cells_of_draft(draft: Any, fields: Sequence[str]) -> dict[str, str]:
    if draft is None:
        return {}
    found = {name: _text(getattr(draft, name)) for name in fields}
    return found | ({"id_no": text.mask_id(found["id_no"])} if "id_no" in found else {})


def _text(value: object) -> str:
    if isinstance(value, date):
        return clock.roc_short(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _by_record(findings: Iterable[Finding]) -> dict[int, tuple[Finding, ...]]:
    found: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.record is not None and finding.severity is not Severity.INFO:
            found.setdefault(finding.record, []).append(finding)
    return {record: tuple(own) for record, own in found.items()}


def _has_error(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _groups(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """By code and column, errors first, then by how many; what only explains is left out."""
    found: dict[tuple[str, str | None], list[Finding]] = {}
    for finding in findings:
        if finding.severity is not Severity.INFO:
            found.setdefault((finding.code, finding.field), []).append(finding)
    groups = [
        FindingGroup(
            number=number,
            first=own[0],
            records=tuple(dict.fromkeys(one.record for one in own if one.record is not None)),
            alike=all(one.params == own[0].params for one in own),
        )
        for number, own in enumerate(found.values())
    ]
    return tuple(sorted(groups, key=lambda group: (not group.is_error, -len(group.records))))


def shown_fields(header: FileHeader) -> tuple[str, ...]:
    """The fields that a preview shows: the usual ones of the kind that the file has."""
    present = set(header.fields.values())
    return tuple(name for name in SHOWN[header.kind] if name in present and layout(header.kind).column(name))
