"""Where the office stands: what is saved, backed up, not yet sent, how much there is, what to beware of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.findings import Finding, Severity
from desktop.exports.signer_check import check_clock
from desktop.models.audit import AuditEntry
from desktop.models.packets import Packet
from desktop.models.people import Person
from desktop.services import backup, changes_since, dossiers, plans, preflight, settings
from desktop.services.office import Office

_BACKUP_IS_OLD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the bottom line of the window says."""

    saved_at: datetime | None
    """When somebody last wrote; None in an office that was only made."""
    backup_at: datetime | None
    """When the latest backup in the office's own folder was made; each is proven when it is made."""
    backup_is_old: bool
    """There is none, or it is older than a day, although there is something to lose."""
    unsent: int | None
    """Changes since the last packet; None if that packet is gone."""
    ever_sent: bool
    warnings: tuple[Finding, ...]
    """About the clock of the PC and the place of the folder."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands beside the pages' names."""

    people: int
    nominated: int
    """Over all families of activities."""
    errors: int
    """Findings that forbid sealing."""
    warnings: int
    families: Mapping[str, int] = field(default_factory=dict)
    """Family of activities → how many it has."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What must be seen on every page."""

    read_only: bool
    demo: bool


def read(office: Office, *, built_at: datetime) -> Standing:
    """The bottom line now. `built_at` is when the program was built: a clock before that is wrong."""
    now = office.clock.now()
    with office.database.reading() as session:
        saved = session.scalars(select(AuditEntry.at).order_by(AuditEntry.id.desc()).limit(1)).first()
        people = _people(session)
    changes = changes_since.read(office)
    backup_at = backup.last_proven(office.folder)
    old = bool(people) and (backup_at is None or now - backup_at > _BACKUP_IS_OLD)
    return Standing(
        saved,
        backup_at,
        old and not office.read_only,
        len(changes.items) if changes.comparable else None,
        changes.sequence > 0,
        warnings(office, built_at=built_at),
    )


def warnings(office: Office, *, built_at: datetime) -> tuple[Finding, ...]:
    """What to beware of: a clock that stands before the build or the last packet, a folder in a bad place."""
    with office.database.reading() as session:
        sealed = session.scalars(select(func.max(Packet.sealed_at))).one()
    return (*check_clock(office.clock.now(), built_at, sealed), *office.findings)


def counts(office: Office) -> Counts:
    """People, live nominations, and what the preflight finds; takes as long as the preflight."""
    with office.database.reading() as session:
        people = _people(session)
        plan = plans.current(session)
        tallies = dossiers.tally(session, plan)
    # An office with nobody in it is not about to send: that nothing is there would be found, and help nobody.
    findings = preflight.check(office) if tallies else ()
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    families: Counter[str] = Counter()
    for activity, tally in tallies.items():
        families[plan.activity(activity).family] += tally.people
    return Counts(people, families.total(), errors, len(findings) - errors, families)


def marks(office: Office) -> Marks:
    """Whether the office is open for reading only, and whether its people are invented."""
    with office.database.reading() as session:
        return Marks(office.read_only, bool(settings.get(session, settings.DEMO)))


def _people(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Person)) or 0
