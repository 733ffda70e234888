"""The report of an import as CSV: a row for every finding, and one that says ok for every other record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from desktop.core.findings import Finding, Severity
from desktop.core.messages import Catalogue, catalogue
from desktop.core.paths import atomic_file

HEADER = ("檔案列", "欄位", "程度", "原因")
OK = "ok"

Row = tuple[str, str, str, str]


def rows(
    findings: Iterable[Finding],
    records: int,
    *,
    complete_until: int | None = None,
    language: str = "zh_TW",
) -> Iterator[Row]:
    """The rows below the header, in the order of records; those about the whole file come first.

    `records` is how many records the file has. A finding of severity INFO has the degree ok. With
    `complete_until` (findings from that record on were only counted) the report ends there and says so.
    """
    texts = catalogue(language)
    ordered = sorted(findings, key=lambda finding: finding.record or 0)
    last = records + 1 if complete_until is None else min(complete_until - 1, records + 1)
    expected = 2
    for record, group in groupby(ordered, key=lambda finding: finding.record or 0):
        if record > last:
            break
        yield from ((str(number), "", OK, "") for number in range(expected, record))
        expected = max(expected, record + 1)
        yield from (_row(finding, texts) for finding in group)
    yield from ((str(number), "", OK, "") for number in range(expected, last + 1))
    if complete_until is not None:
        yield (str(complete_until), "", Severity.WARNING.value, texts.what("imports.report-cut"))


def write_report(
    path: Path,
    findings: Iterable[Finding],
    records: int,
    *,
    complete_until: int | None = None,
    language: str = "zh_TW",
) -> None:
    """Write the report whole or not at all: UTF-8 with BOM, CRLF, as spreadsheets open it."""
    with atomic_file(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(HEADER)
        writer.writerows(rows(findings, records, complete_until=complete_until, language=language))
        text.flush()
        text.detach()


def _row(finding: Finding, texts: Catalogue) -> Row:
    degree = OK if finding.severity is Severity.INFO else finding.severity.value
    record = "" if finding.record is None else str(finding.record)
    return record, finding.field or "", degree, texts.what(finding.code, **finding.params)
