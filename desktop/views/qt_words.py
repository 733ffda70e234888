"""Qt's own words, in the print dialog and the menus of text fields, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.views.texts import Texts


def follow(app: QApplication, texts: Texts) -> None:
    """Let Qt speak the language chosen, now and after every change; its English needs no file."""
    translator = QTranslator(app)
    place = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)

    def speak() -> None:
        app.removeTranslator(translator)
        if translator.load(f"qtbase_{texts.language}", place):
            app.installTranslator(translator)

    texts.language_changed.connect(speak)
    speak()
