"""A staff roster: rows to drafts of people, with everything that is wrong or doubtful about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import repeat
from operator import attrgetter
from typing import Any

from desktop.core.counties import County
from desktop.core.progress import Progress, Silent
from desktop.imports import readings
from desktop.imports.agency_names import AgencyMatch, AgencyNames
from desktop.imports.cells import Remarks, error, warning
from desktop.imports.drafts import KnownAgency, PersonDraft, RosterReading
from desktop.imports.fields import FieldReader, Memo
from desktop.imports.people import Identifier, birth_in_future, grade_check, hired_as_child
from desktop.imports.problems import Problems
from desktop.imports.readings import Repeats, without
from desktop.imports.tables import Batch, Table

Columns = dict[str, Any]
"""Values by field of PersonDraft; a field that the file lacks is missing."""


def read(
    table: Table,
    agencies: Sequence[KnownAgency],
    *,
    county: County,
    today: date | None = None,
    progress: Progress = Silent(),  # noqa: B008 # it has no state
) -> RosterReading:
    """Read every record. Nothing is raised for what a record says: that is in the findings."""
    reader = _RosterReader(table, AgencyNames(county, agencies), today)
    return reader.reading(readings.walk(table, reader.take, progress))


class _RosterReader:
    """Takes the batches of one roster, column by column; a row is put together only at the end."""

    def __init__(self, table: Table, names: AgencyNames, today: date | None) -> None:
        self._table = table
        self._names = names
        self._today = today
        self._problems = Problems(table.findings)
        self._fields = FieldReader(table, self._problems)
        self._identifier = Identifier(today)
        self._agencies = Memo(self._match)
        self._grades = Memo(grade_check())  # type: ignore[arg-type] # its keys are triples of parsed values
        self._drafts: list[PersonDraft] = []
        self._repeats = Repeats(attrgetter("id_no"), "imports.id-repeated", "id_no")
        self._new: dict[str, list[int]] = {}  # name -> first record, people

    def take(self, batch: Batch) -> None:
        """Read one batch of records."""
        values = self._fields.read(batch)
        self._identifier.replace(values, self._fields)
        self._name_agencies(values, batch)
        self._split_rank_grade(values)
        self._check_grades(values)
        self._check_dates(values)
        drafts = readings.put_together(PersonDraft, values, batch)
        repeated = self._repeats.among(drafts, self._fields)
        self._drafts += without(drafts, self._problems.bad() | repeated)
        self._problems.close_batch(batch.first, values["id_no"], values["name"])

    def reading(self, records: int) -> RosterReading:
        """What was read."""
        new = [(name, first, people) for name, (first, people) in self._new.items()]
        return RosterReading(
            drafts=self._drafts,
            repeated=self._repeats.left_out,
            new_agencies=self._names.new_agencies(new),
            **readings.common(self._table, self._problems, records),
        )

    def _match(self, key: Any) -> tuple[AgencyMatch, Remarks]:
        match = self._names.match(*key)
        return match, (match.remark,) if match.remark else ()

    def _name_agencies(self, values: Columns, batch: Batch) -> None:
        units = values.get("unit") or [""] * batch.size
        keys = list(zip(values["agency"], units, strict=True))
        matches: list[AgencyMatch] = self._agencies.values_of(keys)
        for place, remark in self._agencies.remarks_on(keys):
            self._fields.remark("agency", place, remark)
            if not matches[place].known:
                first_and_people = self._new.setdefault(matches[place].name, [batch.first + place, 0])
                first_and_people[1] += 1
        values["agency"] = [match.name for match in matches]
        values["unit"] = [match.unit for match in matches]

    @staticmethod
    def _split_rank_grade(values: Columns) -> None:
        """官職等 in one column serves where 審定官等 and 審定職等 are not there or empty."""
        pairs = values.pop("rank_grade", None)
        if pairs is None:
            return
        size = len(pairs)
        for part, (field, empty) in enumerate((("rank", ""), ("grade", None))):
            own = values.get(field) or [empty] * size
            values[field] = [
                value if value != empty or pair is None else pair[part]
                for value, pair in zip(own, pairs, strict=True)
            ]

    def _check_grades(self, values: Columns) -> None:
        if "rank" not in values or "grade" not in values:
            return
        types = values.get("personnel_type") or repeat("")
        keys = list(zip(values["rank"], values["grade"], types, strict=False))
        self._grades.values_of(keys)
        for place, remark in self._grades.remarks_on(keys):
            self._fields.remark("grade" if "grade" in self._fields.order else "rank_grade", place, remark)

    def _check_dates(self, values: Columns) -> None:
        births = values.get("birth_date")
        if births is None:
            return
        hired_dates = values.get("hired_date") or repeat(None)
        for place, (birth, hired) in enumerate(zip(births, hired_dates, strict=False)):
            if birth_in_future(birth, self._today):
                self._fields.remark("birth_date", place, error("imports.birth-in-future"))
            elif hired_as_child(birth, hired):
                self._fields.remark("hired_date", place, warning("imports.hired-too-young"))
