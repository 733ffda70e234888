"""Two faults of PySide6 6.12, made harmless before anything of it is used."""

from __future__ import annotations

import sys
from typing import Any

import PySide6.QtCore  # noqa: F401 - brings what is looked for below

_MANY = 1 << 60
"""More than a window gives back in a thousand years; Python 3.12 does the same by itself (PEP 683)."""


def keep_constants() -> None:
    """Give None, True and False so many references that they never run out.

    The wheels are built with headers of a Python where these are immortal, and give back references that they
    never took. Python 3.11 counts: after some thousand calls of Qt that return nothing it would end with
    “Fatal Python error: none_dealloc”.
    """
    if sys.version_info >= (3, 12):
        return
    # Imported here: newer Pythons, such as that of the frozen program, start faster without it.
    import ctypes

    for constant in (None, True, False, NotImplemented, ...):
        references = ctypes.c_ssize_t.from_address(id(constant))
        if references.value < _MANY:
            references.value += _MANY


def read_no_sources() -> None:
    """Let PySide6 believe that no module asks for its other spelling of names (`snake_case`).

    To find out, it reads the source file of every module that anybody imports: a quarter of the time that our
    own take, and a tenth of a second for the database's.
    """
    feature: Any = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False


keep_constants()
read_no_sources()
