"""Read files that somebody else made without trusting their size."""

from __future__ import annotations

from pathlib import Path

from desktop.core import os_errors


def read_at_most(path: Path, limit: int) -> bytes | None:
    """The whole file, or None where it has more than `limit` bytes (a device that never ends has).

    Raises `EnvironmentFailure` for a file that cannot be read.
    """
    try:
        size = path.stat().st_size
        if size > limit:
            return None
        with path.open("rb") as file:
            content = file.read(size + 1)  # room for no more than the file should have
            if len(content) > size:
                content += file.read(limit - size)
    except OSError as problem:
        raise os_errors.known(problem) from problem
    return content if len(content) <= limit else None
