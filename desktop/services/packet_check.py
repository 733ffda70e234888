"""Looking at any packet: the three answers in what people need to know, and whether it is one of our own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from desktop.core import counties
from desktop.core.errors import KnownError
from desktop.core.findings import Finding
from desktop.core.messages import LANGUAGES, catalogue
from desktop.core.progress import Progress
from desktop.exports.certificates import common_name
from desktop.exports.tables import definitions
from desktop.exports.verification import PacketInfo, SignerAnswer, Verification
from desktop.services import packet_history, packets, pairing_proof, plans, settings
from desktop.services.office import Office
from desktop.services.packet_history import Sent

_GROUP = 4


class Own(StrEnum):
    """What the office's history says of a packet."""

    OURS = "ours"
    """Sealed here, and byte for byte the same."""

    CHANGED = "changed"
    """It bears the number of one that was sealed here, and is another file."""

    FOREIGN = "foreign"
    """Never sealed here."""


@dataclass(frozen=True, slots=True)
class Signed:
    """From whom it is; the parts that nobody can answer are None or blank."""

    name: str
    fingerprint: str
    """SHA-256 of the certificate in groups of four, to compare with the enrolment form; blank for nobody."""
    county: str
    county_en: str
    trusted: bool | None
    revocation: str
    """good, revoked or unknown."""
    office_key: bool
    """Whether this office's own key signed it."""


@dataclass(frozen=True, slots=True)
class Held:
    """One thing in the packet: a table with so many rows, a booklet with so many pages, a proof."""

    kind: str
    """table, form or proof."""
    title: Mapping[str, str]
    """Language → what it is called."""
    count: int
    """Of a proof 1 where it holds for the packet's own tables, else 0."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What the packet says of itself; believe it only as far as the three answers go."""

    number: str
    sequence: int
    created_at: datetime
    sha256: str
    letter_date: date | None
    letter_number: str
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """The three answers, and what was found."""

    path: Path
    complete: bool
    unaltered: bool
    accepted: bool
    signed: Signed
    findings: tuple[Finding, ...]
    contents: Contents | None
    """None where it cannot be read."""
    own: Own
    sent: Sent | None
    """The packet of the history that bears its number."""


def examine(
    office: Office, path: Path, *, trust_file: Path | None = None, progress: Progress | None = None
) -> Examined:
    """Verify a packet file and look it up in the history.

    Raises `EnvironmentFailure` for a file that cannot be read and `DataError` for a `trust_file` without a
    certificate; whatever else the file is, the answer is an `Examined`.
    """
    answer = packets.verify_file(path, trust_file=trust_file, progress=progress)
    sent = _of_history(office, answer.packet)
    return Examined(
        path=path,
        complete=answer.complete,
        unaltered=answer.unaltered,
        accepted=answer.accepted,
        signed=_signed(office, answer),
        findings=answer.findings,
        contents=None if answer.packet is None else _contents(office, path, answer.packet),
        own=_own(answer.packet, sent),
        sent=sent,
    )


def grouped(fingerprint: str) -> str:
    """In groups of four, as people compare them aloud; the papers join two of them."""
    parts = [fingerprint[at : at + _GROUP] for at in range(0, len(fingerprint), _GROUP)]
    return " ".join(parts)


def _of_history(office: Office, packet: PacketInfo | None) -> Sent | None:
    """The packet of our own history with this number: of this county, this year and this sequence."""
    if packet is None:
        return None
    return next((one for one in packet_history.history(office) if one.number == packet.number), None)


def _own(packet: PacketInfo | None, sent: Sent | None) -> Own:
    if packet is None or sent is None:
        return Own.FOREIGN
    return Own.OURS if sent.sha256 == packet.sha256 else Own.CHANGED


def _signed(office: Office, answer: Verification) -> Signed:
    signer: SignerAnswer = answer.signer
    known = next((one for one in counties.counties() if one.code == signer.county_code), None)
    with office.database.reading() as session:
        own_key = settings.get(session, settings.OFFICE_KEY)
    return Signed(
        name=common_name(signer.subject or ""),
        fingerprint=grouped(signer.fingerprint or ""),
        county=known.zh if known else "",
        county_en=known.en if known else "",
        trusted=signer.trusted,
        revocation=str(signer.revocation),
        office_key=own_key is not None and own_key == signer.fingerprint,
    )


def _contents(office: Office, path: Path, packet: PacketInfo) -> Contents:
    return Contents(
        number=packet.number,
        sequence=packet.sequence,
        created_at=packet.created_at,
        sha256=packet.sha256,
        letter_date=packet.letter.date if packet.letter else None,
        letter_number=packet.letter.number if packet.letter else "",
        held=(*_forms(office, packet), *_tables(packet), *_proofs(path, packet)),
    )


def _forms(office: Office, packet: PacketInfo) -> list[Held]:
    with office.database.reading() as session:
        plan = plans.current(session)
    titles = {key: activity.title for key, activity in plan.activities.items()}
    return [
        Held("form", _both(titles[key].zh_TW, titles[key].en) if key in titles else _both(key, key), pages)
        for key, pages in packet.forms.items()
    ]


def _tables(packet: PacketInfo) -> list[Held]:
    return [
        Held("table", _both(_title(name), name.replace("_", " ")), rows)
        for name, rows in packet.counts.items()
    ]


def _proofs(path: Path, packet: PacketInfo) -> list[Held]:
    """The proof that the pairs are the best possible, checked without a solver."""
    if pairing_proof.NAME not in packet.proofs:
        return []
    title = {language: catalogue(language).what("pairing.proof") for language in LANGUAGES}
    try:
        holds = not pairing_proof.check_packet(path)
    except KnownError:  # of an altered packet, whose findings say so
        holds = False
    return [Held("proof", title, int(holds))]


def _title(table: str) -> str:
    known = definitions().get(table)
    return table if known is None else str(known.description["dc:title"])


def _both(chinese: str, english: str) -> dict[str, str]:
    return {"zh_TW": chinese, "en": english}
