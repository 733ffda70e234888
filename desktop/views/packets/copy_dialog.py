"""Copy a sealed packet to a stick: choose it, watch, and be told that what lies there is the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.core.progress import Progress
from desktop.views.packets import outside
from desktop.views.packets.delivered import delivered
from desktop.views.packets.folder_choice import FolderChoice
from desktop.views.packets.work_dialog import WorkDialog
from desktop.views.widgets.basic import column, words
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.delivery import Delivered


class CopyDialog(WorkDialog):
    """For one packet of the history."""

    def __init__(self, bench: Workbench, sequence: int, number: str, parent: QWidget) -> None:
        super().__init__(bench, "view.packets.copy-title", parent, number=number)
        self.setObjectName("copy-dialog")
        self._sequence, self._number = sequence, number
        self.choice = FolderChoice(bench)
        about = words(bench, "view.packets.copy-about", "soft", wrap=True)
        self.ask(column(about, self.choice, None, gap=12))
        self.primary("view.packets.copy", self.copy, name="copy")
        self.enlarge(600, 360)

    def copy(self) -> None:
        """Copy to the folder chosen."""
        folder = self.choice.folder
        if folder is None:
            self.fault.tell(self.bench.texts.text("view.packets.no-folder"), "bad")
            return
        self.choice.remember()
        self._copy_to(folder)

    def _copy_to(self, folder: Path) -> None:
        from desktop.services import delivery  # lazy: the page is painted before it is loaded

        office, sequence = self.bench.office, self._sequence

        def work(progress: Progress) -> Delivered:
            return delivery.deliver(office, sequence, folder, progress=progress)

        self.work(work, self._done, "delivery.step_check")

    def _done(self, made: Delivered) -> None:
        self.retitle("view.packets.copied", number=self._number)
        self.tell_done(
            delivered(
                self.bench,
                made,
                self._number,
                print_slip=lambda: outside.show_slip(self.bench, self._sequence, self._number, self),
            )
        )
