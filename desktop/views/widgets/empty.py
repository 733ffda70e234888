"""What a page or list shows when it holds nothing: what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.views.widgets.basic import column, row, words
from desktop.views.workbench import Workbench

_ICON = 48


class Empty(QWidget):
    """An icon, a sentence, and the one button that helps."""

    def __init__(
        self, bench: Workbench, icon: str, title_code: str, text_code: str, action: QPushButton | None = None
    ) -> None:
        super().__init__()
        picture = QLabel()
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bench.theme.bind(
            picture, lambda: picture.setPixmap(bench.theme.icon(icon, "ink_soft").pixmap(_ICON, _ICON))
        )
        title, text = words(bench, title_code, "section"), words(bench, text_code, "soft")
        for centred in (title, text):
            centred.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text.setWordWrap(True)
        items = [None, picture, title, text, *([row(None, action, None)] if action else []), None]
        self.setLayout(column(*items, gap=12, margins=(24, 24, 24, 24)))
