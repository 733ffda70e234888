"""What the next packet would hold, before it is sealed."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.findings import Finding
from desktop.exports.packet import Letter, packet_number
from desktop.services import packet_chain, packets, preflight, settings
from desktop.services.desk import Included, in_order
from desktop.services.office import Office
from desktop.services.packet_check import grouped


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
        desk = preflight.read(session)
        included = {
            activity: one.included(desk.plan.activity(activity))
            for one in desk.dossiers
            for activity in one.activities
        }
        last = packet_chain.previous(office, session)
        sequence = last.sequence + 1 if last else 1
        return Outline(
            number=packet_number(desk.plan.year, desk.office.county_code, sequence),
            sequence=sequence,
            included=tuple(included[activity] for activity in in_order(desk.plan, included)),
            people=len(desk.people),
            letter=desk.letter,
            errors=counted.errors,
            warnings=counted.warnings,
            office_key=grouped(settings.get(session, settings.OFFICE_KEY) or ""),
            signer=packets.signer_findings(office),
        )
