"""A bug on the command line: a report without personal data in a file, and one sentence for the person."""

from __future__ import annotations

import sys
import tempfile

from desktop.core import crash_report
from desktop.core.errors import EnvironmentFailure


def report_crash(error: BaseException) -> EnvironmentFailure:
    """Write the report and return the error that names its file."""
    return EnvironmentFailure("cli.crash", path=_kept(crash_report.of(error)))


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
