"""The report on the screen: radar and matrix above, below them what to ask about first."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QScrollArea, QStackedWidget, QWidget

from desktop.core.progress import Progress
from desktop.services import diagnosis_report
from desktop.services.diagnosis_report import VISIT, Priority, Quadrants, Report
from desktop.views.lists.acting import act
from desktop.views.luminary.columns import priority_columns
from desktop.views.page import Page
from desktop.views.pages import page_of
from desktop.views.table_model import RowModel
from desktop.views.widgets.basic import button, card, column, label, row, words
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.picture_view import PictureView
from desktop.views.widgets.table import Table
from desktop.views.workbench import Place

_COLOURS = {
    "ink": "ink",
    "ink_soft": "ink_soft",
    "outline": "line_strong",
    "own": "primary",
    "before": "ink_soft",
    "others": "star",
    "urgent": "doubt_soft",
    "plain": "surface",
}


class ReportTab(QWidget):
    """The tab 報告 of its page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        bench = page.bench
        self._page, self._bench = page, bench
        self.radar = PictureView(bench, "radar", "diagnosis.paper.dimensions", _COLOURS)
        self.matrix = PictureView(bench, "matrix", "diagnosis.paper.matrix", _COLOURS)
        self.matrix.clicked.connect(self._on_matrix)
        self._drawn: Quadrants | None = None
        self.counts = label(role="soft", wrap=True)
        self.counts.setObjectName("report-counts")
        self.model: RowModel[Priority] = RowModel(
            priority_columns(bench.texts), bench.texts.text, lambda one: one.rank
        )
        self.table = Table(bench, self.model, "priorities", "diagnosis.paper.priorities")
        self.start = button(bench, "view.luminary.start", self._start, icon="arrow-right", name="start-offer")
        self.data = QPushButton()
        self.data.setObjectName("data")
        self.data.setAutoDefault(False)
        bench.texts.bind(self.data, self.data.setText, "view.luminary.data")
        menu = QMenu(self.data)
        for code, asked in (
            ("view.luminary.save", self._ask_folder),
            ("view.luminary.before", self._ask_before),
            ("view.luminary.others", self._ask_others),
        ):
            action = menu.addAction("", asked)
            bench.texts.bind(menu, action.setText, code)
        self.data.setMenu(menu)
        self._build()

    @property
    def selected(self) -> Priority | None:
        """The item that is selected."""
        ids = self.table.selected_ids()
        place = self.model.place_of(ids[0]) if ids else None
        return None if place is None else self.model.row_at(place)

    def show_report(self, report: Report) -> None:
        """Show it; what is not agreed on yet has no figure."""
        texts = self._bench.texts
        self._stack.setCurrentIndex(1 if report.settled else 0)
        told = texts.text("view.luminary.settled", settled=report.settled, count=len(report.lines))
        people = texts.count("view.luminary.people", report.respondents)
        self.counts.setText(f"{people}　{told}")
        radar = diagnosis_report.radar_of(report, texts.language)
        self._drawn = matrix = diagnosis_report.matrix_of(report, texts.language)
        spoken = diagnosis_report.spoken(report, texts.language)
        self.radar.show_picture(partial(diagnosis_report.radar_svg, radar), spoken)
        self.matrix.show_picture(
            partial(diagnosis_report.matrix_svg, matrix),
            [f"{one.code} M{one.level} N{one.need}" for one in matrix.points],
        )
        self.model.set_columns(priority_columns(texts))
        self.model.set_rows(list(report.priorities))
        if report.priorities:
            self.table.select(0)
        self.start.setEnabled(bool(report.priorities))

    def _build(self) -> None:
        bench = self._bench
        left = column(words(bench, "diagnosis.paper.dimensions", "strong"), self._scrolled(self.radar))
        right = column(words(bench, "diagnosis.paper.matrix", "strong"), self._scrolled(self.matrix))
        pictures = row(card(left), card(right), gap=12)
        pictures.setStretch(0, 1)
        pictures.setStretch(1, 1)
        title = words(bench, "diagnosis.paper.priorities", "section")
        above = row(title, self.counts, self.data, self.start)
        above.setStretchFactor(self.counts, 1)
        full = QWidget()
        shown = column(pictures, above, self.table, gap=10, margins=(0, 12, 0, 0))
        shown.setStretch(0, 5)
        shown.setStretch(2, 3)
        full.setLayout(shown)
        self._stack = QStackedWidget()
        self._stack.addWidget(
            Empty(bench, "chart-column", "view.luminary.no-report", "view.luminary.no-report-text")
        )
        self._stack.addWidget(full)
        self.setLayout(column(self._stack))
        self.table.activated_id.connect(lambda _id: self._start())

    def _scrolled(self, picture: PictureView) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(picture)
        return scroll

    def _ask_before(self) -> None:
        title = self._bench.texts.text("view.luminary.before").rstrip("…")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", "JSON (*.json)")
        if chosen:
            self.take_before(Path(chosen))

    def take_before(self, path: Path) -> None:
        """Take the year before from its file, to compare with."""
        from desktop.services import diagnosis_papers  # lazy: only here files are read and written

        act(self._page, diagnosis_papers.take_before, path)

    def _ask_others(self) -> None:
        texts = self._bench.texts
        title = texts.text("view.luminary.others").rstrip("…")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", "JSON (*.json)")
        if not chosen:
            return
        trust, _ = QFileDialog.getOpenFileName(
            self, texts.text("view.luminary.trust"), "", "PEM (*.pem *.cer *.crt)"
        )
        if trust:
            self.take_others(Path(chosen), Path(trust))

    def take_others(self, path: Path, trust: Path) -> None:
        """Take the medians over the counties, signed by whom the certificate names."""
        from desktop.services import diagnosis_benchmark  # lazy: as above

        act(self._page, diagnosis_benchmark.take, path, trust)

    def _ask_folder(self) -> None:
        title = self._bench.texts.text("view.luminary.save").rstrip("…")
        chosen = QFileDialog.getExistingDirectory(self, title)
        if chosen:
            self.write(Path(chosen))

    def write(self, folder: Path) -> None:
        """Write the report as PDF, CSV and JSON, in the worker."""
        bench = self._bench

        def work(_progress: Progress) -> tuple[Path, ...]:
            from desktop.services import diagnosis_papers  # lazy: as above

            return diagnosis_papers.write(bench.office, folder)

        def done(_files: tuple[Path, ...]) -> None:
            bench.presenter.say(bench.texts.text("view.luminary.saved", path=str(folder)))

        bench.runner.run(work, done, label="forms.progress")

    def _on_matrix(self, x: float, y: float, width: float, size: float) -> None:
        """Show the item that was clicked where it is agreed on."""
        if self._drawn is not None:
            item = diagnosis_report.item_at(self._drawn, width, size, (x, y))
            if item:
                self._bench.navigator.go(Place("luminary", field=item))

    def _start(self) -> None:
        """Go where the nearest offer is made use of; the visit is asked for by the proposal's letter."""
        one = self.selected
        if one is None:
            return
        for offer in one.offers:
            page = page_of(self._family(offer.activity))
            if page and offer.activity != VISIT:
                self._bench.navigator.go(Place(page, activity=offer.activity))
                return
        self._bench.presenter.say(self._bench.texts.text("view.luminary.ask-visit", item=one.line.item.code))

    def _family(self, activity: str) -> str:
        return diagnosis_report.family_of(self._bench.office, activity)
