"""A PDF in a window of its own, page after page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.views.widgets.basic import button, row
from desktop.views.workbench import Workbench

_SIZE = (820, 680)


class PdfPreview(QDialog):
    """Shows a PDF given as bytes or as a path; opened with `open()`."""

    def __init__(self, bench: Workbench, title: str, pdf: bytes | Path, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("pdf-preview")
        self.setWindowTitle(title)
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._load(pdf)
        view = QPdfView(self)
        view.setObjectName("pdf-view")
        view.setAccessibleName(title)
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        view.setDocument(self.document)
        layout = QVBoxLayout(self)
        layout.addWidget(view, 1)
        layout.addLayout(row(None, button(bench, "window.close", self.close, name="close-preview")))
        self.resize(*_SIZE)

    def _load(self, pdf: bytes | Path) -> None:
        if isinstance(pdf, Path):
            self.document.load(str(pdf))
            return
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
