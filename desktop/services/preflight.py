"""Everything the center would send back, found before it does, with the place where each can be mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.findings import Finding, Severity
from desktop.models.office import OfficeRow
from desktop.models.people import Agency
from desktop.services import dossiers, letters, plans, preflight_checks, settings
from desktop.services.desk import Desk, Found
from desktop.services.office import Office
from desktop.services.places import Part, Place
from desktop.services.remembered import remembered

__all__ = [
    "Desk",
    "Found",
    "Part",
    "Place",
    "Summary",
    "check",
    "findings",
    "found",
    "read",
    "summary",
]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many things there are to mend and to look at."""

    errors: int
    warnings: int


def check(office: Office, activity: str | None = None) -> tuple[Finding, ...]:
    """Findings about one activity, or about the whole packet; errors are what must be mended first."""
    if activity is None:
        return tuple(one.finding for one in found(office))
    with office.database.reading() as session:
        return tuple(findings(read(session, activity), whole=False))


def found(office: Office) -> tuple[Found, ...]:
    """What is found about the whole packet, each with its place.

    Worked out once after every action, however many ask.
    """
    with office.database.reading() as session:
        return remembered(
            office.database,
            session,
            "preflight",
            lambda: tuple(preflight_checks.run(read(session), whole=True)),
        )


def summary(office: Office) -> Summary:
    """The counts of `found`."""
    errors = sum(one.finding.severity is Severity.ERROR for one in found(office))
    return Summary(errors, len(found(office)) - errors)


def read(session: Session, activity: str | None = None) -> Desk:
    """The data for the checks, from one consistent view."""
    plan = plans.current(session)
    if activity is not None:
        plan.activity(activity)
    return Desk(
        plan=plan,
        office=session.scalars(select(OfficeRow)).one(),
        unconfirmed={row.name: row.id for row in session.scalars(select(Agency).where(~Agency.confirmed))},
        letter=letters.stated(session),
        dossiers=dossiers.read(session, plan, activity),
        nil=tuple(settings.get(session, settings.NIL_ACTIVITIES) or {}),
    )


def findings(desk: Desk, *, whole: bool) -> Iterator[Finding]:
    """The findings of every check; `whole` adds those about the packet as such."""
    return (one.finding for one in preflight_checks.run(desk, whole=whole))
