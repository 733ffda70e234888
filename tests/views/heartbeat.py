"""Catches what keeps the window from answering: slots, and Qt itself, that hold its thread too long.

`with Heartbeat() as heart: …; assert not heart.blocks, heart.report()`
"""

from __future__ import annotations

import faulthandler
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer

LIMIT_MS = 50
BEAT_MS = 5
_TESTS = Path(__file__).resolve().parent.parent
_PROGRAM = _TESTS.parent / "desktop"
_FRAME = re.compile(r'File "([^"]+)", line (\d+) in (\S+)')


@dataclass(frozen=True, slots=True)
class Block:
    """The window did not answer for so long; `busy` of it the processor worked for it."""

    milliseconds: float
    busy: float
    stack: tuple[str, ...]
    """Where it was when the limit passed, the outermost call first; empty when Qt was at work alone."""

    def __str__(self) -> str:
        where = " > ".join(self.stack) or "not asked, or Qt alone"
        return f"{self.milliseconds:.0f} ms ({self.busy:.0f} busy): {where}"


class Heartbeat:
    """A timer that beats in the window's thread; where a beat is late, the interpreter tells where it was.

    It is asked by `faulthandler`, which only looks: whoever holds a frame of another thread makes its widgets
    and painters live on, and die in the wrong thread. But it looks at a thread that runs on, and on rare
    occasions that ends the process: long measures go without `stacks`. What the test itself does is then
    counted too; the hands of `tests.views.hands` end one measure and begin the next.
    """

    def __init__(self, limit_ms: float = LIMIT_MS, *, stacks: bool = True) -> None:
        self._stacks = stacks
        self.blocks: list[Block] = []
        self._limit = limit_ms / 1000
        self._last = (0.0, 0.0)
        self._told = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - see exit
        self._own = f"Thread 0x{threading.get_ident():016x}"
        self._timer = QTimer()
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.beat)

    def __enter__(self) -> Heartbeat:
        _HEARTS.append(self)
        self._begin()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.beat()
        self._timer.stop()
        _HEARTS.remove(self)
        faulthandler.cancel_dump_traceback_later()
        self._told.close()

    @property
    def working(self) -> list[Block]:
        """The blocks that were work, not waiting: what counts where other programs share the processor."""
        return [block for block in self.blocks if block.busy > 1000 * self._limit]

    def report(self) -> str:
        """Every block, the longest first."""
        return "\n".join(map(str, sorted(self.blocks, key=lambda block: -block.milliseconds)))

    def beat(self) -> None:
        """End one measure and begin the next."""
        took, busy = time.perf_counter() - self._last[0], time.thread_time() - self._last[1]
        if took > self._limit:
            self._note(1000 * took, 1000 * busy)
        self._begin()

    def _begin(self) -> None:
        if self._stacks:
            faulthandler.dump_traceback_later(self._limit, file=self._told)
        self._last = (time.perf_counter(), time.thread_time())

    def _note(self, took: float, busy: float) -> None:
        frames = self._frames()
        ours = tuple(
            f"{file.name}:{line} {name}" for file, line, name in frames if file.is_relative_to(_PROGRAM)
        )
        of_the_test = frames and frames[-1][0].is_relative_to(_TESTS)
        if ours:
            self.blocks.append(Block(took, busy, ours))
        elif not of_the_test and busy > 1000 * self._limit:  # not busy: another program had the processor
            self.blocks.append(Block(took, busy, ()))

    def _frames(self) -> list[tuple[Path, str, str]]:
        """Where the window's thread was when the limit passed, the outermost call first."""
        self._told.seek(0)
        _before, _, dump = self._told.read().rpartition(self._own)
        self._told.seek(0)
        self._told.truncate()
        found = _FRAME.findall(dump.partition("\n\n")[0])
        return [(Path(file), line, name) for file, line, name in reversed(found)]


_HEARTS: list[Heartbeat] = []


@contextmanager
def act() -> Iterator[None]:
    """One act of a hand is measured by itself, however many follow without a turn of the event loop."""
    for heart in _HEARTS:
        heart.beat()
    yield
    for heart in _HEARTS:
        heart.beat()
