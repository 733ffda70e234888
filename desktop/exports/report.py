"""The verifier's notebook: every finding, and which of the three answers it spoils."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity
from desktop.exports.verification import Fault

T = TypeVar("T")


class Report:
    """Collects findings while a packet is verified; `complete` and `unaltered` start as true."""

    def __init__(self) -> None:
        self.complete = True
        self.unaltered = True
        self.findings: list[Finding] = []

    def missing(self, code: str, /, **params: Param) -> None:
        """Something is missing or extra: the packet is not complete."""
        self.complete = False
        self.error(code, **params)

    def altered(self, code: str, /, file: str | None = None, **params: Param) -> None:
        """Something (of this file of the packet) is not as it was sealed: the packet is not unaltered."""
        self.unaltered = False
        self.findings.append(Finding(code, Severity.ERROR, field=file, params=params))

    def unreadable(self, fault: Fault) -> None:
        """Nothing further can be said: the packet is neither."""
        self.complete = False
        self.altered(fault.code, None, **fault.params)

    def error(self, code: str, /, **params: Param) -> None:
        """What forbids taking the packet."""
        self.findings.append(Finding(code, Severity.ERROR, params=params))

    def warning(self, code: str, /, **params: Param) -> None:
        """What somebody should know."""
        self.findings.append(Finding(code, Severity.WARNING, params=params))

    def attempt(self, file: str, check: Callable[[], T]) -> T | None:
        """What `check` returns; None, and a finding about this file, where it raises a `Fault`."""
        try:
            return check()
        except Fault as fault:
            self.altered(fault.code, file, **fault.params)
            return None
