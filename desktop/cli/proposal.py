"""`luminary proposal …`: the Luminary proposal, its lists, where it stands, the closing report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.command import Command, Context, Outcome, read_date
from desktop.cli.usage import Parser
from desktop.cli.values import read as values_of
from desktop.core.errors import UsageError

if TYPE_CHECKING:
    from desktop.services.luminary import Proposal


def _show(context: Context) -> Outcome:
    from desktop.services import luminary, luminary_form  # lazy: only these commands need SQLAlchemy

    with context.office(read_only=True) as office:
        found = luminary.read(office)
        with office.database.reading() as session:
            lacks = tuple(luminary.findings(session))
    told = [context.say("cli.proposal.state", kind=found.kind, state=found.state, number=found.document_no)]
    told += [f"{name}　{value}" for name, value in found.cells.items() if value]
    for own in luminary_form.form().lists:
        for line in found.lines(own.name):
            values = "　".join(value for value in line.cells.values() if value)
            told.append(f"{own.name} {line.number}　{values}")
    return Outcome(data=_data(found), lines=tuple(told), findings=lacks)


def _declare_set(parser: Parser) -> None:
    parser.add_argument(
        "values", nargs="+", metavar="FIELD=TEXT", help=parser.text.what("cli.arg.proposal_values")
    )


def _set(context: Context) -> Outcome:
    from desktop.services import luminary  # lazy: as above

    values = values_of(context.arguments.values)
    with context.office() as office:
        luminary.put(office, values)
    return Outcome(data={"set": sorted(values)}, lines=(context.say("cli.proposal.set", count=len(values)),))


def _declare_add(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("list", metavar="LIST", help=text.what("cli.arg.proposal_list"))
    parser.add_argument("values", nargs="+", metavar="COLUMN=TEXT", help=text.what("cli.arg.proposal_values"))


def _add(context: Context) -> Outcome:
    from desktop.services import luminary  # lazy: as above

    given = context.arguments
    with context.office() as office:
        luminary.add_line(office, given.list, values_of(given.values))
        count = len(luminary.read(office).lines(given.list))
    said = context.say("cli.proposal.added", list=given.list, count=count)
    return Outcome(data={"list": given.list, "lines": count}, lines=(said,))


def _declare_remove(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("list", metavar="LIST", help=text.what("cli.arg.proposal_list"))
    parser.add_argument("number", type=int, metavar="N", help=text.what("cli.arg.proposal_number"))


def _remove(context: Context) -> Outcome:
    from desktop.services import luminary  # lazy: as above

    given = context.arguments
    with context.office() as office:
        lines = luminary.read(office).lines(given.list)
        found = next((one for one in lines if one.number == given.number), None)
        if found is None:
            raise UsageError("proposal.line_gone", id=given.number)
        luminary.remove_line(office, found.id)
    said = context.say("cli.proposal.added", list=given.list, count=len(lines) - 1)
    return Outcome(data={"list": given.list, "lines": len(lines) - 1}, lines=(said,))


def _declare_state(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("state", metavar="STATE", help=text.what("cli.arg.proposal_state"))
    parser.add_argument("--number", default="", metavar="NO", help=text.what("cli.arg.letter_number"))
    parser.add_argument("--date", default="", metavar="104/03/20", help=text.what("cli.arg.letter_date"))


def _state(context: Context) -> Outcome:
    from desktop.services import luminary  # lazy: as above

    given = context.arguments
    day = read_date(given.date) if given.date else None
    with context.office() as office:
        luminary.state(office, given.state, number=given.number, day=day)
        found = luminary.read(office)
    said = context.say("cli.proposal.state", kind=found.kind, state=found.state, number=found.document_no)
    return Outcome(data={"state": found.state}, lines=(said,))


def _declare_closing(parser: Parser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=parser.text.what("cli.arg.out")
    )


def _closing(context: Context) -> Outcome:
    from desktop.services import luminary_closing  # lazy: as above

    with context.office(read_only=True) as office:
        path = luminary_closing.write(office, context.arguments.out)
    return Outcome(data={"files": [str(path)]}, lines=(context.say("cli.written", path=str(path)),))


def _data(found: Proposal) -> dict[str, object]:
    lists = {name: [dict(line.cells) for line in lines] for name, lines in found.lists.items()}
    day = found.document_date.isoformat() if found.document_date else None
    return {
        "kind": found.kind,
        "state": found.state,
        "document_no": found.document_no,
        "document_date": day,
        "fields": dict(found.cells),
        "lists": lists,
    }


COMMANDS = (
    Command(("proposal", "show"), "cli.help.proposal_show", _show),
    Command(("proposal", "set"), "cli.help.proposal_set", _set, _declare_set),
    Command(("proposal", "add"), "cli.help.proposal_add", _add, _declare_add),
    Command(("proposal", "remove"), "cli.help.proposal_remove", _remove, _declare_remove),
    Command(("proposal", "state"), "cli.help.proposal_state", _state, _declare_state),
    Command(("proposal", "closing"), "cli.help.proposal_closing", _closing, _declare_closing),
)
