"""`luminary statistics`: participation in numbers, and the report to the county head."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.command import Command, Context, Outcome
from desktop.cli.usage import Parser


def _declare(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("--activity", default="", metavar="ACTIVITY", help=text.what("cli.arg.activity"))
    parser.add_argument("--out", type=Path, metavar="DIR", help=text.what("cli.arg.statistics_out"))


def _run(context: Context) -> Outcome:
    from desktop.services import statistics, statistics_report  # lazy: only this command needs SQLAlchemy

    given, language = context.arguments, context.text.language
    with context.office(read_only=True) as office:
        found = {by: statistics.read(office, by, language, activity=given.activity) for by in statistics.By}
        written = statistics_report.write(office, given.out) if given.out else None
    data = {
        str(by): [
            {
                "group": one.label,
                "nominated": one.nominated,
                "selected": one.selected,
                "attended": one.attended,
                "completed": one.completed,
                "hours": float(one.hours),
            }
            for one in groups
        ]
        for by, groups in found.items()
    }
    lines = []
    for by, groups in found.items():
        lines.append("\t".join(statistics_report.header(by, language)))
        lines += ["\t".join(statistics_report.row(one)) for one in groups]
    if written is not None:
        lines.append(context.say("cli.statistics.written", path=str(written)))
    return Outcome(data={**data, "path": str(written) if written else None}, lines=tuple(lines))


COMMANDS = (Command(("statistics",), "cli.help.statistics", _run, _declare),)
