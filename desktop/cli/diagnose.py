"""`luminary diagnose …`: the questionnaire out and back, what the team agrees on, the report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.command import Command, Context, Outcome
from desktop.cli.usage import Parser
from desktop.core import paths
from desktop.core.errors import UsageError

if TYPE_CHECKING:
    from desktop.services.diagnosis_files import Taken

_NOT_APPLICABLE = "na"


def _declare_blank(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=text.what("cli.arg.out"))
    parser.add_argument("--count", type=int, default=1, metavar="N", help=text.what("cli.arg.diagnose_count"))


def _blank(context: Context) -> Outcome:
    from desktop.services import diagnosis_files  # lazy: only these commands need SQLAlchemy

    given = context.arguments
    sheets = diagnosis_files.export_sheets(given.out, given.count)
    with context.office(read_only=True) as office:
        paper = given.out / "questionnaire.pdf"
        paths.write_atomic(paper, diagnosis_files.paper(office))
    return _written(context, *sheets, paper)


def _declare_files(parser: Parser) -> None:
    text = parser.text
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help=text.what("cli.arg.diagnose_files")
    )
    parser.add_argument("--dry-run", action="store_true", help=text.what("cli.arg.dry_run"))


def _import(context: Context) -> Outcome:
    from desktop.services import diagnosis_files  # lazy: as above

    given = context.arguments
    with context.office() as office:
        found = diagnosis_files.take(office, given.files, dry_run=given.dry_run)
    return Outcome(
        data={"files": [_told(context, one) for one in found]},
        lines=tuple(line for one in found for line in _lines(context, one)),
        failed=any(one.state == "refused" for one in found),
    )


def _declare_export(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("number", type=int, metavar="N", help=text.what("cli.arg.diagnose_number"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help=text.what("cli.arg.out"))


def _export(context: Context) -> Outcome:
    from desktop.services import diagnoses, diagnosis_files  # lazy: as above

    given = context.arguments
    with context.office(read_only=True) as office:
        found = next((one for one in diagnoses.respondents(office) if one.number == given.number), None)
        if found is None:
            raise UsageError("diagnosis.respondent_gone", id=given.number)
        path = diagnosis_files.export_json(office, found.id, given.out)
    return _written(context, path)


def _status(context: Context) -> Outcome:
    from desktop.services import diagnoses, diagnosis_agreed  # lazy: as above

    with context.office(read_only=True) as office:
        people, lines = diagnoses.respondents(office), diagnosis_agreed.read(office)
    told = [
        context.say("cli.diagnose.respondent", number=one.number, answered=one.answered, missing=one.missing)
        for one in people
    ]
    open_ones = [line.item.code for line in lines if not line.agreed.settled]
    disputed = [code for code, line in ((one.item.code, one) for one in lines) if line.levels.apart]
    settled = len(lines) - len(open_ones)
    told.append(context.say("cli.diagnose.agreed", settled=settled, count=len(lines)))
    if open_ones:
        told.append(context.say("cli.diagnose.open", items="、".join(open_ones)))
    if disputed:
        told.append(context.say("cli.diagnose.disputed", items="、".join(disputed)))
    return Outcome(
        data={
            "respondents": [
                {"number": one.number, "answered": one.answered, "missing": one.missing} for one in people
            ],
            "agreed": settled,
            "open": open_ones,
            "disputed": disputed,
        },
        lines=tuple(told),
    )


def _declare_agree(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("item", nargs="?", metavar="A1", help=text.what("cli.arg.diagnose_item"))
    parser.add_argument("--level", metavar="1–5", help=text.what("cli.arg.diagnose_level"))
    parser.add_argument("--need", type=int, metavar="0–3", help=text.what("cli.arg.diagnose_need"))
    parser.add_argument("--evidence", metavar="TEXT", help=text.what("cli.arg.diagnose_evidence"))
    parser.add_argument("--note", default="", metavar="TEXT", help=text.what("cli.arg.diagnose_note"))


def _agree(context: Context) -> Outcome:
    from desktop.rules.diagnosis import Agreed  # lazy: as above
    from desktop.services import diagnosis_agreed  # lazy: as above

    given = context.arguments
    with context.office() as office:
        if given.item is None:
            count = diagnosis_agreed.accept_all(office)
        else:
            left_out = given.level == _NOT_APPLICABLE
            if given.level is not None and not left_out and not given.level.isdigit():
                raise UsageError("diagnosis.level", level=given.level)
            level = None if left_out or given.level is None else int(given.level)
            agreed = Agreed(level, left_out, None if left_out else given.need)
            diagnosis_agreed.decide(office, given.item, agreed, note=given.note, evidence=given.evidence)
            count = 1
    return Outcome(data={"agreed": count}, lines=(context.say("cli.diagnose.fixed", count=count),))


def _declare_report(parser: Parser) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=parser.text.what("cli.arg.out")
    )


def _report(context: Context) -> Outcome:
    from desktop.services import diagnosis_papers  # lazy: as above

    with context.office(read_only=True) as office:
        files = diagnosis_papers.write(office, context.arguments.out)
    return _written(context, *files)


def _declare_before(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=parser.text.what("cli.arg.diagnose_before"))


def _before(context: Context) -> Outcome:
    from desktop.services import diagnosis_papers  # lazy: as above

    with context.office() as office:
        year = diagnosis_papers.take_before(office, context.arguments.file)
    return Outcome(data={"year": year}, lines=(context.say("cli.diagnose.before", year=year),))


def _declare_benchmark(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("file", type=Path, metavar="FILE", help=text.what("cli.arg.diagnose_benchmark"))
    parser.add_argument(
        "--trust", type=Path, required=True, metavar="PEM", help=text.what("cli.arg.diagnose_trust")
    )


def _benchmark(context: Context) -> Outcome:
    from desktop.services import diagnosis_benchmark  # lazy: as above

    given = context.arguments
    with context.office() as office:
        found = diagnosis_benchmark.take(office, given.file, given.trust)
    said = context.say("cli.diagnose.benchmark", year=found.roc_year, counties=found.counties)
    return Outcome(data={"year": found.roc_year, "counties": found.counties}, lines=(said,))


def _written(context: Context, *files: Path) -> Outcome:
    lines = tuple(context.say("cli.written", path=str(path)) for path in files)
    return Outcome(data={"files": list(map(str, files))}, lines=lines)


def _told(context: Context, one: Taken) -> dict[str, object]:
    found: dict[str, object] = {
        "file": str(one.path),
        "state": one.state,
        "number": one.number,
        "answered": one.answered,
        "missing": one.missing,
        "changed": list(one.changed),
        "findings": [context.text.sentence(finding) for finding in one.findings],
    }
    if one.error is not None:
        found["error"] = {"code": one.error.code, "message": context.text.error(one.error)}
    return found


def _lines(context: Context, one: Taken) -> tuple[str, ...]:
    if one.error is not None:
        return (f"{one.path.name}　{context.text.error(one.error)}",)
    head = context.say(
        f"cli.diagnose.taken-{one.state}",
        file=one.path.name,
        number=one.number,
        answered=one.answered,
        missing=one.missing,
        changed="、".join(one.changed),
    )
    return (head, *(f"    {context.text.sentence(finding)}" for finding in one.findings))


COMMANDS = (
    Command(("diagnose", "export-blank"), "cli.help.diagnose_blank", _blank, _declare_blank),
    Command(("diagnose", "import"), "cli.help.diagnose_import", _import, _declare_files),
    Command(("diagnose", "export"), "cli.help.diagnose_export", _export, _declare_export),
    Command(("diagnose", "status"), "cli.help.diagnose_status", _status),
    Command(("diagnose", "agree"), "cli.help.diagnose_agree", _agree, _declare_agree),
    Command(("diagnose", "report"), "cli.help.diagnose_report", _report, _declare_report),
    Command(("diagnose", "before"), "cli.help.diagnose_before", _before, _declare_before),
    Command(("diagnose", "benchmark"), "cli.help.diagnose_benchmark", _benchmark, _declare_benchmark),
)
