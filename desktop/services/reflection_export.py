"""The reflections with their whole texts as a file for Excel, which can be imported again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from desktop.core.clock import roc_short
from desktop.imports.layouts import layout
from desktop.rules.plan import Choice
from desktop.services import list_export, plans, reflections
from desktop.services.office import Office
from desktop.services.reflections import Line

_KIND = "reflections"
_AHEAD, _BESIDE = ("編號",), ("字數", "超過字數")
"""Columns of ours before the file's own, and behind them."""

_LEFT_OUT = frozenset({"id_no", "id_type"})
"""Numbers stay in the office: an author is found again by name and agency."""


def write(office: Office, path: Path, ids: Iterable[int] | None = None) -> int:
    """Write these reflections in their order, or all that were not withdrawn; returns how many.

    XLSX where the file is called so, else CSV with BOM. The headers are those that an import knows.
    """
    with office.database.reading() as session:
        own = reflections.activity(plans.current(session))
        found = reflections.lines(session, own, "zh_TW", withdrawn=ids is not None)
    if ids is not None:
        by_id = {line.id: line for line in found}
        found = tuple(by_id[one] for one in ids if one in by_id)
    cells = _cells(own.choices.get(reflections.READINGS, ()), own.choices.get(reflections.PLACES, ()))
    columns = [one for one in layout(_KIND).columns if one.field not in _LEFT_OUT]
    header = (*_AHEAD, *(one.name for one in columns), *_BESIDE)
    rows = [_row(line, [cells[one.field] for one in columns]) for line in found]
    return list_export.write(office, path, header, rows)


_Cell = Callable[[Line], str]


def _row(line: Line, cells: Iterable[_Cell]) -> tuple[str, ...]:
    return (str(line.number), *(cell(line) for cell in cells), str(line.characters), str(line.over or ""))


def _cells(readings: Sequence[Choice], places: Sequence[Choice]) -> Mapping[str, _Cell]:
    """What stands under each column of the import's layout."""
    said = {one.code: one.label.zh_TW for one in (*readings, *places)}
    return {
        "name": lambda line: line.author,
        "agency": lambda line: line.agency,
        "title_of_post": lambda line: line.job_title,
        "source_type": lambda line: said.get(line.source_type, line.source_type),
        "source_title": lambda line: line.source_title,
        "source_author": lambda line: line.source_author,
        "source_reference": lambda line: line.source_reference,
        "read_date": lambda line: roc_short(line.read_date) if line.read_date else "",
        "title": lambda line: line.title,
        "body": lambda line: line.body,
        "takeaways": lambda line: line.takeaways,
        "consent": lambda line: "是" if line.consent else "否",
        "post_place": lambda line: said.get(line.post_place, line.post_place),
        "posted_date": lambda line: roc_short(line.posted_date) if line.posted_date else "",
        "posted_reference": lambda line: line.posted_reference,
    }
