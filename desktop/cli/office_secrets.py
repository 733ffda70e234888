"""`luminary office passphrase|recovery-code|remember|forget`: change what opens an office."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.command import PASSPHRASE_VARIABLE, Command, Context, Outcome, read_secret
from desktop.cli.offices import hand_over
from desktop.cli.usage import Parser
from desktop.core.errors import UsageError

if TYPE_CHECKING:
    from desktop.services.office_secrets import Proof

NEW_PASSPHRASE_VARIABLE = "LUMINARY_NEW_PASSPHRASE"


def _declare_passphrase(parser: Parser) -> None:
    text = parser.text
    for name in ("recovery-code-file", "new-passphrase-file"):
        code = f"cli.arg.{name.replace('-', '_')}"
        parser.add_argument(f"--{name}", type=Path, metavar="F", help=text.what(code))


def _declare_recovery_code(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("--recovery-file", type=Path, metavar="F", help=text.what("cli.arg.recovery_file"))


def _passphrase(context: Context) -> Outcome:
    from desktop.services import office_secrets  # lazy: only this command needs SQLAlchemy

    file = context.arguments.new_passphrase_file
    new = read_secret(file, NEW_PASSPHRASE_VARIABLE, "cli.no_new_passphrase")
    current = _proof(context)
    with context.office(current) as office:
        office_secrets.change_passphrase(office, current, new)
        since = office.vault.slots["passphrase"].since
    return _changed(context, "cli.secrets.passphrase", since=since)


def _recovery_code(context: Context) -> Outcome:
    from desktop.services import office_secrets  # lazy: only this command needs SQLAlchemy
    from desktop.services.office import Passphrase  # lazy: as above

    _require_unused(context.arguments.recovery_file)
    current = Passphrase(context.passphrase())
    with context.office(current) as office:
        with office_secrets.new_recovery_code(office, current) as code:
            hand_over(context, code)
            print(context.say("cli.secrets.recovery_code_waits"), file=sys.stderr, flush=True)
        since = office.vault.slots["recovery"].since
    return _changed(context, "cli.secrets.recovery_code", since=since)


def _remember(context: Context) -> Outcome:
    from desktop.services import office_secrets  # lazy: only this command needs SQLAlchemy

    with context.office() as office:
        office_secrets.remember_here(office)
    return _changed(context, "cli.secrets.remembered", remembered=True)


def _forget(context: Context) -> Outcome:
    from desktop.services import office_secrets  # lazy: only this command needs SQLAlchemy

    with context.office() as office:
        office_secrets.forget_here(office)
    return _changed(context, "cli.secrets.forgotten", remembered=False)


def _proof(context: Context) -> Proof:
    """The recovery code of --recovery-code-file, else the passphrase as every command is given it."""
    from desktop.services.office import Passphrase, RecoveryCode  # lazy: only these commands need SQLAlchemy

    file: Path | None = context.arguments.recovery_code_file
    if file is None:
        return Passphrase(context.passphrase())
    return RecoveryCode(read_secret(file, PASSPHRASE_VARIABLE, "cli.no_passphrase"))


def _require_unused(file: Path | None) -> None:
    """A sheet that is there may hold the code in force, which a change that is cut short must not cost."""
    if file is not None and file.exists():
        raise UsageError("cli.recovery_file_taken", path=str(file))


def _changed(context: Context, code: str, **data: Any) -> Outcome:
    """The sentence is in the JSON too: what it says of backups must reach whoever runs the command."""
    sentence = context.say(code)
    return Outcome(data={"path": str(context.folder), **data, "message": sentence}, lines=(sentence,))


COMMANDS = (
    Command(("office", "passphrase"), "cli.help.office_passphrase", _passphrase, _declare_passphrase),
    Command(
        ("office", "recovery-code"), "cli.help.office_recovery_code", _recovery_code, _declare_recovery_code
    ),
    Command(("office", "remember"), "cli.help.office_remember", _remember),
    Command(("office", "forget"), "cli.help.office_forget", _forget),
)
