"""Processes that die in the middle of their work: kill -9, for which no program can prepare."""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable

import pytest

if sys.platform != "win32":

    def killed_by_itself(work: Callable[[], object]) -> None:
        """Run `work`, which must end by killing its own process, in a child of this one."""
        assert _ended(_child(work)) == signal.SIGKILL, "the work ended by itself"

    def killed_after(seconds: float, work: Callable[[], object]) -> bool:
        """Run `work` in a child and kill it after `seconds`; False if it had ended by then."""
        child = _child(work)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)  # until it is waited for, its number is nobody else's
        return _ended(child) == signal.SIGKILL

    def die() -> None:
        """Kill this process now."""
        os.kill(os.getpid(), signal.SIGKILL)

    def _child(work: Callable[[], object]) -> int:
        # A fork has everything imported: a new interpreter would spend seconds on that, to be killed in it.
        child = os.fork()
        if child == 0:
            try:
                work()
                os._exit(0)
            except BaseException:  # noqa: BLE001 - nothing of pytest may run in the child
                traceback.print_exc()
                os._exit(1)
        return child

    def _ended(child: int) -> int:
        """The signal that ended the child, or 0; a child that failed fails the test."""
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            assert os.WEXITSTATUS(status) == 0, "the child failed; its traceback stands above"
            return 0
        return os.WTERMSIG(status)

else:  # Windows ends a process another way, and has no fork

    def killed_by_itself(work: Callable[[], object]) -> None:
        pytest.skip("needs fork and SIGKILL")

    def killed_after(seconds: float, work: Callable[[], object]) -> bool:
        pytest.skip("needs fork and SIGKILL")

    def die() -> None:
        pytest.skip("needs fork and SIGKILL")
