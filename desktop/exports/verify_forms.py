"""Verify the signed PDFs of a packet: each by itself, and all by the certificate of the packet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from desktop.core.progress import Progress
from desktop.exports.packet_json import PacketJson, PdfFile
from desktop.exports.pdf_signature import PdfHash, check_pdf
from desktop.exports.report import Report
from desktop.exports.verification import Fault


def verify_forms(
    files: Mapping[str, memoryview],
    hashes: Mapping[str, PdfHash],
    statement: PacketJson,
    report: Report,
    progress: Progress,
) -> None:
    """Check every PDF that packet.json names; the files are there, and were hashed."""
    pdfs = [file for file in statement.files if isinstance(file, PdfFile)]
    for done, file in enumerate(pdfs):
        progress.step(done, len(pdfs), "packet.step_verify")
        content = files[file.path]
        report.attempt(
            file.path, partial(_verify_form, content, hashes[file.path], file, statement.signer_cert_sha256)
        )
    progress.step(len(pdfs), len(pdfs), "packet.step_verify")


def _verify_form(content: memoryview, hashed: PdfHash, file: PdfFile, signer: str) -> None:
    certificate, pages = check_pdf(content, hashed)
    if certificate.fingerprint != signer:
        raise Fault("packet.pdf_other_signer")
    if pages != file.pages:
        raise Fault("packet.pages_differ", stated=file.pages, found=pages)
