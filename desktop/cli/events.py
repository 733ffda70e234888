"""`luminary events …`: who is registered for the plan's events, and the lists on paper."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.command import Command, Context, Outcome
from desktop.cli.imports import declare_import, outcome
from desktop.cli.usage import Parser
from desktop.core import terms
from desktop.core.text import mask_name


def _import(context: Context) -> Outcome:
    from desktop.services import event_import  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    with context.office() as office:
        result = event_import.import_file(
            office, given.file, dry_run=given.dry_run, skip_errors=given.skip_errors
        )
    return outcome(context, result)


def _list(context: Context) -> Outcome:
    from desktop.services import events  # lazy: only this command needs SQLAlchemy

    language = context.text.language
    with context.office(read_only=True) as office:
        found = [(one, events.listing(office, one.id)) for one in events.choices(office)]
    told = []
    for event, lines in found:
        title = event.title.in_language(language)
        told.append(context.say("cli.events.event", id=event.id, title=title, count=len(lines)))
        for one in lines:
            state = terms.label("event_state", one.state, language)
            name = mask_name(one.name)
            told.append(context.say("cli.events.line", name=name, agency=one.person.agency, state=state))
    data = [
        {
            "event": event.id,
            "registered": [
                {"name": mask_name(one.name), "agency": one.person.agency, "state": one.state}
                for one in lines
            ],
        }
        for event, lines in found
    ]
    return Outcome(data={"events": data}, lines=tuple(told))


def _declare_roster(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("event", metavar="EVENT", help=text.what("cli.arg.event"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=text.what("cli.arg.out"))


def _roster(context: Context) -> Outcome:
    from desktop.services import event_papers  # lazy: only this command draws lists

    given = context.arguments
    with context.office(read_only=True) as office:
        written = event_papers.write(office, given.event, given.out)
    return Outcome(
        data={"files": [str(path) for path in written]},
        lines=tuple(context.say("cli.rosters.written", path=str(path)) for path in written),
    )


COMMANDS = (
    Command(("events", "import"), "cli.help.events_import", _import, declare_import),
    Command(("events", "list"), "cli.help.events_list", _list),
    Command(("events", "roster"), "cli.help.events_roster", _roster, _declare_roster),
)
