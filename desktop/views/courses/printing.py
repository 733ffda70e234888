"""Printing from the page: the booklet, the forms of some people, a blank form, all through the preview."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.core.progress import Progress
from desktop.services.courses import CourseSummary
from desktop.views.workbench import Workbench

BOOKLET, PEOPLE, BLANK = "booklet", "people", "blank"
"""Cover, roster and one form a person; the forms of some people; the form for writing by hand."""


def show(bench: Workbench, what: str, course: CourseSummary, ids: Sequence[int], parent: QWidget) -> None:
    """Draw one of the three in the worker, with progress; the preview opens when it is done."""
    office = bench.office

    def draw(progress: Progress) -> bytes:
        # Imported here, in the worker: what draws a PDF takes longer to load than the whole page.
        from desktop.services import forms

        if what == BOOKLET:
            return forms.booklet_pdf(office, course.id, progress)
        if what == PEOPLE:
            return forms.people_pdf(office, course.id, ids, progress)
        return forms.blank_pdf(office, course.id)

    name = course.short.in_language(bench.texts.language)
    title = bench.texts.text(f"view.courses.print.{what}-title", course=name)
    bench.runner.run(draw, lambda pdf: _preview(bench, title, pdf, parent), label="forms.progress")


def _preview(bench: Workbench, title: str, pdf: bytes, parent: QWidget) -> None:
    # Imported here: the PDF viewer is loaded only when something is printed.
    from desktop.views.printing.preview import PdfPreview

    PdfPreview(bench, title, pdf, parent).open()
