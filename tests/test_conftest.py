from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.network import ATTEMPTS, is_local

ROOT = Path(__file__).resolve().parent.parent
ELSEWHERE = ("192.0.2.1", 9)  # TEST-NET-1 (RFC 5737): nobody answers there


@pytest.mark.parametrize("host", [None, "localhost", b"localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_this_computer_is_local(host: object) -> None:
    assert is_local(host)


@pytest.mark.parametrize(
    "host", ["", "0.0.0.0", "::", "192.0.2.1", "10.0.0.1", "example.org", b"example.org"]
)
def test_everything_else_is_not(host: object) -> None:
    assert not is_local(host)


def test_a_connection_to_elsewhere_fails_the_test() -> None:
    with pytest.raises(pytest.fail.Exception), socket.socket() as one:
        one.connect(ELSEWHERE)
    with pytest.raises(pytest.fail.Exception), socket.socket(type=socket.SOCK_DGRAM) as one:
        one.sendto(b"?", ELSEWHERE)
    with pytest.raises(pytest.fail.Exception):
        socket.getaddrinfo("example.org", 443)
    assert len(ATTEMPTS) == 3
    ATTEMPTS.clear()


def test_a_connection_to_this_computer_is_allowed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
    one, other = socket.socketpair()
    with one, other:
        pass


def test_home_and_variables_are_the_tests_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert Path.home().is_relative_to(tmp_path_factory.getbasetemp())
    assert not [name for name in os.environ if name.startswith("LUMINARY_")]


def inner_run(folder: Path, *words: str, **variables: str) -> str:
    """The output of pytest on `folder` with this project's surroundings, and no plugin but them."""
    settings = folder / "pytest.ini"
    settings.write_text("[pytest]\nmarkers = long\naddopts = -p tests.conftest\n", encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", str(settings), *words, str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    ).stdout


INNER = f"""
import contextlib, os, socket, pytest

def test_swallows():
    with contextlib.suppress(BaseException), socket.socket() as one:
        one.connect({ELSEWHERE})

@pytest.mark.long
def test_rig():
    assert "LUMINARY_PASSPHRASE" not in os.environ
"""


def test_a_swallowed_attempt_fails_and_long_rigs_wait_for_long(tmp_path: Path) -> None:
    (tmp_path / "test_inner.py").write_text(INNER, encoding="utf-8")
    output = inner_run(tmp_path)
    assert "1 passed, 1 skipped, 1 error" in output
    assert "the network was used" in output
    assert "1 passed" in inner_run(tmp_path, "--long", "-k", "rig", LUMINARY_PASSPHRASE="secret")
