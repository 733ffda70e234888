"""`luminary demo --out DIR`: the whole job from bundled samples; needs no display and no Qt."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.command import Command, Context, Outcome
from desktop.cli.usage import Parser


def _declare(parser: Parser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=parser.text.what("cli.arg.out")
    )


def _run(context: Context) -> Outcome:
    from desktop.services import demo  # lazy: the whole product

    files = []
    for made in demo.run(context.arguments.out, clock=context.clock, progress=context.progress):
        if not context.arguments.json:
            print(context.say(made.what, path=str(made.path)), flush=True)
        files.append({"path": str(made.path), "what": made.what})
    return Outcome(
        data={"files": files, "passphrase": demo.PASSPHRASE},
        lines=(context.say("demo.done", passphrase=demo.PASSPHRASE),),
    )


COMMANDS = (Command(("demo",), "cli.help.demo", _run, _declare, office=False),)
