"""Lists of people that are printed alone: numbered rows, and the same head on each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from desktop.exports import list_paper
from desktop.exports.document import ListPaper, Roster, RosterGroup, Values


def person(row: Any) -> dict[str, str]:
    """What every list says of a person's row with `agency`."""
    return {"agency": row.agency, "unit": row.unit, "title": row.title, "name": row.name}


def pdf(
    form: str,
    about: str,
    subtitles: Sequence[str],
    header: Values,
    rows: Sequence[Values],
    seals: tuple[str, ...],
    moment: datetime,
) -> bytes:
    """The list `form` of `resources/papers` as PDF/A-1b, once under each subtitle; `about` is its subject."""
    numbered = tuple({**row, "no": str(at)} for at, row in enumerate(rows, 1))
    roster = Roster((RosterGroup("", numbered),))
    papers = [ListPaper(form, about, subtitle, header, roster, seals, moment) for subtitle in subtitles]
    out = io.BytesIO()
    list_paper.render(papers, out)
    return out.getvalue()
