"""Pausing Python's cycle collector while very many small records are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for cycles inside.

    Records of plain values form none, and looking through 100,000 of them again and again costs a third of an
    import, a twelfth of a booklet. Memory is freed by reference counts as always.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
