"""What a command is, what it is given, and what it gives back."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.usage import Parser
from desktop.core import messages, paths, roc_dates
from desktop.core.clock import Clock, SystemClock
from desktop.core.errors import EnvironmentFailure, Param, UsageError
from desktop.core.findings import Finding, Severity
from desktop.core.progress import Progress

if TYPE_CHECKING:
    from desktop.core.vault import Secret
    from desktop.services.office import Office

PASSPHRASE_VARIABLE = "LUMINARY_PASSPHRASE"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command prints: `data` with --json, otherwise `lines` on stdout; findings always on stderr."""

    data: Mapping[str, Any]
    lines: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    failed: bool = False
    """The data has errors, or a verification failed: exit status 1."""


@dataclass(frozen=True, slots=True)
class Context:
    """What every command may use besides its own arguments."""

    arguments: argparse.Namespace
    text: messages.Catalogue
    progress: Progress
    clock: Clock = field(default_factory=SystemClock)

    def say(self, code: str, /, **params: Param) -> str:
        """A sentence of the catalogue in the language asked for."""
        return self.text.text(code, **params)

    @property
    def folder(self) -> Path:
        """The office folder of --data, or the platform's own."""
        return self.arguments.data or paths.default_office()

    @contextmanager
    def office(self, secret: Secret | None = None, *, read_only: bool = False) -> Iterator[Office]:
        """The office of --data, closed afterwards, whatever happens.

        It opens with `secret`, else with the passphrase given, else with the PC's credential store if the
        office is remembered there.
        """
        from desktop.services.office import open_office  # lazy: SQLAlchemy costs 150 ms of start

        with open_office(
            self.folder, secret or self._secret(), read_only=read_only, clock=self.clock
        ) as office:
            for finding in office.findings:
                print(self.text.sentence(finding), file=sys.stderr)
            yield office

    def passphrase(self) -> str:
        """From --passphrase-file (its first line) or the variable LUMINARY_PASSPHRASE."""
        return read_secret(self.arguments.passphrase_file, PASSPHRASE_VARIABLE, "cli.no_passphrase")

    def _secret(self) -> Secret:
        from desktop.services import office_secrets  # lazy: as above
        from desktop.services.office import Keyring, Passphrase  # lazy: as above

        try:
            return Passphrase(self.passphrase())
        except UsageError:
            if office_secrets.is_remembered(self.folder):
                return Keyring()
            raise


def read_secret(file: Path | None, variable: str, missing: str) -> str:
    """A secret from the first line of a file or from an environment variable.

    Raises `UsageError(missing)` when neither is given, `EnvironmentFailure` when the file cannot be read.
    """
    if file is None:
        secret = os.environ.get(variable, "")
        if not secret:
            raise UsageError(missing, variable=variable)
        return secret
    try:
        return file.read_text(encoding="utf-8-sig").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentFailure("cli.secret_unreadable", path=str(file)) from error


Run = Callable[[Context], Outcome]
Declare = Callable[[Parser], None]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its words, the code of its help text, its arguments, and what carries it out."""

    words: tuple[str, ...]
    help: str
    run: Run
    declare: Declare = lambda parser: None
    office: bool = True
    """Whether it needs an office: --data and --passphrase-file are added then."""


def finding_data(finding: Finding, text: messages.Catalogue) -> dict[str, Any]:
    """A finding as --json prints it."""
    return {
        "record": finding.record,
        "person": finding.person,
        "field": finding.field,
        "severity": str(finding.severity),
        "code": finding.code,
        "clause": finding.clause,
        "message": text.sentence(finding),
    }


def findings_data(findings: Iterable[Finding], text: messages.Catalogue) -> list[dict[str, Any]]:
    """Findings as --json prints them; reasons that are neither error nor warning are left out."""
    return [finding_data(finding, text) for finding in findings if finding.severity is not Severity.INFO]


def read_date(text: str) -> date:
    """A date as people write it, ROC or Western; raises `UsageError` for what is none."""
    day = roc_dates.read(text).day
    if day is None:
        raise UsageError("cli.letter_date", text=text)
    return day
