"""How the board and the consolidated list say what they show."""

from __future__ import annotations

from desktop.core import terms
from desktop.core.clock import roc_short
from desktop.services.round_board import BoardLine
from desktop.services.round_consolidation import Line
from desktop.views.table_model import Column
from desktop.views.texts import Texts

TONES = {
    "waiting": "doubt",
    "sent": "",
    "doubt": "bad",
    "returned": "good",
    "nil": "good",
    "consolidated": "star",
}
ANSWER_TONES = {"yes": "good", "unknown": "doubt", "no": "bad"}
_ORDER = ("doubt", "waiting", "sent", "returned", "nil", "consolidated")


def urgency(line: BoardLine) -> tuple[int, int]:
    """What needs the coordinator stands above."""
    return _ORDER.index(line.state), line.number


def state(texts: Texts, line: BoardLine) -> str:
    """已發, 有疑義, 已回, 無推薦, 已彙整."""
    return terms.label("round_state", line.state, texts.language)


def reminded(texts: Texts, line: BoardLine) -> str:
    """How often and when last, or nothing."""
    if not line.reminders or line.reminded_on is None:
        return ""
    return texts.text("view.collection.reminded", count=line.reminders, day=roc_short(line.reminded_on))


def verdict(texts: Texts, line: Line) -> str:
    """合格, 待確認, 不合格, or 有疑義 where something must be asked first."""
    code = "rounds.in_doubt" if line.problems else f"rounds.answer.{line.answer}"
    return texts.text(code)


def board(texts: Texts) -> tuple[Column[BoardLine], ...]:
    """Agency, state, people, what came, reminders, contact."""
    return (
        Column("agency", "view.courses.column.agency", lambda line: line.agency, 0),
        Column(
            "state",
            "view.collection.column.state",
            lambda line: state(texts, line),
            92,
            tone=lambda line: TONES[line.state] or None,
            tip=lambda line: "\n".join(texts.catalogue.sentence(one) for one in line.questions),
        ),
        Column(
            "people",
            "view.collection.column.people",
            lambda line: str(line.people) if line.returns else "",
            76,
            numeric=True,
        ),
        Column(
            "questions",
            "view.collection.column.questions",
            lambda line: str(len(line.questions)) if line.questions else "",
            76,
            numeric=True,
        ),
        Column(
            "received",
            "view.collection.column.received",
            lambda line: "" if line.received_at is None else roc_short(line.received_at.date()),
            92,
            tip=lambda line: line.file_name,
        ),
        Column("reminded", "view.collection.column.reminded", lambda line: reminded(texts, line), 120),
    )


def consolidated(texts: Texts) -> tuple[Column[Line], ...]:
    """Session, rank, agency, order, name, verdict, priority, why."""
    return (
        Column("session", "view.collection.column.session", _session, 80, numeric=True),
        Column("rank", "view.courses.column.rank", lambda line: str(line.rank or "－"), 60, numeric=True),
        Column("name", "view.courses.column.name", lambda line: line.name, 84),
        Column("agency", "view.courses.column.agency", lambda line: line.agency, 168),
        Column(
            "position", "view.collection.column.position", lambda line: str(line.position), 84, numeric=True
        ),
        Column(
            "verdict",
            "view.collection.column.verdict",
            lambda line: verdict(texts, line),
            84,
            tone=lambda line: "bad" if line.problems else ANSWER_TONES[str(line.answer)],
            tip=lambda line: "\n".join(
                [
                    *(texts.catalogue.sentence(one) for one in line.problems),
                    *(reason.text(texts.language) for reason in line.reasons),
                ]
            ),
        ),
        Column(
            "because",
            "view.collection.column.because",
            lambda line: line.left_reason or line.because,
            0,
            tip=lambda line: line.left_reason or line.because,
        ),
        Column(
            "state",
            "view.collection.column.taken",
            lambda line: texts.text(f"view.collection.state.{line.state}"),
            84,
            tone=lambda line: {"taken": "star", "left": "doubt"}.get(line.state),
        ),
    )


def _session(line: Line) -> str:
    return str(line.session) if line.session else ""
