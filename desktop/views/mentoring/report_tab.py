"""The tab 成果: what the pairs did in the year, in sentences and charts, the same as on paper."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.services import pairs_report
from desktop.services.pairs_report import CHARTS, Report
from desktop.views.lists.record_list import scrolled
from desktop.views.page import Page
from desktop.views.widgets.basic import card, column, label, row, words
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.picture_view import PictureView

_COLOURS = {"ink": "ink", "ink_soft": "ink_soft", "bar": "primary", "outline": "line_strong"}
_BESIDE = 2
"""Charts in a row."""


class PairsReportTab(QWidget):
    """Charts two by two below the sentences."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        bench = page.bench
        self._bench = bench
        self.told = label(wrap=True)
        self.told.setObjectName("pairs-told")
        self.charts = {
            name: PictureView(bench, f"pairs-{name}", f"pairs.report.{name}", _COLOURS) for name in CHARTS
        }
        self._stack = QStackedWidget()
        self._stack.addWidget(
            Empty(bench, "chart-column", "view.mentoring.no-pairs", "view.mentoring.no-pairs-text")
        )
        self._stack.addWidget(self._body())
        self.setLayout(column(self._stack, margins=(0, 12, 0, 0)))

    def show_report(self, report: Report) -> None:
        """Show it; the tab says what to do before there are pairs."""
        language = self._bench.texts.language
        self._stack.setCurrentIndex(1 if report.pairs else 0)
        self.told.setText("\n".join(pairs_report.sentences(report, language)))
        for name, view in self.charts.items():
            drawn = pairs_report.chart(report, name, language)
            view.show_picture(partial(pairs_report.svg, drawn), pairs_report.lines(drawn))

    def _body(self) -> QWidget:
        framed = [
            card(column(words(self._bench, f"pairs.report.{name}", "strong"), view, None))
            for name, view in self.charts.items()
        ]
        rows = []
        for first in range(0, len(framed), _BESIDE):
            beside = row(*framed[first : first + _BESIDE], gap=12)
            for at in range(_BESIDE):
                beside.setStretch(at, 1)
            rows.append(beside)
        inner = QWidget()
        inner.setLayout(column(self.told, *rows, None, gap=12, margins=(0, 0, 8, 0)))
        return scrolled(inner)
