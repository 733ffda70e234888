"""The pages of a PDF below one another: fit to the width or zoomed, with the page that is seen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtPdfWidgets import QPdfView

from desktop.views.printing.document import POINTS_PER_INCH, Document

_STEP = 1.25
_LEAST, _MOST = 0.25, 4.0


class PagesView(QPdfView):
    """Signals: `page_changed` with the number of the page seen, from 0; `zoomed` with the factor shown."""

    page_changed = Signal(int)
    zoomed = Signal(float)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.setObjectName("pdf-pages")
        self._document = document
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setDocument(document.qt)
        self.pageNavigator().currentPageChanged.connect(self.page_changed)
        self.zoomFactorChanged.connect(lambda _factor: self.zoomed.emit(self.factor))

    @property
    def page(self) -> int:
        """The page seen, from 0."""
        return self.pageNavigator().currentPage()

    @property
    def factor(self) -> float:
        """1.0 shows a page as large as its paper."""
        if self.zoomMode() is QPdfView.ZoomMode.Custom:
            return self.zoomFactor()
        margins = self.documentMargins()
        room = self.viewport().width() - margins.left() - margins.right()
        dots = self._document.size(self.page).width() / POINTS_PER_INCH * self.logicalDpiX()
        return room / dots

    def show_page(self, page: int) -> None:
        """Scroll to the top of a page."""
        self.pageNavigator().jump(page, QPointF())

    def zoom_in(self) -> None:
        """Larger by a quarter."""
        self._zoom(self.factor * _STEP)

    def zoom_out(self) -> None:
        """Smaller by a fifth."""
        self._zoom(self.factor / _STEP)

    def fit_width(self) -> None:
        """As wide as there is room, also when the room changes."""
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.zoomed.emit(self.factor)

    def _zoom(self, factor: float) -> None:
        page = self.page
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(min(max(factor, _LEAST), _MOST))
        self.show_page(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the factor that fits now."""
        super().resizeEvent(event)
        self.zoomed.emit(self.factor)
