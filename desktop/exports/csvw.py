"""The CSVW metadata beside each table (W3C Tabular Data on the Web), which `csvwvalidate` reads."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from desktop.exports.tables import ForeignKey, TableDefinition, definitions

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
    tables = [_described(definitions()[one]) for one in names]
    body = dict(tables[0]) if len(tables) == 1 else {"tables": tables}
    document = {"@context": _CONTEXT, "dialect": _DIALECT, **body}
    return (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def _described(definition: TableDefinition) -> dict[str, Any]:
    """The description, without the references that a row may leave blank.

    CSVW has every row refer to another (Tabular Data Model, 6.6 “Validating tables”) and knows no exception
    for a blank cell, so a validator would refuse people outside the roster. Our own check keeps those too.
    """
    schema = dict(definition.description["tableSchema"])
    keys = zip(schema.pop("foreignKeys", ()), definition.foreign_keys, strict=True)
    told = [said for said, key in keys if _is_required(definition, key)]
    return {**definition.description, "tableSchema": {**schema, **({"foreignKeys": told} if told else {})}}


def _is_required(definition: TableDefinition, key: ForeignKey) -> bool:
    return all(definition.columns[number].required for number in key.columns)


def _with_referenced(name: str) -> list[str]:
    names = [name]
    for one in names:  # grows while it is walked: references lead to further tables
        names += [target for target in _targets(definitions()[one]) if target not in names]
    return names


def _targets(definition: TableDefinition) -> list[str]:
    return sorted({key.table for key in definition.foreign_keys if _is_required(definition, key)})
