"""A bug on the command line: a report without personal data in a file, and one sentence for the person."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from importlib import metadata
from pathlib import Path

from desktop.core.errors import EnvironmentFailure


def report_crash() -> EnvironmentFailure:
    """Write where the current exception came from, without its values, and return the error that names it.

    The text of an exception may quote a row of the roster, so only its type and the code lines are kept.
    """
    kind, _error, trace = sys.exc_info()
    frames = traceback.extract_tb(trace)
    lines = [
        f"luminary-desk {_version()} · Python {platform.python_version()} · {platform.system()}",
        kind.__name__ if kind else "",
        *(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames),
    ]
    return EnvironmentFailure("cli.crash", path=_kept("\n".join(lines) + "\n"))


def _kept(report: str) -> str:
    """Where the report was written; where no file can be, it goes to the console and that is said instead."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="luminary-crash-", suffix=".txt", delete=False
        ) as file:
            file.write(report)
            return file.name
    except OSError:
        print(report, file=sys.stderr)
        return "stderr"


def _version() -> str:
    try:
        return metadata.version("luminary-desk")
    except metadata.PackageNotFoundError:
        return "source"
