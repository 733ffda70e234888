"""Taking actions back and bringing them again, in order, across restarts of the program."""

from __future__ import annotations

from dataclasses import dataclass

import sqlcipher3.dbapi2 as sqlcipher
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


@dataclass(frozen=True, slots=True)
class Tops:
    """What undo and redo would do next."""

    done: Action | None
    undone: Action | None


def tops(database: Database) -> Tops:
    """The ends of `stacks`, from the newest entries alone: a year's log is as quick as a day's."""
    with database.reading() as session:
        return _tops(session)


def stacks(database: Database) -> Stacks:
    """What can be undone and redone now; purged actions and those only superseded are left out."""
    with database.reading() as session:
        return _stacks(session)


def undo(database: Database) -> Action:
    """Take the latest action back; raises `DataError` when there is none or later data stands on it."""
    done = tops(database).done
    if done is None:
        raise DataError("undo.nothing")
    return _take_back(database, done, "undo")


def redo(database: Database) -> Action:
    """Bring the latest undone action again."""
    undone = tops(database).undone
    if undone is None:
        raise DataError("undo.nothing_to_redo")
    return _take_back(database, undone, "redo")


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
            assert body is not None, "only actions with a payload are offered"
            journal.take_back(steps_of(body), kind=kind, target=action.entry_id)
    except (IntegrityError, sqlcipher.IntegrityError) as error:  # the driver's own: rows come back in bulk
        raise DataError("undo.blocked") from error
    return action


_ENTRIES = (
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
)
"""What can be taken back: the rest was purged or is only superseded."""


def _tops(session: Session) -> Tops:
    """Walk back from the newest entry: the first one about an action tells whether it stands."""
    done = undone = None
    seen: set[int] = set()
    redo_possible = True
    for row in session.execute(_ENTRIES.order_by(AuditEntry.id.desc()).execution_options(yield_per=20)):
        about = row.target_id or row.id
        redo_possible = redo_possible and row.kind != "do"  # a new action forgets what was undone before
        if about not in seen:
            seen.add(about)
            if row.kind != "undo":
                done = done or _action(session, about)
            elif redo_possible and undone is None:
                undone = _action(session, about)
        if done is not None and (undone is not None or not redo_possible):
            break
    return Tops(done, undone)


def _action(session: Session, entry_id: int) -> Action | None:
    """An action by its first entry; None if that was purged, for then it cannot be offered."""
    row = session.execute(_ENTRIES.where(AuditEntry.id == entry_id)).first()
    return None if row is None else Action(row.id, row.action, row.subject, row.at.isoformat())


def _stacks(session: Session) -> Stacks:
    done: list[Action] = []
    undone: list[Action] = []
    for row in session.execute(_ENTRIES.order_by(AuditEntry.id)):
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
