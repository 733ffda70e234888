"""`luminary reflections …`: import, list, export, the text to paste, the monthly digest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.command import Command, Context, Outcome
from desktop.cli.imports import declare_import, outcome
from desktop.cli.usage import Parser
from desktop.core.errors import UsageError
from desktop.core.text import mask_name

if TYPE_CHECKING:
    from desktop.services.reflections import Line

_SHOWN = ("all", "too_long", "not_posted", "no_consent", "withdrawn")
"""The kinds of `services.reflections.Show`, which is not imported for the sake of the help alone."""

_DAYS = ("read", "posted")
"""Those of `services.reflection_months.By`."""


def _import(context: Context) -> Outcome:
    from desktop.services import reflection_import  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    with context.office() as office:
        result = reflection_import.import_file(
            office, given.file, dry_run=given.dry_run, skip_errors=given.skip_errors
        )
    return outcome(context, result)


def _declare_list(parser: Parser) -> None:
    text = parser.text
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--show", choices=_SHOWN, help=text.what("cli.arg.reflections_show"))
    which.add_argument("--withdrawn", action="store_true", help=text.what("cli.arg.withdrawn"))
    parser.add_argument("--find", default="", metavar="WORDS", help=text.what("cli.arg.find"))


def _list(context: Context) -> Outcome:
    from desktop.services import reflections  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    show = reflections.Show("withdrawn" if given.withdrawn else given.show or "all")
    with context.office(read_only=True) as office:
        found = reflections.matching(reflections.listing(office, context.text.language, show), given.find)
    long = sum(one.over > 0 for one in found)
    return Outcome(
        data={"reflections": [_told(one) for one in found]},
        lines=(
            *(
                context.say(
                    "cli.reflections.long" if one.over else "cli.reflections.line",
                    number=one.number,
                    author=mask_name(one.author),
                    source=one.source,
                    characters=one.characters,
                    over=one.over,
                )
                for one in found
            ),
            context.say("cli.reflections.counts", count=len(found), long=long),
        ),
    )


def _told(one: Line) -> dict[str, object]:
    return {
        "number": one.number,
        "author": mask_name(one.author),
        "source": one.source,
        "title": one.title,
        "characters": one.characters,
        "over": one.over,
        "consent": one.consent,
        "posted_date": one.posted_date.isoformat() if one.posted_date else None,
        "withdrawn_reason": one.withdrawn_reason,
    }


def _declare_export(parser: Parser) -> None:
    help_ = parser.text.what("cli.arg.reflections_file")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=help_)


def _export(context: Context) -> Outcome:
    from desktop.services import reflection_export  # lazy: only this command needs SQLAlchemy

    path = context.arguments.out
    with context.office() as office:
        count = reflection_export.write(office, path)
    return Outcome(
        data={"path": str(path), "reflections": count},
        lines=(context.say("cli.reflections.exported", count=count, path=str(path)),),
    )


def _declare_text(parser: Parser) -> None:
    parser.add_argument("number", type=int, metavar="NUMBER", help=parser.text.what("cli.arg.number"))


def _text(context: Context) -> Outcome:
    from desktop.services import reflection_text, reflections  # lazy: only this command needs SQLAlchemy

    number = context.arguments.number
    with context.office(read_only=True) as office:
        found = reflections.listing(office, "zh_TW")
    line = next((one for one in found if one.number == number), None)
    if line is None:
        raise UsageError("reflections.unknown", number=number)
    text = reflection_text.paste(line)
    return Outcome(data={"text": text}, lines=(text.rstrip("\n"),))


def _declare_digest(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("--month", required=True, metavar="104/03", help=text.what("cli.arg.month"))
    parser.add_argument("--by", choices=_DAYS, default=_DAYS[0], help=text.what("cli.arg.digest_by"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=text.what("cli.arg.out"))


def _digest(context: Context) -> Outcome:
    from desktop.services import reflection_digest, reflection_months  # lazy: ReportLab

    given = context.arguments
    with context.office(read_only=True) as office:
        month, by = reflection_months.read_month(given.month), reflection_months.By(given.by)
        path = reflection_digest.write(office, month, given.out, by)
    return Outcome(data={"path": str(path)}, lines=(context.say("cli.reflections.digest", path=str(path)),))


COMMANDS = (
    Command(("reflections", "import"), "cli.help.reflections_import", _import, declare_import),
    Command(("reflections", "list"), "cli.help.reflections_list", _list, _declare_list),
    Command(("reflections", "export"), "cli.help.reflections_export", _export, _declare_export),
    Command(("reflections", "text"), "cli.help.reflections_text", _text, _declare_text),
    Command(("reflections", "digest"), "cli.help.reflections_digest", _digest, _declare_digest),
)
