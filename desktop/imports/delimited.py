"""Rows of a delimited text file, read as a stream; its delimiter is found by the header it gives."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from desktop.core.errors import DataError
from desktop.imports import encodings, headers
from desktop.imports.cells import Cell
from desktop.imports.encodings import Encoding
from desktop.imports.headers import HeaderNames
from desktop.imports.inputs import Input

MOST_COLUMNS = 4_096
DELIMITERS = (",", "\t", ";", "|")


@dataclass(frozen=True, slots=True)
class Delimited:
    """A delimited text file whose encoding and delimiter are known."""

    source: Input
    encoding: Encoding
    delimiter: str

    def rows(self) -> Iterator[list[Cell]]:
        """The records from the start, each a list of texts; raises `DataError` at a broken quotation."""
        with self._text() as text:
            try:
                for row in self._reader(text):
                    if len(row) > MOST_COLUMNS:
                        raise DataError("imports.too-many-columns", file=self.source.name, limit=MOST_COLUMNS)
                    yield row  # type: ignore[misc] # a str is a Cell
            except csv.Error as broken:
                raise self._broken(broken) from broken
            except OSError as failed:
                raise self.source.unreadable(failed) from failed

    def expected_rows(self) -> int:
        """About how many records there are, judged by the length of the first lines."""
        with self.source.open() as stream:
            head = stream.read(1 << 16)
            size = stream.seek(0, io.SEEK_END)
        return max(head.count(b"\n"), 1) * size // max(len(head), 1)

    def _broken(self, broken: csv.Error) -> DataError:
        reason = str(broken)
        code = next((code for words, code in _REASONS if words in reason), "imports.csv-broken")
        return DataError(code, file=self.source.name, record=self._records_before_error() + 1)

    def _records_before_error(self) -> int:
        """Counted only now: counting while reading would slow every good file down."""
        count = 0
        with self._text() as text:
            try:
                for _ in self._reader(text):
                    count += 1
            except csv.Error:
                return count
        return count

    def _text(self) -> io.TextIOWrapper:
        stream = self.source.open()
        return io.TextIOWrapper(stream, encoding=self.encoding.name, errors=self.encoding.errors, newline="")

    def _reader(self, text: io.TextIOWrapper) -> Iterator[list[str]]:
        # strict: a quotation mark that is never closed must not swallow the rest of the file in silence.
        return csv.reader(text, delimiter=self.delimiter, strict=True)


_REASONS = (
    ("field larger than", "imports.csv-cell-too-long"),
    ("unexpected end of data", "imports.csv-quote-open"),
    ("expected after", "imports.csv-quote-broken"),
)


def open_delimited(source: Input, names: HeaderNames) -> Delimited:
    """Find encoding and delimiter; without any header it is the first delimiter."""
    encoding = encodings.detect(source)
    candidates = [Delimited(source, encoding, delimiter) for delimiter in DELIMITERS]
    return max(candidates, key=lambda candidate: _score(candidate, names))


def _score(candidate: Delimited, names: HeaderNames) -> int:
    try:
        return headers.find(list(islice(candidate.rows(), headers.SEARCHED)), names)[1]
    except DataError:  # quotation marks that only make sense with another delimiter
        return 0
