"""`luminary attendance …`: the center's answer, who came, the hours; and the lists of a session on paper."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.command import Command, Context, Outcome
from desktop.cli.imports import declare_import, outcome
from desktop.cli.usage import Parser

_KINDS = ("sign_in", "attendance_roster", "completion_roster")
"""Those of `services.course_rosters.Kind`, which is not imported for the sake of the help alone."""


def _import(context: Context) -> Outcome:
    from desktop.services import outcome_import  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    with context.office() as office:
        result = outcome_import.import_file(
            office, given.file, dry_run=given.dry_run, skip_errors=given.skip_errors
        )
    return outcome(context, result)


def _declare_roster(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("activity", metavar="ACTIVITY", help=text.what("cli.arg.activity"))
    parser.add_argument("--session", type=int, metavar="N", help=text.what("cli.arg.session"))
    parser.add_argument("--kind", choices=_KINDS, help=text.what("cli.arg.roster_kind"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=text.what("cli.arg.out"))


def _roster(context: Context) -> Outcome:
    from desktop.services import course_rosters  # lazy: only this command draws lists

    given = context.arguments
    kind = course_rosters.Kind(given.kind) if given.kind else None
    with context.office(read_only=True) as office:
        written = course_rosters.write(office, given.activity, given.out, number=given.session, kind=kind)
    return Outcome(
        data={"files": [str(path) for path in written]},
        lines=tuple(context.say("cli.rosters.written", path=str(path)) for path in written),
    )


COMMANDS = (
    Command(("attendance", "import"), "cli.help.attendance_import", _import, declare_import),
    Command(("attendance", "roster"), "cli.help.attendance_roster", _roster, _declare_roster),
)
