"""What the next packet would say otherwise than the last one: exactly what has not been sent yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
from desktop.services import nominations, packet_tables
from desktop.services.nominations import Nominee
from desktop.services.office import Office
from desktop.services.remembered import remembered

Row = tuple[str, ...]
_Key = tuple[str, str]
"""Activity and person number: somebody is nominated once for an activity."""

PEOPLE, NOMINATIONS, HISTORY = "people", "course_nominations", "course_history"


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
    name: str
    nomination_id: int | None = None
    person_id: int | None = None


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
    nominees = nominations.listing(session)
    if last is None:
        return Changes(0, None, tuple(_change(Kind.ADDED, one) for one in nominees))
    try:
        sealed = _sealed(outbox / last.file_name, last.sha256)
    except LookupError:
        return Changes(last.sequence, last.sealed_at, (), comparable=False)
    return Changes(last.sequence, last.sealed_at, tuple(_Comparison(session, nominees, sealed).items()))


@lru_cache(maxsize=1)
def _sealed(path: Path, _sha256: str) -> Mapping[str, tuple[Row, ...]]:
    """A sealed packet never changes, so it is read once. Raises LookupError if it is gone."""
    tables = sealed_tables.read(path)
    if tables is None:
        raise LookupError(path.name)
    return tables


class _Comparison:
    """The tables of the last packet beside those of the next."""

    def __init__(
        self, session: Session, nominees: Sequence[Nominee], sealed: Mapping[str, tuple[Row, ...]]
    ) -> None:
        self._nominees = {
            (one.activity, packet_tables.person_no(one.person.person_no)): one for one in nominees
        }
        self._sealed = sealed
        self._now = {table.name: table.rows for table in packet_tables.tables(session, nominees)}

    def items(self) -> Iterator[Change]:
        """Nominations first, then orders, then people."""
        before, after = self._nominations(self._sealed), self._nominations(self._now)
        names = {row[0]: row[_at(PEOPLE, "name")] for row in self._sealed.get(PEOPLE, ())}
        for key in after.keys() - before.keys():
            yield _change(Kind.ADDED, self._nominees[key])
        for key in before.keys() - after.keys():
            session = int(before[key][_at(NOMINATIONS, "session")])
            yield Change(Kind.WITHDRAWN, key[0], session, names.get(key[1], key[1]))
        both = before.keys() & after.keys()
        for key in sorted(both):
            if _without_rank(before[key]) != _without_rank(after[key]):
                yield _change(Kind.CHANGED, self._nominees[key])
        yield from _orders({key: before[key] for key in both}, {key: after[key] for key in both})
        yield from self._people({key[1] for key in both})

    @staticmethod
    def _nominations(tables: Mapping[str, tuple[Row, ...]]) -> dict[_Key, Row]:
        number = _at(NOMINATIONS, "person_no")
        return {(row[0], row[number]): row for row in tables.get(NOMINATIONS, ())}

    def _people(self, both: set[str]) -> Iterator[Change]:
        before, after = _of_people(self._sealed), _of_people(self._now)
        by_number = {key[1]: nominee for key, nominee in self._nominees.items()}
        for number in sorted(both):
            if before[number] != after[number]:
                person = by_number[number].person
                yield Change(Kind.PERSON, "", 0, person.name, person_id=person.id)


def _change(kind: Kind, nominee: Nominee) -> Change:
    return Change(kind, nominee.activity, nominee.session, nominee.person.name, nominee.id, nominee.person.id)


def _at(table: str, column: str) -> int:
    return definitions()[table].header.index(column)


def _without_rank(row: Row) -> Row:
    """One withdrawal moves all that follow: only a changed order counts, and once a session."""
    rank = _at(NOMINATIONS, "rank")
    return row[:rank] + row[rank + 1 :]


def _orders(before: Mapping[_Key, Row], after: Mapping[_Key, Row]) -> Iterator[Change]:
    """Sessions in which those who stayed stand in another order."""
    for place, keys in _by_session(after).items():
        stayed = set(keys) & set(_by_session(before).get(place, ()))
        old = [key for key in _by_session(before).get(place, ()) if key in stayed]
        if old != [key for key in keys if key in stayed]:
            yield Change(Kind.ORDER, place[0], place[1], "")


def _by_session(rows: Mapping[_Key, Row]) -> dict[tuple[str, int], list[_Key]]:
    session, rank = _at(NOMINATIONS, "session"), _at(NOMINATIONS, "rank")
    found: defaultdict[tuple[str, int], list[_Key]] = defaultdict(list)
    for key, row in sorted(rows.items(), key=lambda item: int(item[1][rank])):
        found[key[0], int(row[session])].append(key)
    return dict(found)


def _of_people(tables: Mapping[str, tuple[Row, ...]]) -> dict[str, tuple[Row, frozenset[Row]]]:
    """Person number → the person's row, and the rows of their history."""
    history: defaultdict[str, set[Row]] = defaultdict(set)
    for row in tables.get(HISTORY, ()):
        history[row[0]].add(row)
    return {row[0]: (row, frozenset(history[row[0]])) for row in tables.get(PEOPLE, ())}
