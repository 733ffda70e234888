"""`luminary agencies|roster|history import FILE`, and what every import declares and prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.command import Command, Context, Outcome, findings_data
from desktop.cli.usage import Parser

if TYPE_CHECKING:
    from desktop.services.importing import ImportResult
    from desktop.services.nominate import NominationResult


def declare_import(parser: Parser) -> None:
    """The arguments that every import has."""
    text = parser.text
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help=text.what("cli.arg.dry_run"))
    parser.add_argument("--skip-errors", action="store_true", help=text.what("cli.arg.skip_errors"))


def _declare_roster(parser: Parser) -> None:
    declare_import(parser)
    parser.add_argument("--report", type=Path, metavar="CSV", help=parser.text.what("cli.arg.report"))


def _declare_history(parser: Parser) -> None:
    declare_import(parser)
    parser.add_argument("--complete", action="store_true", help=parser.text.what("cli.arg.complete"))


def _agencies(context: Context) -> Outcome:
    from desktop.services import agencies  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    with context.office() as office:
        result = agencies.import_file(
            office, given.file, dry_run=given.dry_run, skip_errors=given.skip_errors
        )
    return outcome(context, result)


def _roster(context: Context) -> Outcome:
    from desktop.services import roster  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    with context.office() as office:
        preview = roster.preview(office, given.file, progress=context.progress)
        if given.report is not None:
            roster.write_report(preview, given.report, context.text.language)
        if given.dry_run:
            result = roster.result(preview, committed=False)
        else:
            result = roster.commit(office, preview, skip_errors=given.skip_errors)
    return outcome(context, result)


def _history(context: Context) -> Outcome:
    from desktop.services import history  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    with context.office() as office:
        result = history.import_file(
            office,
            given.file,
            complete=given.complete,
            dry_run=given.dry_run,
            skip_errors=given.skip_errors,
        )
    return outcome(context, result)


def outcome(context: Context, result: ImportResult) -> Outcome:
    """What every import prints: counts, findings, whether it was written."""
    counts = {
        name: getattr(result, name) for name in ("records", "new", "changed", "same", "clash", "errors")
    }
    return Outcome(
        data={
            **counts,
            "committed": result.committed,
            "findings": findings_data(result.findings, context.text),
        },
        lines=(
            context.say("cli.import.counts", **counts),
            *told_of_the_file(context, result, result.new + result.changed),
        ),
        findings=result.findings,
        failed=result.errors + result.clash > 0,
    )


def told_of_the_file(
    context: Context, result: ImportResult | NominationResult, changes: int
) -> Iterator[str]:
    """What every import says at its end: what was not read or listed, and whether `changes` were written."""
    if result.unread:
        yield context.say("cli.import.unread", columns="、".join(result.unread))
    if result.listed_until is not None:
        yield context.say("cli.import.cut", record=result.listed_until)
    if result.committed:
        yield context.say("cli.import.committed" if changes else "cli.import.no_changes")
    else:
        yield context.say("cli.import.dry_run" if context.arguments.dry_run else "cli.import.not_committed")


COMMANDS = (
    Command(("agencies", "import"), "cli.help.agencies_import", _agencies, declare_import),
    Command(("roster", "import"), "cli.help.roster_import", _roster, _declare_roster),
    Command(("history", "import"), "cli.help.history_import", _history, _declare_history),
)
