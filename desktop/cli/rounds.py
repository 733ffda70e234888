"""`luminary round …`: workbooks out to the agencies, files back, who has not answered, one list."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.command import Command, Context, Outcome, finding_data, findings_data, read_date
from desktop.cli.usage import Parser
from desktop.core import terms
from desktop.core.errors import UsageError

if TYPE_CHECKING:
    from desktop.services.office import Office
    from desktop.services.round_board import Board
    from desktop.services.round_collect import Collected


def _declare_open(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("activity", metavar="ACTIVITY", help=text.what("cli.arg.activity"))
    parser.add_argument("--due", required=True, metavar="DATE", help=text.what("cli.arg.round_due"))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=text.what("cli.arg.out"))
    parser.add_argument("--session", type=int, metavar="N", help=text.what("cli.arg.round_session"))
    parser.add_argument("--places", type=int, metavar="N", help=text.what("cli.arg.round_places"))
    parser.add_argument(
        "--agencies", nargs="+", default=[], metavar="NAME", help=text.what("cli.arg.round_agencies")
    )
    parser.add_argument("--letter", type=int, metavar="ID", help=text.what("cli.arg.round_letter"))
    parser.add_argument("--note", default="", metavar="TEXT", help=text.what("cli.arg.round_note"))
    parser.add_argument("--with-people", action="store_true", help=text.what("cli.arg.round_people"))


def _open(context: Context) -> Outcome:
    from desktop.services import round_templates, rounds  # lazy: only these commands need SQLAlchemy

    given = context.arguments
    asking = rounds.Asking(
        given.activity,
        read_date(given.due),
        given.session,
        tuple(given.agencies),
        given.places,
        letter_id=given.letter,
        note=given.note,
    )
    with context.office() as office:
        made = rounds.open_round(office, asking)
        sent = round_templates.write(
            office, made, given.out, people=given.with_people, progress=context.progress
        )
    files = list(map(str, sent.files))
    said = context.say("cli.round.opened", count=len(sent.workbooks), path=str(given.out))
    return Outcome(data={"round": made, "files": files}, lines=(said,))


def _declare_send(parser: Parser) -> None:
    _declare_round(parser)
    text = parser.text
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=text.what("cli.arg.out"))
    parser.add_argument("--with-people", action="store_true", help=text.what("cli.arg.round_people"))


def _send(context: Context) -> Outcome:
    from desktop.services import round_templates  # lazy: as above

    given = context.arguments
    with context.office() as office:
        sent = round_templates.write(
            office, _round(context, office), given.out, people=given.with_people, progress=context.progress
        )
    files = list(map(str, sent.files))
    return Outcome(
        data={"files": files},
        lines=(context.say("cli.round.opened", count=len(sent.workbooks), path=str(given.out)),),
    )


def _declare_collect(parser: Parser) -> None:
    text = parser.text
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=text.what("cli.arg.round_files"))
    parser.add_argument("--dry-run", action="store_true", help=text.what("cli.arg.dry_run"))
    parser.add_argument("--agency", metavar="NAME", help=text.what("cli.arg.round_agency"))
    parser.add_argument("--activity", metavar="ACTIVITY", help=text.what("cli.arg.round_activity"))


def _collect(context: Context) -> Outcome:
    from desktop.services import round_collect  # lazy: as above

    given = context.arguments
    with context.office() as office:
        if given.agency:
            told = _agency(context, office, given.agency)
            found = tuple(round_collect.assign(office, path, told) for path in given.files)
        else:
            found = round_collect.collect(
                office, given.files, dry_run=given.dry_run, progress=context.progress
            )
    counts = Counter(one.state for one in found)
    lines = [line for one in found for line in _told(context, one)]
    said = context.say("cli.round.collected", **{name: counts[name] for name in _STATES})
    return Outcome(
        data={"files": [_file(context, one) for one in found]},
        lines=(*lines, said),
        failed=bool(counts["refused"] or counts["doubt"]),
    )


_STATES = ("taken", "nil", "same", "doubt", "refused")


def _told(context: Context, one: Collected) -> list[str]:
    text = context.text
    state = terms.label("round_file", one.state, text.language)
    lines = [
        context.say("cli.round.file", file=one.path.name, agency=one.agency, state=state, count=one.records)
    ]
    if one.error is not None:
        lines.append(f"  {text.error(one.error)}")
    lines += [f"  {text.sentence(finding)}" for finding in one.findings]
    if one.second and one.state == "taken":
        told = {name: "、".join(getattr(one, name)) or "－" for name in ("added", "removed", "changed")}
        lines.append(f"  {context.say('cli.round.difference', **told)}")
    return lines


def _file(context: Context, one: Collected) -> dict[str, Any]:
    return {
        "file": str(one.path),
        "state": one.state,
        "agency": one.agency,
        "recognised": one.recognised,
        "records": one.records,
        "error": None
        if one.error is None
        else {"code": one.error.code, "message": context.text.error(one.error)},
        "findings": findings_data(one.findings, context.text),
        "added": len(one.added),
        "removed": len(one.removed),
        "changed": len(one.changed),
    }


def _declare_round(parser: Parser) -> None:
    parser.add_argument("activity", metavar="ACTIVITY", help=parser.text.what("cli.arg.activity"))


def _declare_status(parser: Parser) -> None:
    parser.add_argument("activity", nargs="?", metavar="ACTIVITY", help=parser.text.what("cli.arg.activity"))


def _status(context: Context) -> Outcome:
    from desktop.services import round_board, rounds  # lazy: as above

    with context.office(read_only=True) as office:
        if context.arguments.activity is None:
            wanted = [one.id for one in rounds.listing(office)]
        else:
            wanted = [rounds.latest(office, context.arguments.activity)]
        boards = [round_board.read(office, one) for one in wanted]
    return Outcome(
        data={"rounds": [_board(context, one) for one in boards]},
        lines=tuple(line for one in boards for line in _shown(context, one)),
    )


def _shown(context: Context, board: Board) -> list[str]:
    text = context.text
    lines = [
        context.say("cli.round.board", title=board.title, due=board.due.isoformat(), days=board.days_left)
    ]
    for one in board.lines:
        state = terms.label("round_state", one.state, text.language)
        lines.append(context.say("cli.round.line", agency=one.agency, state=state, people=one.people))
        lines += [f"    {text.sentence(finding)}" for finding in one.questions]
    return lines


def _board(context: Context, board: Board) -> dict[str, Any]:
    return {
        "activity": board.activity,
        "title": board.title,
        "due": board.due.isoformat(),
        "days_left": board.days_left,
        "open": board.open,
        "agencies": [
            {
                "agency": one.agency,
                "state": one.state,
                "people": one.people,
                "returns": one.returns,
                "reminders": one.reminders,
                "questions": [finding_data(finding, context.text) for finding in one.questions],
            }
            for one in board.lines
        ],
    }


def _declare_out(parser: Parser) -> None:
    _declare_round(parser)
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=parser.text.what("cli.arg.out")
    )


def _remind(context: Context) -> Outcome:
    from desktop.services import round_papers  # lazy: as above

    with context.office() as office:
        written = round_papers.write_reminder(office, _round(context, office), context.arguments.out)
    return _written(context, *written)


def _questions(context: Context) -> Outcome:
    from desktop.services import round_papers  # lazy: as above

    with context.office(read_only=True) as office:
        path = round_papers.write_questions(office, _round(context, office), context.arguments.out)
    return _written(context, path)


def _written(context: Context, *written: Path) -> Outcome:
    files = [str(path) for path in written]
    return Outcome(
        data={"files": files}, lines=tuple(context.say("cli.camp.letter", path=one) for one in files)
    )


def _declare_nil(parser: Parser) -> None:
    _declare_round(parser)
    parser.add_argument("agencies", nargs="+", metavar="NAME", help=parser.text.what("cli.arg.round_agency"))


def _nil(context: Context) -> Outcome:
    from desktop.services import rounds  # lazy: as above

    with context.office() as office:
        for name in context.arguments.agencies:
            rounds.nil(office, _agency(context, office, name))
    return _status(context)


def _declare_consolidate(parser: Parser) -> None:
    _declare_round(parser)
    text = parser.text
    parser.add_argument("--out", type=Path, metavar="DIR", help=text.what("cli.arg.out"))
    parser.add_argument("--take", action="store_true", help=text.what("cli.arg.round_take"))
    parser.add_argument("--attest", action="store_true", help=text.what("cli.arg.attest"))


def _consolidate(context: Context) -> Outcome:
    from desktop.services import round_consolidation, round_papers  # lazy: as above

    given = context.arguments
    with context.office(read_only=not given.take) as office:
        wanted = _round(context, office)
        lines = round_consolidation.read(office, wanted, context.text.language)
        files = [] if given.out is None else [str(round_papers.write_list(office, wanted, given.out))]
        taken = round_consolidation.take(office, wanted, attest=given.attest) if given.take else None
    accepted = 0 if taken is None else taken.accepted
    shown = [
        context.say(
            "cli.round.ranked",
            session=one.session,
            rank=one.rank,
            agency=one.agency,
            name=one.name,
            verdict=context.say(f"rounds.answer.{one.answer}"),
            because=one.because or one.left_reason,
        )
        for one in lines
    ]
    if taken is not None:
        shown.append(context.say("cli.round.taken", count=accepted))
    return Outcome(
        data={
            "entries": [
                {
                    "session": one.session,
                    "rank": one.rank,
                    "agency": one.agency,
                    "name": one.name,
                    "verdict": str(one.answer),
                    "because": one.because,
                    "state": one.state,
                    "problems": [finding_data(finding, context.text) for finding in one.problems],
                }
                for one in lines
            ],
            "taken": accepted,
            "committed": taken is not None and taken.committed,
            "files": files,
        },
        lines=tuple(shown),
        findings=() if taken is None else taken.findings,
        failed=taken is not None and not taken.committed,
    )


def _round(context: Context, office: Office) -> int:
    from desktop.services import rounds  # lazy: as above

    return rounds.latest(office, context.arguments.activity)


def _agency(context: Context, office: Office, name: str) -> int:
    """The agency of this name in the latest round of the activity, or of any."""
    from desktop.services import round_board, rounds  # lazy: as above

    activity = context.arguments.activity
    wanted = [rounds.latest(office, activity)] if activity else [one.id for one in rounds.listing(office)]
    for one in wanted:
        for line in round_board.read(office, one).lines:
            if line.agency == name:
                return line.id
    raise UsageError("rounds.agency_unknown", agency=name)


COMMANDS = (
    Command(("round", "open"), "cli.help.round_open", _open, _declare_open),
    Command(("round", "send"), "cli.help.round_send", _send, _declare_send),
    Command(("round", "collect"), "cli.help.round_collect", _collect, _declare_collect),
    Command(("round", "nil"), "cli.help.round_nil", _nil, _declare_nil),
    Command(("round", "status"), "cli.help.round_status", _status, _declare_status),
    Command(("round", "remind"), "cli.help.round_remind", _remind, _declare_out),
    Command(("round", "questions"), "cli.help.round_questions", _questions, _declare_out),
    Command(("round", "consolidate"), "cli.help.round_consolidate", _consolidate, _declare_consolidate),
)
