"""Looking at a packet: is it whole, is it as it was signed, from whom is it; three answers in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.core.progress import Progress
from desktop.views.packets.verify_page import result
from desktop.views.packets.work_dialog import WorkDialog
from desktop.views.widgets.basic import button, clear
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.packet_check import Examined


_ENDINGS = "*.pem *.crt *.cer *.der"


class VerifyDialog(WorkDialog):
    """Begins by itself; with a certificate to trust it looks again."""

    def __init__(self, bench: Workbench, path: Path, parent: QWidget) -> None:
        super().__init__(bench, "view.packets.verify-title", parent)
        self.setObjectName("verify-dialog")
        self._path = path
        self.answer: Examined | None = None
        self._result = QVBoxLayout()
        self._result.setContentsMargins(0, 0, 8, 0)
        self._result.setSpacing(12)
        self.ask(self._result)
        self._trust = button(
            bench, "view.packets.choose-trust", self._choose_trust, icon="shield-check", name="choose-trust"
        )
        self.add_at_left(self._trust)
        bench.texts.bind(self.cancel, self.cancel.setText, "window.close")
        self.enlarge(760, 640)
        self.verify()

    def verify(self, trust_file: Path | None = None) -> None:
        """Look at the file, with a file of certificates to trust if there is one."""
        from desktop.services import packet_check  # lazy: the page is painted before it is loaded

        office, path = self.bench.office, self._path

        def work(progress: Progress) -> Examined:
            return packet_check.examine(office, path, trust_file=trust_file, progress=progress)

        self._trust.setEnabled(False)
        self.work(work, self._show, "packet.step_verify")

    def was_cancelled(self) -> None:
        """Nothing was seen yet: there is nothing to stay for."""
        if self.answer is None:
            self.reject()

    def _show(self, answer: Examined) -> None:
        self.answer = answer
        self._trust.setEnabled(True)
        clear(self._result)
        self._result.addLayout(result(self.bench, answer))

    def _failed(self, error: BaseException) -> None:
        super()._failed(error)
        self._trust.setEnabled(True)

    def _choose_trust(self) -> None:
        text = self.bench.texts.text
        chosen, _ = QFileDialog.getOpenFileName(
            self, text("view.packets.choose-trust"), "", f"{text('view.packets.trust-filter')} ({_ENDINGS})"
        )
        if chosen:
            self.verify(Path(chosen))
