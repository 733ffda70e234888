"""The tables and proofs of a packet of our own, read back to be compared with what the office holds now."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from desktop.exports import container, csv_out
from desktop.exports.packet import proof_path
from desktop.exports.table_check import Row
from desktop.exports.tables import definitions
from desktop.exports.verification import Fault


def read(path: Path) -> Mapping[str, tuple[Row, ...]] | None:
    """Every table of the packet at `path` without its header; None if it is gone or cannot be read.

    Nothing is verified: `verify` does that where it matters.
    """
    try:
        files = container.read(path.read_bytes())
        found = {name: files.get(csv_out.table_path(name)) for name in definitions()}
        return {name: _rows(bytes(content)) for name, content in found.items() if content is not None}
    except (OSError, ValueError, csv.Error, Fault):
        return None


def read_proof(path: Path, name: str) -> bytes | None:
    """The proof `name` of the packet at `path`; None if there is none, or the packet is gone or unreadable.

    Nothing is verified, as in `read`.
    """
    try:
        content = container.read(path.read_bytes()).get(proof_path(name))
    except (OSError, Fault):
        return None
    return None if content is None else bytes(content)


def _rows(content: bytes) -> tuple[Row, ...]:
    rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    next(rows, None)
    return tuple(map(tuple, rows))
