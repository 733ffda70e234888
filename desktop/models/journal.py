"""The journal: the only way to write, so that every action has its audit entry and its inverse."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Table, delete, func, insert, select, update
from sqlalchemy.orm import Session

from desktop.core.clock import Clock
from desktop.models.audit import GENESIS, AuditEntry, AuditPayload, entry_sha256
from desktop.models.base import Base
from desktop.models.letters import StoredFile

Columns = Sequence[Sequence[Any]]
"""Values column by column, all columns of one length."""

Step = dict[str, Any]
"""One inverse step: {op: insert|update|delete, table, …} with raw column values, ready for JSON."""


class Journal:
    """The writes of one user action inside its transaction. `session` is for reading what is there.

    Every write records how to take it back. Rows are given ids by the journal (highest + 1), so that an
    undone insert can be redone as it was.
    """

    def __init__(self, session: Session, clock: Clock, actor: str) -> None:
        self.session = session
        self.clock = clock
        self.changed: set[str] = set()
        """Names of the tables written to."""
        self._connection = session.connection()
        self._actor = actor
        self._inverse: list[Step] = []
        self._kind = "do"
        self._target: int | None = None

    def insert(self, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> range:
        """Insert rows given by attribute name, the same in every row; defaults apply. Returns their ids."""
        # The columns of the first row would be taken for all, and what others state besides lost in silence.
        assert all(row.keys() == rows[0].keys() for row in rows), "rows of one insert name the same columns"
        ids = self._new_ids(model, len(rows))
        if rows:
            numbered = [{"id": row_id, **row} for row_id, row in zip(ids, rows, strict=True)]
            self._connection.execute(insert(_table(model)), numbered)
            self._record_insert(model, ids)
        return ids

    def insert_columns(
        self, model: type[Base], columns: Sequence[str], batches: Iterable[Columns], count: int
    ) -> range:
        """Insert `count` rows of raw driver values, batch by batch, each batch as one sequence a column.

        Dates are ISO text and booleans 0 or 1: the driver is twice as fast with them. `columns` name every
        column but `id`; no defaults apply.
        """
        ids = self._new_ids(model, count)
        if count:
            places = ", ".join("?" * (len(columns) + 1))
            statement = f"INSERT INTO {model.__tablename__} (id, {', '.join(columns)}) VALUES ({places})"
            cursor = self._connection.connection.cursor()
            left = iter(ids)
            for batch in batches:
                numbers = islice(left, len(batch[0]))
                rows = zip(numbers, *batch, strict=True)
                cursor.executemany(statement, rows)  # type: ignore[arg-type] # takes any iterable
            assert next(left, None) is None, "fewer rows than said"
            self._record_insert(model, ids)
        return ids

    def update(
        self, model: type[Base], row_id: int, values: Mapping[str, Any], *, keep: bool = False
    ) -> bool:
        """Set columns of one row; False if nothing differs. With `keep` an undo leaves them as they are."""
        table = _table(model)
        before = self._raw(model.__tablename__, tuple(values), row_id)
        self._connection.execute(update(table).where(table.c.id == row_id).values(**values))
        after = self._raw(model.__tablename__, tuple(values), row_id)
        differing = {name: old for name, old in before.items() if old != after[name]}
        if not differing:
            return False
        if not keep:
            self._inverse.append(
                {"op": "update", "table": model.__tablename__, "id": row_id, "values": differing}
            )
        self._touched(model.__tablename__)
        return True

    def delete(self, model: type[Base], ids: Iterable[int]) -> None:
        """Delete rows; a foreign key that still points at one of them refuses."""
        for row_id in ids:
            self._apply({"op": "delete", "table": model.__tablename__, "first": row_id, "last": row_id})

    def keep_file(self, content: bytes) -> int:
        """Keep the bytes of a file, once however often it comes; returns its id.

        Without an inverse: an undo takes back what names the file, and a redo finds it again.
        """
        digest, table = hashlib.sha256(content).hexdigest(), _table(StoredFile)
        held = self._connection.execute(select(table.c.id).where(table.c.sha256 == digest)).scalar()
        if held is not None:
            return int(held)
        (row_id,) = self._new_ids(StoredFile, 1)
        values = {"id": row_id, "sha256": digest, "content": content}
        self._connection.execute(insert(table), [values])
        self._touched(StoredFile.__tablename__)
        return row_id

    def purge_payloads(self, last: int) -> int:
        """Delete for good what could take back the entries up to `last`; returns how many there were.

        A write without an inverse: the chain covers the hashes and stays whole. The freed pages are
        overwritten at once.
        """
        table = _table(AuditPayload)
        self._connection.exec_driver_sql("PRAGMA secure_delete = ON")
        gone = self._connection.execute(delete(table).where(table.c.entry_id <= last)).rowcount
        if gone:
            self._touched(AuditPayload.__tablename__)
        return gone

    def take_back(self, steps: Iterable[Step], *, kind: str, target: int) -> None:
        """Apply inverse steps of an earlier action; this action becomes its `kind` (undo or redo)."""
        self._kind, self._target = kind, target
        for step in steps:
            self._apply(step)

    def seal(self, action: str, subject: str, *, undoable: bool) -> int | None:
        """Write the audit entry and the inverse; returns its id, or None if the action wrote nothing."""
        if not self.changed:
            return None
        body = zlib.compress(json.dumps(self._inverse[::-1], ensure_ascii=False).encode(), 6)
        last = self.session.execute(
            select(AuditEntry.id, AuditEntry.sha256).order_by(AuditEntry.id.desc()).limit(1)
        ).first()
        entry = AuditEntry(
            id=last.id + 1 if last else 1,
            at=self.clock.now(),
            actor=self._actor,
            action=action,
            subject=subject,
            kind=self._kind,
            target_id=self._target,
            undoable=undoable,
            payload_sha256=hashlib.sha256(body).hexdigest(),
            previous_sha256=last.sha256 if last else GENESIS,
        )
        entry.sha256 = entry_sha256(entry)
        values = {column.name: getattr(entry, column.name) for column in _table(AuditEntry).columns}
        self._connection.execute(insert(_table(AuditEntry)), [values])
        self._connection.execute(insert(_table(AuditPayload)), [{"entry_id": entry.id, "body": body}])
        return entry.id

    def _new_ids(self, model: type[Base], count: int) -> range:
        table = _table(model)
        first = (self._connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1
        return range(first, first + count)

    def _record_insert(self, model: type[Base], ids: range) -> None:
        self._inverse.append({"op": "delete", "table": model.__tablename__, "first": ids[0], "last": ids[-1]})
        self._touched(model.__tablename__)

    def _touched(self, table: str) -> None:
        self.changed.add(table)
        self.session.expire_all()

    def _raw(self, table: str, columns: Sequence[str], row_id: int) -> dict[str, Any]:
        statement = f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?"
        row = self._connection.exec_driver_sql(statement, (row_id,)).one()
        return dict(zip(columns, row, strict=True))

    def _apply(self, step: Step) -> None:
        """Carry out one raw step and record its own inverse."""
        getattr(self, f"_apply_{step['op']}")(**{key: value for key, value in step.items() if key != "op"})
        self._touched(step["table"])

    def _apply_delete(self, table: str, first: int, last: int) -> None:
        where = f"FROM {table} WHERE id BETWEEN ? AND ?"
        found = self._connection.exec_driver_sql(f"SELECT * {where} ORDER BY id", (first, last))
        columns, rows = list(found.keys()), [list(row) for row in found]
        self._connection.exec_driver_sql(f"DELETE {where}", (first, last))
        self._inverse.append({"op": "insert", "table": table, "columns": columns, "rows": rows})

    def _apply_insert(self, table: str, columns: list[str], rows: list[list[Any]]) -> None:
        places = ", ".join("?" * len(columns))
        cursor = self._connection.connection.cursor()
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)
        ids = [row[columns.index("id")] for row in rows]
        self._inverse.append({"op": "delete", "table": table, "first": min(ids), "last": max(ids)})

    def _apply_update(self, table: str, id: int, values: dict[str, Any]) -> None:
        before = self._raw(table, tuple(values), id)
        assigned = ", ".join(f"{name} = ?" for name in values)
        statement = f"UPDATE {table} SET {assigned} WHERE id = ?"
        self._connection.exec_driver_sql(statement, (*values.values(), id))
        self._inverse.append({"op": "update", "table": table, "id": id, "values": before})


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def steps_of(body: bytes) -> list[Step]:
    """The inverse steps stored in an audit payload, in the order to apply them."""
    steps: list[Step] = json.loads(zlib.decompress(body))
    return steps
