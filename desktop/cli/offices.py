"""`luminary office init|check`: make a new office folder; see whether one is whole."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.cli.command import Command, Context, Outcome, findings_data
from desktop.cli.usage import Parser
from desktop.core import paths
from desktop.core.os_errors import known


def _declare(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("--county", required=True, metavar="CODE", help=text.what("cli.arg.county"))
    parser.add_argument("--agency", metavar="NAME", help=text.what("cli.arg.agency"))
    parser.add_argument("--plan", metavar="YEAR", help=text.what("cli.arg.plan"))
    for name in ("coordinator", "phone", "email"):
        parser.add_argument(f"--{name}", default="", metavar="TEXT", help=text.what(f"cli.arg.{name}"))
    parser.add_argument("--recovery-file", type=Path, metavar="F", help=text.what("cli.arg.recovery_file"))


def _run(context: Context) -> Outcome:
    from desktop.services.office import create_office  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    created = create_office(
        context.folder,
        given.county,
        context.passphrase(),
        agency=given.agency,
        plan=given.plan,
        coordinator=given.coordinator,
        phone=given.phone,
        email=given.email,
        clock=context.clock,
    )
    hand_over(context, created.recovery_code)
    return Outcome(
        data={"path": str(context.folder), "county": given.county},
        lines=(context.say("cli.office.created", path=str(context.folder)),),
    )


def hand_over(context: Context, code: str) -> None:
    """Write the recovery code to --recovery-file; without one, or if that fails, it is shown on stderr.

    Nobody can make it again.
    """
    file: Path | None = context.arguments.recovery_file
    try:
        if file is not None:
            paths.write_atomic(file, (code + "\n").encode())
            return
    except OSError as error:
        print(context.text.error(known(error)), file=sys.stderr)
    print(context.say("cli.office.recovery_code", code=code), file=sys.stderr)


def _check(context: Context) -> Outcome:
    from desktop.services import integrity  # lazy: only this command needs SQLAlchemy

    with context.office(read_only=True) as office:
        findings = integrity.check_integrity(office)
    return Outcome(
        data={"findings": findings_data(findings, context.text)},
        lines=() if findings else (context.say("cli.office.whole"),),
        findings=findings,
        failed=bool(findings),
    )


COMMANDS = (
    Command(("office", "init"), "cli.help.office_init", _run, _declare),
    Command(("office", "check"), "cli.help.office_check", _check),
)
