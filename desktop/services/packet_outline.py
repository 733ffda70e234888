"""What the next packet would hold, before it is sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from desktop.core.findings import Finding
from desktop.core.messages import LANGUAGES
from desktop.exports.packet import Letter, packet_number
from desktop.models.courses import Nomination
from desktop.models.office import OfficeRow
from desktop.rules.plan import Plan
from desktop.services import letters, packet_chain, packets, plans, preflight, settings
from desktop.services.office import Office
from desktop.services.packet_check import grouped

_LIVE = Nomination.withdrawn_at.is_(None)


@dataclass(frozen=True, slots=True)
class Included:
    """One activity with nominees."""

    activity: str
    title: Mapping[str, str]
    """Language → its name."""
    regular: int
    alternates: int
    open: int
    """Nominees the center is asked to check."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The next packet as it would be now."""

    number: str
    sequence: int
    included: tuple[Included, ...]
    people: int
    """Different people: somebody may be nominated for several activities."""
    letter: Letter | None
    errors: int
    """Of the preflight: nothing is sealed while there is one."""
    warnings: int
    office_key: str
    """The fingerprint of the office key in groups of four; blank where it is made with the first packet."""
    signer: tuple[Finding, ...]
    """What is to be said of the office key; an error forbids signing with it."""


def outline(office: Office) -> Outline:
    """Read everything a person looks at before sealing."""
    counted = preflight.summary(office)
    with office.database.reading() as session:
        plan = plans.current(session)
        county = session.scalars(select(OfficeRow.county_code)).one()
        last = packet_chain.previous(office, session)
        sequence = last.sequence + 1 if last else 1
        people = select(func.count(Nomination.person_id.distinct())).where(_LIVE)
        return Outline(
            number=packet_number(plan.year, county, sequence),
            sequence=sequence,
            included=tuple(_included(session, plan)),
            people=session.scalar(people) or 0,
            letter=letters.read(settings.get(session, settings.LETTER)),
            errors=counted.errors,
            warnings=counted.warnings,
            office_key=grouped(settings.get(session, settings.OFFICE_KEY) or ""),
            signer=packets.signer_findings(office),
        )


def _included(session: Session, plan: Plan) -> list[Included]:
    """The plan's activities that have nominees, in the plan's order."""
    alternate = case((Nomination.alternate, 1), else_=0)
    unknown = case((Nomination.verdict == "unknown", 1), else_=0)
    columns = (func.count(), func.sum(alternate), func.sum(unknown))
    rows = session.execute(select(Nomination.activity, *columns).where(_LIVE).group_by(Nomination.activity))
    counts = {activity: (count, alternates, waiting) for activity, count, alternates, waiting in rows}
    lines = []
    for activity in plan.activities.values():
        if activity.id in counts:
            count, alternates, waiting = counts[activity.id]
            title = {language: activity.title.in_language(language) for language in LANGUAGES}
            lines.append(Included(activity.id, title, count - alternates, alternates, waiting))
    return lines
