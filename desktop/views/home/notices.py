"""Sentences above everything else: what happened at the last run, and what threatens the data."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop.core.findings import Finding
from desktop.views.widgets.basic import ICON, clear, column, label, row, tool
from desktop.views.workbench import Workbench


class Notices(QWidget):
    """None in an ordinary office on an ordinary day."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._closed: set[str] = set()
        self._body: QVBoxLayout = column(gap=8)
        self.setLayout(self._body)

    def show_notices(self, warnings: Sequence[Finding], *, interrupted: bool) -> None:
        """Show the warnings, and that the last run ended early."""
        clear(self._body)
        texts = self._bench.texts
        if interrupted and "interrupted" not in self._closed:
            self._add("interrupted", texts.text("view.home.interrupted"), "info", "info")
        for finding in warnings:
            if finding.code not in self._closed:
                sentence = texts.catalogue.sentence(finding)
                self._add(finding.code, sentence[:1].upper() + sentence[1:], "triangle-alert", "doubt")
        self.setVisible(self._body.count() > 0)

    def _add(self, key: str, sentence: str, icon: str, tone: str) -> None:
        frame, picture = QFrame(), QLabel()
        frame.setProperty("banner", tone)
        frame.setObjectName(f"notice-{key}")
        colour = "primary" if tone == "info" else tone
        self._bench.theme.bind(
            picture, lambda: picture.setPixmap(self._bench.theme.icon(icon, colour).pixmap(ICON))
        )
        text = label(sentence, wrap=True)
        close = tool(
            self._bench,
            "window.close-message",
            lambda: self._close(key, frame),
            icon="x",
            name="close-notice",
        )
        line = row(picture, text, close, margins=(12, 4, 6, 4))
        line.setStretch(1, 1)
        frame.setLayout(line)
        self._body.addWidget(frame)

    def _close(self, key: str, frame: QFrame) -> None:
        """Not shown again until the window is opened next."""
        self._closed.add(key)
        frame.hide()
