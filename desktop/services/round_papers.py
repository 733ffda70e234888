"""催辦單 and 疑義單: who has not answered, and what there is to ask, as letters and as text for e-mail."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from desktop.core import counties, paths
from desktop.core.clock import roc_long
from desktop.core.errors import DataError
from desktop.core.findings import Finding
from desktop.core.messages import Catalogue, catalogue
from desktop.core.storage import require_writable
from desktop.exports import list_paper, official_letter
from desktop.exports.document import ListPaper, Roster, RosterGroup, Values
from desktop.rules.plan import Plan
from desktop.services import official_letters, plans, round_board, round_consolidation, settings
from desktop.services.office import Office
from desktop.services.round_board import Board, BoardLine
from desktop.services.round_consolidation import Line


def doubtful(board: Board) -> tuple[BoardLine, ...]:
    """The agencies that there is something to ask."""
    return tuple(one for one in board.lines if one.questions)


def reminder(office: Office, round_id: int) -> bytes:
    """催辦單 as PDF; raises `DataError` when everybody has answered."""
    board, plan = _read(office, round_id)
    late = _some(board.unanswered)
    own = plan.activity(board.activity)
    owner = office.row()
    values = {
        "activity": own.title.zh_TW,
        "clause": own.clause,
        "due": roc_long(board.due),
        "contact": _contact(office),
    }
    composed = official_letters.compose(
        "round_reminder",
        owner,
        plan,
        values,
        office.clock.now(),
        recipient=_said("rounds.letter.recipient"),
        original="、".join(one.agency for one in late),
    )
    return official_letter.render(composed)


def reminder_text(office: Office, round_id: int) -> str:
    """The same as plain text, to paste into an e-mail."""
    board = round_board.read(office, round_id)
    late = _some(board.unanswered)
    told = {"title": board.title, "due": roc_long(board.due), "contact": _contact(office)}
    lines = [_said("rounds.remind.text", **told)]
    for one in late:
        known = (one.agency, one.contact, one.phone, one.email)
        lines.append("　".join(part for part in known if part))
    return "\n".join(lines) + "\n"


def questions(office: Office, round_id: int) -> bytes:
    """疑義單, a page an agency with the rows concerned, as PDF; raises `DataError` when there are none."""
    board, plan = _read(office, round_id)
    asked = doubtful(board)
    if not asked:
        raise DataError("rounds.no_questions", title=board.title)
    moment = office.clock.now()
    header = _header(office, plan, moment)
    sheets = [
        ListPaper(
            "round_questions",
            f"{one.agency}　{board.title}",
            _said("rounds.questions.below", file=one.file_name, due=roc_long(board.due)),
            header,
            Roster((RosterGroup("", tuple(_rows(one))),)),
            (),
            moment,
        )
        for one in asked
    ]
    out = io.BytesIO()
    list_paper.render(sheets, out)
    return out.getvalue()


def consolidated(office: Office, round_id: int) -> bytes:
    """彙整名冊: everybody by session and rank with verdict and reason, as PDF for the memo."""
    board, plan = _read(office, round_id)
    lines = [one for one in round_consolidation.read(office, round_id) if one.state != "left"]
    if not lines:
        raise DataError("rounds.nobody_yet", title=board.title)
    moment = office.clock.now()
    with office.database.reading() as session:
        seals = tuple(settings.get(session, settings.SEALS))
    groups: dict[int, list[Values]] = {}
    for one in lines:
        groups.setdefault(one.session, []).append(_told(one))
    roster = Roster(
        tuple(
            RosterGroup(_said("rounds.list.session", session=str(number)) if number else "", tuple(rows))
            for number, rows in groups.items()
        )
    )
    below = _said(
        "rounds.list.below",
        opened=roc_long(board.opened_on),
        due=roc_long(board.due),
        begins=round_consolidation.begins(office, round_id),
    )
    paper = ListPaper("round_list", board.title, below, _header(office, plan, moment), roster, seals, moment)
    out = io.BytesIO()
    list_paper.render([paper], out)
    return out.getvalue()


def write_reminder(office: Office, round_id: int, out: Path) -> tuple[Path, Path]:
    """Write `reminder.pdf` and `reminder.txt`, and note that these agencies were reminded today."""
    content, text = reminder(office, round_id), reminder_text(office, round_id)
    require_writable(out)
    found = out / "reminder.pdf", out / "reminder.txt"
    paths.write_atomic(found[0], content)
    paths.write_atomic(found[1], text.encode("utf-8-sig"))
    round_board.note_reminded(office, round_id)
    return found


def write_questions(office: Office, round_id: int, out: Path) -> Path:
    """Write `questions.pdf`; raises as `questions`."""
    content = questions(office, round_id)
    require_writable(out)
    paths.write_atomic(out / "questions.pdf", content)
    return out / "questions.pdf"


def write_list(office: Office, round_id: int, out: Path) -> Path:
    """Write `consolidated.pdf`; raises as `consolidated`."""
    content = consolidated(office, round_id)
    require_writable(out)
    paths.write_atomic(out / "consolidated.pdf", content)
    return out / "consolidated.pdf"


def _read(office: Office, round_id: int) -> tuple[Board, Plan]:
    with office.database.reading() as session:
        plan = plans.current(session)
    return round_board.read(office, round_id), plan


def _some(late: Sequence[BoardLine]) -> Sequence[BoardLine]:
    if not late:
        raise DataError("rounds.all_answered")
    return late


def _rows(one: BoardLine) -> Iterator[Values]:
    text = catalogue("zh_TW")
    for number, finding in enumerate(one.questions, start=1):
        place = finding.row or finding.record
        yield {
            "no": str(number),
            "row": "" if place is None else str(place),
            "name": finding.name or "",
            "field": finding.field or "",
            "what": _asked(text, finding),
        }


def _asked(text: Catalogue, finding: Finding) -> str:
    """What and what to do; name and field stand in columns of their own."""
    end = "" if text.what(finding.code, **finding.params).endswith("。") else "。"
    return f"{text.what(finding.code, **finding.params)}{end}{text.next(finding.code, **finding.params)}"


def _told(one: Line) -> Values:
    answer = _said("rounds.in_doubt") if one.problems else _said(f"rounds.answer.{one.answer}")
    return {
        "rank": str(one.rank),
        "agency": one.agency,
        "position": str(one.position),
        "name": one.name,
        "verdict": answer,
        "reason": one.reasons[0].text("zh_TW") if one.reasons else "",
        "priority": "、".join(one.priority),
        "because": one.because,
    }


def _header(office: Office, plan: Plan, moment: datetime) -> Values:
    row = office.row()
    return {
        "county": counties.county(row.county_code).zh,
        "plan_title": plan.title.zh_TW,
        "fill_date": roc_long(moment.date()),
    }


def _contact(office: Office) -> str:
    row = office.row()
    return "　".join(part for part in (row.coordinator, row.phone, row.email) if part)


def _said(code: str, **params: str) -> str:
    return catalogue("zh_TW").text(code, **params)
