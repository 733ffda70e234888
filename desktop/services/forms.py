"""Printing: the booklet of an activity, one PDF a person, or a blank form; and the booklet for a packet.

To print a family of activities: 1. write a module that has `FORM` and `booklet` like `services.booklets`,
2. list it in BOOKLETS.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy.orm import Session

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.core.findings import Finding, Severity
from desktop.core.progress import Progress, Silent
from desktop.core.storage import require_writable
from desktop.exports import forms as drawing
from desktop.exports.document import Booklet, Rendered
from desktop.rules import camp_seats, reflections
from desktop.rules.plan import Activity
from desktop.services import (
    booklets,
    camp_booklet,
    luminary,
    luminary_booklet,
    mentoring,
    mentoring_booklet,
    plans,
    preflight,
    reflection_booklet,
    settings,
    showcase,
    showcase_booklet,
)
from desktop.services.booklet_parts import header
from desktop.services.desk import Desk
from desktop.services.office import Office


class Papers(Protocol):
    """What a family of activities prints."""

    @property
    def FORM(self) -> str:
        """The layout in resources/forms."""

    def booklet(self, session: Session, desk: Desk, activity_id: str, moment: datetime) -> Booklet:
        """Cover, roster, one form an entry of the desk, in their order."""


BOOKLETS: Mapping[str, Papers] = {
    plans.FAMILY: booklets,
    camp_seats.FAMILY: camp_booklet,
    reflections.FAMILY: reflection_booklet,
    showcase.FAMILY: showcase_booklet,
    luminary.FAMILY: luminary_booklet,
    mentoring.FAMILY: mentoring_booklet,
}
"""Family of activities → what it prints."""


@dataclass(frozen=True, slots=True)
class FormFile:
    """One PDF that was written."""

    path: Path
    pages: int
    people: int
    findings: tuple[Finding, ...]
    """Characters that no font has, printed as 〓."""


def booklet(office: Office, activity: str, out: Path, *, progress: Progress | None = None) -> list[FormFile]:
    """Write `<activity>.pdf`: cover, roster, one form a person.

    Raises `DataError` if nobody is nominated, `UsageError` for an activity without forms.
    """
    document = _document(office, activity)
    require_writable(out)
    return [_write(out / f"{activity}.pdf", *draw(document, progress or Silent()))]


def each(office: Office, activity: str, out: Path, *, progress: Progress | None = None) -> list[FormFile]:
    """Write one PDF a person, named by form number: no personal data in a file name."""
    document = _document(office, activity)
    require_writable(out)
    watched = progress or Silent()
    files = []
    for done, form in enumerate(document.forms):
        watched.step(done, len(document.forms), "forms.progress")
        buffer = io.BytesIO()
        rendered = drawing.render_single(document, form, buffer)
        files.append(_write(out / f"{form.form_no}.pdf", buffer.getvalue(), rendered))
    return files


def blank(office: Office, activity: str, out: Path, *, progress: Progress | None = None) -> list[FormFile]:
    """Write `<activity>-blank.pdf` for hand-writing."""
    drawn = _draw_blank(office, activity)
    require_writable(out)
    return [_write(out / f"{activity}-blank.pdf", *drawn)]


def booklet_pdf(office: Office, activity: str, progress: Progress) -> bytes:
    """The booklet of an activity, for a preview. Raises `DataError` if nobody is nominated."""
    return draw(_document(office, activity), progress)[0]


def people_pdf(office: Office, activity: str, entry_ids: Collection[int], progress: Progress) -> bytes:
    """The forms of some entries of an activity's list in one PDF, in rank order, for a preview."""
    with office.database.reading() as session:
        desk = preflight.read(session, activity)
        papers = _papers(desk.plan.activity(activity))
        document = papers.booklet(session, desk, activity, office.clock.now())
    chosen = [form for form in document.forms if form.entry in entry_ids]
    if not chosen:
        raise DataError("forms.nobody", activity=activity)
    buffer = io.BytesIO()
    drawing.render_people(document, chosen, buffer, progress)
    return buffer.getvalue()


def blank_pdf(office: Office, activity: str) -> bytes:
    """The blank form of an activity, for a preview."""
    return _draw_blank(office, activity)[0]


def _draw_blank(office: Office, activity: str) -> tuple[bytes, Rendered]:
    with office.database.reading() as session:
        desk = preflight.read(session, activity)
        found = desk.plan.activity(activity)
        papers = _papers(found)
        shared = header(desk, found, office.clock.now())
        seals = settings.get(session, settings.SEALS)
    buffer = io.BytesIO()
    rendered = drawing.render_blank(papers.FORM, shared, buffer, seals=seals)
    return buffer.getvalue(), rendered


def booklet_of(session: Session, desk: Desk, activity: str, moment: datetime) -> Booklet:
    """The booklet of an activity that has somebody on the desk."""
    return _papers(desk.plan.activity(activity)).booklet(session, desk, activity, moment)


def _papers(activity: Activity) -> Papers:
    papers = BOOKLETS.get(activity.family)
    if papers is None:
        raise UsageError("forms.no_forms", activity=activity.id)
    return papers


def draw(document: Booklet, progress: Progress) -> tuple[bytes, Rendered]:
    """The booklet's PDF and what was drawn."""
    buffer = io.BytesIO()
    rendered = drawing.render_booklet(document, buffer, progress)
    return buffer.getvalue(), rendered


def _document(office: Office, activity: str) -> Booklet:
    with office.database.reading() as session:
        desk = preflight.read(session, activity)
        papers = _papers(desk.plan.activity(activity))
        if not desk.activities:
            raise DataError("forms.nobody", activity=activity)
        return papers.booklet(session, desk, activity, office.clock.now())


def _write(path: Path, content: bytes, rendered: Rendered) -> FormFile:
    paths.write_atomic(path, content)
    findings = tuple(
        Finding(
            "forms.missing_glyph",
            Severity.WARNING,
            params={"point": missing.code_point, "where": missing.where},
        )
        for missing in rendered.missing
    )
    return FormFile(path, rendered.pages, rendered.people, findings)
