"""Which column of a file is which field of a draft: known headers, the user's choices, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.errors import DataError
from desktop.imports.headers import HeaderNames
from desktop.imports.layouts import Column, bare_header_key, header_key

_SHOWN = 40  # headers named in a message


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The columns of one file that are read, by their place in the header."""

    columns: tuple[tuple[int, Column], ...]  # in the order of the layout
    used: dict[str, str]  # header -> field
    unknown: tuple[str, ...]  # headers that nobody reads

    @property
    def key(self) -> int | None:
        """The place of the column that every record fills."""
        return next((place for place, column in self.columns if column.key), None)


def resolve(header: Sequence[str], names: HeaderNames, file: str) -> ColumnMap:
    """Give every field at most one column; raises `DataError` for missing required ones and for doubles."""
    columns = names.layout.columns
    places = _places(header, names, file)
    missing = [column.name for column in columns if column.required and column.field not in places]
    if missing:
        found = "、".join([name for name in header if name][:_SHOWN])
        raise DataError("imports.column-missing", file=file, columns="、".join(missing), found=found)
    taken = set(places.values())
    return ColumnMap(
        columns=tuple((places[column.field], column) for column in columns if column.field in places),
        used={header[place]: field for field, place in places.items()},
        unknown=tuple(name for place, name in enumerate(header) if name and place not in taken),
    )


def suggested(header: Sequence[str], names: HeaderNames) -> dict[str, str]:
    """Header → field as far as it can be told; what `resolve` would refuse is left for a person to decide."""
    try:
        places = _places(header, names, "")
    except DataError:  # two headers for one field: the first of them, until somebody chooses
        places = {}
        for place, name in enumerate(header):
            column = names.column(name) if name else None
            if column is not None:
                places.setdefault(column.field, place)
    return {header[place]: field for field, place in places.items()}


def _places(header: Sequence[str], names: HeaderNames, file: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for column in names.layout.columns:
        place = _best_place(column, header, names, file)
        if place is not None:
            places[column.field] = place
    for column in names.layout.columns:
        if column.field not in places:
            _take_fallback(column, header, names, places)
    return places


def _best_place(column: Column, header: Sequence[str], names: HeaderNames, file: str) -> int | None:
    """Where the column is: the user's choice, else its canonical name, else its earliest alias."""
    found = [place for place, name in enumerate(header) if name and names.column(name) is column]
    chosen = [place for place in found if names.chosen(header[place]) is not None]
    ranked = sorted((_preference(column, header[place]), place) for place in chosen or found)
    if len(ranked) > 1 and (chosen or ranked[0][0] == ranked[1][0]):
        raise _doubled(header, ranked[0][1], ranked[1][1], file)
    return ranked[0][1] if ranked else None


def _preference(column: Column, name: str) -> int:
    best_first = [header_key(known) for known in (column.name, *column.aliases)]
    keys = (header_key(name), bare_header_key(name))
    return next((best_first.index(key) for key in keys if key in best_first), len(best_first))


def _take_fallback(column: Column, header: Sequence[str], names: HeaderNames, places: dict[str, int]) -> None:
    """Take a header that may stand for the column, if need be from a field that no file must have.

    服務單位 is the unit in a file that also has 服務機關, and the agency in one that has not.
    """
    for place, name in enumerate(header):
        if not name or names.chosen(name) is not None or names.fallback(name) is not column:
            continue
        owner = next((field for field, at in places.items() if at == place), None)
        owning = names.layout.column(owner) if owner else None
        if owning is None or (column.required and not owning.required):
            places.pop(owner or "", None)
            places[column.field] = place
            return


def _doubled(header: Sequence[str], first: int, second: int, file: str) -> DataError:
    return DataError(
        "imports.column-doubled",
        file=file,
        first=header[first],
        first_letter=letters(first),
        second=header[second],
        second_letter=letters(second),
    )


def letters(place: int) -> str:
    """A column as spreadsheets call it: 0 → A, 26 → AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
