"""What opens outside the window: a folder, a paper."""

from __future__ import annotations

from pathlib import Path

import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.core.progress import Progress
from desktop.views.workbench import Workbench


def show_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def show_slip(bench: Workbench, sequence: int, number: str, parent: QWidget) -> None:
    """Show the delivery slip of a sealed packet, to print it."""
    from desktop.services import delivery  # lazy: the page is painted before it is loaded

    def work(_progress: Progress) -> bytes:
        return delivery.slip(bench.office, sequence)

    def shown(pdf: bytes) -> None:
        if not shiboken6.isValid(parent):
            return  # the dialog that asked was closed meanwhile
        from desktop.views.printing.preview import PdfPreview  # lazy: QtPdf is loaded when a paper is shown

        PdfPreview(bench, bench.texts.text("view.packets.slip-title", number=number), pdf, parent).open()

    bench.runner.run(work, shown)
