"""The tabs of a page, named in the language of the window."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.views.workbench import Workbench


def tabs(bench: Workbench, *pages: tuple[QWidget, str]) -> QTabWidget:
    """Tabs in this order, each a widget and the code of its title."""
    made = QTabWidget()
    made.setDocumentMode(True)
    made.tabBar().setDrawBase(False)  # its line is white in every theme
    for at, (widget, code) in enumerate(pages):
        made.addTab(widget, "")
        bench.texts.bind(widget, partial(made.setTabText, at), code)
    return made
