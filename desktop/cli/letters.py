"""`luminary letters …`: the book of letters in and out, their files, and what rests on each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.command import Command, Context, Outcome, read_date
from desktop.cli.usage import Parser
from desktop.core import paths, terms
from desktop.core.clock import roc_short
from desktop.core.storage import require_writable

if TYPE_CHECKING:
    from desktop.services.letter_book import Line


def _declare_add(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("direction", choices=("in", "out"), help=text.what("cli.arg.letter_direction"))
    parser.add_argument("day", metavar="DATE", help=text.what("cli.arg.letter_day"))
    parser.add_argument("subject", metavar="TEXT", help=text.what("cli.arg.letter_subject"))
    parser.add_argument("--number", metavar="TEXT", help=text.what("cli.arg.document_no"))
    parser.add_argument("--party", metavar="TEXT", help=text.what("cli.arg.letter_party"))
    parser.add_argument("--activity", metavar="ACTIVITY", help=text.what("cli.arg.activity"))
    parser.add_argument("--deadline", metavar="DATE", help=text.what("cli.arg.letter_deadline"))
    parser.add_argument(
        "--kind", choices=terms.vocabulary("letter_kind").codes, help=text.what("cli.arg.letter_kind")
    )
    parser.add_argument("--file", type=Path, metavar="FILE", help=text.what("cli.arg.letter_file"))


def _add(context: Context) -> Outcome:
    from desktop.services import letter_book  # lazy: only these commands need SQLAlchemy

    given = vars(context.arguments)
    values: dict[str, Any] = {
        name: given[name] for name in ("number", "party", "activity", "kind") if given[name] is not None
    }
    values |= {"direction": given["direction"], "subject": given["subject"], "day": read_date(given["day"])}
    if given["deadline"] is not None:
        values["deadline"] = read_date(given["deadline"])
    with context.office() as office:
        made = letter_book.register(office, values)
        if given["file"] is not None:
            letter_book.attach(office, made, given["file"])
    return Outcome(data={"id": made}, lines=(context.say("cli.letters.added", id=made),))


def _declare_list(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("--activity", default="", metavar="ACTIVITY", help=text.what("cli.arg.activity"))
    parser.add_argument("--out", type=Path, metavar="DIR", help=text.what("cli.arg.letter_out"))


def _list(context: Context) -> Outcome:
    from desktop.services import letter_book  # lazy: as above

    given = context.arguments
    with context.office(read_only=True) as office:
        found = letter_book.listing(office, activity=given.activity)
        files = []
        if given.out is not None:
            content = letter_book.paper(office, activity=given.activity)
            require_writable(given.out)
            paths.write_atomic(given.out / "letters.pdf", content)
            files.append(str(given.out / "letters.pdf"))
    return Outcome(
        data={"letters": [_told(one) for one in found], "files": files},
        lines=(
            *(line for one in found for line in _shown(context, one)),
            *(context.say("cli.camp.letter", path=one) for one in files),
        ),
    )


def _told(one: Line) -> dict[str, Any]:
    return {
        "id": one.id,
        "direction": one.direction,
        "day": one.day.isoformat(),
        "number": one.number,
        "party": one.party,
        "subject": one.subject,
        "activity": one.activity or None,
        "deadline": None if one.deadline is None else one.deadline.isoformat(),
        "kind": one.kind,
        "file": one.file_name or None,
        "rests": dict(one.rests),
    }


def _shown(context: Context, one: Line) -> list[str]:
    direction = terms.label("letter_direction", one.direction, context.text.language)
    lines = [
        context.say(
            "cli.letters.line",
            id=one.id,
            day=roc_short(one.day),
            direction=direction,
            number=one.number or "－",
            party=one.party,
            subject=one.subject,
        )
    ]
    return lines + [f"    {context.say(f'letters.rests.{name}', count=count)}" for name, count in one.rests]


def _declare_file(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("id", type=int, metavar="ID", help=text.what("cli.arg.letter_id"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=text.what("cli.arg.out"))


def _file(context: Context) -> Outcome:
    from desktop.services import letter_book  # lazy: as above

    with context.office(read_only=True) as office:
        path = letter_book.export_file(office, context.arguments.id, context.arguments.out)
    return Outcome(data={"files": [str(path)]}, lines=(context.say("cli.camp.letter", path=str(path)),))


COMMANDS = (
    Command(("letters", "add"), "cli.help.letters_add", _add, _declare_add),
    Command(("letters", "list"), "cli.help.letters_list", _list, _declare_list),
    Command(("letters", "export-file"), "cli.help.letters_file", _file, _declare_file),
)
