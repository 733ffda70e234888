"""The sheet with the recovery code, for the moment when the code is known."""

from __future__ import annotations

from datetime import datetime

from desktop.exports import recovery_sheet


def render(office_name: str, code: str, when: datetime) -> bytes:
    """The sheet as PDF/A-1b. It is written only where the coordinator asks for it."""
    return recovery_sheet.render(office_name, code, when)
