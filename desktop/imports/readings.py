"""What reading every kind of file has in common: the loop over batches, doubles, counts and column names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import repeat
from typing import Any

from desktop.core.collector import collector_paused
from desktop.core.progress import Progress
from desktop.imports.cells import error, warning
from desktop.imports.drafts import DraftT, Reading
from desktop.imports.fields import FieldReader
from desktop.imports.people import Identifier
from desktop.imports.problems import Problems
from desktop.imports.tables import Batch, Table


def walk(table: Table, take: Callable[[Batch], None], progress: Progress) -> int:
    """Give every batch to `take`, tell the progress, and return how many records there were.

    The number of records is estimated beforehand, so the last step may come early.
    """
    records, expected = 0, table.sheet.expected() - table.header_row
    with collector_paused():
        for batch in table.batches():
            take(batch)
            records += batch.size
            progress.step(records, max(expected, records), "imports.progress-reading")
    return records


def put_together(kind: type[Any], values: dict[str, Sequence[Any]], batch: Batch) -> list[Any]:
    """The drafts of a batch from values by field; a field that the file lacks has the draft's default.

    `kind` is one of the named tuples of `drafts`; its first field is the number of the record.
    """
    defaults = kind._field_defaults
    numbers = range(batch.first, batch.first + batch.size)
    columns: list[Iterable[Any]] = [
        values[field] if field in values else repeat(defaults[field], batch.size)
        for field in kind._fields[1:]
    ]
    make = partial(tuple.__new__, kind)  # what `_make` does, without a function call for each record
    return list(map(make, zip(numbers, *columns, strict=True)))


class Repeats:
    """Finds records that say again what an earlier one said.

    Records of the same key and content are left out with a warning; with the same key and other content the
    later one is an error `differs` at `field`. A record without a key is not compared.
    """

    def __init__(self, key: Callable[[Any], Any], differs: str, field: str) -> None:
        self.left_out = 0
        self._key = key
        self._differs = differs
        self._field = field
        self._first: dict[Any, Any] = {}

    def among(self, drafts: Sequence[Any], fields: FieldReader) -> set[int]:
        """The places in the batch that are to be left out."""
        keys = list(map(self._key, drafts))
        firsts = map(self._first.setdefault, keys, drafts)
        again = [place for place, first in enumerate(firsts) if first is not drafts[place] and keys[place]]
        same = {place for place in again if drafts[place][1:] == self._first[keys[place]][1:]}
        for place in again:
            earlier = self._first[keys[place]].record
            if place in same:
                fields.problems.add(place, -1, None, warning("imports.record-repeated", earlier=earlier))
            else:
                fields.remark(self._field, place, error(self._differs, earlier=earlier))
        self.left_out += len(same - fields.problems.bad())  # one with an error is counted as refused
        return same


class NamesById:
    """Notices the same number with two names in one file: one of the two is somebody else's."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[str, int]] = {}

    def check(self, values: dict[str, Sequence[Any]], batch: Batch, fields: FieldReader) -> None:
        """Remark on every record whose number came earlier with another name."""
        for place, (id_no, name) in enumerate(zip(values["id_no"], values["name"], strict=True)):
            first_name, record = self._first.setdefault(id_no, (name, batch.first + place))
            if id_no and name and first_name != name:
                fields.remark("name", place, error("imports.id-other-name", earlier=record))


def without(drafts: list[Any], places: set[int]) -> list[Any]:
    """The drafts whose places are not left out."""
    return [draft for place, draft in enumerate(drafts) if place not in places] if places else drafts


def of_known_people(
    table: Table, kind: type[DraftT], repeats: Repeats, passports: frozenset[str], progress: Progress
) -> Reading[DraftT]:
    """Read a file whose records are about people the office should know, by number and name.

    `passports` are the passport numbers the office knows: a file without 證件類別 may name them.
    """
    problems = Problems(table.findings)
    fields = FieldReader(table, problems)
    identifier, names = Identifier(passports=passports), NamesById()
    drafts: list[DraftT] = []

    def take(batch: Batch) -> None:
        values = fields.read(batch)
        identifier.replace(values, fields)
        names.check(values, batch, fields)
        found = put_together(kind, values, batch)
        left_out = repeats.among(found, fields)
        drafts.extend(without(found, problems.bad() | left_out))
        problems.close_batch(batch.first, values["id_no"], values["name"])

    records = walk(table, take, progress)
    return Reading(drafts=drafts, repeated=repeats.left_out, **common(table, problems, records))


def common(table: Table, problems: Problems, records: int) -> dict[str, Any]:
    """The fields of `drafts.Reading` that do not depend on the kind of draft."""
    return {
        "findings": problems.findings,
        "records": records,
        "mapping_used": dict(table.columns.used),
        "unknown_columns": table.columns.unknown,
        "counts": dict(problems.counts),
        "refused": problems.refused,
        "complete_until": problems.complete_until,
        "row_of": table.row_of,
    }
