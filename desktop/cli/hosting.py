"""`luminary hosting …`: sessions that the county offers to hold."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.command import Command, Context, Outcome, read_date
from desktop.cli.usage import Parser
from desktop.core import terms


def _declare_offer(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("activity", metavar="ACTIVITY", help=text.what("cli.arg.activity"))
    parser.add_argument("session", type=int, metavar="N", help=text.what("cli.arg.hosting_session"))
    for name in ("place", "rooms", "capacity", "contact", "phone", "note"):
        parser.add_argument(f"--{name}", metavar="TEXT", help=text.what(f"cli.arg.hosting_{name}"))
    parser.add_argument("--from", dest="first", metavar="DATE", help=text.what("cli.arg.hosting_first"))
    parser.add_argument("--to", dest="last", metavar="DATE", help=text.what("cli.arg.hosting_last"))


def _offer(context: Context) -> Outcome:
    from desktop.services import hosting  # lazy: only this command needs SQLAlchemy

    given = vars(context.arguments)
    told = {
        name: given[name]
        for name in ("place", "rooms", "capacity", "contact", "phone", "note")
        if given[name] is not None
    }
    told |= {name: read_date(given[name]) for name in ("first", "last") if given[name]}
    with context.office() as office:
        known = {(one.activity, one.session): one.id for one in hosting.listing(office)}
        wanted = (given["activity"], given["session"])
        offer = known.get(wanted) or hosting.offer(office, *wanted)
        if told:
            hosting.restate(office, offer, told)
    return _listed(context)


def _listed(context: Context) -> Outcome:
    from desktop.services import hosting  # lazy: only this command needs SQLAlchemy

    with context.office(read_only=True) as office:
        found = hosting.listing(office)
    return Outcome(
        data={
            "offers": [
                {"activity": one.activity, "session": one.session, "place": one.place, "state": one.state}
                for one in found
            ]
        },
        lines=tuple(
            context.say(
                "cli.hosting.line",
                activity=one.activity,
                session=one.session,
                place=one.place,
                state=terms.label("hosting_state", one.state, context.text.language),
            )
            for one in found
        ),
    )


def _declare_letter(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("activity", metavar="ACTIVITY", help=text.what("cli.arg.activity"))
    parser.add_argument("session", type=int, metavar="N", help=text.what("cli.arg.hosting_session"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=text.what("cli.arg.out"))


def _letter(context: Context) -> Outcome:
    from desktop.services import hosting_letter  # lazy: only this command draws a letter

    given = context.arguments
    with context.office(read_only=True) as office:
        path = hosting_letter.write_letter(office, given.activity, given.session, given.out)
    return Outcome(data={"files": [str(path)]}, lines=(context.say("cli.camp.letter", path=str(path)),))


COMMANDS = (
    Command(("hosting", "list"), "cli.help.hosting_list", _listed),
    Command(("hosting", "offer"), "cli.help.hosting_offer", _offer, _declare_offer),
    Command(("hosting", "letter"), "cli.help.hosting_letter", _letter, _declare_letter),
)
