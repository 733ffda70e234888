"""How the list of reflections says what it shows: counts, consent, posting."""

from __future__ import annotations

from desktop.core.clock import roc_short
from desktop.services.reflections import Line
from desktop.views.table_model import Column
from desktop.views.texts import Texts


def length(texts: Texts, line: Line) -> str:
    """300, or 超過 30 字."""
    return texts.text("view.reflections.over", over=line.over) if line.over else str(line.characters)


def posted(texts: Texts, line: Line) -> str:
    """The day of posting, that consent is missing, or nothing."""
    if line.posted_date is not None:
        return texts.text("view.reflections.posted", day=roc_short(line.posted_date))
    return "" if line.consent else texts.text("view.reflections.no-consent")


def posted_tone(line: Line) -> str | None:
    """The tone of that chip."""
    return "good" if line.posted else None if line.consent else "doubt"


def state(texts: Texts, line: Line) -> tuple[tuple[str, str], ...]:
    """The chips of one reflection: (words, tone)."""
    found = []
    if line.over:
        found.append((length(texts, line), "bad"))
    elif not line.body.strip():
        found.append((texts.text("view.reflections.blank"), "doubt"))
    told = posted(texts, line)
    if told:
        found.append((told, posted_tone(line) or ""))
    return tuple(found)


def columns(texts: Texts) -> tuple[Column[Line], ...]:
    """Number, author, agency, source, title, length, posting."""
    return (
        Column("number", "view.reflections.column.number", lambda line: str(line.number), 52, numeric=True),
        Column("author", "view.reflections.column.author", lambda line: line.author, 84),
        Column("agency", "view.courses.column.agency", lambda line: line.agency, 132),
        Column(
            "source",
            "view.reflections.column.source",
            lambda line: line.source,
            0,
            tip=lambda line: f"{line.source}\n{line.title}",
        ),
        Column(
            "length",
            "view.reflections.column.length",
            lambda line: length(texts, line),
            108,
            tone=lambda line: "bad" if line.over else None,
        ),
        Column(
            "posted",
            "view.reflections.column.posted",
            lambda line: posted(texts, line),
            128,
            tone=posted_tone,
        ),
    )
