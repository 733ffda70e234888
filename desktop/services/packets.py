"""Building a packet: check everything, draw, sign, verify with the verifier, and only then record it."""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import counties, os_errors, paths, version
from desktop.core.clock import roc_long
from desktop.core.errors import EnvironmentFailure
from desktop.core.findings import Finding, Severity, has_errors
from desktop.core.messages import catalogue
from desktop.core.progress import Progress, Silent
from desktop.core.storage import require_writable
from desktop.exports import csv_out, packet_cover, registry, sealing, trust, verify
from desktop.exports.certificates import common_name
from desktop.exports.document import SIGNATURE_BOX
from desktop.exports.packet import (
    App,
    BookletFile,
    Contact,
    DataReference,
    Letter,
    PacketContent,
    ScopeLine,
    SealPlace,
    packet_file_name,
    packet_number,
)
from desktop.exports.sealing import Sealed
from desktop.exports.signer_check import check_signer
from desktop.exports.signing import Signer
from desktop.exports.verification import Verification
from desktop.models.office import OfficeRow
from desktop.models.packets import Packet
from desktop.services import (
    activity_states,
    changes_since,
    delivery,
    forms,
    letters,
    packet_chain,
    packet_copies,
    packet_tables,
    preflight,
    signing_keys,
)
from desktop.services.camp_dossier import CampDossier
from desktop.services.desk import Desk
from desktop.services.office import Office
from desktop.services.packet_chain import Previous
from desktop.services.packet_history import Sent, history
from desktop.services.signing_keys import KeyFile

__all__ = ["PacketBuilt", "Sent", "build", "history", "seal", "signer_findings", "verify_file"]

_LEFT, _BOTTOM, _RIGHT, _TOP = map(round, SIGNATURE_BOX)
_SEAL = SealPlace(0, (_LEFT, _BOTTOM, _RIGHT, _TOP))
"""Every booklet shows its seal on the cover."""


@dataclass(frozen=True, slots=True)
class PacketBuilt:
    """A sealed packet, or (`sealed` None) why there is none. `path` is the copy that was asked for."""

    findings: tuple[Finding, ...]
    sequence: int = 0
    path: Path | None = None
    slip: Path | None = None
    """The delivery slip beside it: packet number, SHA-256 of the container, the signer's fingerprint."""
    copies: tuple[Path, ...] = ()
    """Its tables for Excel."""
    sealed: Sealed | None = None


def build(
    office: Office,
    out: Path,
    *,
    key: KeyFile | None = None,
    letter: Letter | None = None,
    progress: Progress | None = None,
) -> PacketBuilt:
    """`seal`, and copy the packet to the folder `out`, with the delivery slip and the tables for Excel.

    `letter` is remembered for later packets. Raises `UsageError` for a letter without a number,
    `EnvironmentFailure` if a file cannot be written or another packet of this number lies there; one that was
    sealed but not copied, as on a full stick, stays in outbox/ and is named.
    """
    if letter is not None:
        letters.put(office, letter.date, letter.number)
    built, made = _make(office, key, out, progress or Silent())
    if made is None:
        return built
    try:
        content = made.sealed.path.read_bytes()
        delivered = delivery.hand_over(content, made.answer, out, progress or Silent())
        excel = packet_copies.write_excel(made.content.tables, out / f"{made.sealed.path.stem}-excel")
    except (EnvironmentFailure, OSError) as error:
        failed = os_errors.known(error) if isinstance(error, OSError) else error
        where = str(failed.params.get("path", out))
        raise EnvironmentFailure("packet.not_copied", path=where, kept=str(made.sealed.path)) from error
    return replace(
        built,
        findings=(*built.findings, *excel.findings),
        path=delivered.path,
        slip=delivered.slip,
        copies=excel.paths,
    )


def seal(
    office: Office,
    *,
    key: KeyFile | None = None,
    target: Path | None = None,
    progress: Progress | None = None,
) -> PacketBuilt:
    """Seal what the office has into the next packet and keep it in outbox/.

    Nothing is sealed while the preflight or the signer has an error, or no file can be made in `target`, and
    nothing stays of a packet that was cancelled. Raises `EnvironmentFailure` if a file cannot be written.
    """
    return _make(office, key, target, progress or Silent())[0]


def signer_findings(office: Office) -> tuple[Finding, ...]:
    """What is to be said of the office key before it signs; nothing where it is made only then."""
    if not signing_keys.is_made(office):
        return ()
    signer = signing_keys.signer(office)
    with office.database.reading() as session:
        row, last = session.scalars(select(OfficeRow)).one(), packet_chain.previous(office, session)
    return tuple(_check_signer(office, row.county_code, signer, last))


def verify_file(
    path: Path,
    *,
    trust_file: Path | None = None,
    registry_file: Path | None = None,
    progress: Progress | None = None,
) -> Verification:
    """The three answers about any packet; needs no office."""
    return verify.verify(
        path,
        trust=None if trust_file is None else trust.load_trust(trust_file),
        registry=None if registry_file is None else registry.load_registry(registry_file),
        progress=progress or Silent(),
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """What was sealed, with what the copies are made from."""

    content: PacketContent
    sealed: Sealed
    answer: Verification


def _make(
    office: Office, key: KeyFile | None, target: Path | None, progress: Progress
) -> tuple[PacketBuilt, _Made | None]:
    signer, changes = signing_keys.signer(office, key), changes_since.read(office)
    with office.database.reading() as session:
        desk = preflight.read(session)
        last = packet_chain.previous(office, session)
        judged = _check_signer(office, desk.office.county_code, signer, last)
        findings = (*preflight.findings(desk, whole=True), *judged)
        if has_errors(findings):
            return PacketBuilt(findings), None
        name = packet_file_name(desk.plan.year, desk.office.county_code, _next(last))
        if target is not None:
            require_writable(target)
            _refuse_taken(target / name)
        scope = activity_states.scope(session, desk, changes)
        content = _content(session, office, desk, last, scope, progress)
    path = office.outbox / name
    sealed, answer = _seal(content, signer, path, progress)
    _record(office, content, signer, sealed)
    return PacketBuilt(findings, content.sequence, sealed=sealed), _Made(content, sealed, answer)


def _next(last: Previous | None) -> int:
    return last.sequence + 1 if last else 1


def _refuse_taken(copy: Path) -> None:
    """After restoring an older backup a number comes again, which may be delivered already."""
    if copy.exists():
        raise EnvironmentFailure("packet.number_taken", path=str(copy))


def _check_signer(office: Office, county_code: str, signer: Signer, last: Previous | None) -> list[Finding]:
    return check_signer(
        signer,
        office.clock.now(),
        county_code=county_code,
        built_at=version.BUILT_AT,
        last_export=last.sealed_at if last else None,
    )


def _content(
    session: Session,
    office: Office,
    desk: Desk,
    last: Previous | None,
    scope: tuple[ScopeLine, ...],
    progress: Progress,
) -> PacketContent:
    row, now = desk.office, office.clock.now()
    tables = packet_tables.tables(session, desk.dossiers)
    content = PacketContent(
        packet_id=str(uuid.uuid4()),
        created_at=now,
        app=App("luminary-desk", version.VERSION),
        roc_year=desk.plan.year,
        county_code=row.county_code,
        county_name=counties.county(row.county_code).zh,
        sequence=_next(last),
        plan=DataReference(row.plan, desk.plan.sha256),
        contact=Contact(row.coordinator, row.phone, row.email),
        scope=scope,
        tables=tables,
        booklets=tuple(_booklets(session, office, desk, progress)),
        cover=b"",
        cover_pages=0,
        previous_sha256=last.sha256 if last else None,
        letter=desk.letter,
        camp=desk.dossier(CampDossier).packet_camp(),
        proofs=tuple(proof for one in desk.dossiers for proof in one.proofs()),
    )
    titles = {activity.id: activity.title.zh_TW for activity in desk.plan.activities.values()}
    digest = csv_out.tables_sha256(csv_out.encode_tables(tables))
    drawn = packet_cover.render_cover(content, digest, titles)
    return replace(content, cover=drawn.pdf, cover_pages=drawn.pages, cover_seal=drawn.seal)


def _booklets(session: Session, office: Office, desk: Desk, progress: Progress) -> list[BookletFile]:
    made = []
    for activity in desk.activities:
        document = forms.booklet_of(session, desk, activity, office.clock.now())
        pdf, drawn = forms.draw(document, progress)
        made.append(BookletFile(activity, drawn.pages, drawn.people, pdf, _SEAL))
    return made


def _seal(
    content: PacketContent, signer: Signer, path: Path, progress: Progress
) -> tuple[Sealed, Verification]:
    """Build beside the final place, let the verifier read it as a stranger would, then put it there."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".building-") as folder:
        draft = Path(folder, path.name)
        stamp = packet_cover.render_stamp(_stamp_lines(content, signer))
        sealed = sealing.build_container(content, signer, draft, stamp=stamp, progress=progress)
        answer = verify.verify(draft)
        if not answer.accepted:
            raise AssertionError(f"our own verifier refuses the packet: {_codes(answer.findings)}")
        draft.replace(path)
    paths.sync_folder(path.parent)
    return replace(sealed, path=path), answer


def _codes(findings: Sequence[Finding]) -> str:
    return " ".join(finding.code for finding in findings if finding.severity is Severity.ERROR)


def _record(office: Office, content: PacketContent, signer: Signer, sealed: Sealed) -> None:
    """The row comes last: a packet without one was never sealed, and its number is used again."""
    counts = {table.name: len(table.rows) for table in content.tables if table.rows}
    scope = [[line.activity, line.session, str(line.state)] for line in content.scope]
    row = {
        "sequence": content.sequence,
        "packet_id": content.packet_id,
        "file_name": sealed.path.name,
        "sha256": sealed.sha256,
        "previous_sha256": content.previous_sha256 or "",
        "signer_sha256": signer.certificate.fingerprint,
        "counts": json.dumps(counts, sort_keys=True),
        "scope": json.dumps(scope),
        "sealed_at": content.created_at,
    }
    with office.database.writing("packet.seal", sealed.path.name, undoable=False) as journal:
        journal.insert(Packet, [row])


def _stamp_lines(content: PacketContent, signer: Signer) -> tuple[str, ...]:
    """What the drawn seal says: what kind of signature it is, by whom, for which packet, when."""
    return (
        catalogue().what("packet.seal"),
        common_name(signer.certificate.subject),
        packet_number(content.roc_year, content.county_code, content.sequence),
        roc_long(content.created_at.date()),
    )
