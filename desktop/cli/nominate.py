"""`luminary nominate ACTIVITY FILE`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.command import Command, Context, Outcome, finding_data, findings_data
from desktop.cli.imports import declare_import, told_of_the_file
from desktop.cli.usage import Parser

if TYPE_CHECKING:
    from desktop.services.judged import JudgedRecord, Named
    from desktop.services.nominate import NominationResult
    from desktop.services.office import Office


def _declare(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("activity", metavar="ACTIVITY", help=text.what("cli.arg.activity"))
    declare_import(parser)
    parser.add_argument("--attest", action="store_true", help=text.what("cli.arg.attest"))
    parser.add_argument("--report", type=Path, metavar="CSV", help=text.what("cli.arg.report"))


def _run(context: Context) -> Outcome:
    from desktop.services import nomination_report  # lazy: only this command needs SQLAlchemy

    given = context.arguments
    with context.office() as office:
        if given.report is not None:  # first: if it cannot be written, nobody is nominated
            judged = _nominate(office, given, dry_run=True)
            nomination_report.write(office, judged, given.report, context.text.language)
        result = _nominate(office, given, dry_run=given.dry_run)
    counts = {"records": result.records, "accepted": result.accepted, "refused": result.refused}
    return Outcome(
        data={
            **counts,
            "committed": result.committed,
            "findings": findings_data(result.findings, context.text),
            "nominations": [_nomination(one, context) for one in result.nominations],
        },
        lines=(
            context.say("cli.nominate.counts", **counts),
            *told_of_the_file(context, result, result.accepted),
        ),
        findings=result.findings,
        failed=result.refused > 0,
    )


def _nominate(office: Office, given: argparse.Namespace, *, dry_run: bool) -> NominationResult:
    from desktop.services import nominating  # lazy: only this command needs SQLAlchemy

    return nominating.nominate_file(
        office,
        given.activity,
        given.file,
        attest=given.attest,
        dry_run=dry_run,
        skip_errors=given.skip_errors,
    )


def _nomination(one: JudgedRecord[Named], context: Context) -> dict[str, Any]:
    return {
        "record": one.draft.record,
        "name": one.name,
        "session": one.session or None,
        "rank": one.rank,
        "verdict": str(one.answer),
        "seat": one.seat or None,
        "reasons": [
            {**finding_data(finding, context.text), "message": context.text.words(finding)[0]}
            for finding in one.reason_findings
        ],
    }


COMMANDS = (Command(("nominate",), "cli.help.nominate", _run, _declare),)
