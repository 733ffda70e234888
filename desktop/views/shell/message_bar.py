"""A strip above the page that tells an error or a success; it never has to be clicked away."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from desktop.views.widgets.basic import ICON, label, restyle, tool
from desktop.views.workbench import Workbench

_SUCCESS_MS = 6_000
_ICONS = {"bad": ("circle-x", "bad"), "good": ("circle-check", "good")}


class MessageBar(QFrame):
    """An error stays until something succeeds or it is closed; a success goes by itself."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.setObjectName("message-bar")
        self._bench = bench
        self._icon = QLabel()
        self.text = label(wrap=True)
        self.text.setObjectName("message-text")
        self._code = label(role="code")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.addWidget(self._icon)
        layout.addWidget(self.text, 1)
        layout.addWidget(self._code)
        layout.addWidget(tool(bench, "window.close-message", self.hide, icon="x", name="close-message"))
        self._timer = QTimer(self, singleShot=True, interval=_SUCCESS_MS)
        self._timer.timeout.connect(self.hide)
        bench.presenter.told.connect(self.show_error)
        bench.presenter.succeeded.connect(self.show_success)
        self.hide()

    def show_error(self, sentence: str, code: str) -> None:
        """What happened and what to do; the code in small type for the phone call."""
        self._timer.stop()
        self._show(sentence, code, "bad")

    def show_success(self, sentence: str) -> None:
        """A short sentence; no click is asked for."""
        self._show(sentence, "", "good")
        self._timer.start()

    def _show(self, sentence: str, code: str, tone: str) -> None:
        icon, colour = _ICONS[tone]
        self._icon.setPixmap(self._bench.theme.icon(icon, colour).pixmap(ICON))
        self.text.setText(sentence)
        self._code.setText(code)
        restyle(self, banner=tone)
        self.setAccessibleName(sentence)
        self.show()
