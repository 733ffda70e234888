"""`luminary showcase …`: seat requests for the results presentation, and the center's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli.command import Command, Context, Outcome, read_date
from desktop.cli.imports import declare_import, outcome
from desktop.cli.usage import Parser
from desktop.core import terms
from desktop.core.errors import UsageError
from desktop.core.text import mask_name

if TYPE_CHECKING:
    from desktop.services.office import Office


def _import(context: Context) -> Outcome:
    from desktop.services import showcase_import  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    with context.office() as office:
        result = showcase_import.import_file(
            office, given.file, dry_run=given.dry_run, skip_errors=given.skip_errors
        )
    return outcome(context, result)


def _list(context: Context) -> Outcome:
    with context.office(read_only=True) as office:
        return _listed(context, office)


def _listed(context: Context, office: Office) -> Outcome:
    from desktop.services import showcase  # lazy: only this command needs SQLAlchemy

    found = showcase.listing(office)
    language = context.text.language
    return Outcome(
        data={
            "requests": [
                {
                    "rank": one.rank,
                    "name": mask_name(one.name),
                    "agency": one.agency,
                    "attendee_kind": one.attendee_kind,
                    "role": one.role,
                    "topic": one.topic,
                    "booth": one.booth,
                    "state": one.state,
                }
                for one in found
            ]
        },
        lines=(
            *(
                context.say(
                    "cli.showcase.line",
                    rank=one.rank,
                    name=mask_name(one.name),
                    agency=one.agency,
                    role=terms.label("showcase_role", one.role, language),
                    state=terms.label("seat_state", one.state, language),
                )
                for one in found
            ),
            context.say("cli.showcase.counts", count=len(found)),
        ),
    )


def _declare_answer(parser: Parser) -> None:
    text = parser.text
    states = terms.vocabulary("seat_state").codes
    parser.add_argument("state", choices=states, metavar="STATE", help=text.what("cli.arg.seat_state"))
    parser.add_argument("ranks", nargs="+", type=int, metavar="RANK", help=text.what("cli.arg.ranks"))
    parser.add_argument("--document-no", default="", metavar="TEXT", help=text.what("cli.arg.document_no"))
    parser.add_argument("--date", metavar="DATE", help=text.what("cli.arg.document_date"))


def _answer(context: Context) -> Outcome:
    from desktop.services import showcase, showcase_acts  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    with context.office() as office:
        by_rank = {one.rank: one.id for one in showcase.listing(office)}
        for rank in given.ranks:
            if rank not in by_rank:
                raise UsageError("showcase.unknown", id=rank)
        day = read_date(given.date) if given.date else None
        ids = [by_rank[rank] for rank in given.ranks]
        showcase_acts.answer(office, ids, given.state, given.document_no, day)
        return _listed(context, office)


COMMANDS = (
    Command(("showcase", "import"), "cli.help.showcase_import", _import, declare_import),
    Command(("showcase", "list"), "cli.help.showcase_list", _list),
    Command(("showcase", "answer"), "cli.help.showcase_answer", _answer, _declare_answer),
)
