"""`luminary camp …`: seats, stages, and how the English camp stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop.cli.command import Command, Context, Outcome, read_date
from desktop.cli.imports import declare_import, outcome
from desktop.cli.usage import Parser

_NUMBERS = ("requested", "released", "granted")


def _declare_seats(parser: Parser) -> None:
    text = parser.text
    for name, word in zip(_NUMBERS, ("--request", "--release", "--granted"), strict=True):
        parser.add_argument(word, dest=name, type=int, metavar="N", help=text.what(f"cli.arg.camp_{name}"))
    parser.add_argument("--reason", metavar="TEXT", help=text.what("cli.arg.camp_reason"))
    parser.add_argument("--document-no", metavar="TEXT", help=text.what("cli.arg.document_no"))
    parser.add_argument("--date", metavar="DATE", help=text.what("cli.arg.document_date"))


def _seats(context: Context) -> Outcome:
    from desktop.services import camp_seats  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    told = {
        "requested": given.requested,
        "released": given.released,
        "granted": given.granted,
        "reason": given.reason,
        "document_no": given.document_no,
        "document_date": read_date(given.date) if given.date else None,
    }
    changes = {name: value for name, value in told.items() if value is not None}
    with context.office() as office:
        if changes:
            with office.database.reading() as session:
                held = camp_seats.stated(session)
            camp_seats.put(office, replace(held, **changes))
    return _status(context)


def _status(context: Context) -> Outcome:
    from desktop.services import camp  # lazy: only this command needs SQLAlchemy

    with context.office(read_only=True) as office:
        found = camp.overview(office)
    language, letter = context.text.language, found.letter
    seats = {
        "base": found.seats.base,
        "requested": letter.requested,
        "released": letter.released,
        "granted": letter.granted,
        "document_no": letter.document_no,
        "document_date": letter.document_date.isoformat() if letter.document_date else None,
    }
    taken = {str(seat) or "none": count for seat, count in found.taken.items()}
    return Outcome(
        data={
            "seats": seats,
            "taken": taken,
            "circles": [
                {"name": one.name, "leaders": len(one.leaders), "members": len(one.members)}
                for one in found.circles
            ],
            "stages": [
                {"id": one.id, "heads": one.heads, "passed": one.passed, "left": one.left}
                for one in found.stages
            ],
        },
        lines=(
            context.say(
                "cli.camp.seats",
                seated=taken.get("seat", 0),
                seats=found.seats.seated,
                extra=taken.get("extra", 0),
                beyond=taken.get("beyond", 0),
            ),
            *(
                context.say(
                    "cli.camp.circle", name=one.name, leaders=len(one.leaders), members=len(one.members)
                )
                for one in found.circles
            ),
            *(
                context.say(
                    "cli.camp.stage",
                    stage=one.label.in_language(language),
                    heads=one.heads,
                    passed=one.passed,
                    left=one.left,
                )
                for one in found.stages
            ),
        ),
    )


def _stages(context: Context) -> Outcome:
    from desktop.services import camp_stages  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    with context.office() as office:
        result = camp_stages.import_file(
            office, given.file, dry_run=given.dry_run, skip_errors=given.skip_errors
        )
    return outcome(context, result)


def _declare_letters(parser: Parser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=parser.text.what("cli.arg.out")
    )


def _letters(context: Context) -> Outcome:
    from desktop.services import camp_letters  # lazy: only this command draws letters

    with context.office(read_only=True) as office:
        written = camp_letters.write(office, context.arguments.out)
    return Outcome(
        data={"files": [str(path) for path in written]},
        lines=tuple(context.say("cli.camp.letter", path=str(path)) for path in written),
    )


COMMANDS = (
    Command(("camp", "status"), "cli.help.camp_status", _status),
    Command(("camp", "seats"), "cli.help.camp_seats", _seats, _declare_seats),
    Command(("camp", "letters"), "cli.help.camp_letters", _letters, _declare_letters),
    Command(("camp", "stages"), "cli.help.camp_stages", _stages, declare_import),
)
