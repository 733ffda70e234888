"""`luminary mentors|mentees import` and `luminary mentoring list`: the pools of e-mentoring."""

from __future__ import annotations

from functools import partial

from desktop.cli.command import Command, Context, Outcome
from desktop.cli.imports import declare_import, outcome
from desktop.cli.usage import Parser
from desktop.core import terms
from desktop.core.text import mask_name

_ROLES = ("mentor", "mentee")


def _import(role: str, context: Context) -> Outcome:
    from desktop.services import mentoring  # lazy: only these commands need SQLAlchemy

    given = context.arguments
    with context.office() as office:
        result = mentoring.import_file(
            office, given.file, role, dry_run=given.dry_run, skip_errors=given.skip_errors
        )
    return outcome(context, result)


def _declare_list(parser: Parser) -> None:
    parser.add_argument("--role", choices=_ROLES, default="", help=parser.text.what("cli.arg.mentoring_role"))


def _list(context: Context) -> Outcome:
    from desktop.services import mentoring  # lazy: as above

    with context.office(read_only=True) as office:
        found = mentoring.listing(office, context.arguments.role)
    return Outcome(
        data={
            "members": [
                {
                    "id": one.id,
                    "role": one.role,
                    "name": mask_name(one.person.name),
                    "agency": one.person.agency,
                    "terms": one.terms,
                    "capacity": one.capacity,
                }
                for one in found
            ]
        },
        lines=tuple(
            context.say(
                "mentoring.line",
                role=terms.label("mentoring_role", one.role, context.text.language),
                name=mask_name(one.person.name),
                agency=one.person.agency,
                terms=one.terms,
            )
            for one in found
        ),
    )


def _declare_withdraw(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("id", type=int, nargs="+", metavar="ID", help=text.what("cli.arg.mentoring_id"))
    parser.add_argument("--reason", required=True, metavar="TEXT", help=text.what("cli.arg.mentoring_reason"))


def _withdraw(context: Context) -> Outcome:
    from desktop.services import mentoring  # lazy: as above

    given = context.arguments
    with context.office() as office:
        mentoring.withdraw(office, given.id, given.reason)
    said = context.say("cli.mentoring.withdrawn", count=len(given.id))
    return Outcome(data={"withdrawn": given.id}, lines=(said,))


COMMANDS = (
    Command(("mentors", "import"), "cli.help.mentors_import", partial(_import, "mentor"), declare_import),
    Command(("mentees", "import"), "cli.help.mentees_import", partial(_import, "mentee"), declare_import),
    Command(("mentoring", "list"), "cli.help.mentoring_list", _list, _declare_list),
    Command(("mentoring", "withdraw"), "cli.help.mentoring_withdraw", _withdraw, _declare_withdraw),
)
