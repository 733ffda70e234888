"""`luminary deadlines …` and `luminary calendar export`: what is due when, and the year for Outlook."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.command import Command, Context, Outcome, read_date
from desktop.cli.usage import Parser
from desktop.core.clock import roc_short


def _list(context: Context) -> Outcome:
    from desktop.services import deadlines  # lazy: only this command needs SQLAlchemy

    with context.office(read_only=True) as office:
        found = deadlines.listing(office)
    return Outcome(
        data={
            "deadlines": [
                {
                    "id": one.id,
                    "day": one.day.isoformat(),
                    "days": one.days,
                    "subject": one.subject,
                    "activity": one.activity or None,
                    "document_no": one.document_no,
                    "done": one.done,
                }
                for one in found
            ]
        },
        lines=tuple(
            context.say(
                "cli.deadlines.done" if one.done else "cli.deadlines.line",
                id=one.id,
                day=roc_short(one.day),
                subject=one.subject,
                days=one.days,
            )
            for one in found
        ),
    )


def _declare_add(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("day", metavar="DATE", help=text.what("cli.arg.deadline_day"))
    parser.add_argument("subject", metavar="TEXT", help=text.what("cli.arg.deadline_subject"))
    parser.add_argument("--activity", default="", metavar="ACTIVITY", help=text.what("cli.arg.activity"))
    parser.add_argument("--document-no", default="", metavar="TEXT", help=text.what("cli.arg.document_no"))


def _add(context: Context) -> Outcome:
    from desktop.services import deadlines  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    with context.office() as office:
        deadlines.add(
            office,
            given.subject,
            read_date(given.day),
            activity=given.activity,
            document_no=given.document_no,
        )
    return _list(context)


def _declare_one(parser: Parser) -> None:
    parser.add_argument("id", type=int, metavar="ID", help=parser.text.what("cli.arg.deadline_id"))


def _done(context: Context) -> Outcome:
    from desktop.services import deadlines  # lazy: only this command needs SQLAlchemy

    with context.office() as office:
        deadlines.restate(office, context.arguments.id, {"done": True})
    return _list(context)


def _remove(context: Context) -> Outcome:
    from desktop.services import deadlines  # lazy: only this command needs SQLAlchemy

    with context.office() as office:
        deadlines.remove(office, context.arguments.id)
    return _list(context)


def _declare_export(parser: Parser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=parser.text.what("cli.arg.calendar_out")
    )


def _export(context: Context) -> Outcome:
    from desktop.services import year_calendar  # lazy: only this command needs SQLAlchemy

    path: Path = context.arguments.out
    with context.office(read_only=True) as office:
        count = year_calendar.write(office, path, context.text.language)
    return Outcome(
        data={"path": str(path), "entries": count},
        lines=(context.say("cli.calendar.written", path=str(path), count=count),),
    )


COMMANDS = (
    Command(("deadlines", "list"), "cli.help.deadlines_list", _list),
    Command(("deadlines", "add"), "cli.help.deadlines_add", _add, _declare_add),
    Command(("deadlines", "done"), "cli.help.deadlines_done", _done, _declare_one),
    Command(("deadlines", "remove"), "cli.help.deadlines_remove", _remove, _declare_one),
    Command(("calendar", "export"), "cli.help.calendar_export", _export, _declare_export),
)
