"""Verify a packet: is it complete, is it unaltered, and from whom is it (three separate answers)."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path

from desktop.core.progress import Progress, Silent
from desktop.exports import cms, container, manifest, packet_json
from desktop.exports.bounded_read import read_at_most
from desktop.exports.cms import CmsSignature
from desktop.exports.csv_out import hash_of_hashes
from desktop.exports.packet import Letter, booklet_activity, packet_file_name, packet_number, proof_name
from desktop.exports.packet_json import PacketJson, PdfFile, ProofJson, TableFile
from desktop.exports.pdf_signature import hash_pdf
from desktop.exports.registry import Registry
from desktop.exports.report import Report
from desktop.exports.trust import Trust
from desktop.exports.verification import Fault, PacketInfo, SignerAnswer, Verification
from desktop.exports.verify_data import verify_tables
from desktop.exports.verify_forms import verify_forms
from desktop.exports.verify_listing import (
    Digests,
    Files,
    verify_frame,
    verify_listing,
    verify_manifest,
    verify_scope,
)
from desktop.exports.verify_proofs import verify_proofs
from desktop.exports.verify_signer import NOBODY, verify_signer


def verify(
    path: Path,
    *,
    trust: Trust | None = None,
    registry: Registry | None = None,
    progress: Progress | None = None,
) -> Verification:
    """Verify the packet file; whatever its bytes are, the answer is a `Verification`.

    `trust` are pinned certificates, `registry` says which certificate speaks for which county; without
    them those parts of the answer are None. Raises `EnvironmentFailure` only for a file that cannot be
    read.
    """
    content = read_at_most(path, container.MAX_TOTAL_BYTES)
    if content is None:
        report = Report()
        report.unreadable(Fault("packet.too_large", limit=container.MAX_TOTAL_BYTES >> 20))
        return Verification(False, False, NOBODY, tuple(report.findings), None)
    return verify_content(content, path.name, trust=trust, registry=registry, progress=progress)


def verify_content(
    content: bytes,
    file_name: str,
    *,
    trust: Trust | None = None,
    registry: Registry | None = None,
    progress: Progress | None = None,
) -> Verification:
    """`verify` for a packet that is in memory.

    Cheap checks come first: tables, proofs and forms are only looked into where every file is there and as
    it was signed, and nothing in the packet is believed before the container is sound.
    """
    report = Report()
    try:
        files = container.read(content)
    except Fault as fault:
        report.unreadable(fault)
        return Verification(False, False, NOBODY, tuple(report.findings), None)
    pdfs = {name: hash_pdf(file) for name, file in files.items() if name.endswith(".pdf")}
    digests = {
        name: pdfs[name].sha256 if name in pdfs else hashlib.sha256(file).digest()
        for name, file in files.items()
    }
    verify_frame(files, report)
    verify_manifest(files, digests, report)
    signature = _signature(files, digests, report)
    statement = _statement(files, report)
    if statement is None:
        return Verification(report.complete, report.unaltered, NOBODY, tuple(report.findings), None)
    verify_listing(files, digests, statement, report)
    if report.complete and report.unaltered:
        verify_scope(statement, report)
        verify_tables(files, statement, report)
        verify_proofs(files, statement, report)
        verify_forms(files, pdfs, statement, report, progress or Silent())
    signer = _signer(signature, statement, report, trust, registry)
    info = _info(statement, digests, hashlib.sha256(content).hexdigest())
    if file_name != packet_file_name(info.roc_year, info.county_code, info.sequence):
        report.warning("packet.renamed", name=file_name, number=info.number)
    return Verification(report.complete, report.unaltered, signer, tuple(report.findings), info)


def _signature(files: Files, digests: Digests, report: Report) -> CmsSignature | None:
    if manifest.PATH not in files or manifest.SIGNATURE_PATH not in files:
        return None
    signature = bytes(files[manifest.SIGNATURE_PATH])
    return report.attempt(manifest.PATH, lambda: cms.verify(signature, digests[manifest.PATH], timed=True))


def _statement(files: Files, report: Report) -> PacketJson | None:
    if packet_json.PATH not in files:
        return None
    content = bytes(files[packet_json.PATH])
    return report.attempt(packet_json.PATH, lambda: packet_json.decode(content))


def _signer(
    signature: CmsSignature | None,
    statement: PacketJson,
    report: Report,
    trust: Trust | None,
    registry: Registry | None,
) -> SignerAnswer:
    """From whom, but only where the signature over the manifest holds."""
    if signature is None:
        return NOBODY
    created_at = datetime.fromisoformat(statement.created_at)
    if signature.signed_at != created_at:
        report.altered("packet.time_differs")
    if signature.certificate.fingerprint != statement.signer_cert_sha256:
        report.altered("packet.signer_differs")
    return verify_signer(signature.certificate, statement.county_code, created_at, report, trust, registry)


def _info(statement: PacketJson, digests: Digests, sha256: str) -> PacketInfo:
    tables = [file.path for file in statement.files if isinstance(file, TableFile) and file.path in digests]
    return PacketInfo(
        packet_id=statement.packet_id,
        number=packet_number(statement.programme_year.roc, statement.county_code, statement.sequence),
        county_code=statement.county_code,
        county_name=statement.county_name,
        roc_year=statement.programme_year.roc,
        sequence=statement.sequence,
        created_at=datetime.fromisoformat(statement.created_at),
        counts=dict(statement.counts),
        forms=_forms(statement),
        proofs=tuple(proof_name(one.path) for one in statement.files if isinstance(one, ProofJson)),
        letter=_letter(statement),
        tables_sha256=hash_of_hashes({path: digests[path].hex() for path in tables}),
        sha256=sha256,
    )


def _forms(statement: PacketJson) -> dict[str, int]:
    booklets = (one for one in statement.files if isinstance(one, PdfFile) and one.role == "booklet")
    return {booklet_activity(one.path): one.pages for one in booklets}


def _letter(statement: PacketJson) -> Letter | None:
    stated = statement.letter
    return None if stated is None else Letter(date.fromisoformat(stated.date), stated.number)
