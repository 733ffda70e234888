"""`luminary pair` and `luminary pair-check`: the best pairs, and their proof checked without a solver."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.command import Command, Context, Outcome
from desktop.cli.usage import Parser
from desktop.core import paths
from desktop.core.storage import require_writable

if TYPE_CHECKING:
    from desktop.services.pairing import Paired, Pools

_HEADER = (
    "徒弟",
    "徒弟姓名",
    "師傅",
    "師傅姓名",
    "分數",
    "需求",
    "首要需求",
    "職等差距",
    "志願",
    "志願序",
    "可配對師傅",
)


def _declare_files(parser: Parser) -> None:
    text = parser.text
    parser.add_argument(
        "--mentors", type=Path, required=True, metavar="FILE", help=text.what("cli.arg.pair_mentors")
    )
    parser.add_argument(
        "--mentees", type=Path, required=True, metavar="FILE", help=text.what("cli.arg.pair_mentees")
    )


def _declare_pair(parser: Parser) -> None:
    _declare_files(parser)
    text = parser.text
    parser.add_argument("--out", type=Path, required=True, metavar="CSV", help=text.what("cli.arg.pair_out"))
    parser.add_argument(
        "--certificate", type=Path, required=True, metavar="JSON", help=text.what("cli.arg.pair_certificate")
    )


def _pair(context: Context) -> Outcome:
    from desktop.services import pairing  # lazy: only these commands need the solver

    given = context.arguments
    pools = pairing.from_files(given.mentors, given.mentees)
    found = pairing.pair(pools)
    for path, content in (
        (given.out, _csv(pools, found)),
        (given.certificate, pairing.dumps(found.certificate)),
    ):
        require_writable(path.parent)
        paths.write_atomic(path, content)
    counts = {"placed": found.placed, "worst": found.worst, "total": found.total}
    left = len(pools.mentees) - found.placed
    said = context.say("cli.pair.done", **counts, mentees=len(pools.mentees), left=left)
    return Outcome(data={**counts, "mentees": len(pools.mentees)}, lines=(said,))


def _declare_check(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("certificate", type=Path, metavar="JSON", help=text.what("cli.arg.pair_certificate"))
    _declare_files(parser)


def _check(context: Context) -> Outcome:
    from desktop.services import pairing  # lazy: as above

    given = context.arguments
    faults = pairing.check(pairing.from_files(given.mentors, given.mentees), given.certificate)
    lines = tuple(context.say(one) for one in faults) or (context.say("cli.pair.stands"),)
    return Outcome(data={"faults": list(faults)}, lines=lines, failed=bool(faults))


def _csv(pools: Pools, found: Paired) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADER)
    for one in found.lines:
        points = ("",) * 5 if one.points is None else (one.points.total, *one.points)
        names = (one.mentee, pools.names[one.mentee], one.mentor, pools.names.get(one.mentor, ""))
        writer.writerow((*names, *points, one.place or "", one.admissible))
    return out.getvalue().encode("utf-8-sig")


COMMANDS = (
    Command(("pair",), "cli.help.pair", _pair, _declare_pair),
    Command(("pair-check",), "cli.help.pair_check", _check, _declare_check),
)
