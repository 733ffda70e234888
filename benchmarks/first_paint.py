"""When a program's first window is painted, seen from outside: Qt itself says so on stderr when asked."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

PAINTED = "Flushing QRegion("
"""What Qt's log of painting says when a window has gone to the screen."""

_PATIENCE = 60.0
"""Seconds after which a program that has painted nothing is given up."""


def seconds(
    command: Sequence[str], *, until: str = PAINTED, variables: Mapping[str, str] | None = None
) -> float:
    """From the start of the process until `until` stands on its stderr; the program is ended then.

    It runs with an empty home folder: nothing was chosen before, and there is no office. Python may keep its
    byte code, as it does on every desk. Raises `TimeoutError` when nothing is painted.
    """
    with tempfile.TemporaryDirectory() as home:
        environment = _environment(home) | dict(variables or {})
        start = time.perf_counter()
        process = subprocess.Popen(
            list(command), env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        try:
            return _wait(process, until.encode()) - start
        finally:
            process.kill()
            process.communicate()


def _wait(process: subprocess.Popen[bytes], until: bytes) -> float:
    assert process.stderr is not None
    latest = time.monotonic() + _PATIENCE
    for line in process.stderr:
        if until in line:
            return time.perf_counter()
        if time.monotonic() > latest:
            break
    raise TimeoutError(until.decode())


def _environment(home: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    names = ("HOME", "USERPROFILE", "LOCALAPPDATA", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")
    return {
        "QT_QPA_PLATFORM": "offscreen",
        **kept,
        **dict.fromkeys(names, home),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",  # nobody's own keys
        "QT_LOGGING_RULES": "qt.widgets.painting=true",
        "QT_FORCE_STDERR_LOGGING": "1",  # Windows would send it to a debugger
    }


def frozen() -> Path | None:
    """The window of the frozen program, if it was built."""
    folder = Path(__file__).resolve().parent.parent / "dist" / "luminary"
    found = folder / ("LuminaryDesk.exe" if os.name == "nt" else "luminary")
    return found if found.exists() else None
