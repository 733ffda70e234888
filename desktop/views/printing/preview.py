"""The preview of a PDF: look, search, print all or some of it, keep it, or open it elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.core import paths, storage
from desktop.core.progress import Progress
from desktop.views.printing import elsewhere, job
from desktop.views.printing.document import Document, read
from desktop.views.printing.outline import Outline
from desktop.views.printing.page_field import PageField
from desktop.views.printing.pages_view import PagesView
from desktop.views.printing.search_bar import SearchBar
from desktop.views.shell.message_bar import MessageBar
from desktop.views.shell.status import TaskBar
from desktop.views.widgets.basic import button, column, label, row, tool
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Workbench

_SIZE = (1120, 700)
_MARGIN = 24
"""Pixels of the window that stay seen around the dialog."""


class PdfPreview(Dialog):
    """`PdfPreview(bench, title, pdf, parent).open()`; `title` names the paper, and its file when saved.

    Raises `DataError` for what is no PDF, and the `file.…` failure for a file that cannot be read.
    """

    def __init__(self, bench: Workbench, title: str, pdf: bytes | Path, parent: QWidget) -> None:
        super().__init__(bench, "view.printing.title", parent, title=title)
        self.setObjectName("pdf-preview")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._title = title
        self._content = read(pdf)
        self._document = Document(self._content)
        self.pages = PagesView(self._document)
        bench.texts.bind(self.pages, self.pages.setAccessibleName, "view.printing.pages")
        self.search = SearchBar(bench, self.pages)
        parts = self._document.parts()
        self.outline = Outline(bench, parts, self.print_pages) if len(parts) > 1 else None
        self._build()
        self._build_buttons()
        self._build_shortcuts()
        room = parent.window().size()
        self.resize(
            min(_SIZE[0], room.width() - 2 * _MARGIN) if room.width() > 600 else _SIZE[0],
            min(_SIZE[1], room.height() - 2 * _MARGIN) if room.height() > 400 else _SIZE[1],
        )
        self.pages.setFocus()

    def print_pages(self, pages: Sequence[int] | None = None) -> None:
        """Ask for the printer and print: all of it or what is chosen there, or only `pages`, from 0."""
        printer = job.printer_for(self._document, self.bench.texts.text("window.title"))
        if not choose_printer(printer, self, some=pages is None):
            return
        chosen = job.chosen_pages(printer, self._document.pages, self.pages.page) if pages is None else pages
        work = partial(job.carry_out, self._content, chosen, printer)
        say = partial(say_printed, self.bench)
        self.bench.runner.run(work, say, label="view.printing.progress")

    def save(self) -> None:
        """Ask where to, and write the file whole or not at all."""
        target = choose_target(self, self.bench.texts.text("view.printing.save-title"), f"{self._title}.pdf")
        if target is None:
            return
        content, texts, presenter = self._content, self.bench.texts, self.bench.presenter

        def work(_progress: Progress) -> None:
            with storage.translated(target):
                paths.write_atomic(target, content)

        self.bench.runner.run(
            work, lambda _none: presenter.say(texts.text("view.printing.saved", file=target.name))
        )

    def open_elsewhere(self) -> None:
        """Give a copy to the computer's own viewer."""
        elsewhere.show(self._content)

    def _build(self) -> None:
        bench, pages = self.bench, self.pages
        beside = column(self._build_bar(), pages)
        beside.setStretchFactor(pages, 1)
        middle = row(self.outline, beside, gap=12) if self.outline else row(beside)
        middle.setStretchFactor(beside, 1)
        content = column(MessageBar(bench), middle)
        content.setStretchFactor(middle, 1)
        self.set_content(content)
        if self.outline:
            self.outline.chosen.connect(pages.show_page)
            pages.page_changed.connect(self.outline.follow)
            self.outline.follow(0)

    def _build_bar(self) -> QWidget:
        bench, pages = self.bench, self.pages
        self.number = PageField(bench, pages, self._document.pages)
        self.zoom = label(role="small")
        self.zoom.setObjectName("pdf-zoom")
        pages.zoomed.connect(lambda factor: self.zoom.setText(f"{factor:.0%}"))
        smaller = tool(bench, "view.printing.smaller", pages.zoom_out, icon="zoom-out", name="zoom-out")
        larger = tool(bench, "view.printing.larger", pages.zoom_in, icon="zoom-in", name="zoom-in")
        fit = tool(bench, "view.printing.fit", pages.fit_width, icon="move-horizontal", name="zoom-fit")
        bar = QWidget()
        bar.setLayout(row(self.number, 8, smaller, larger, fit, self.zoom, None, self.search, gap=4))
        return bar

    def _build_buttons(self) -> None:
        bench = self.bench
        bench.texts.bind(self.cancel, self.cancel.setText, "window.close")
        bench.texts.bind(self.cancel, self.cancel.setAccessibleName, "window.close")
        made = self.accept_with("view.printing.print", self.print_pages, name="print")
        bench.theme.bind(made, lambda: made.setIcon(bench.theme.icon("printer", "on_primary")))
        self.add_at_left(TaskBar(bench))
        self.add_at_left(
            button(
                bench,
                "view.printing.elsewhere",
                self.open_elsewhere,
                icon="external-link",
                name="open-elsewhere",
            )
        )
        self.add_at_left(button(bench, "view.printing.save", self.save, icon="save", name="save-pdf"))

    def _build_shortcuts(self) -> None:
        pages = self.pages
        for keys, run in (
            (QKeySequence.StandardKey.Find, self.search.take_focus),
            (QKeySequence.StandardKey.Print, self.print_pages),
            (QKeySequence.StandardKey.Save, self.save),
            (QKeySequence.StandardKey.ZoomIn, pages.zoom_in),
            (QKeySequence("Ctrl+="), pages.zoom_in),  # the key of + without Shift
            (QKeySequence.StandardKey.ZoomOut, pages.zoom_out),
            (QKeySequence("Ctrl+0"), pages.fit_width),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)


def say_printed(bench: Workbench, sheets: int) -> None:
    """Tell that the printer has everything; the preview may be closed by then."""
    bench.presenter.say(bench.texts.count("view.printing.printed", sheets))


def choose_printer(printer: QPrinter, parent: QWidget, *, some: bool) -> bool:
    """The system's print dialog; with `some` it also asks for pages. Whether somebody pressed Print."""
    dialog = QPrintDialog(printer, parent)
    Option = QAbstractPrintDialog.PrintDialogOption
    dialog.setOption(Option.PrintPageRange, some)
    dialog.setOption(Option.PrintCurrentPage, some)
    return dialog.exec() == QDialog.DialogCode.Accepted


def choose_target(parent: QWidget, title: str, name: str) -> Path | None:
    """The system's dialog for a file to write; None when it was left."""
    chosen, _filter = QFileDialog.getSaveFileName(parent, title, name, "PDF (*.pdf)")
    return Path(chosen) if chosen else None
