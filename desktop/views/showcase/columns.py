"""How the list of seat requests says what it shows."""

from __future__ import annotations

from desktop.core import terms
from desktop.services.showcase import Line
from desktop.views.table_model import Column
from desktop.views.texts import Texts

TONES = {"requested": "", "confirmed": "good", "waiting": "doubt", "declined": "bad"}


def state(texts: Texts, line: Line) -> str:
    """申請中, ✓ 已核定, ? 候補, ✕ 未核定."""
    return texts.text(f"view.showcase.state.{line.state}")


def role(texts: Texts, line: Line) -> str:
    """與會, 發表, 參展."""
    return terms.label("showcase_role", line.role, texts.language)


def kind(texts: Texts, line: Line) -> str:
    """中央, 地方政府, 地方議會."""
    return terms.label("attendee_kind", line.attendee_kind, texts.language)


def columns(texts: Texts) -> tuple[Column[Line], ...]:
    """Rank, name, agency, kind, role, topic or booth, state."""
    return (
        Column("rank", "view.camp.column.rank", lambda line: str(line.rank), 68, numeric=True),
        Column("name", "view.courses.column.name", lambda line: line.name, 84),
        Column("agency", "view.courses.column.agency", lambda line: line.agency, 148),
        Column("role", "view.showcase.column.role", lambda line: role(texts, line), 88),
        Column(
            "shown",
            "view.showcase.column.shown",
            lambda line: line.topic or line.booth,
            0,
            tip=lambda line: line.topic or line.booth,
        ),
        Column(
            "state",
            "view.showcase.column.state",
            lambda line: state(texts, line),
            120,
            tone=lambda line: TONES[line.state] or None,
        ),
    )
