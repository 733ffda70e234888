"""A foreign file as a table: bytes in, a header and batches of records out, in bounded memory.

`open_table` finds out what the file is (CSV in any usual encoding, XLSX, ODS), where its header is, and what
each column means; `Table.batches` then gives the records by columns, without blank rows, totals and footers.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from desktop.core.errors import DataError
from desktop.core.findings import Finding, Severity
from desktop.imports import delimited, headers, inputs, mapping
from desktop.imports.archives import Archive
from desktop.imports.cells import Cell, Remark, error, text_of, warning
from desktop.imports.headers import HeaderNames
from desktop.imports.inputs import Input
from desktop.imports.layouts import layout
from desktop.imports.mapping import ColumnMap
from desktop.imports.row_kinds import kind_of_row
from desktop.imports.rows import Sheet

BATCH = 512  # larger ones fall out of the processor's cache when they are turned into columns
MOST_RECORDS = 300_000
SAMPLES = 3
"""Records shown with a header, so that a person can tell what a column holds."""


@dataclass(slots=True)
class Batch:
    """Consecutive records by columns: `columns[i][j]` is column i of the header in record `first + j`."""

    first: int
    columns: Sequence[Sequence[Cell]]
    size: int
    remarks: list[tuple[int, Remark]]  # place in the batch, about the record as a whole


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no record. `row` is its place on the sheet, or counts the records of a text file."""

    row: int
    kind: str  # total, footer, header
    text: str


@dataclass(slots=True)
class Table:
    """A file whose header is found. Reading it again starts from the beginning."""

    source: Input
    format: str  # csv, xlsx, ods
    encoding: str  # of a text file
    delimiter: str
    sheet: Sheet
    header: tuple[str, ...]
    header_row: int  # where the first record may stand, counted from 0 in `sheet.rows`
    columns: ColumnMap
    findings: list[Finding]  # about the file as a whole
    left_out: list[LeftOut] = field(default_factory=list)
    _places: array[int] = field(default_factory=lambda: array("l"))

    @property
    def name(self) -> str:
        """The file's name without folders."""
        return self.source.name

    def batches(self) -> Iterator[Batch]:
        """The records in order, the first one numbered 2; raises `DataError` over `MOST_RECORDS`."""
        self.left_out.clear()
        self._places = array("l")
        rows = self.sheet.rows()
        place = self.header_row + 1
        for _ in islice(rows, self.header_row):
            pass
        while chunk := list(islice(rows, BATCH)):
            kept = self._records(chunk, place)
            place += len(chunk)
            if kept:
                yield self._batch(kept)

    def records(self) -> Iterator[tuple[int, list[Cell]]]:
        """The records one by one with their numbers, for a preview."""
        for batch in self.batches():
            for number, cells in enumerate(zip(*batch.columns, strict=True), start=batch.first):
                yield number, list(cells)

    def row_of(self, record: int) -> int | None:
        """Where a record stands on the sheet of a workbook, once it was read; None for a text file."""
        if self.format == "csv" or not 0 <= record - 2 < len(self._places):
            return None
        return self._places[record - 2]

    def _records(self, chunk: list[list[Cell]], place: int) -> list[list[Cell]]:
        """The rows of a chunk that are records; only rows whose key is empty are looked at closely."""
        key = self.columns.key or 0
        if self._all_are_records(chunk, key):
            self._places.extend(range(place, place + len(chunk)))
            return chunk
        kept = []
        for row_place, row in enumerate(chunk, start=place):
            kind = kind_of_row(row, self.header, key)
            if kind == "record":
                self._places.append(row_place)
                kept.append(row)
            elif kind != "blank":
                self.left_out.append(LeftOut(row_place, kind, next(filter(None, map(text_of, row)), "")))
        return kept

    def _all_are_records(self, chunk: list[list[Cell]], key: int) -> bool:
        if set(map(len, chunk)) != {len(self.header)}:
            return False
        keys = [row[key] for row in chunk]
        try:
            return self.header[key] not in keys and all(map(str.strip, keys))  # type: ignore[arg-type] # see below
        except TypeError:  # a real date where the key should be: such rows are looked at one by one
            return False

    def _batch(self, rows: list[list[Cell]]) -> Batch:
        first = len(self._places) - len(rows) + 2
        if len(self._places) > MOST_RECORDS:
            raise DataError("imports.too-many-records", file=self.name, limit=MOST_RECORDS)
        width, remarks = len(self.header), []
        if set(map(len, rows)) != {width}:
            remarks = [(place, remark) for place, row in enumerate(rows) for remark in _fitted(row, width)]
        return Batch(first, list(zip(*rows, strict=True)), len(rows), remarks)


def _fitted(row: list[Cell], width: int) -> Sequence[Remark]:
    """Make a row as wide as the header; filled cells beyond it mean that the cells have slipped."""
    if len(row) == width:
        return ()
    if len(row) < width:
        missing = width - len(row)
        row.extend([""] * missing)
        return (warning("imports.row-too-short", missing=missing),)
    beyond = [text for text in map(text_of, row[width:]) if text]
    del row[width:]
    return (error("imports.row-too-wide", width=width),) if beyond else ()


def open_table(
    source: Path | bytes,
    kind: str,
    *,
    name: str = "",
    overrides: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> Table:
    """Open a file that should be of one of `layouts.KINDS`, given as a path or as bytes.

    `overrides` maps headers of the file to fields of the draft, "" to leave a column unread; `sheet` chooses
    a sheet by name. Raises `DataError` for what is no such table, `EnvironmentFailure` if it cannot be read.
    """
    given = inputs.given(source, name)
    names = HeaderNames(layout(kind), overrides)
    if inputs.kind_of(given) == "text":
        return _open_text(given, names)
    archive = Archive(given)
    found = archive.kind()
    return _open_workbook(given, found, _sheets(archive, found), names, sheet)


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """The header of a file before it is known what its columns mean, with the first records under it."""

    file: str
    header: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    score: int
    """How many headers are known; 0: it is only the fullest of the first rows."""


def header_rows(source: Path | bytes, kind: str, overrides: Mapping[str, str] | None = None) -> HeaderRow:
    """Find the header as `open_table` does, but accept a file that lacks required columns or knows none.

    Raises as `open_table` does for what is no table or cannot be read.
    """
    given = inputs.given(source)
    names = HeaderNames(layout(kind), overrides)
    if inputs.kind_of(given) == "text":
        sheets = [Sheet("", delimited.open_delimited(given, names).rows, lambda: 0)]
    else:
        archive = Archive(given)
        sheets = _sheets(archive, archive.kind())
    found = [_header_of(given, sheet, names) for sheet in sheets]
    if not found:
        raise _no_header(given, names)
    return max(found, key=lambda each: each.score)


def _header_of(given: Input, sheet: Sheet, names: HeaderNames) -> HeaderRow:
    rows = list(islice(sheet.rows(), headers.SEARCHED + SAMPLES))
    place, score = headers.find(rows, names)
    if not score and rows:
        place = max(range(len(rows)), key=lambda at: sum(1 for cell in rows[at] if text_of(cell)))
    header, first = _joined_header(rows[place : place + 2], names)
    below = rows[place + first : place + first + SAMPLES]
    samples = tuple(tuple(map(text_of, row)) for row in below)
    return HeaderRow(given.name, tuple(header), samples, score)


def _joined_header(rows: list[list[Cell]], names: HeaderNames) -> tuple[list[str], int]:
    """The header of one line or two, and how many lines it has."""
    first, *rest = rows or [[]]
    two_lines = bool(rest) and headers.second_line(rest[0], names)
    header = headers.joined(first, rest[0] if two_lines else [])
    while header and not header[-1]:
        header.pop()
    return header, 2 if two_lines else 1


def _sheets(archive: Archive, kind: str) -> list[Sheet]:
    # Imported when used: most rosters are CSV, and the two readers cost memory.
    from desktop.imports import opendocument, workbooks  # noqa: PLC0415 - see above

    return workbooks.sheets(archive) if kind == "xlsx" else opendocument.sheets(archive)


def _open_text(given: Input, names: HeaderNames) -> Table:
    text = delimited.open_delimited(given, names)
    sheet = Sheet("", text.rows, text.expected_rows)
    place, score = _find_header(sheet, names)
    if not score:
        raise _no_header(given, names)
    encoding = text.encoding.name if text.encoding.errors == "strict" else text.encoding.errors
    return _table(given, "csv", sheet, place, names, encoding=encoding, delimiter=text.delimiter)


def _open_workbook(
    given: Input, kind: str, sheets: list[Sheet], names: HeaderNames, wanted: str | None
) -> Table:
    candidates = [sheet for sheet in sheets if wanted is None or sheet.name == wanted]
    if not candidates:
        present = "、".join(each.name for each in sheets)
        raise DataError("imports.sheet-missing", file=given.name, sheet=wanted or "", sheets=present)
    found = [(sheet, *_find_header(sheet, names)) for sheet in candidates]
    best = max(found, key=lambda each: each[2])
    if not best[2]:
        raise _no_header(given, names)
    table = _table(given, kind, best[0], best[1], names)
    others = [sheet.name for sheet, _, score in found if score == best[2] and sheet is not best[0]]
    if others:
        params = {"sheet": best[0].name, "others": "、".join(others)}
        table.findings.append(Finding("imports.other-sheets", Severity.WARNING, params=params))
    return table


def _find_header(sheet: Sheet, names: HeaderNames) -> tuple[int, int]:
    return headers.find(list(islice(sheet.rows(), headers.SEARCHED)), names)


def _no_header(given: Input, names: HeaderNames) -> DataError:
    wanted = "、".join(names.layout.required)
    return DataError("imports.header-missing", file=given.name, columns=wanted, rows=headers.SEARCHED)


def _table(
    given: Input,
    kind: str,
    sheet: Sheet,
    place: int,
    names: HeaderNames,
    *,
    encoding: str = "",
    delimiter: str = "",
) -> Table:
    header, lines = _joined_header(list(islice(sheet.rows(), place, place + 2)), names)
    findings = []
    if encoding in {"big5hkscs", "cp950-private-use"}:
        findings.append(Finding("imports.encoding-extended", Severity.WARNING, params={"encoding": encoding}))
    return Table(
        source=given,
        format=kind,
        encoding=encoding,
        delimiter=delimiter,
        sheet=sheet,
        header=tuple(header),
        header_row=place + lines,
        columns=mapping.resolve(header, names, given.name),
        findings=findings,
    )
