"""Verify the proofs of a packet: few, and each of them JSON in its one form.

Whether a proof holds is for those who know what it proves: for the pairing, `rules.certificate`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from desktop.exports import proofs
from desktop.exports.packet_json import PacketJson, ProofJson
from desktop.exports.report import Report


def verify_proofs(files: Mapping[str, memoryview], statement: PacketJson, report: Report) -> None:
    """Check every proof that packet.json names; the files are there."""
    paths = [file.path for file in statement.files if isinstance(file, ProofJson)]
    if len(paths) > proofs.MAX_PROOFS:
        report.altered("packet.too_many_proofs", limit=proofs.MAX_PROOFS)
        return
    for path in paths:
        report.attempt(path, partial(proofs.check, bytes(files[path])))
