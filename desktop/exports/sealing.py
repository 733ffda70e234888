"""Seal a packet: tables, proofs, booklets and cover become one signed container (ASiC-E, EN 319 162-1)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict

from desktop.core.paths import atomic_file
from desktop.core.progress import Progress, Silent
from desktop.exports import cms, container, csvw, manifest, packet_json, proofs
from desktop.exports.container import Entry
from desktop.exports.csv_out import CsvFile, encode_tables, table_path
from desktop.exports.manifest import Reference
from desktop.exports.packet import COVER_PATH, MEDIA_TYPE, PacketContent, ProofFile, booklet_path, proof_path
from desktop.exports.packet_json import File, MetadataFile, PdfFile, ProofJson, TableFile
from desktop.exports.packet_statement import state
from desktop.exports.pades import SignedPdf, Stamp, sign_pdf
from desktop.exports.signing import Signer


@dataclass(frozen=True, slots=True)
class Sealed:
    """The container that was written: where, its SHA-256, and the names of its files in order."""

    path: Path
    packet_id: str
    sha256: str
    files: tuple[str, ...]


class _Facts(TypedDict):
    """What packet.json says of every file."""

    path: str
    media_type: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class _Part:
    """One file of the packet with what packet.json says of it."""

    statement: File
    content: bytes
    more: bytes = b""


def build_container(
    content: PacketContent,
    signer: Signer,
    path: Path,
    *,
    stamp: bytes | None = None,
    progress: Progress | None = None,
) -> Sealed:
    """Sign the PDFs, write packet.json and the manifest, sign that, and write the container to `path`.

    `stamp` is a PDF whose first page shows the seal wherever a booklet or the cover has a place for it.
    With content, key and stamp the same the container is the same byte for byte. The signer must have
    passed `signer_check.check_signer`. Raises `DataError` where a table does not fit its definition or a
    proof the format; leaves nothing behind when anything fails.
    """
    tables = encode_tables(content.tables)
    proven = _proofs(proofs.ordered(content.proofs))
    parts = [*_data(tables), *proven, *_pdfs(content, signer, stamp, progress or Silent())]
    entries = _entries(content, signer, parts)
    digest = hashlib.sha256()
    with atomic_file(path) as file:
        for piece in container.write(entries):
            digest.update(piece)
            file.write(piece)
    return Sealed(path, content.packet_id, digest.hexdigest(), tuple(entry.name for entry in entries))


def _data(tables: Sequence[CsvFile]) -> Iterator[_Part]:
    for table in tables:
        facts = _facts(table_path(table.name), len(table.content), hashlib.sha256(table.content).digest())
        yield _Part(TableFile(role="table", rows=table.rows, **facts), table.content)
        described = csvw.metadata(table.name)
        facts = _facts(csvw.metadata_path(table.name), len(described), hashlib.sha256(described).digest())
        yield _Part(MetadataFile(role="metadata", **facts), described)


def _proofs(ordered: Sequence[ProofFile]) -> Iterator[_Part]:
    for proof in ordered:
        digest = hashlib.sha256(proof.content).digest()
        facts = _facts(proof_path(proof.name), len(proof.content), digest)
        yield _Part(ProofJson(role="proof", **facts), proof.content)


def _pdfs(content: PacketContent, signer: Signer, stamp: bytes | None, progress: Progress) -> Iterator[_Part]:
    seal = None if stamp is None else Stamp(stamp)
    total = len(content.booklets) + 1
    for done, booklet in enumerate(sorted(content.booklets, key=lambda one: one.activity)):
        progress.step(done, total, "packet.step_sign")
        signed = sign_pdf(booklet.pdf, signer, content.created_at, seal, booklet.seal)
        yield _signed_part("booklet", booklet_path(booklet.activity), booklet.pages, signed)
    progress.step(total - 1, total, "packet.step_sign")
    signed = sign_pdf(content.cover, signer, content.created_at, seal, content.cover_seal)
    yield _signed_part("cover", COVER_PATH, content.cover_pages, signed)
    progress.step(total, total, "packet.step_sign")


def _signed_part(role: Literal["booklet", "cover"], path: str, pages: int, signed: SignedPdf) -> _Part:
    facts = _facts(path, len(signed.original) + len(signed.update), signed.sha256)
    return _Part(PdfFile(role=role, pages=pages, **facts), signed.original, signed.update)


def _entries(content: PacketContent, signer: Signer, parts: Sequence[_Part]) -> list[Entry]:
    """The files of the container in order: mimetype, packet.json, the parts, manifest, signature."""
    statement = state(content, signer, [part.statement for part in parts]).encode()
    listed = manifest.write(
        [
            Reference(packet_json.PATH, hashlib.sha256(statement).digest()),
            *(Reference(part.statement.path, bytes.fromhex(part.statement.sha256)) for part in parts),
        ]
    )
    signature = cms.sign(signer, hashlib.sha256(listed).digest(), content.created_at)
    return [
        Entry("mimetype", MEDIA_TYPE.encode("ascii")),
        Entry(packet_json.PATH, statement),
        *(Entry(part.statement.path, part.content, part.more) for part in parts),
        Entry(manifest.PATH, listed),
        Entry(manifest.SIGNATURE_PATH, signature),
    ]


def _facts(path: str, size: int, sha256: bytes) -> _Facts:
    return {"path": path, "media_type": manifest.media_type(path), "sha256": sha256.hex(), "bytes": size}
