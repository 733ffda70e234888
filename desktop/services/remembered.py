"""What is worked out once after every action, however many ask; all it looks at is written by actions."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.audit import AuditEntry
from desktop.models.database import Database

_held: WeakKeyDictionary[Database, dict[Hashable, tuple[int | None, Any]]] = WeakKeyDictionary()
_lock = Lock()

T = TypeVar("T")


def remembered(database: Database, session: Session, what: Hashable, work: Callable[[], T]) -> T:
    """The result of `work`, which reads through `session` alone, from before if nobody has acted since.

    Two threads may both work it out; both get what is true of their session.
    """
    latest = session.scalar(select(func.max(AuditEntry.id)))
    with _lock:
        before = _held.setdefault(database, {}).get(what)
    if before is not None and before[0] == latest:
        result: T = before[1]
        return result
    result = work()
    with _lock:
        _held[database][what] = latest, result
    return result
