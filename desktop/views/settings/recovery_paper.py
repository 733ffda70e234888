"""The recovery sheet as a file, where the program has one."""

from __future__ import annotations

import importlib
import importlib.util
from datetime import datetime
from pathlib import Path

from desktop.core import paths
from desktop.core.storage import translated

_MODULE = "desktop.services.recovery_sheet"


def is_there() -> bool:
    """Whether this program can print the sheet."""
    return importlib.util.find_spec(_MODULE) is not None


def write(path: Path, office: str, code: str, when: datetime) -> None:
    """Write the sheet as PDF, whole or not at all."""
    content: bytes = importlib.import_module(_MODULE).render(office, code, when)
    with translated(path):
        paths.write_atomic(path, content)
