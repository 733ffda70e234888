"""The independent programs that tests check our output with; a test without its program skips aloud."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import dev


def require_tool(name: str) -> str:
    """The path of a program, or of a file given by its absolute path; skips the test when it is absent.

    Raises `LookupError` for one that dev.py does not install: such a test would skip everywhere but here.
    """
    packages = [package for package, things in dev.DEBIAN_TOOLS.items() if name in things]
    if not packages:
        raise LookupError(f"add the Debian package of {name} to DEBIAN_TOOLS in dev.py")
    found = name if name.startswith("/") and Path(name).exists() else shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not here (Debian: {packages[0]})")
    return found
