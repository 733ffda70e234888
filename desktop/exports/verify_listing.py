"""Verify that a packet holds the files it should: by the manifest, by packet.json, by its scope."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.exports import csvw, manifest, packet_json, proofs
from desktop.exports.csv_out import table_name, table_path
from desktop.exports.manifest import Reference, media_type
from desktop.exports.packet import (
    COVER_PATH,
    MEDIA_TYPE,
    ScopeState,
    booklet_activity,
    booklet_path,
    proof_name,
    proof_path,
)
from desktop.exports.packet_json import PacketJson, PdfFile, ProofJson, TableFile
from desktop.exports.report import Report

MIMETYPE_PATH = "mimetype"
FIRST = (MIMETYPE_PATH, packet_json.PATH)
LAST = (manifest.PATH, manifest.SIGNATURE_PATH)

_HERE = (ScopeState.SUBMITTED, ScopeState.UNCHANGED)
"""What an activity whose booklet is in the packet may be said to be."""

Files = Mapping[str, memoryview]
Digests = Mapping[str, bytes]
"""SHA-256 of each file by name, in the order of the container."""


def verify_frame(files: Files, report: Report) -> None:
    """The four files that every packet has, and what the first of them says."""
    for path in (*FIRST, *LAST):
        if path not in files:
            report.missing("packet.file_missing", path=path)
    if MIMETYPE_PATH in files and files[MIMETYPE_PATH] != MEDIA_TYPE.encode("ascii"):
        report.altered("packet.mimetype")


def verify_manifest(files: Files, digests: Digests, report: Report) -> None:
    """The manifest must be the one of the container's files, in their order, byte for byte."""
    if manifest.PATH not in files:
        return
    present = {path: digest for path, digest in digests.items() if path not in {MIMETYPE_PATH, *LAST}}
    content = bytes(files[manifest.PATH])
    if manifest.write([Reference(path, digest) for path, digest in present.items()]) == content:
        return
    listed = report.attempt(manifest.PATH, lambda: manifest.read(content))
    if listed is not None:
        _compare({reference.path: reference.digest for reference in listed}, present, report)


def _compare(listed: Digests, present: Digests, report: Report) -> None:
    """Say how manifest and container differ."""
    for path in listed.keys() - present.keys():
        report.missing("packet.file_missing", path=path)
    for path in present.keys() - listed.keys():
        report.missing("packet.file_extra", path=path)
    for path in sorted(listed.keys() & present.keys()):
        if listed[path] != present[path]:
            report.altered("packet.file_altered", path=path)
    if listed == present:
        report.altered("packet.manifest_not_canonical")


def verify_listing(files: Files, digests: Digests, statement: PacketJson, report: Report) -> None:
    """The files must be those that packet.json describes, in the order that the format prescribes."""
    described = [*FIRST, *(file.path for file in statement.files), *LAST]
    for path in sorted(set(described) - files.keys()):
        report.missing("packet.file_missing", path=path)
    for path in sorted(files.keys() - set(described)):
        report.missing("packet.file_extra", path=path)
    if report.complete and (described != list(files) or _prescribed(statement) != list(files)):
        report.altered("packet.order")
    for file in statement.files:
        content = files.get(file.path)
        if content is not None and not (
            file.bytes == len(content)
            and file.sha256 == digests[file.path].hex()
            and file.media_type == media_type(file.path)
        ):
            report.altered("packet.file_altered", path=file.path)


def _prescribed(statement: PacketJson) -> list[str]:
    """The names of all files as tables, proofs, booklets and cover must be named and ordered."""
    tables = sorted(table_name(file.path) for file in statement.files if isinstance(file, TableFile))
    booklets = [booklet_path(activity) for activity in sorted(_booklets(statement))]
    data = [path for table in tables for path in (table_path(table), csvw.metadata_path(table))]
    names = sorted(proof_name(file.path) for file in statement.files if isinstance(file, ProofJson))
    proven = [proof_path(name) for name in names if proofs.is_name(name)]
    return [*FIRST, *data, *proven, *booklets, COVER_PATH, *LAST]


def _booklets(statement: PacketJson) -> list[str]:
    """The activities that have a booklet."""
    files = (file for file in statement.files if isinstance(file, PdfFile) and file.role == "booklet")
    return [booklet_activity(file.path) for file in files]


def verify_scope(statement: PacketJson, report: Report) -> None:
    """An activity is submitted exactly where its booklet is there, and scope says each thing once."""
    states = {state: {line.activity for line in statement.scope if line.state == state} for state in _HERE}
    lines = [(line.activity, line.session) for line in statement.scope]
    if len(set(lines)) != len(lines):
        report.altered("packet.scope_twice")
    booklets = set(_booklets(statement))
    for activity in sorted(states[ScopeState.SUBMITTED] - booklets):
        report.missing("packet.booklet_missing", activity=activity)
    for activity in sorted(booklets - set().union(*states.values())):
        report.missing("packet.scope_missing", activity=activity)
