from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.core.errors import EnvironmentFailure
from desktop.exports.bounded_read import read_at_most


@pytest.mark.parametrize("size", [0, 1, 9, 10])
def test_a_file_within_the_limit_is_read_whole(tmp_path: Path, size: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * size)
    assert read_at_most(path, 10) == b"x" * size


def test_a_larger_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 11)
    assert read_at_most(path, 10) is None


@pytest.mark.skipif(sys.platform == "win32", reason="has no such devices")
@pytest.mark.parametrize(("device", "content"), [("/dev/zero", None), ("/dev/null", b"")])
def test_a_device_is_read_to_its_end_or_to_the_limit(device: str, content: bytes | None) -> None:
    """It says that it has no bytes; so does a file of /proc, whose bytes all come."""
    assert read_at_most(Path(device), 1000) == content
    assert read_at_most(Path(device), 0) == content


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="Linux only")
def test_a_file_that_has_more_than_it_says_is_read_whole() -> None:
    assert read_at_most(Path("/proc/version"), 10_000) == Path("/proc/version").read_bytes()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure):
        read_at_most(tmp_path / "missing", 10)
