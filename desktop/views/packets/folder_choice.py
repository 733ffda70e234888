"""Where a packet goes: a stick that is plugged in, or any folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from desktop.core import preferences
from desktop.core.progress import Progress
from desktop.views.packets import drives
from desktop.views.packets.drives import Drive
from desktop.views.packets.signer_choice import INDENT
from desktop.views.widgets.basic import button, column, row, words
from desktop.views.workbench import Workbench

_LOOK_AGAIN_MS = 2_000
_GIGABYTE = 1_000_000_000


class FolderChoice(QWidget):
    """Sticks come first and appear by themselves when they are plugged in; the first is chosen."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._drives: Sequence[Drive] = ()
        self._by_hand = False
        self._group = QButtonGroup(self)
        self._sticks = QVBoxLayout()
        self._sticks_shown: list[QRadioButton] = []
        self._sticks.setSpacing(0)
        self._sticks.setContentsMargins(0, 0, 0, 0)
        self._none = words(bench, "view.packets.no-stick", "soft", wrap=True)
        self._none.setObjectName("no-stick")
        self.other = QRadioButton()
        self.other.setObjectName("other-folder")
        bench.texts.bind(self.other, self.other.setText, "view.packets.other-folder")
        self._group.addButton(self.other)
        self.path = QLineEdit(self._remembered())
        self.path.setObjectName("folder-path")
        bench.texts.bind(self.path, self.path.setAccessibleName, "view.packets.folder-path")
        choose = button(
            bench, "view.packets.choose-folder", self._choose, icon="folder-open", name="choose-folder"
        )
        line = row(self.path, choose, margins=(round(INDENT * bench.theme.text_size), 0, 0, 0))
        self.setLayout(column(self._sticks, self._none, self.other, line, gap=4))
        self.other.setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self._chosen_by_hand())
        self.path.textEdited.connect(lambda _text: self._take_other())
        self._timer = QTimer(self, singleShot=True, interval=_LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look)
        self._look()

    @property
    def folder(self) -> Path | None:
        """The folder chosen; None where the line is blank."""
        chosen = self._group.checkedButton()
        for radio, drive in zip(self._sticks_shown, self._drives, strict=True):
            if radio is chosen:
                return drive.root
        text = self.path.text().strip()
        return Path(text).expanduser() if text else None

    def remember(self) -> None:
        """Offer the folder again next time; a stick is offered anyway when it is plugged in."""
        if self.other.isChecked():
            self._bench.preferences.put(preferences.PACKET_FOLDER, self.path.text().strip())

    def show_drives(self, found: Sequence[Drive]) -> None:
        """Offer these sticks, keeping the choice where it is still there."""
        self._none.setVisible(not found)
        if list(found) == list(self._drives) and len(self._sticks_shown) == len(found):
            return
        before = self.folder if not self.other.isChecked() else None
        for radio in self._sticks_shown:
            self._group.removeButton(radio)
            self._sticks.removeWidget(radio)
            radio.hide()
            radio.deleteLater()
        self._drives = tuple(found)
        self._sticks_shown = [self._radio(number, drive) for number, drive in enumerate(found)]
        for radio in self._sticks_shown:
            self._sticks.addWidget(radio)
        self._check(before)

    def _check(self, before: Path | None) -> None:
        roots = [drive.root for drive in self._drives]
        if before in roots:
            self._sticks_shown[roots.index(before)].setChecked(True)
        elif self._sticks_shown and not self._by_hand:
            self._sticks_shown[0].setChecked(True)
        else:
            self.other.setChecked(True)

    def _radio(self, number: int, drive: Drive) -> QRadioButton:
        made = QRadioButton(self._describe(drive))
        made.setObjectName(f"stick-{number}")
        self._group.addButton(made)
        return made

    def _describe(self, drive: Drive) -> str:
        where = f"{drive.root}　{drive.name}" if drive.name else str(drive.root)
        code = "view.packets.stick-locked" if drive.locked else "view.packets.stick"
        return self._bench.texts.text(code, where=where, free=f"{drive.free / _GIGABYTE:.1f}")

    def _chosen_by_hand(self) -> None:
        self._by_hand = True

    def _take_other(self) -> None:
        self._by_hand = True
        self.other.setChecked(True)

    def _choose(self) -> None:
        title = self._bench.texts.text("view.packets.choose-folder")
        chosen = QFileDialog.getExistingDirectory(self, title, self.path.text())
        if chosen:
            self.path.setText(chosen)
            self._take_other()

    def _look(self) -> None:
        def work(_progress: Progress) -> list[Drive]:
            return drives.removable()

        self._bench.runner.run(work, self._looked)

    def _looked(self, found: list[Drive]) -> None:
        if not shiboken6.isValid(self):
            return
        self.show_drives(found)
        if self.isVisible():
            self._timer.start()

    def _remembered(self) -> str:
        kept = str(self._bench.preferences.get(preferences.PACKET_FOLDER))
        return kept or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
