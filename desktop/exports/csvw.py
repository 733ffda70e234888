"""The CSVW metadata beside each table (W3C Tabular Data on the Web), which `csvwvalidate` reads."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from desktop.exports.tables import TableDefinition, definitions

_CONTEXT: list[Any] = ["http://www.w3.org/ns/csvw", {"@language": "zh-Hant"}]
_DIALECT = {
    "delimiter": ",",
    "doubleQuote": True,
    "encoding": "utf-8",
    "header": True,
    "lineTerminators": ["\r\n"],
    "quoteChar": '"',
}


def metadata_path(name: str) -> str:
    """Where a table's metadata lies in the packet: where CSVW looks for it by default."""
    return f"data/{name}.csv-metadata.json"


@lru_cache
def metadata(name: str) -> bytes:
    """The metadata of one table: itself, or a group with the tables that it refers to."""
    names = _with_referenced(name)
    tables = [definitions()[one].description for one in names]
    body = dict(tables[0]) if len(tables) == 1 else {"tables": tables}
    document = {"@context": _CONTEXT, "dialect": _DIALECT, **body}
    return (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def _with_referenced(name: str) -> list[str]:
    names = [name]
    for one in names:  # grows while it is walked: references lead to further tables
        names += [target for target in _targets(definitions()[one]) if target not in names]
    return names


def _targets(definition: TableDefinition) -> list[str]:
    return sorted({key.table for key in definition.foreign_keys})
