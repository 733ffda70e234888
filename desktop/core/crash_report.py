"""The report about a bug: where it happened, never with what values."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from desktop.core.version import VERSION


def of(error: BaseException) -> str:
    """Lines that can be mailed: the text of an exception may quote a row of the roster, so it is left out."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f"luminary-desk {VERSION} · Python {sys.version.split()[0]} · {sys.platform}",
        type(error).__name__,
        *(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames),
    ]
    return "\n".join(lines) + "\n"
