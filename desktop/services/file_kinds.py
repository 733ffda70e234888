"""What a foreign file holds, told from its header: which of the layouts understands most of it."""

from __future__ import annotations

from pathlib import Path

from desktop.core.errors import KnownError
from desktop.imports import answer_files, inputs, round_files
from desktop.imports.layouts import KINDS
from desktop.imports.tables import open_table


def is_returned(path: Path) -> bool:
    """Whether a file bears the mark of a round: it came back from an agency, whatever page is shown."""
    try:
        return bool(round_files.marks(inputs.given(path)))
    except KnownError:
        return False


def is_answer_sheet(path: Path) -> bool:
    """Whether a file is an answer sheet of the self-diagnosis, whatever page is shown."""
    try:
        return bool(answer_files.read(inputs.given(path)).mark)
    except KnownError:
        return False


def kind_of(path: Path) -> str | None:
    """One of `imports.layouts.KINDS`, or None for a file that is none of them or cannot be read.

    What came back from an agency is none of them: it belongs to its round.
    """
    if is_returned(path):
        return None
    understood = {kind: _understood(path, kind) for kind in KINDS}
    best = max(understood, key=lambda kind: understood[kind])
    return best if understood[best] else None


def _understood(path: Path, kind: str) -> int:
    """How many columns of the file the layout knows; 0 where one that it needs is missing."""
    try:
        return len(open_table(path, kind).columns.used)
    except KnownError:
        return 0
