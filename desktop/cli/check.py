"""`luminary check [ACTIVITY]`: everything the center would send back."""

from __future__ import annotations

from desktop.cli.command import Command, Context, Outcome, findings_data
from desktop.cli.usage import Parser
from desktop.core.findings import Severity, has_errors


def _declare(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("activity", nargs="?", metavar="ACTIVITY", help=text.what("cli.arg.activity"))


def _run(context: Context) -> Outcome:
    from desktop.services import preflight  # lazy: only this command needs SQLAlchemy

    with context.office(read_only=True) as office:
        findings = preflight.check(office, context.arguments.activity)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return Outcome(
        data={"findings": findings_data(findings, context.text)},
        lines=(context.say("cli.check.counts", errors=errors, warnings=len(findings) - errors),),
        findings=findings,
        failed=has_errors(findings),
    )


COMMANDS = (Command(("check",), "cli.help.check", _run, _declare),)
