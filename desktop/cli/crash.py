"""A bug on the command line: a report without personal data in a file, and one sentence for the person."""

from __future__ import annotations

import tempfile

from desktop.core import crash_report
from desktop.core.errors import EnvironmentFailure


def report_crash(error: BaseException) -> EnvironmentFailure:
    """Write the report and return the error that names its file."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="luminary-crash-", suffix=".txt", delete=False
    ) as file:
        file.write(crash_report.of(error))
    return EnvironmentFailure("cli.crash", path=file.name)
