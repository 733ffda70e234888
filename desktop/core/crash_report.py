"""The report about a bug: where it happened, never with what values."""

from __future__ import annotations

import platform
import traceback
from importlib import metadata
from pathlib import Path


def of(error: BaseException) -> str:
    """Lines that can be mailed: the text of an exception may quote a row of the roster, so it is left out."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f"luminary-desk {_version()} · Python {platform.python_version()} · {platform.system()}",
        type(error).__name__,
        *(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames),
    ]
    return "\n".join(lines) + "\n"


def _version() -> str:
    try:
        return metadata.version("luminary-desk")
    except metadata.PackageNotFoundError:
        return "source"
