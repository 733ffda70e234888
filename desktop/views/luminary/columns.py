"""Columns of the lists of the Luminary page."""

from __future__ import annotations

from desktop.services.diagnoses import RespondentLine
from desktop.services.diagnosis_agreed import ItemLine
from desktop.services.diagnosis_report import Priority, help_label
from desktop.services.luminary_view import PartLine
from desktop.views.table_model import Column
from desktop.views.texts import Texts

TONES = {"agreed": "good", "disputed": "bad", "open": None, "silent": None}


def respondent_columns(texts: Texts) -> tuple[Column[RespondentLine], ...]:
    """Number, where the answers came from, how far they are."""

    def source(line: RespondentLine) -> str:
        return line.note or texts.text(f"view.luminary.source-{line.source}")

    def open_ones(line: RespondentLine) -> str:
        return "✓" if not line.missing else f"{line.answered}"

    return (
        Column("number", "view.luminary.column.number", lambda line: str(line.number), 58, numeric=True),
        Column("source", "view.luminary.column.source", source, 0),
        Column("answered", "view.luminary.column.answered", open_ones, 96, numeric=True),
    )


def item_columns(texts: Texts) -> tuple[Column[ItemLine], ...]:
    """What the respondents say of each item, and what was agreed."""
    language = texts.language

    def number(value: float | None) -> str:
        return "" if value is None else f"{value:g}"

    def level(line: ItemLine) -> str:
        return texts.text("diagnosis.na") if line.agreed.not_applicable else number(line.agreed.level)

    def spread(line: ItemLine) -> str:
        return str(line.levels.width) if line.levels.answered else ""

    return (
        Column("item", "diagnosis.column.item", lambda line: line.item.code, 60),
        Column("label", "diagnosis.sheet.question", lambda line: line.item.label.in_language(language), 0),
        Column(
            "median", "diagnosis.column.median", lambda line: number(line.levels.middle), 76, numeric=True
        ),
        Column("spread", "diagnosis.column.spread", spread, 68, numeric=True),
        Column("level", "diagnosis.column.level", level, 72, numeric=True),
        Column("need", "diagnosis.column.need", lambda line: number(line.agreed.need), 64, numeric=True),
        Column("gap", "diagnosis.column.gap", lambda line: number(line.agreed.gap), 56, numeric=True),
        Column(
            "state",
            "view.collection.column.state",
            lambda line: texts.text(f"view.luminary.state-{state(line)}"),
            92,
            tone=lambda line: TONES[state(line)],
        ),
    )


def state(line: ItemLine) -> str:
    """agreed, disputed (somebody is two levels away), open, or silent (nobody answered)."""
    if line.agreed.settled:
        return "agreed"
    if not line.levels.answered and not any(one.not_applicable for one in line.said.values()):
        return "silent"
    return "open" if line.proposal is not None else "disputed"


def part_columns(texts: Texts) -> tuple[Column[PartLine], ...]:
    """The parts of the proposal, with how much is in each."""

    def count(one: PartLine) -> str:
        return str(one.count) if one.count else "—" if one.needed else ""

    del texts
    return (
        Column("part", "view.luminary.column.part", lambda one: one.label, 0),
        Column("count", "view.luminary.column.count", count, 72, numeric=True),
    )


def priority_columns(texts: Texts) -> tuple[Column[Priority], ...]:
    """The items to ask about first, with what the programme offers."""
    language = texts.language

    def wished(one: Priority) -> str:
        return "、".join(
            help_label(code, language) for code in (one.line.fixed.help if one.line.fixed else ())
        )

    def offered(one: Priority) -> str:
        return "、".join(offer.title.in_language(language) for offer in one.offers)

    def name(one: Priority) -> str:
        return f"{one.line.item.code}　{one.line.item.label.in_language(language)}"

    return (
        Column("rank", "diagnosis.column.rank", lambda one: str(one.rank), 40, numeric=True),
        Column("item", "diagnosis.column.item", name, 0),
        Column("gap", "diagnosis.column.gap", lambda one: str(one.line.agreed.gap), 56, numeric=True),
        Column("help", "diagnosis.column.help", wished, 170),
        Column("offers", "diagnosis.column.offers", offered, 190),
    )
