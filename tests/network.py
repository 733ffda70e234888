"""The guard around the whole suite: no address outside this computer is asked for or connected to."""

from __future__ import annotations

import ipaddress
import sys

import pytest

ATTEMPTS: list[str] = []
"""What was attempted since it was last cleared: code that swallows the failure is still found out."""

_TO_ADDRESS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"})
_TO_NAME = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})


def forbid_network() -> None:
    """Watch this process for good (an audit hook cannot be taken away); child processes are not seen."""
    sys.addaudithook(_watch)


def is_local(host: object) -> bool:
    """Whether a host is this computer and nothing more: `0.0.0.0` and `""` would listen to others."""
    text = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if text in {"None", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket."):
        return
    host: object = None
    if event in _TO_NAME:
        host = arguments[0]
    elif event in _TO_ADDRESS and isinstance(arguments[1], tuple):  # a path is a socket of this computer
        host = arguments[1][0]
    if not is_local(host):
        ATTEMPTS.append(f"{event} {host}")
        pytest.fail(f"the network was used: {event} {host}")
