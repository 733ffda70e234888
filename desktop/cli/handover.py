"""`luminary handover make|open`: everything to a successor or a new PC, under new secrets."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.command import Command, Context, Outcome, read_secret
from desktop.cli.office_secrets import NEW_PASSPHRASE_VARIABLE
from desktop.cli.offices import hand_over, tell_once
from desktop.cli.usage import Parser
from desktop.core import paths

CODE_VARIABLE = "LUMINARY_HANDOVER_CODE"


def _declare_make(parser: Parser) -> None:
    text = parser.text
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help=text.what("cli.arg.handover_out")
    )
    parser.add_argument("--code-file", type=Path, metavar="F", help=text.what("cli.arg.handover_code_out"))
    parser.add_argument("--summary", type=Path, metavar="PDF", help=text.what("cli.arg.handover_summary"))


def _make(context: Context) -> Outcome:
    from desktop.services import handover, handover_summary  # lazy: only these commands need SQLAlchemy

    given = context.arguments
    with context.office() as office:
        made = handover.make(office, given.out, progress=context.progress)
        if given.summary is not None:
            paths.write_atomic(given.summary, handover_summary.paper(office))
    said = context.say("cli.handover.code", code=made.code)
    tell_once(context, made.code, given.code_file, said)
    return Outcome(
        data={"path": str(made.path), "people": made.people},
        lines=(context.say("cli.handover.made", path=str(made.path), people=made.people),),
    )


def _declare_open(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("file", type=Path, metavar="FILE", help=text.what("cli.arg.handover_file"))
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=text.what("cli.arg.handover_folder")
    )
    parser.add_argument("--code-file", type=Path, metavar="F", help=text.what("cli.arg.handover_code"))
    parser.add_argument(
        "--new-passphrase-file", type=Path, metavar="F", help=text.what("cli.arg.new_passphrase_file")
    )
    parser.add_argument("--recovery-file", type=Path, metavar="F", help=text.what("cli.arg.recovery_file"))


def _open(context: Context) -> Outcome:
    from desktop.services import handover  # lazy: as above

    given = context.arguments
    code = read_secret(given.code_file, CODE_VARIABLE, "cli.handover.no_code")
    new = read_secret(given.new_passphrase_file, NEW_PASSPHRASE_VARIABLE, "cli.no_new_passphrase")
    taken = handover.take_over(given.file, given.out, code, new, clock=context.clock)
    hand_over(context, taken.recovery_code)
    return Outcome(
        data={"path": str(taken.folder), "people": taken.people},
        lines=(context.say("cli.handover.opened", path=str(taken.folder), people=taken.people),),
    )


COMMANDS = (
    Command(("handover", "make"), "cli.help.handover_make", _make, _declare_make),
    Command(("handover", "open"), "cli.help.handover_open", _open, _declare_open, office=False),
)
