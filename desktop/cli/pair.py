"""`luminary pair` and `luminary pair-check`: the best pairs, and their proof checked without a solver."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.command import Command, Context, Outcome, findings_data
from desktop.cli.usage import Parser
from desktop.core import paths
from desktop.core.errors import UsageError
from desktop.core.findings import Finding, Severity
from desktop.core.storage import require_writable

if TYPE_CHECKING:
    from desktop.services.pairing_pools import Pools


def _declare_files(parser: Parser, *, required: bool = True) -> None:
    text = parser.text
    for name, metavar, needed in (
        ("mentors", "FILE", required),
        ("mentees", "FILE", required),
        ("locks", "FILE", False),
        ("history", "FILE", False),
    ):
        parser.add_argument(
            f"--{name}",
            type=Path,
            required=needed,
            metavar=metavar,
            help=text.what(f"cli.arg.pair_{name}"),
        )


def _declare_pair(parser: Parser) -> None:
    _declare_files(parser)
    text = parser.text
    parser.add_argument("--out", type=Path, required=True, metavar="CSV", help=text.what("cli.arg.pair_out"))
    parser.add_argument(
        "--certificate", type=Path, required=True, metavar="JSON", help=text.what("cli.arg.pair_certificate")
    )
    parser.add_argument("--explain", type=Path, metavar="CSV", help=text.what("cli.arg.pair_explain"))


def _pools(context: Context) -> Pools:
    from desktop.services import pairing_pools  # lazy: only these commands read pools

    given = context.arguments
    return pairing_pools.from_files(given.mentors, given.mentees, locks=given.locks, history=given.history)


def _pair(context: Context) -> Outcome:
    from desktop.services import pairing, pairing_files  # lazy: only these commands need the solver

    given = context.arguments
    _refuse_the_same_file(context)
    found = pairing.pair(_pools(context))
    made = {given.out: pairing_files.pairs(found), given.certificate: pairing.dumps(found.certificate)}
    if given.explain is not None:
        made[given.explain] = pairing_files.explanation(found, progress=context.progress)
    for path in made:
        require_writable(path.parent)
    for path, content in made.items():
        paths.write_atomic(path, content)
    findings, mentees = pairing_files.findings(found), len(found.pools.mentees)
    figures = {"placed": found.placed, "worst": found.worst, "total": found.total}
    return Outcome(
        data={
            "placed": found.placed,
            "unplaced": found.unplaced,
            "floor": found.solution.floor,
            "total": found.total,
            "unique": found.unique,
            "certificate": str(given.certificate),
            "findings": findings_data(findings, context.text),
        },
        lines=(
            context.say("cli.pair.done", **figures, mentees=mentees, left=found.unplaced),
            *(context.say("cli.written", path=str(path)) for path in made),
        ),
        findings=findings,
    )


def _refuse_the_same_file(context: Context) -> None:
    """Raise `UsageError` where a file that is written is one that is read, or another that is written."""
    given = context.arguments
    written = [given.out, given.certificate, given.explain]
    read = [given.mentors, given.mentees, given.locks, given.history]
    named = [path.resolve() for path in written if path is not None]
    taken = {path.resolve() for path in read if path is not None}
    for at, path in enumerate(named):
        if path in taken or path in named[:at]:
            raise UsageError("cli.pair.same_file", file=path.name)


def _declare_check(parser: Parser) -> None:
    text = parser.text
    parser.add_argument(
        "certificate", type=Path, nargs="?", metavar="JSON", help=text.what("cli.arg.pair_certificate")
    )
    _declare_files(parser, required=False)
    parser.add_argument("--packet", type=Path, metavar="FILE", help=text.what("cli.arg.pair_packet"))


def _check(context: Context) -> Outcome:
    from desktop.services import pairing, pairing_proof  # lazy: as above

    given = context.arguments
    files = (given.certificate, given.mentors, given.mentees)
    if given.packet is not None and not any((*files, given.locks, given.history)):
        return checked(context, pairing_proof.check_packet(given.packet))
    if given.packet is not None or not all(files):
        raise UsageError("cli.pair.what_to_check")
    return checked(context, pairing.check(_pools(context), given.certificate))


def checked(context: Context, faults: tuple[str, ...]) -> Outcome:
    """What a check of a certificate prints: whether it is valid, and each fault as a finding."""
    findings = tuple(Finding(code, Severity.ERROR) for code in faults)
    return Outcome(
        data={"valid": not faults, "findings": findings_data(findings, context.text)},
        lines=() if faults else (context.say("cli.pair.stands"),),
        findings=findings,
        failed=bool(faults),
    )


COMMANDS = (
    Command(("pair",), "cli.help.pair", _pair, _declare_pair),
    Command(("pair-check",), "cli.help.pair_check", _check, _declare_check),
)
