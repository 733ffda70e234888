"""`luminary scope …`, `memo` and `cover-letter`: what is said of each activity, and the papers to sign."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.command import Command, Context, Outcome
from desktop.cli.usage import Parser
from desktop.core import terms


def _list(context: Context) -> Outcome:
    from desktop.services import activity_states  # lazy: only these commands need SQLAlchemy

    language = context.text.language
    with context.office(read_only=True) as office:
        found = activity_states.read(office, language)
    return Outcome(
        data={
            "activities": [
                {"activity": one.activity, "state": one.state, "reason": one.reason} for one in found
            ]
        },
        lines=tuple(
            context.say(
                "cli.scope.line",
                title=one.title,
                state=terms.label("scope_state", one.state, language),
                reason=one.reason,
            ).rstrip()
            for one in found
        ),
    )


def _declare_nil(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("activity", metavar="ACTIVITY", help=text.what("cli.arg.activity"))
    parser.add_argument("--reason", required=True, metavar="TEXT", help=text.what("cli.arg.scope_reason"))


def _nil(context: Context) -> Outcome:
    from desktop.services import activity_states  # lazy: as above

    given = context.arguments
    with context.office() as office:
        activity_states.state_nil(office, given.activity, given.reason)
    return _list(context)


def _declare_open(parser: Parser) -> None:
    parser.add_argument("activity", metavar="ACTIVITY", help=parser.text.what("cli.arg.activity"))


def _open(context: Context) -> Outcome:
    from desktop.services import activity_states  # lazy: as above

    with context.office() as office:
        activity_states.take_back(office, context.arguments.activity)
    return _list(context)


def _declare_memo(parser: Parser) -> None:
    _declare_open(parser)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=parser.text.what("cli.arg.out")
    )


def _memo(context: Context) -> Outcome:
    from desktop.services import sign_off  # lazy: as above

    given = context.arguments
    with context.office(read_only=True) as office:
        paths = sign_off.write_memo(office, given.activity, given.out)
    return _written(context, *paths)


def _declare_cover(parser: Parser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=parser.text.what("cli.arg.out")
    )


def _cover(context: Context) -> Outcome:
    from desktop.services import sign_off  # lazy: as above

    with context.office(read_only=True) as office:
        path = sign_off.write_cover_letter(office, context.arguments.out)
    return _written(context, path)


def _written(context: Context, *paths: Path) -> Outcome:
    lines = tuple(context.say("cli.camp.letter", path=str(path)) for path in paths)
    return Outcome(data={"files": list(map(str, paths))}, lines=lines)


COMMANDS = (
    Command(("scope", "list"), "cli.help.scope_list", _list),
    Command(("scope", "nil"), "cli.help.scope_nil", _nil, _declare_nil),
    Command(("scope", "open"), "cli.help.scope_open", _open, _declare_open),
    Command(("memo",), "cli.help.memo", _memo, _declare_memo),
    Command(("cover-letter",), "cli.help.cover_letter", _cover, _declare_cover),
)
