"""Printing: the booklet of an activity, one PDF a person, or a blank form; and the booklet for a packet."""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from desktop.core import paths
from desktop.core.errors import DataError
from desktop.core.findings import Finding, Severity
from desktop.core.progress import Progress, Silent
from desktop.core.storage import require_writable
from desktop.exports import forms as drawing
from desktop.exports.document import Booklet, Rendered
from desktop.services import booklets, plans, preflight, settings
from desktop.services.office import Office


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

    Raises `DataError` if nobody is nominated, `UsageError` for an activity that is no course.
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


def people_pdf(office: Office, activity: str, nomination_ids: Collection[int], progress: Progress) -> bytes:
    """The forms of some nominees in one PDF, in rank order, for a preview."""
    with office.database.reading() as session:
        desk = preflight.read(session, activity)
        document = booklets.booklet(session, desk, activity, office.clock.now())
    pairs = zip(desk.nominees, document.forms, strict=True)
    chosen = [form for nominee, form in pairs if nominee.id in nomination_ids]
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
        shared = booklets.header(desk, plans.course(desk.plan, activity), office.clock.now())
        seals = settings.get(session, settings.SEALS)
    buffer = io.BytesIO()
    rendered = drawing.render_blank(booklets.FORM, shared, buffer, seals=seals)
    return buffer.getvalue(), rendered


def draw(document: Booklet, progress: Progress) -> tuple[bytes, Rendered]:
    """The booklet's PDF and what was drawn."""
    buffer = io.BytesIO()
    rendered = drawing.render_booklet(document, buffer, progress)
    return buffer.getvalue(), rendered


def _document(office: Office, activity: str) -> Booklet:
    with office.database.reading() as session:
        desk = preflight.read(session, activity)
        plans.course(desk.plan, activity)
        if not desk.nominees:
            raise DataError("forms.nobody", activity=activity)
        return booklets.booklet(session, desk, activity, office.clock.now())


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
