"""Taking actions back and bringing them again, in order, across restarts of the program."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desktop.core.errors import DataError
from desktop.models.audit import AuditEntry, AuditPayload
from desktop.models.database import Database
from desktop.models.journal import steps_of


@dataclass(frozen=True, slots=True)
class Action:
    """One action that can be taken back or brought again."""

    entry_id: int
    action: str
    subject: str
    at: str
    """ISO 8601 with offset."""


@dataclass(frozen=True, slots=True)
class Stacks:
    """What undo and redo would do, the next one last."""

    done: tuple[Action, ...]
    undone: tuple[Action, ...]


def stacks(database: Database) -> Stacks:
    """What can be undone and redone now; purged actions and those only superseded are left out."""
    with database.reading() as session:
        return _stacks(session)


def undo(database: Database) -> Action:
    """Take the latest action back; raises `DataError` when there is none or later data stands on it."""
    done = stacks(database).done
    if not done:
        raise DataError("undo.nothing")
    return _take_back(database, done[-1], "undo")


def redo(database: Database) -> Action:
    """Bring the latest undone action again."""
    undone = stacks(database).undone
    if not undone:
        raise DataError("undo.nothing_to_redo")
    return _take_back(database, undone[-1], "redo")


def _take_back(database: Database, action: Action, kind: str) -> Action:
    try:
        with database.writing(action.action, action.subject) as journal:
            # The latest entry about the action holds the inverse of the state it left: of the action itself,
            # of its undo, or of its redo.
            body = journal.session.scalars(
                select(AuditPayload.body)
                .join(AuditEntry, AuditEntry.id == AuditPayload.entry_id)
                .where((AuditEntry.id == action.entry_id) | (AuditEntry.target_id == action.entry_id))
                .order_by(AuditEntry.id.desc())
            ).first()
            assert body is not None, "stacks() lists only actions with a payload"
            journal.take_back(steps_of(body), kind=kind, target=action.entry_id)
    except IntegrityError as error:
        raise DataError("undo.blocked") from error
    return action


def _stacks(session: Session) -> Stacks:
    rows = session.execute(
        select(
            AuditEntry.id,
            AuditEntry.at,
            AuditEntry.action,
            AuditEntry.subject,
            AuditEntry.kind,
            AuditEntry.target_id,
        )
        .join(AuditPayload, AuditPayload.entry_id == AuditEntry.id)
        .where(AuditEntry.undoable)
        .order_by(AuditEntry.id)
    )
    done: list[Action] = []
    undone: list[Action] = []
    for row in rows:
        if row.kind == "do":
            done.append(Action(row.id, row.action, row.subject, row.at.isoformat()))
            undone.clear()
        else:
            source, target = (done, undone) if row.kind == "undo" else (undone, done)
            moved = next((action for action in source if action.entry_id == row.target_id), None)
            if moved is not None:  # its payload may have been purged
                source.remove(moved)
                target.append(moved)
    return Stacks(tuple(done), tuple(undone))
