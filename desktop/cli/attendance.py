"""`luminary attendance import FILE`: the center's answer, who came, and the hours."""

from __future__ import annotations

from desktop.cli.command import Command, Context, Outcome
from desktop.cli.imports import declare_import, outcome


def _import(context: Context) -> Outcome:
    from desktop.services import outcome_import  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    with context.office() as office:
        result = outcome_import.import_file(
            office, given.file, dry_run=given.dry_run, skip_errors=given.skip_errors
        )
    return outcome(context, result)


COMMANDS = (Command(("attendance", "import"), "cli.help.attendance_import", _import, declare_import),)
