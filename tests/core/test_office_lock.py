"""One writer: a second one is told at once, and a dead one holds nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.core import office_lock
from desktop.core.errors import EnvironmentFailure
from desktop.core.office_lock import OfficeLock
from tests.builders import CLOCK

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys
from pathlib import Path
from desktop.core.clock import SystemClock
from desktop.core.office_lock import OfficeLock
lock = OfficeLock(Path(sys.argv[1]), SystemClock())
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process_holds(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


def test_another_process_is_named_within_a_second(tmp_path: Path) -> None:
    with another_process_holds(tmp_path) as process:
        started = time.monotonic()
        with pytest.raises(EnvironmentFailure) as caught:
            OfficeLock(tmp_path, CLOCK)
        assert time.monotonic() - started < 1
        assert (caught.value.code, caught.value.params["pid"]) == ("office.locked", process.pid)
    with OfficeLock(tmp_path, CLOCK):
        pass


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    with another_process_holds(tmp_path) as process:
        process.kill()
        process.wait()
        assert process.returncode == -signal.SIGKILL if os.name == "posix" else True
        with OfficeLock(tmp_path, CLOCK):
            pass


def test_the_same_process_is_told_too(tmp_path: Path) -> None:
    with OfficeLock(tmp_path, CLOCK), pytest.raises(EnvironmentFailure):
        OfficeLock(tmp_path, CLOCK)
    with OfficeLock(tmp_path, CLOCK):
        pass


def test_the_holder_is_described_while_it_holds(tmp_path: Path) -> None:
    with OfficeLock(tmp_path, CLOCK) as lock:
        found = office_lock.holder(tmp_path)
        assert found is not None
        assert (found.pid, found.since) == (os.getpid(), "2015-01-05T09:00:00+08:00")
        lock.release()
        lock.release()
    assert office_lock.holder(tmp_path) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"host": "pc"}', b"\xff\xfe", b'{"pid": null}'])
def test_a_torn_description_is_nobodys(tmp_path: Path, content: bytes) -> None:
    (tmp_path / office_lock.FILE_NAME).write_bytes(content)
    assert office_lock.holder(tmp_path) is None


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure) as caught:
        OfficeLock(tmp_path / "none", CLOCK)
    assert caught.value.code == "file.missing"


def test_a_holder_that_never_let_go_is_known_until_the_office_was_open(tmp_path: Path) -> None:
    with OfficeLock(tmp_path, CLOCK) as lock:
        assert lock.left is None
    with another_process_holds(tmp_path) as process:
        process.kill()
    with pytest.raises(ValueError, match="not opened"), OfficeLock(tmp_path, CLOCK) as lock:
        assert lock.left is not None
        assert lock.left.pid == process.pid
        raise ValueError("not opened")
    with OfficeLock(tmp_path, CLOCK) as lock:
        assert lock.left is not None, "the failure before has told nobody"
    with OfficeLock(tmp_path, CLOCK) as lock:
        assert lock.left is None
