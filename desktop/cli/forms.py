"""`luminary forms ACTIVITY --out DIR [--each|--blank]`."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.command import Command, Context, Outcome
from desktop.cli.usage import Parser


def _declare(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("activity", metavar="ACTIVITY", help=text.what("cli.arg.activity"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=text.what("cli.arg.out"))
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--each", action="store_true", help=text.what("cli.arg.each"))
    kind.add_argument("--blank", action="store_true", help=text.what("cli.arg.blank"))


def _run(context: Context) -> Outcome:
    from desktop.services import forms  # lazy: SQLAlchemy and ReportLab

    given = context.arguments
    draw = forms.each if given.each else forms.blank if given.blank else forms.booklet
    with context.office(read_only=True) as office:
        files = draw(office, given.activity, given.out, progress=context.progress)
    return Outcome(
        data={
            "files": [{"path": str(file.path), "pages": file.pages, "people": file.people} for file in files]
        },
        lines=tuple(str(file.path) for file in files),
        findings=tuple(finding for file in files for finding in file.findings),
    )


COMMANDS = (Command(("forms",), "cli.help.forms", _run, _declare),)
