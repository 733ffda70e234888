"""Read files that somebody else made without trusting their size."""

from __future__ import annotations

from pathlib import Path

from desktop.core import os_errors


def read_at_most(path: Path, limit: int) -> bytes | None:
    """The whole file, or None where it has more than `limit` bytes (a device that never ends has).

    Raises `EnvironmentFailure` for a file that cannot be read.
    """
    try:
        if path.stat().st_size > limit:
            return None
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as problem:
        raise os_errors.known(problem) from problem
    return content if len(content) <= limit else None
