"""The proposal as a window shows it: its parts with how far each is, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core.findings import Finding
from desktop.core.messages import catalogue
from desktop.services import luminary, luminary_form
from desktop.services.luminary import Proposal
from desktop.services.office import Office

FIELDS = "fields"
"""The part that is no list."""


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part: how many rows or filled fields it has."""

    place: int
    name: str
    label: str
    count: int
    needed: bool
    """Whether it must not stay empty."""


@dataclass(frozen=True, slots=True)
class View:
    """Everything the tab shows."""

    proposal: Proposal
    parts: tuple[PartLine, ...]
    lacks: tuple[Finding, ...]


def read(office: Office, language: str) -> View:
    """The proposal in one language."""
    text, form = catalogue(language), luminary_form.form()
    with office.database.reading() as session:
        proposal = luminary.of_session(session)
        lacks = tuple(luminary.findings(session))
    filled = sum(bool(value) for value in proposal.cells.values())
    parts = [PartLine(0, FIELDS, text.text("view.luminary.fields"), filled, needed=True)]
    for at, one in enumerate(form.lists, start=1):
        label = text.text(f"proposal.list.{one.name}")
        parts.append(PartLine(at, one.name, label, len(proposal.lines(one.name)), one.required))
    return View(proposal, tuple(parts), lacks)
