"""`luminary office init|check|next-year`: make an office folder, see whether one is whole, begin a year."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.command import Command, Context, Outcome, findings_data
from desktop.cli.usage import Parser
from desktop.core import paths
from desktop.core.os_errors import known

if TYPE_CHECKING:
    from desktop.services.imported_plan import PlanFile


def _declare(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("--county", required=True, metavar="CODE", help=text.what("cli.arg.county"))
    parser.add_argument("--agency", metavar="NAME", help=text.what("cli.arg.agency"))
    parser.add_argument("--plan", metavar="YEAR|PATH", help=text.what("cli.arg.plan"))
    for name in ("coordinator", "phone", "email"):
        parser.add_argument(f"--{name}", default="", metavar="TEXT", help=text.what(f"cli.arg.{name}"))
    parser.add_argument("--recovery-file", type=Path, metavar="F", help=text.what("cli.arg.recovery_file"))


def _run(context: Context) -> Outcome:
    from desktop.services.office import create_office  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    plan = None if given.plan is None else wanted_plan(given.plan)
    created = create_office(
        context.folder,
        given.county,
        context.passphrase(),
        agency=given.agency,
        plan=plan if plan is None or not isinstance(plan, int) else str(plan),
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


def wanted_plan(text: str) -> int | PlanFile:
    """The year in --plan, or the plan in the folder or zip file that it names."""
    from desktop.services import imported_plan  # lazy: only these commands read plans

    return int(text) if text.isdecimal() else imported_plan.read(Path(text))


def hand_over(context: Context, code: str) -> None:
    """Write the recovery code to --recovery-file; without one, or if that fails, it is shown on stderr."""
    said = context.say("cli.office.recovery_code", code=code)
    tell_once(context, code, context.arguments.recovery_file, said)


def tell_once(context: Context, secret: str, file: Path | None, said: str) -> None:
    """Write a secret into a file; without one, or if that fails, say the sentence on stderr.

    Nobody can make it again.
    """
    try:
        if file is not None:
            paths.write_atomic(file, (secret + "\n").encode())
            return
    except OSError as error:
        print(context.text.error(known(error)), file=sys.stderr)
    print(said, file=sys.stderr)


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


def _declare_next_year(parser: Parser) -> None:
    text = parser.text
    parser.add_argument(
        "--plan", required=True, metavar="YEAR|PATH", help=text.what("cli.arg.next_year_plan")
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=text.what("cli.arg.next_year_out")
    )


def _next_year(context: Context) -> Outcome:
    from desktop.services import next_year  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    plan = wanted_plan(given.plan)
    with context.office(read_only=True) as office:
        begun = next_year.begin(office, plan, given.out, progress=context.progress)
    counts = {name: getattr(begun, name) for name in ("year", "people", "agencies", "history", "luminary")}
    unmarked = (context.text.count("next_year.unmarked", begun.luminary),) if begun.luminary else ()
    said = context.say("next_year.begun", path=str(begun.folder), **counts)
    return Outcome(data={"path": str(begun.folder), **counts}, lines=(said, *unmarked))


COMMANDS = (
    Command(("office", "init"), "cli.help.office_init", _run, _declare),
    Command(("office", "check"), "cli.help.office_check", _check),
    Command(("office", "next-year"), "cli.help.office_next_year", _next_year, _declare_next_year),
)
