"""Personal data on screen and in the past: masking, how long old values are kept, and purging them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import UsageError
from desktop.core.text import mask_id
from desktop.models.audit import AuditEntry, AuditPayload
from desktop.services import settings
from desktop.services.office import Office

RETENTION = (1, 30)
"""The least and the most years that old values may be kept."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the office chose."""

    masked: bool
    retention_years: int


@dataclass(frozen=True, slots=True)
class Purgeable:
    """What a purge would delete now: old values of actions before `before`, which cannot be undone then."""

    before: date
    actions: int
    size: int
    """Bytes."""
    first: datetime | None
    last: datetime | None


def read(office: Office) -> Choices:
    """The choices in force."""
    with office.database.reading() as session:
        return Choices(
            settings.get(session, settings.MASK_IDS), settings.get(session, settings.RETENTION_YEARS)
        )


def masked(office: Office) -> bool:
    """Whether identity numbers are masked on screen; pages ask once a reload."""
    with office.database.reading() as session:
        return bool(settings.get(session, settings.MASK_IDS))


def shown_id(id_no: str, *, masked: bool) -> str:
    """An identity number as the screen shows it."""
    return mask_id(id_no) if masked else id_no


def mask(office: Office, masked: bool) -> None:
    """Mask identity numbers on screen, or show them whole; who did so when stands in the log."""
    with office.database.writing(f"privacy.{'mask' if masked else 'unmask'}") as journal:
        settings.put(journal, settings.MASK_IDS, masked)


def retain(office: Office, years: int) -> None:
    """Keep old values for so many years. Nothing is deleted until `purge`."""
    least, most = RETENTION
    if not least <= years <= most:
        raise UsageError("privacy.retention_range", least=least, most=most)
    with office.database.writing("privacy.retention", str(years)) as journal:
        settings.put(journal, settings.RETENTION_YEARS, years)


def purgeable(office: Office) -> Purgeable:
    """What is older than the retention time."""
    with office.database.reading() as session:
        before = _before(session, office)
        last = _last_entry(session, before)
        row = session.execute(
            select(
                func.count(),
                func.coalesce(func.sum(func.length(AuditPayload.body)), 0),
                func.min(AuditEntry.at),
                func.max(AuditEntry.at),
            )
            .join(AuditEntry, AuditEntry.id == AuditPayload.entry_id)
            .where(AuditPayload.entry_id <= last)
        ).one()
    return Purgeable(before.date(), *row)


def purge(office: Office) -> int:
    """Delete what `purgeable` says, for good; the log keeps who did what when. Returns how many actions."""
    with office.database.reading() as session:
        last = _last_entry(session, _before(session, office))
    with office.database.writing("privacy.purge", str(last), undoable=False) as journal:
        return journal.purge_payloads(last)


def _before(session: Session, office: Office) -> datetime:
    """The first moment whose old values are kept."""
    today = office.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    year = today.year - int(settings.get(session, settings.RETENTION_YEARS))
    day = min(today.day, 28) if today.month == 2 else today.day
    return today.replace(year=year, day=day)


def _last_entry(session: Session, before: datetime) -> int:
    """The id of the last entry that, with all those before it, is older: a clock set back keeps the later."""
    newer = select(func.min(AuditEntry.id)).where(AuditEntry.at >= before)
    first_kept = session.scalar(newer)
    if first_kept is not None:
        return first_kept - 1
    return session.scalar(select(func.max(AuditEntry.id))) or 0
