"""Keeps None, True and False alive: PySide6 6.12 gives references to them back that it never took.

Its wheels are built with headers of a Python where these are immortal. Python 3.11 counts: after some
thousand calls of Qt that return nothing it ends with “Fatal Python error: none_dealloc”.
"""

from __future__ import annotations

import sys

_MANY = 1 << 60
"""More than a window gives back in a thousand years; Python 3.12 does the same by itself (PEP 683)."""


def keep_constants() -> None:
    """Give the constants so many references that none of them ever runs out."""
    if sys.version_info >= (3, 12):
        return
    # Imported here: newer Pythons, such as that of the frozen program, start faster without it.
    import ctypes

    for constant in (None, True, False, NotImplemented, ...):
        references = ctypes.c_ssize_t.from_address(id(constant))
        if references.value < _MANY:
            references.value += _MANY
