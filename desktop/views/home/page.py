"""The first page: the year, what each activity needs next, and what the center has not seen yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from desktop.views.home.cards import CardGrid
from desktop.views.home.notices import Notices
from desktop.views.home.side import Side
from desktop.views.home.steps import IMPORT, NOMINATE, SEND, StepsCard
from desktop.views.page import Page
from desktop.views.widgets.basic import button, card, column, row
from desktop.views.widgets.year_strip import StripView
from desktop.views.workbench import Place, Workbench

if TYPE_CHECKING:
    from desktop.core.findings import Finding
    from desktop.core.progress import Progress
    from desktop.services.overview import Overview
    from desktop.services.year import YearStrip
    from desktop.views.tasks import Task

_SIDE = 292
"""Logical pixels of the right column at normal text size."""


class HomePage(Page):
    """Notices, steps, strip; below them the cards and, at the right, three lists."""

    key: ClassVar[str] = "home"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            *("person", "agency", "course_history", "nomination", "packet", "office", "setting"),
            *("activity_change", "deadline", "camp_member", "reflection", "showcase_request"),
        }
    )

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._reading = self._again = False
        self._task: Task | None = None
        self._next = IMPORT
        self.notices = Notices(bench)
        self.steps = StepsCard(bench)
        self.strip = StripView(bench)
        self.cards = CardGrid(bench)
        self.side = Side(bench)
        self.header.add(button(bench, "view.home.print", self._read_sheet, icon="printer", name="print-year"))
        self._primary = self._build_primary()
        self.header.add(self._primary)
        self.set_body(self._build())

    def reload(self) -> None:
        """Read everything in the worker, never twice at once."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        office, language, built_at = self.bench.office, self.bench.texts.language, self.bench.built_at

        def work(progress: Progress) -> tuple[Overview, YearStrip, tuple[Finding, ...], str]:
            # Imported here, in the worker: the window is shown before the database is loaded.
            from desktop.services import overview, standing, year

            progress.step(0, 2, "")
            strip, warnings = year.read(office, language), standing.warnings(office, built_at=built_at)
            progress.step(1, 2, "")
            return overview.read(office, language), strip, warnings, office.row().agency

        self._task = self.bench.runner.run(work, self._show, failed=self._failed)

    def leave(self) -> None:
        """What is still being read would keep the next page waiting: it is read again when one comes back."""
        if self._reading and self._task is not None:
            self.bench.runner.cancel(self._task)
            self._reading = self._again = False
            self._stale = True

    def _build(self) -> QWidget:
        lower = row(self.cards, self.side, gap=16)
        lower.setStretch(0, 1)
        lower.setAlignment(self.cards, Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        content.setLayout(column(self.notices, self.steps, card(column(self.strip)), lower, None, gap=12))
        theme = self.bench.theme
        theme.bind(self.side, lambda: self.side.setFixedWidth(round(_SIDE * theme.text_size)))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        self._content, self.area = content, scroll
        content.hide()
        return scroll

    def _build_primary(self) -> QPushButton:
        made = button(self.bench, "view.home.step-import", self._go_next, kind="primary", name="next-act")
        made.hide()
        return made

    def _show(self, read: tuple[Overview, YearStrip, tuple[Finding, ...], str]) -> None:
        self._reading = False
        if not shiboken6.isValid(self) or not self.bench.unlocked:
            return  # the window was closed meanwhile
        overview, strip, warnings, subtitle = read
        self.header.subtitle.setText(subtitle)
        self.notices.show_notices(warnings, interrupted=self.bench.office.interrupted)
        self.steps.show_steps(overview.steps)
        self.strip.show_strip(strip)
        self.cards.show_cards(overview.cards)
        self.side.show_overview(overview)
        self._offer_next(overview)
        if self._content.isHidden():
            self._content.show()
            self._begin()
        if self._again:
            self._again = False
            self.reload()

    def _begin(self) -> None:
        """Put the focus on the next act, unless another page is shown by now and being typed in."""
        first = self._primary if self._primary.isVisible() else self.cards.findChild(QPushButton)
        if first is not None and self.isVisible():
            first.setFocus()

    def _failed(self, error: BaseException) -> None:
        self._reading = False
        self.bench.presenter.present(error)

    def _offer_next(self, overview: Overview) -> None:
        """The one next act of the whole office; none when everything was sent."""
        code, self._next = _next_act(overview)
        self._primary.setText(self.bench.texts.text(code) if code else "")
        self._primary.setAccessibleName(self._primary.text())
        self._primary.setVisible(bool(code))

    def _go_next(self) -> None:
        self.bench.navigator.go(self._next)

    def _read_sheet(self) -> None:
        office = self.bench.office

        def work(_progress: object) -> bytes:
            # Imported here, in the worker: drawing loads ReportLab.
            from desktop.services import year

            return year.paper(office)

        self.bench.runner.run(work, self._preview)

    def _preview(self, pdf: bytes) -> None:
        # Imported here: most days nobody prints the year.
        from desktop.views.printing.preview import PdfPreview

        PdfPreview(self.bench, self.bench.texts.text("view.home.strip"), pdf, self).open()


def _next_act(overview: Overview) -> tuple[str, Place]:
    steps, counts = overview.steps, overview.counts
    if not steps.people:
        return "view.home.step-import", IMPORT
    if not counts.nominated:
        return "view.home.step-nominate", NOMINATE
    if counts.errors:
        return "view.home.act-mend-all", SEND
    return ("view.home.step-send", SEND) if overview.changes.items else ("", SEND)
