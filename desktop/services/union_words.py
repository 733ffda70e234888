"""What pairing together with neighbours would change, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.core import counties, terms
from desktop.core.messages import catalogue

if TYPE_CHECKING:
    from desktop.services.mentoring_union import Across, Union
    from desktop.services.pairing import Totals

FIGURES = ("alone", "with_others", "apart", "together")
"""Figures of a union in the order they are told."""


def lines(found: Union, language: str) -> Sequence[str]:
    """Whose files, the figures alone and together, and how many would be placed who are not now."""
    text = catalogue(language)
    names = ("、" if language == "zh_TW" else ", ").join(county(one, language) for one in found.counties)
    told = [text.what("pool.union-with", counties=names, people=found.people)]
    told += [text.what(f"pool.union-{name}", **figures(getattr(found, name))) for name in FIGURES]
    return [*told, text.what("pool.union-newly", count=len(found.newly_placed))]


def figures(one: Totals) -> dict[str, int]:
    """Pairs, the worst and all points, as messages and JSON name them."""
    return {"placed": one.placed, "worst": one.worst, "total": one.total}


def role(one: Across, language: str) -> str:
    """師傅 or 徒弟."""
    return terms.label("mentoring_role", one.role, language)


def county(code: str, language: str) -> str:
    """A county's name."""
    known = counties.county(code)
    return known.zh if language == "zh_TW" else known.en
