"""What the next packet would say otherwise than the last one: exactly what has not been sent yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.exports import sealed_tables
from desktop.exports.tables import definitions
from desktop.models.packets import Packet
from desktop.services import dossiers, packet_cells, packet_tables, plans
from desktop.services.desk import Dossier, Key, Listed
from desktop.services.office import Office
from desktop.services.places import Part, Place
from desktop.services.remembered import remembered

Row = tuple[str, ...]

PEOPLE, PERSON_NO = "people", "person_no"


class Kind(StrEnum):
    """What became of somebody or something since the last packet."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    PERSON = "person"
    """The person's own data or history changed."""
    ORDER = "order"
    """The order of a session changed; it names nobody."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `name` is whole: this is for the screen."""

    kind: Kind
    activity: str
    """Blank where a person changed."""
    session: int
    """0 for an activity without sessions."""
    name: str
    place: Place | None = None
    """Where it is now; None for what is there no more."""


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes since a packet; `sequence` is 0 when none was ever sealed, and all nominations are new."""

    sequence: int
    sealed_at: datetime | None
    items: tuple[Change, ...]
    comparable: bool = True
    """False if the last packet is no longer in outbox/, so that nothing can be said."""


def read(office: Office) -> Changes:
    """Compare what the office holds with the last sealed packet."""
    with office.database.reading() as session:
        last = session.scalars(select(Packet).order_by(Packet.sequence.desc()).limit(1)).one_or_none()
        what = ("changes", last and _state(office.outbox / last.file_name))
        return remembered(office.database, session, what, lambda: _read(session, office.outbox, last))


def _state(path: Path) -> tuple[int, int] | None:
    """The one thing looked at that no action writes; None if the file is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _read(session: Session, outbox: Path, last: Packet | None) -> Changes:
    held = dossiers.read(session, plans.current(session))
    if last is None:
        return Changes(0, None, tuple(_Comparison(session, held, {}).items()))
    try:
        sealed = _sealed(outbox / last.file_name, last.sha256)
    except LookupError:
        return Changes(last.sequence, last.sealed_at, (), comparable=False)
    return Changes(last.sequence, last.sealed_at, tuple(_Comparison(session, held, sealed).items()))


@lru_cache(maxsize=1)
def _sealed(path: Path, _sha256: str) -> Mapping[str, tuple[Row, ...]]:
    """A sealed packet never changes, so it is read once. Raises LookupError if it is gone."""
    tables = sealed_tables.read(path)
    if tables is None:
        raise LookupError(path.name)
    return tables


@dataclass(frozen=True, slots=True)
class _Compared:
    """One thing of a list: where it stands, and all that is said of it but its rank."""

    group: str
    rank: int
    content: tuple[Row, frozenset[Row]]
    name: str

    @property
    def session(self) -> int:
        return int(self.group) if self.group.isdigit() else 0


_Rows = Mapping[Key, _Compared]


class _Comparison:
    """The tables of the last packet beside those of the next, family after family."""

    def __init__(
        self, session: Session, held: Sequence[Dossier], sealed: Mapping[str, tuple[Row, ...]]
    ) -> None:
        self._held = held
        self._sealed = sealed
        self._now = {table.name: table.rows for table in packet_tables.tables(session, held)}
        self._stayed: set[str] = set()
        """Numbers of people who stand in a list as before."""

    def items(self) -> Iterator[Change]:
        """What became of the lists: who is new, gone or changed, then orders; at the end people."""
        for dossier in self._held:
            places = dossier.places()
            for listed in dossier.lists:
                yield from self._list(listed, places)
        yield from self._people()

    def _list(self, listed: Listed, places: Mapping[Key, tuple[str, Place]]) -> Iterator[Change]:
        before, after = _rows(listed, self._sealed), _rows(listed, self._now)
        for key, one in after.items():
            if key not in before:
                yield Change(Kind.ADDED, key[0], one.session, *places[key])
        for key, one in before.items():
            if key not in after:
                yield Change(Kind.WITHDRAWN, key[0], one.session, one.name or key[1])
        both = [key for key in after if key in before]
        for key in both:
            if before[key].content != after[key].content:
                yield Change(Kind.CHANGED, key[0], after[key].session, *places[key])
        if listed.rank:
            yield from _orders({key: before[key] for key in both}, {key: after[key] for key in both})
        if listed.who[0] == PERSON_NO:
            self._stayed |= {key[1] for key in both}

    def _people(self) -> Iterator[Change]:
        before, after = _of_people(self._held, self._sealed), _of_people(self._held, self._now)
        people = {
            packet_cells.person_no(entry.person.person_no): entry.person
            for one in self._held
            for entry in one.entries
        }
        for number in sorted(self._stayed - {""}):
            if before[number] != after[number]:
                person = people[number]
                yield Change(Kind.PERSON, "", 0, person.name, Place(Part.PERSON, person_id=person.id))


def _at(table: str, column: str) -> int:
    return definitions()[table].header.index(column)


def _rows(listed: Listed, tables: Mapping[str, tuple[Row, ...]]) -> dict[Key, _Compared]:
    """Whatever stands in a list, by whose it is."""
    who = [_at(listed.table, column) for column in listed.who]
    activity = None if listed.activity else _at(listed.table, "activity")
    group = _at(listed.table, listed.group) if listed.group else None
    rank = _at(listed.table, listed.rank) if listed.rank else None
    names = _names(listed, tables)
    parts = _parts(listed, tables)
    return {
        (listed.activity if activity is None else row[activity], *(row[at] for at in who)): _Compared(
            group="" if group is None else row[group],
            rank=0 if rank is None else int(row[rank]),
            # One withdrawal moves all that follow: only a changed order counts, and once a list.
            content=(
                row if rank is None else row[:rank] + row[rank + 1 :],
                frozenset(parts.get(tuple(row[at] for at in who), ())),
            ),
            name=names(row),
        )
        for row in tables.get(listed.table, ())
    }


def _names(listed: Listed, tables: Mapping[str, tuple[Row, ...]]) -> Callable[[Row], str]:
    """What a row is called on screen: by its own column, or by its person."""
    if listed.name:
        own = _at(listed.table, listed.name)
        return lambda row: row[own]
    number, name = _at(listed.table, listed.who[0]), _at(PEOPLE, "name")
    people = {row[0]: row[name] for row in tables.get(PEOPLE, ())}
    return lambda row: people.get(row[number], "")


def _parts(listed: Listed, tables: Mapping[str, tuple[Row, ...]]) -> Mapping[Row, list[Row]]:
    """Rows of further tables that belong to a thing, by whose it is."""
    found: defaultdict[Row, list[Row]] = defaultdict(list)
    for table in listed.parts:
        who = [_at(table, column) for column in listed.who]
        for row in tables.get(table, ()):
            found[tuple(row[at] for at in who)].append((table, *row))
    return found


def _orders(before: _Rows, after: _Rows) -> Iterator[Change]:
    """Lists in which those who stayed stand in another order."""
    old = _by_group(before)
    for place, keys in _by_group(after).items():
        stayed = set(keys) & set(old.get(place, ()))
        if [key for key in old.get(place, ()) if key in stayed] != [key for key in keys if key in stayed]:
            yield Change(Kind.ORDER, place[0], after[keys[0]].session, "")


def _by_group(rows: _Rows) -> dict[tuple[str, str], list[Key]]:
    found: defaultdict[tuple[str, str], list[Key]] = defaultdict(list)
    for key, one in sorted(rows.items(), key=lambda item: item[1].rank):
        found[key[0], one.group].append(key)
    return dict(found)


def _of_people(
    held: Sequence[Dossier], tables: Mapping[str, tuple[Row, ...]]
) -> dict[str, tuple[Row, frozenset[Row]]]:
    """Person number → the person's row, and the rows of the tables that are about the person."""
    about: defaultdict[str, set[Row]] = defaultdict(set)
    for table in (name for one in held for name in one.person_tables):
        number = _at(table, PERSON_NO)
        for row in tables.get(table, ()):
            about[row[number]].add((table, *row))
    return {row[0]: (row, frozenset(about[row[0]])) for row in tables.get(PEOPLE, ())}
