"""People in the command palette."""

from __future__ import annotations

from desktop.views.shell.palette import Entry
from desktop.views.workbench import Workbench


def people(bench: Workbench, text: str) -> list[Entry]:
    """The first people that fit what was typed."""
    return []
