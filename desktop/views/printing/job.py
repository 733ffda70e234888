"""Printing: which pages, in which order, and the work itself, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from desktop.core import storage
from desktop.core.errors import EnvironmentFailure
from desktop.core.progress import Progress
from desktop.views.printing.document import POINTS_PER_INCH, Document

RESOLUTION = 300
"""Dots an inch: sharp for 標楷體 of 9 points; 600 takes four times as long and as much memory."""

_SLACK = 2.0
"""Points by which paper may differ: a PDF's A4 is 595.28 points wide, a printer's may be 595."""


def printer_for(document: Document, name: str) -> QPrinter:
    """A printer set as our papers need it; `name` is what the queue shows, so it names no person."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printer.setFullPage(True)
    printer.setPageLayout(_layout(document.size(0)))
    return printer


def chosen_pages(printer: QPrinter, count: int, current: int) -> list[int]:
    """The pages, from 0, that somebody chose in the print dialog of a document of `count` pages."""
    if printer.printRange() is QPrinter.PrintRange.CurrentPage:
        return [current]
    ranges = printer.pageRanges()
    if printer.printRange() is QPrinter.PrintRange.PageRange and not ranges.isEmpty():
        return [page for page in range(count) if ranges.contains(page + 1)]
    return list(range(count))


def sheets(printer: QPrinter, pages: Sequence[int]) -> list[int]:
    """The pages once for every sheet: copies that the printer cannot make itself, and its order."""
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    ordered = pages[::-1] if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst else pages
    if printer.collateCopies():
        return [page for _copy in range(copies) for page in ordered]
    return [page for page in ordered for _copy in range(copies)]


def carry_out(content: bytes, pages: Sequence[int], printer: QPrinter, progress: Progress) -> int:
    """Print the pages, given from 0, at their own size, whatever the printer's margins; returns the sheets.

    Runs in the worker, with a document of its own. Cancelled, a file is not written, and a printer is told
    to drop the job; sheets that it has already taken come out. Raises `EnvironmentFailure` when the printer
    refuses, or has no paper of a page's size: a form is never shrunk.
    """
    document = Document(content)
    order = sheets(printer, pages)
    with _file_whole_or_not_at_all(printer), _painting(printer, document.size(order[0])) as painter:
        for done, page in enumerate(order):
            progress.step(done, len(order), "view.printing.progress")
            if done:
                _set_paper(printer, document.size(page))
                _accepted(printer.newPage())
            _draw(painter, printer, document, page)
    return len(order)


def _draw(painter: QPainter, printer: QPrinter, document: Document, page: int) -> None:
    grey = printer.colorMode() is QPrinter.ColorMode.GrayScale
    size = document.size(page) * (printer.resolution() / POINTS_PER_INCH)
    painter.drawImage(
        QRectF(0, 0, size.width(), size.height()), document.picture(page, RESOLUTION, grey=grey)
    )


@contextmanager
def _painting(printer: QPrinter, first: QSizeF) -> Iterator[QPainter]:
    printer.setResolution(RESOLUTION)
    printer.setFullPage(True)  # the paper's corner is the origin, not that of what can be printed on
    _set_paper(printer, first)
    painter = QPainter()
    _accepted(painter.begin(printer))
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    try:
        yield painter
    except BaseException:
        printer.abort()
        raise
    finally:
        ended = painter.end()
    _accepted(ended and printer.printerState() is not QPrinter.PrinterState.Error)


def _set_paper(printer: QPrinter, size: QSizeF) -> None:
    """Paper of a page's size and direction, or nothing."""
    wanted = _layout(size)
    paper = wanted.fullRectPoints().size()
    if printer.setPageLayout(wanted):
        given = printer.pageLayout().fullRectPoints().size()
        if abs(given.width() - paper.width()) <= _SLACK and abs(given.height() - paper.height()) <= _SLACK:
            return
    raise EnvironmentFailure("view.printing.no-paper", paper=wanted.pageSize().name())


def _layout(size: QSizeF) -> QPageLayout:
    wide = size.width() > size.height()
    upright = size.transposed() if wide else size
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    direction = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    layout = QPageLayout(paper, direction, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _accepted(accepted: bool) -> None:
    if not accepted:
        raise EnvironmentFailure("view.printing.refused")


@contextmanager
def _file_whole_or_not_at_all(printer: QPrinter) -> Iterator[None]:
    """Where somebody prints to a file, an older one stays until the new one is whole."""
    target = printer.outputFileName()
    if not target:
        yield
        return
    part = Path(f"{target}.part")
    with storage.translated(part):
        part.touch()  # Qt would only say that it cannot begin
    printer.setOutputFileName(str(part))
    try:
        yield
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
        printer.setOutputFileName(target)
