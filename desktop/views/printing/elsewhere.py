"""Giving a PDF to the computer's own viewer, and taking the copy away again."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.core import paths
from desktop.core.errors import EnvironmentFailure

_PREFIX = "luminary-viewed-"
_NAME = "luminary-{number}.pdf"


def show(content: bytes) -> None:
    """Open the PDF in the viewer that the computer has; raises `EnvironmentFailure` when it has none.

    The copy may hold names and numbers of people: it lies in a folder that only this account can read, under
    a name that tells nothing, and is removed when the program ends.
    """
    folder = Path(_folder().name)
    file = folder / _NAME.format(number=len(list(folder.iterdir())) + 1)
    paths.write_atomic(file, content)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
        raise EnvironmentFailure("view.printing.no-viewer")


def sweep() -> None:
    """Remove what an earlier run left: killed before its end, or its file was held open by the viewer."""
    own = Path(_folder().name) if _folder.cache_info().currsize else None
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if folder != own:
            shutil.rmtree(folder, ignore_errors=True)


@lru_cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Made for this account alone, and removed with everything in it when the program ends."""
    made = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
    atexit.register(made.cleanup)
    return made
