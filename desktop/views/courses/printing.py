"""Printing from the page: the booklet, the forms of some people, a blank form, all through the preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.core.progress import Progress
from desktop.services.courses import CourseSummary
from desktop.views.widgets.basic import ICON
from desktop.views.workbench import Workbench

BOOKLET, PEOPLE, BLANK = "booklet", "people", "blank"
"""Cover, roster and one form a person; the forms of some people; the form for writing by hand."""


class PrintButton(QPushButton):
    """A menu of what can be printed of the course that is shown and of the people who are selected."""

    def __init__(
        self,
        bench: Workbench,
        course: Callable[[], CourseSummary],
        selected: Callable[[], Sequence[int]],
    ) -> None:
        super().__init__()
        self._bench, self._course, self._selected = bench, course, selected
        self.setObjectName("print")
        self.setAutoDefault(False)
        self.setIconSize(ICON)
        bench.texts.bind(self, self.setText, "view.courses.print")
        bench.texts.bind(self, self.setAccessibleName, "view.courses.print")
        bench.theme.bind(self, lambda: self.setIcon(bench.theme.icon("printer")))
        self._actions: dict[str, QAction] = {}
        self.setMenu(self._build_menu())

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        for what in (BOOKLET, PEOPLE, BLANK):
            action = self._actions[what] = menu.addAction("", partial(self._print, what))
            self._bench.texts.bind(menu, action.setText, f"view.courses.print.{what}")
        menu.aboutToShow.connect(self._enable)
        return menu

    def _enable(self) -> None:
        self._actions[BOOKLET].setEnabled(self._course().people > 0)
        self._actions[PEOPLE].setEnabled(bool(self._selected()))

    def _print(self, what: str) -> None:
        show(self._bench, what, self._course(), self._selected(), self.window())


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
