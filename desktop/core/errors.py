"""The two kinds of error: what a person can mend (`KnownError`), and everything else (a bug)."""

from __future__ import annotations

from typing import ClassVar

Param = str | int
"""What a message may name: text, or a number that the message formats."""


class KnownError(Exception):
    """Something a person can mend; its sentence lives in `resources/messages` under `code`.

    Raise one of the three subclasses: they differ only in the exit status of the command line.
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, code: str, /, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code


class DataError(KnownError):
    """The data has errors, or a verification failed (exit status 1)."""

    exit_status = 1


class UsageError(KnownError):
    """The request itself cannot be carried out as worded (exit status 2)."""

    exit_status = 2


class EnvironmentFailure(KnownError):
    """Disk full, locked, unreadable, wrong passphrase (exit status 3)."""

    exit_status = 3


class Cancelled(Exception):
    """Raised inside `Progress.step` when the person cancels; the transaction unwinds."""
