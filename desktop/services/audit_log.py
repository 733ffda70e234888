"""The audit log as a list: who did what when, without the old values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from desktop.models.audit import AuditEntry
from desktop.services import settings
from desktop.services.office import Office

Group = Literal["all", "exports", "secrets"]

GROUPS: tuple[Group, ...] = ("all", "exports", "secrets")

_AREAS: dict[Group, tuple[str, ...]] = {
    "exports": ("export", "packet"),
    "secrets": ("secrets", "key", "privacy"),
}
"""What the actions of a group are about: what left the office, and who may see or sign."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    id: int
    at: datetime
    actor: str
    """The account of the PC."""
    action: str
    subject: str
    kind: str
    """do, undo, or redo."""


def ids(office: Office, group: Group = "all") -> list[int]:
    """The entries of a group, the latest first."""
    query = select(AuditEntry.id).order_by(AuditEntry.id.desc())
    if group != "all":
        query = query.where(or_(*(AuditEntry.action.startswith(f"{area}.") for area in _AREAS[group])))
    with office.database.reading() as session:
        return list(session.scalars(query))


def entries(office: Office, wanted: Sequence[int]) -> list[Entry]:
    """The lines of some entries, in the order asked for."""
    query = select(AuditEntry).where(AuditEntry.id.in_(wanted))
    with office.database.reading() as session:
        found = {row.id: row for row in session.scalars(query)}
    return [_entry(found[number]) for number in wanted]


def record_export(office: Office, what: str, people: int, *, full_ids: bool) -> None:
    """Log that data about people left the office in a file; `what` names the kind, never the file."""
    value = {
        "what": what,
        "people": people,
        "full_ids": full_ids,
        "at": office.clock.now().isoformat(),
    }
    action = "people_full" if full_ids else "people"
    with office.database.writing(f"export.{action}", str(people), undoable=False) as journal:
        # The log's own number makes it differ each time, for an action must write something.
        value["after"] = _last(journal.session)
        settings.put(journal, settings.LAST_EXPORT, value)


def _last(session: Session) -> int:
    return session.scalar(select(func.max(AuditEntry.id))) or 0


def _entry(row: AuditEntry) -> Entry:
    return Entry(row.id, row.at, row.actor, row.action, row.subject, row.kind)
