"""The pairs of the year as rows: the report's list, the file for Excel, and what the command line prints."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core import terms
from desktop.core.messages import catalogue
from desktop.core.text import mask_name
from desktop.services import pairs
from desktop.services.pairs import CAMPS, DISCUSSION, PRACTICE, PairOf

COLUMNS = (
    "id",
    "mentor",
    "mentor_agency",
    "mentee",
    "mentee_agency",
    "points",
    "state",
    "document",
    "discussions",
    "minutes",
    "practices",
    *CAMPS,
    "warnings",
    "result",
)
"""The columns in their order; their words are pairs.column.*."""


def header(language: str) -> tuple[str, ...]:
    """The heads of `COLUMNS`."""
    text = catalogue(language)
    return tuple(text.text(f"pairs.column.{name}") for name in COLUMNS)


def row(one: PairOf, language: str, *, masked: bool = False) -> dict[str, str]:
    """Column → a pair's cell; names are shortened where it is `masked`."""
    shown = mask_name if masked else str
    return {
        "id": str(one.id),
        "mentor": shown(one.mentor.name),
        "mentor_agency": one.mentor.agency,
        "mentee": shown(one.mentee.name),
        "mentee_agency": one.mentee.agency,
        "points": str(one.points),
        "state": terms.label("pair_state", one.state, language),
        "document": one.document_no,
        "discussions": str(len(one.lines(DISCUSSION))),
        "minutes": str(one.minutes),
        "practices": str(len(one.lines(PRACTICE))),
        **{camp: camp_states(one, camp, language) for camp in CAMPS},
        "warnings": "\n".join(warnings(one, language)),
        "result": one.cells.get("result", ""),
    }


def rows(found: Sequence[PairOf], language: str) -> list[tuple[str, ...]]:
    """The pairs as the cells of `COLUMNS`."""
    return [tuple(row(one, language).values()) for one in found]


def camp_states(one: PairOf, camp: str, language: str) -> str:
    """How the mentor and the mentee stand with a camp: a word where both are the same, else one for each."""
    mentor, mentee = (
        terms.label("event_state", state, language) or "—" for state in one.camps.get(camp, ("", ""))
    )
    if mentor == mentee:
        return mentor
    return catalogue(language).text("pairs.camp_states", mentor=mentor, mentee=mentee)


def warnings(one: PairOf, language: str) -> list[str]:
    """What the pair is to be asked after, in words."""
    text = catalogue(language)
    return [text.words(finding)[0] for _pair, finding in pairs.findings([one])]
