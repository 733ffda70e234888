"""Progress of long work on stderr: one line that is rewritten on a terminal, silence elsewhere."""

from __future__ import annotations

import sys
import time

from desktop.core.messages import Catalogue

INTERVAL_SECONDS = 0.2


class StderrProgress:
    """Shows `label done/total` at most five times a second, and clears its line at the end."""

    def __init__(self, text: Catalogue) -> None:
        self._text = text
        self._last = 0.0

    def step(self, done: int, total: int, label: str) -> None:
        """Rewrite the line; nothing is shown when stderr is not a terminal."""
        if not sys.stderr.isatty():
            return
        now = time.monotonic()
        if done < total and now - self._last < INTERVAL_SECONDS:
            return
        self._last = now
        line = f"{self._text.what(label)} {done}/{total}"
        print(f"\r\x1b[K{line}" if done < total else "\r\x1b[K", end="", file=sys.stderr, flush=True)
