"""`luminary undo` and `luminary redo`: take the latest action back, or bring it again."""

from __future__ import annotations

from desktop.cli.command import Command, Context, Outcome


def _undo(context: Context) -> Outcome:
    return _take(context, "undo")


def _redo(context: Context) -> Outcome:
    return _take(context, "redo")


def _take(context: Context, verb: str) -> Outcome:
    from desktop.services import undo  # lazy: only this command needs SQLAlchemy

    with context.office() as office:
        take = undo.undo if verb == "undo" else undo.redo
        action = take(office.database)
    name = context.say(f"action.{action.action}", subject=action.subject)
    return Outcome(
        data={"action": action.action, "subject": action.subject, "at": action.at},
        lines=(context.say(f"cli.{verb}.done", action=name),),
    )


COMMANDS = (
    Command(("undo",), "cli.help.undo", _undo),
    Command(("redo",), "cli.help.redo", _redo),
)
