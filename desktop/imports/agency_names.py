"""Which agency a name in a file means: official spelling, missing county, a department of the government."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desktop.core.counties import County
from desktop.core.terms import folded
from desktop.imports.cells import Remark, warning
from desktop.imports.drafts import KnownAgency, NewAgency
from desktop.imports.layouts import Layout, layout

MOST_COMPARED = 100
"""New agencies for which similar known ones are sought; a file with more has another kind of problem."""


class AgencyMatch(NamedTuple):
    """The agency and unit that were meant."""

    name: str
    unit: str
    known: bool
    remark: Remark | None = None


class AgencyNames:
    """The agencies of one county, found by the names that files use for them."""

    def __init__(self, county: County, known: Sequence[KnownAgency]) -> None:
        self._county = county
        self._data = layout("agencies")
        self._known = {agency.name: agency for agency in known}
        self._by_key = {_key(agency.name): agency for agency in known}
        self._prefix = _key(county.zh)
        self._government = next((each for each in known if each.kind == "government"), None)
        self._own_names = {_key(form.format(county=county.zh)) for form in _words(self._data, "government")}
        own_units = self._government.units if self._government else ()
        self._units = {_key(unit): unit for unit in own_units}

    def match(self, written: str, unit: str) -> AgencyMatch:
        """The agency for a name as written, with its unit; an unknown one is new and needs confirmation."""
        if not written or written in self._known:
            return AgencyMatch(written, unit, known=True)
        key = self._current(_key(written))
        found = self._by_key.get(key) or self._by_key.get(self._prefix + key)
        if found is not None:
            return self._renamed(found.name, unit, key)
        return self._in_government(key, unit) or self._new(written, unit)

    def kind_by_ending(self, name: str) -> str:
        """The kind of agency that a name's ending suggests (vocabulary `agency_kind`)."""
        for ending in _tables(self._data, "ending"):
            if name.endswith(tuple(ending["words"])):
                return str(ending["kind"])
        return "other"

    def similar(self, name: str) -> tuple[str, ...]:
        """Up to three known names that a new one may be a slip of, nearest first."""
        keys = difflib.get_close_matches(_key(name), self._by_key, n=3, cutoff=0.6)
        return tuple(self._by_key[key].name for key in keys)

    def new_agencies(self, counted: Iterable[tuple[str, int, int]]) -> tuple[NewAgency, ...]:
        """New agencies from (name, first record, people), in the order of the file."""
        found = []
        for number, (name, record, people) in enumerate(counted):
            similar = self.similar(name) if number < MOST_COMPARED else ()
            found.append(NewAgency(name, self.kind_by_ending(name), record, people, similar))
        return tuple(found)

    def is_unit(self, name: str) -> bool:
        """Whether a name is a department of the government and no agency: 雲林縣政府民政處."""
        rest = _key(name).removeprefix(_key(self._county.government))
        return rest != _key(name) and rest.endswith(tuple(_words(self._data, "unit_endings")))

    def _current(self, key: str) -> str:
        for former in map(_key, self._county.former):
            if key.startswith(former):
                return self._prefix + key.removeprefix(former)
        return key

    def _in_government(self, key: str, unit: str) -> AgencyMatch | None:
        """本府, 縣政府, 民政處, 雲林縣政府民政處, and 雲林縣政府警察局 for 雲林縣警察局."""
        if self._government is None:
            return None
        name = self._government.name
        if key in self._own_names:
            return self._renamed(name, unit, self._prefix)
        rest = key.removeprefix(_key(name)).removeprefix(self._prefix)
        agency = self._by_key.get(self._prefix + rest)
        if agency is not None and key.startswith(_key(name)):
            return self._renamed(agency.name, unit, key)
        if rest in self._units:
            return self._department(name, self._units[rest], unit)
        if key.startswith(_key(name)) and rest.endswith(tuple(_words(self._data, "unit_endings"))):
            return self._department(name, rest, unit)
        return None

    def _department(self, name: str, department: str, unit: str) -> AgencyMatch:
        within = department if unit in {"", department} else department + unit
        return AgencyMatch(name, within, True, warning("imports.agency-matched", name=name + department))

    def _renamed(self, name: str, unit: str, key: str) -> AgencyMatch:
        """The official name, told without the county where the file left the county out."""
        told = name if key.startswith(self._prefix) else name.removeprefix(self._county.zh)
        return AgencyMatch(name, unit, True, warning("imports.agency-matched", name=told))

    def _new(self, written: str, unit: str) -> AgencyMatch:
        name = official(written)
        return AgencyMatch(name, unit, False, warning("imports.agency-new", name=name))


def official(name: str) -> str:
    """A name as official names are written: 臺 for 台, no white space."""
    return "".join(name.split()).replace("台", "臺")


def _key(name: str) -> str:
    return folded(name).replace("台", "臺")


def _words(data: Layout, key: str) -> list[str]:
    names = data.extra["names"]
    assert isinstance(names, dict)
    return [str(word) for word in names[key]]


def _tables(data: Layout, key: str) -> list[dict[str, list[str]]]:
    tables = data.extra[key]
    assert isinstance(tables, list)
    return tables
