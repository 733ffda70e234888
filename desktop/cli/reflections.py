"""`luminary reflections …`: import, list, the text to paste, the monthly digest."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.command import Command, Context, Outcome
from desktop.cli.imports import declare_import, outcome
from desktop.cli.usage import Parser
from desktop.core.errors import UsageError
from desktop.core.text import mask_name


def _import(context: Context) -> Outcome:
    from desktop.services import reflection_import  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    with context.office() as office:
        result = reflection_import.import_file(
            office, given.file, dry_run=given.dry_run, skip_errors=given.skip_errors
        )
    return outcome(context, result)


def _declare_list(parser: Parser) -> None:
    parser.add_argument("--withdrawn", action="store_true", help=parser.text.what("cli.arg.withdrawn"))


def _list(context: Context) -> Outcome:
    from desktop.services import reflections  # lazy: only this command needs SQLAlchemy

    show = reflections.Show.WITHDRAWN if context.arguments.withdrawn else reflections.Show.ALL
    with context.office(read_only=True) as office:
        found = reflections.listing(office, context.text.language, show)
    long = sum(one.over > 0 for one in found)
    return Outcome(
        data={
            "reflections": [
                {
                    "number": one.number,
                    "author": mask_name(one.author),
                    "source": one.source,
                    "title": one.title,
                    "characters": one.characters,
                    "over": one.over,
                    "consent": one.consent,
                    "posted_date": one.posted_date.isoformat() if one.posted_date else None,
                }
                for one in found
            ]
        },
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
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=text.what("cli.arg.out"))


def _digest(context: Context) -> Outcome:
    from desktop.services import reflection_digest  # lazy: ReportLab

    given = context.arguments
    with context.office(read_only=True) as office:
        path = reflection_digest.write(office, reflection_digest.read_month(given.month), given.out)
    return Outcome(data={"path": str(path)}, lines=(context.say("cli.reflections.digest", path=str(path)),))


COMMANDS = (
    Command(("reflections", "import"), "cli.help.reflections_import", _import, declare_import),
    Command(("reflections", "list"), "cli.help.reflections_list", _list, _declare_list),
    Command(("reflections", "text"), "cli.help.reflections_text", _text, _declare_text),
    Command(("reflections", "digest"), "cli.help.reflections_digest", _digest, _declare_digest),
)
