"""CSV for people who open it in Excel: BOM, guarded cells, digits kept as text; never part of a packet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from desktop.core.findings import Finding, Severity
from desktop.core.paths import write_atomic
from desktop.core.text import mask_name
from desktop.exports.table_check import Row
from desktop.exports.tables import definitions

CODE_PAGE = "cp950"

_STARTS_FORMULA = tuple("=+-@＝＋－＠\t\r")
"""What Excel takes for the beginning of a formula, half and full width, and what it strips before one."""

_LOOKS_LIKE_NUMBER = re.compile(r"[0-9][0-9.,:/ ()#*eE-]*")
"""Excel would make a number or a date of it: 0912345678, 09020, 1-2, 10/3."""

_MISSING = "□"
"""The mark for a character that is not there; the printers' 〓 is not in cp950 either."""


def write_excel_csv(
    path: Path,
    header: Sequence[str],
    rows: Sequence[Row],
    *,
    number_columns: Collection[int] = (),
    name_column: int | None = None,
    for_code_page: bool = False,
) -> list[Finding]:
    """Write the rows so that Excel shows them as they are; the findings list every cell that is changed.

    UTF-8 with BOM, or cp950 for programs that read nothing else: there a character that does not fit
    becomes □, never `?`, and its person is named (masked, from `name_column`). Cells that begin like a
    formula get an apostrophe; text that looks like a number is written `="…"`. Columns in
    `number_columns` hold numbers or dates and are left alone.
    """
    findings: list[Finding] = []
    written: list[Sequence[str]] = [header]
    for record, row in enumerate(rows, start=2):
        person = mask_name(row[name_column]) if name_column is not None else None
        cells = list(row)
        for number, field in enumerate(header):
            if for_code_page and (lost := list(_lost(cells[number]))):
                findings.append(_does_not_fit(record, person, field, lost))
                cells[number] = "".join(_MISSING if letter in lost else letter for letter in cells[number])
            if number not in number_columns:
                if cells[number].startswith(_STARTS_FORMULA):
                    findings.append(Finding("excel.guarded", Severity.WARNING, record, None, person, field))
                cells[number] = _as_text(cells[number])
        written.append(cells)
    write_atomic(path, _encode(written, CODE_PAGE if for_code_page else "utf-8-sig"))
    return findings


def write_table_for_excel(
    path: Path, table: str, rows: Sequence[Row], *, for_code_page: bool = False
) -> list[Finding]:
    """`write_excel_csv` for the rows of one of the packet's tables, under its Chinese column titles."""
    definition = definitions()[table]
    return write_excel_csv(
        path,
        definition.titles,
        rows,
        number_columns={number for number, one in enumerate(definition.columns) if not one.is_text},
        name_column=definition.header.index("name") if "name" in definition.header else None,
        for_code_page=for_code_page,
    )


def _as_text(cell: str) -> str:
    if cell.startswith(_STARTS_FORMULA):
        return "'" + cell
    if _LOOKS_LIKE_NUMBER.fullmatch(cell):
        return f'="{cell}"'
    return cell


def _lost(cell: str) -> Iterator[str]:
    if cell.isascii():
        return
    for letter in cell:
        try:
            letter.encode(CODE_PAGE)
        except UnicodeEncodeError:
            yield letter


def _does_not_fit(record: int, person: str | None, field: str, lost: Sequence[str]) -> Finding:
    points = "、".join(f"U+{ord(letter):04X}" for letter in dict.fromkeys(lost))
    return Finding(
        "excel.does_not_fit", Severity.WARNING, record, None, person, field, params={"characters": points}
    )


def _encode(rows: Sequence[Sequence[str]], encoding: str) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)
