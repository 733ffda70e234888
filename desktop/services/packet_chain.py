"""Which packet the next one follows: the last of the history, or one that lies in outbox/ beyond it.

An office restored from an older backup does not know what it sealed afterwards; the sealed files are carried
over, so that no number is given twice and the chain of hashes does not fork.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.exports import verify
from desktop.models.office import OfficeRow
from desktop.models.packets import Packet
from desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class Previous:
    """The packet before the next one."""

    sequence: int
    sha256: str
    sealed_at: datetime


def previous(office: Office, session: Session) -> Previous | None:
    """The packet that the next one supersedes in number; None for the first."""
    row = session.scalars(select(Packet).order_by(Packet.sequence.desc()).limit(1)).one_or_none()
    known = Previous(row.sequence, row.sha256, row.sealed_at) if row else None
    county = session.scalars(select(OfficeRow.county_code)).one()
    return _beyond(office.outbox, county, known.sequence if known else 0) or known


def _beyond(outbox: Path, county: str, sequence: int) -> Previous | None:
    """The sealed file with the highest number above `sequence`; one that does not verify does not count."""
    form = re.compile(rf"LGDL-\d+-{county}-(\d+)\.asice")
    numbered = ((form.fullmatch(path.name), path) for path in outbox.iterdir())
    later = [(int(match[1]), path) for match, path in numbered if match and int(match[1]) > sequence]
    for number, path in sorted(later, reverse=True):
        answer = verify.verify(path)
        if answer.accepted and answer.packet is not None:
            return Previous(number, answer.packet.sha256, answer.packet.created_at)
    return None
