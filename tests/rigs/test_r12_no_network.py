"""R12: no socket leaves this computer, seen from outside the program by strace.

Short: the whole demo. Long: the whole suite but the rigs, with every tool that the tests call.
"""

from __future__ import annotations

import ipaddress
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.tools import require_tool

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = [pytest.mark.tools, pytest.mark.slow]

OPENED = re.compile(r"socket\(AF_INET6?, .*\) = (\d+)")
NAMED = re.compile(
    r"(?:connect|bind|sendto|sendmsg|sendmmsg)\((\d+), .*htons\((\d+)\).*"
    r'(?:inet_addr\("|inet_pton\(AF_INET6, ")([0-9a-fA-F:.]+)"'
)
NAME_SERVER = 53  # a resolver of this computer asks others


def traced(folder: Path, command: Sequence[str]) -> tuple[int, list[str]]:
    """The exit status of a program, and what its processes and threads did that R12 forbids."""
    strace = require_tool("strace")
    words = ["-ff", "--seccomp-bpf", "-qq", "-e", "trace=socket,connect,bind,sendto,sendmsg,sendmmsg"]
    trace = folder / "trace"
    trace.mkdir()
    done = subprocess.run(
        [strace, *words, "-o", str(trace / "of"), *command], cwd=ROOT, capture_output=True, check=False
    )
    files = sorted(trace.iterdir())  # one for each thread, so that no line is torn
    if not files:
        pytest.skip(f"strace may not trace here: {done.stderr.decode('utf-8', 'replace').strip()}")
    texts = (file.read_text(encoding="utf-8", errors="replace") for file in files)
    return done.returncode, [line for text in texts for line in outside(text)]


def outside(trace: str) -> list[str]:
    """The lines that name another computer or a name server, or open an internet socket never bound here."""
    forbidden: list[str] = []
    unbound: dict[str, str] = {}
    for line in trace.splitlines():
        if opened := OPENED.match(line):
            unbound[opened[1]] = line
        elif named := NAMED.match(line):
            unbound.pop(named[1], None)
            if not ipaddress.ip_address(named[3]).is_loopback or int(named[2]) == NAME_SERVER:
                forbidden.append(line)
    return forbidden + list(unbound.values())


def test_the_demo_uses_no_network(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "desktop", "demo", "--out", str(tmp_path / "demo")]
    status, forbidden = traced(tmp_path, command)
    assert forbidden == []
    assert status == 0


@pytest.mark.long
def test_the_whole_suite_uses_no_network(tmp_path: Path) -> None:
    words = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--ignore=tests/rigs", "tests"]
    status, forbidden = traced(tmp_path, [sys.executable, *words])
    assert forbidden == []
    assert status == 0


UDP = "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('{}', {}))"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        (UDP.format("192.0.2.1", 9), 1),  # TEST-NET-1 (RFC 5737); connecting UDP sends nothing
        (UDP.format("127.0.0.1", 53), 1),
        (UDP.format("127.0.0.1", 9), 0),
        ("import socket; one = socket.socket()", 1),
        (
            'import threading; threading.Thread(target=lambda: exec("{}")).start()'.format(
                UDP.format("192.0.2.1", 9)
            ),
            1,
        ),
        ("import asyncio; asyncio.run(asyncio.sleep(0))", 0),
    ],
)
def test_the_rig_sees_what_it_forbids(code: str, found: int, tmp_path: Path) -> None:
    assert len(traced(tmp_path, [sys.executable, "-c", code])[1]) == found


def test_version_6_addresses_are_read() -> None:
    line = 'connect(3, {{sin6_port=htons(80), inet_pton(AF_INET6, "{}", &sin6_addr)}}, 28) = 0'
    assert outside(line.format("2001:db8::1"))
    assert not outside(line.format("::1"))
