"""A PDF in memory as Qt reads it: its pages, its parts by bookmark, and a page drawn on white paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLoggingCategory, QModelIndex, QSize, QSizeF
from PySide6.QtGui import QColorConstants, QImage
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument, QPdfDocumentRenderOptions

from desktop.core import storage
from desktop.core.errors import DataError

POINTS_PER_INCH = 72

# Qt warns of every bookmark that names a page without a place on it, which is what most of them do.
QLoggingCategory.setFilterRules("qt.pdf.bookmarks.warning=false")

_Options = QPdfDocumentRenderOptions
_Role = QPdfBookmarkModel.Role


@dataclass(frozen=True, slots=True)
class Part:
    """What a bookmark stands for: pages `first` to `last`, counted from 0. `level` 0 is the outermost."""

    title: str
    level: int
    first: int
    last: int


def read(pdf: bytes | Path) -> bytes:
    """The content of a PDF; a file that cannot be read raises its `file.…` failure."""
    if isinstance(pdf, bytes):
        return pdf
    with storage.translated(pdf):
        return pdf.read_bytes()


class Document:
    """Belongs to the thread that makes it: the preview has one, a print job makes another from the bytes.

    Raises `DataError` for something that is no PDF, or one that is locked.
    """

    def __init__(self, content: bytes) -> None:
        self.qt = QPdfDocument()
        self._buffer = QBuffer()  # stands after the document, so that it is let go after it
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.qt.load(self._buffer)
        if self.qt.status() is not QPdfDocument.Status.Ready or not self.qt.pageCount():
            raise DataError("view.printing.unreadable")

    @property
    def pages(self) -> int:
        """How many there are."""
        return self.qt.pageCount()

    def size(self, page: int) -> QSizeF:
        """Width and height of a page in points."""
        return self.qt.pagePointSize(page)

    def parts(self) -> tuple[Part, ...]:
        """Its bookmarks in their order, each with all the pages up to the next of its level."""
        model = QPdfBookmarkModel()
        model.setDocument(self.qt)
        return tuple(extents(list(_bookmarks(model, QModelIndex())), self.pages))

    def picture(self, page: int, dots_per_inch: int, *, grey: bool) -> QImage:
        """A page on white, for Qt leaves transparent what nothing is drawn on; 35 MB at 300 dpi in colour."""
        size = self.size(page) * (dots_per_inch / POINTS_PER_INCH)
        options, flags = _Options(), _Options.RenderFlag.Annotations
        options.setRenderFlags(flags | _Options.RenderFlag.Grayscale if grey else flags)
        pixels = QSize(round(size.width()), round(size.height()))
        # Asked for a grey image, Qt gives an empty one: it draws with 32 bits only.
        drawn = self.qt.render(page, pixels, options, QImage.Format.Format_RGB32, QColorConstants.White)
        return drawn.convertToFormat(QImage.Format.Format_Grayscale8) if grey else drawn


def extents(bookmarks: Sequence[tuple[str, int, int]], pages: int) -> Iterator[Part]:
    """Each (title, level, page) with the last page before the next bookmark of its level or above."""
    for at, (title, level, first) in enumerate(bookmarks):
        following = (page for _title, other, page in bookmarks[at + 1 :] if other <= level)
        last = next(following, pages) - 1
        yield Part(title, level, first, max(first, last))


def _bookmarks(model: QPdfBookmarkModel, parent: QModelIndex) -> Iterable[tuple[str, int, int]]:
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        title, level, page = (model.data(index, int(role)) for role in (_Role.Title, _Role.Level, _Role.Page))
        yield str(title), int(level), int(page)
        yield from _bookmarks(model, index)
