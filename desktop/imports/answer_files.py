"""Answer sheets of the self-diagnosis that came back, as workbook, CSV or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from desktop.core.errors import DataError
from desktop.core.findings import Finding
from desktop.core.progress import Silent
from desktop.imports import readings
from desktop.imports.cells import text_of
from desktop.imports.fields import FieldReader
from desktop.imports.inputs import Input
from desktop.imports.problems import Problems
from desktop.imports.tables import Batch, open_table

FORMAT = "luminary-answers/1"
_LARGEST = 4 * 1024 * 1024
_MARK = re.compile(r"LGDA-([A-Z2-7]{8})-([0-9a-f]{8})")
_SHORT = 8
"""Hex digits of the questionnaire's SHA-256 in a mark."""


class Mark(NamedTuple):
    """Which copy of which questionnaire a sheet is."""

    token: str
    form: str
    """The first digits of the questionnaire's SHA-256."""

    def __str__(self) -> str:
        """As it stands in the file."""
        return f"LGDA-{self.token}-{self.form}"


class AnswerRow(NamedTuple):
    """One row as written."""

    record: int
    item: str
    level: str = ""
    reason: str = ""
    need: str = ""
    evidence: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """One respondent's sheet. `answers` is what a JSON file gives as it is, `rows` what a table gives."""

    mark: Mark
    rows: tuple[AnswerRow, ...]
    answers: dict[str, str]
    findings: tuple[Finding, ...]


def mark_of(token: str, sha256: str) -> Mark:
    """The mark of a new sheet."""
    return Mark(token, sha256[:_SHORT])


def read(source: Input) -> AnswerFile:
    """One file; raises `DataError` for what is no answer sheet, and as `open_table`."""
    if source.name.lower().endswith(".json"):
        return _json(source)
    table = open_table(
        source.path if source.path is not None else source.content, "answers", name=source.name
    )
    above = " ".join(text_of(cell) for row in islice(table.sheet.rows(), table.header_row) for cell in row)
    found = _MARK.search(above) or _MARK.search(source.name)
    if found is None:
        raise DataError("diagnosis.no_mark", file=source.name)
    problems = Problems(table.findings)
    fields = FieldReader(table, problems)
    rows: list[AnswerRow] = []

    def take(batch: Batch) -> None:
        values = fields.read(batch)
        rows.extend(readings.put_together(AnswerRow, values, batch))
        problems.close_batch(batch.first, [""] * batch.size, values["item"])

    records = readings.walk(table, take, Silent())
    common: dict[str, Any] = readings.common(table, problems, records)
    return AnswerFile(Mark(*found.groups()), tuple(rows), {}, tuple(common["findings"]))


def _json(source: Input) -> AnswerFile:
    with source.open() as stream:
        content = stream.read(_LARGEST + 1)
    try:
        told = json.loads(content[:_LARGEST].decode("utf-8-sig"))
        mark = Mark(str(told["token"]), str(told["sha256"])[:_SHORT])
        answers = dict(_texts(told["answers"]))
        known = told["format"] == FORMAT and _MARK.fullmatch(str(mark)) is not None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError("diagnosis.no_answers", file=source.name) from error
    if not known:
        raise DataError("diagnosis.no_answers", file=source.name)
    return AnswerFile(mark, (), answers, ())


def _texts(answers: Any) -> Iterator[tuple[str, str]]:
    for name, value in answers.items():
        if not isinstance(value, str):
            raise TypeError(name)
        yield name, value
