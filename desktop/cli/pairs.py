"""`luminary pairs …`: the accepted pairs, how they stand, their agreement and diary, papers and report."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.command import Command, Context, Outcome, finding_data, read_date
from desktop.cli.usage import Parser
from desktop.cli.values import read as values_of
from desktop.core import terms

_KINDS = ("agreement", "roster", "diary")


def _list(context: Context) -> Outcome:
    from desktop.services import pairs, pairs_table  # lazy: only these commands need SQLAlchemy

    language = context.text.language
    with context.office(read_only=True) as office:
        found = pairs.read(office)
    data, told = [], []
    for one in found:
        row = pairs_table.row(one, language, masked=True)
        told.append(context.say("cli.pairs.line", **{name: row[name] for name in _SHOWN}))
        told += [f"    {warning}" for warning in pairs_table.warnings(one, language)]
        data.append(
            {
                **{name: row[name] for name in ("mentor", "mentor_agency", "mentee", "mentee_agency")},
                "id": one.id,
                "points": one.points,
                "locked": one.locked,
                "rules": list(one.rules),
                "state": one.state,
                "document_no": one.document_no,
                "document_date": one.document_date.isoformat() if one.document_date else None,
                "fields": dict(one.cells),
                "lists": {
                    name: [{"line": line.id, **line.cells} for line in lines]
                    for name, lines in one.lists.items()
                },
                "findings": [finding_data(each, context.text) for _pair, each in pairs.findings([one])],
            }
        )
    counts = context.say("cli.pairs.counts", count=len(found))
    return Outcome(data={"pairs": data}, lines=(*told, counts))


_SHOWN = (
    "id",
    "mentor",
    "mentor_agency",
    "mentee",
    "mentee_agency",
    "points",
    "state",
    "discussions",
    "minutes",
)


def _declare_state(parser: Parser) -> None:
    text = parser.text
    states = terms.vocabulary("pair_state").codes
    parser.add_argument("id", type=int, nargs="+", metavar="ID", help=text.what("cli.arg.pairs_id"))
    parser.add_argument(
        "--state", required=True, choices=states, metavar="STATE", help=text.what("cli.arg.pairs_state")
    )
    parser.add_argument("--number", default="", metavar="NO", help=text.what("cli.arg.letter_number"))
    parser.add_argument("--date", default="", metavar="104/03/20", help=text.what("cli.arg.document_date"))
    parser.add_argument("--reason", default="", metavar="TEXT", help=text.what("cli.arg.pairs_reason"))


def _state(context: Context) -> Outcome:
    from desktop.services import pairs  # lazy: as above

    given = context.arguments
    day = read_date(given.date) if given.date else None
    with context.office() as office:
        pairs.state(office, given.id, given.state, number=given.number, day=day, reason=given.reason)
    state = terms.label("pair_state", given.state, context.text.language)
    said = context.say("cli.pairs.state", count=len(given.id), state=state)
    return Outcome(data={"pairs": given.id, "state": given.state}, lines=(said,))


def _declare_put(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("id", type=int, metavar="ID", help=text.what("cli.arg.pairs_id"))
    _declare_values(parser, "cli.arg.pairs_fields")


def _put(context: Context) -> Outcome:
    from desktop.services import pairs  # lazy: as above

    given = context.arguments
    values = values_of(given.set)
    with context.office() as office:
        pairs.put(office, given.id, values)
    said = context.say("cli.proposal.set", count=len(values))
    return Outcome(data={"pair": given.id, "set": sorted(values)}, lines=(said,))


def _declare_log(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("id", type=int, metavar="ID", help=text.what("cli.arg.pairs_id"))
    parser.add_argument("--list", required=True, metavar="LIST", help=text.what("cli.arg.pairs_list"))
    _declare_values(parser, "cli.arg.pairs_columns")


def _log(context: Context) -> Outcome:
    from desktop.services import pairs  # lazy: as above

    given = context.arguments
    with context.office() as office:
        made = pairs.add_line(office, given.id, given.list, values_of(given.set))
    said = context.say("cli.pairs.logged", line=made)
    return Outcome(data={"pair": given.id, "list": given.list, "line": made}, lines=(said,))


def _declare_remove(parser: Parser) -> None:
    parser.add_argument("line", type=int, metavar="LINE", help=parser.text.what("cli.arg.pairs_line"))


def _remove(context: Context) -> Outcome:
    from desktop.services import pairs  # lazy: as above

    line = context.arguments.line
    with context.office() as office:
        pairs.remove_line(office, line)
    return Outcome(data={"removed": line}, lines=(context.say("cli.pairs.removed", line=line),))


def _declare_papers(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=text.what("cli.arg.out"))
    parser.add_argument(
        "--kind", action="append", choices=_KINDS, metavar="KIND", help=text.what("cli.arg.pairs_kind")
    )


def _papers(context: Context) -> Outcome:
    from desktop.services import pairs_papers  # lazy: as above

    given = context.arguments
    kinds = [pairs_papers.Kind(one) for one in given.kind or _KINDS]
    with context.office(read_only=True) as office:
        written = pairs_papers.write(office, given.out, kinds)
    return _written(context, written)


def _declare_report(parser: Parser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=parser.text.what("cli.arg.out")
    )


def _report(context: Context) -> Outcome:
    from desktop.services import pairs_report  # lazy: as above

    with context.office() as office:
        report = pairs_report.read(office)
        written = pairs_report.write(office, context.arguments.out)
    told = pairs_report.sentences(report, context.text.language)
    outcome = _written(context, written)
    return Outcome(data={**outcome.data, "sentences": list(told)}, lines=(*told, *outcome.lines))


def _written(context: Context, files: list[Path] | tuple[Path, ...]) -> Outcome:
    lines = tuple(context.say("cli.written", path=str(one)) for one in files)
    return Outcome(data={"files": [str(one) for one in files]}, lines=lines)


def _declare_values(parser: Parser, code: str) -> None:
    parser.add_argument("--set", nargs="+", required=True, metavar="FIELD=TEXT", help=parser.text.what(code))


COMMANDS = (
    Command(("pairs", "list"), "cli.help.pairs_list", _list),
    Command(("pairs", "state"), "cli.help.pairs_state", _state, _declare_state),
    Command(("pairs", "put"), "cli.help.pairs_put", _put, _declare_put),
    Command(("pairs", "log"), "cli.help.pairs_log", _log, _declare_log),
    Command(("pairs", "remove"), "cli.help.pairs_remove", _remove, _declare_remove),
    Command(("pairs", "papers"), "cli.help.pairs_papers", _papers, _declare_papers),
    Command(("pairs", "report"), "cli.help.pairs_report", _report, _declare_report),
)
