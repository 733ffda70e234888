"""How the camp's list says what it shows: seats, levels, circles, stages."""

from __future__ import annotations

from desktop.core import terms
from desktop.services.camp import Basis, Line, Seat
from desktop.views.lists import words as listed
from desktop.views.table_model import Column
from desktop.views.texts import Texts

SEAT_TONES = {Seat.SEAT: "good", Seat.EXTRA: "doubt", Seat.BEYOND: "bad"}


def seat(texts: Texts, line: Line) -> str:
    """✓ 正取, ? 增額候補, ✕ 超出名額, or nothing."""
    return texts.text(f"view.camp.seat.{line.seat}") if line.seat is not Seat.NONE else ""


def level(texts: Texts, line: Line) -> str:
    """B1, B1（自評）, or that nothing is stated."""
    found = line.level
    if not found.text:
        return texts.text("view.camp.level.none")
    marks = {Basis.SELF: "self", Basis.FIRST_STAGE: "first"}
    mark = marks.get(found.basis)
    return texts.text(f"view.camp.level.{mark}", level=found.text) if mark else found.text


def test(texts: Texts, line: Line) -> str:
    """TOEIC 605."""
    code = terms.vocabulary("english_test").code(line.test)
    name = terms.label("english_test", code, texts.language) if code else line.test
    return f"{name} {line.score}".strip()


def verdict(texts: Texts, line: Line) -> str:
    """The verdict; one that rests on an attestation says so."""
    attested = line.attested_at is not None and line.verdict == "yes"
    return listed.verdict(texts, "attested" if attested else str(line.verdict))


def circle(texts: Texts, line: Line) -> str:
    """★ for a leader, then the circle."""
    return f"★ {line.circle}" if line.leader else line.circle


def columns(texts: Texts) -> tuple[Column[Line], ...]:
    """Rank, seat, name, agency, circle, level, verdict."""
    return (
        Column("rank", "view.camp.column.rank", lambda line: str(line.rank), 68, numeric=True),
        Column(
            "seat",
            "view.camp.column.seat",
            lambda line: seat(texts, line),
            104,
            tone=lambda line: SEAT_TONES.get(line.seat),
        ),
        Column("name", "view.courses.column.name", lambda line: line.name, 92),
        Column(
            "agency",
            "view.courses.column.agency",
            lambda line: line.agency,
            0,
            tip=lambda line: f"{line.agency} {line.unit} {line.title}",
        ),
        Column("circle", "view.camp.column.circle", lambda line: circle(texts, line), 120),
        Column(
            "level",
            "view.camp.column.level",
            lambda line: level(texts, line),
            84,
            tip=lambda line: test(texts, line),
        ),
        Column(
            "verdict",
            "view.courses.column.verdict",
            lambda line: verdict(texts, line),
            116,
            tone=lambda line: listed.TONES[str(line.verdict)],
            tip=lambda line: "\n".join(one.text(texts.language) for one in line.reasons),
        ),
    )
