"""A certificate beside the pairs that are told with it, by the office or by the tables of a packet."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from desktop.core.errors import DataError
from desktop.exports import sealed_tables, verify
from desktop.exports.tables import definitions
from desktop.rules import mentoring
from desktop.services import pairing, pairing_pools, pairs
from desktop.services.pairing_pools import Pools

NAME: Final = "pairing"
"""The proof's name in a packet."""
_DIFFERS: Final = "certificate.pairs"
_LOCKS: Final = "certificate.locks"


class Told(NamedTuple):
    """One pair as it is told beside a certificate, by the ids of the pools."""

    mentee: str
    mentor: str
    points: int
    state: str
    locked: bool
    """Whether it was fixed by hand."""


def faults(pools: Pools, content: bytes, told: Iterable[Told]) -> tuple[str, ...]:
    """What does not hold, in codes of certificate.*: the proof for these pools, or the pairs beside it.

    Every pair of the certificate must be told, with its points, and every pair told that goes on must be in
    the certificate. Its locks are part of no proof: each must be told as fixed by hand, or as granted.
    """
    try:
        found = pairing.check_content(pools, content, NAME)
    except DataError:
        return ("certificate.malformed",)
    if found:
        return found
    mentors, mentees = pools.mentors, pools.mentees
    certified = json.loads(content)
    proven = {
        (mentees[mentee].id, mentors[mentor].id): mentoring.points(
            mentors[mentor], mentees[mentee], mentoring.settings()
        ).total
        for mentee, mentor in certified["pairs"]
    }
    locks = {(mentees[mentee].id, mentors[mentor].id) for mentee, mentor in certified["locks"]}
    rows = list(told)
    own = {(one.mentee, one.mentor): one.points for one in rows if (one.mentee, one.mentor) in proven}
    going_on = {(one.mentee, one.mentor) for one in rows if one.state in pairs.STANDING}
    if own != proven or not going_on <= proven.keys():
        return (_DIFFERS,)
    fixed = {(one.mentee, one.mentor) for one in rows if one.locked or one.state == pairs.GRANTED}
    return () if locks <= fixed else (_LOCKS,)


def check_packet(path: Path) -> tuple[str, ...]:
    """What does not hold of a packet's pairing, by its own tables; codes of certificate.* or of the packet.

    No office and no solver is needed. Raises `DataError` for a packet without mentors, mentees or a proof,
    `EnvironmentFailure` for a file that cannot be read.
    """
    answer = verify.verify(path)
    if not (answer.complete and answer.unaltered):
        return ("certificate.packet",)
    content = sealed_tables.read_proof(path, NAME)
    if content is None:
        raise DataError("certificate.none", file=path.name)
    return faults(pairing_pools.from_packet(path), content, _told(path))


def _told(path: Path) -> list[Told]:
    tables = sealed_tables.read(path) or {}
    ids = {row[0]: row[definitions()["people"].header.index("id_no")] for row in tables.get("people", ())}
    header = definitions()["pairs"].header
    found = []
    for row in tables.get("pairs", ()):
        cells = dict(zip(header, row, strict=True))
        both = ids[cells["mentee_no"]], ids[cells["mentor_no"]]
        found.append(Told(*both, int(cells["points"]), cells["state"], cells["locked"] == "true"))
    return found
