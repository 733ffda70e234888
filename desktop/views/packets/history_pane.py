"""The right side of the page: what was sent, and what can be done with each packet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtWidgets import QFileDialog, QGridLayout, QStackedWidget, QWidget

from desktop.core.progress import Progress
from desktop.views.packets import outside
from desktop.views.packets.copy_dialog import CopyDialog
from desktop.views.packets.history_list import HistoryList
from desktop.views.packets.verify_dialog import VerifyDialog
from desktop.views.widgets.basic import button, card, column, label, row, words
from desktop.views.widgets.empty import Empty
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.packet_copies import Copies
    from desktop.services.packet_history import FileState, Sent

_LOOKED_AT = 200
"""Files that are looked at after the page is shown: a year's packets."""

_AT_ONCE = 20
"""Files a task, so that whatever is saved meanwhile does not wait for all of them."""


class HistoryPane(QWidget):
    """The timeline, and below it the packet that is chosen."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._sent: Sent | None = None
        self._waiting: list[Sent] = []
        self.list = HistoryList(bench)
        self._number = label(role="strong")
        self._number.setObjectName("packet-number")
        self._digest = label(role="code", wrap=True)
        self._detail = card(column(self._number, self._digest, self._build_actions(), gap=8))
        self._stack = QStackedWidget()
        empty = Empty(bench, "package-check", "view.packets.no-history", "view.packets.no-history-text")
        for page in (empty, column(self.list, self._detail, gap=8)):
            if isinstance(page, QWidget):
                self._stack.addWidget(page)
            else:
                holder = QWidget()
                holder.setLayout(page)
                page.setStretch(0, 1)
                self._stack.addWidget(holder)
        self._folder = button(
            bench,
            "view.packets.open-folder",
            self._open,
            kind="link",
            icon="folder-open",
            name="history-folder",
        )
        heading = row(words(bench, "view.packets.history", "section"), None, self._folder)
        layout = column(heading, self._stack, gap=4)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.list.chosen.connect(self._show)
        self.list.activated_packet.connect(lambda sent: self.verify())

    def reload(self) -> None:
        """Read the history, then look at the files one after another behind the window's back."""
        from desktop.services import packet_history  # lazy: the page is painted before it is loaded

        sent = packet_history.history(self._bench.office)
        self.list.show_packets(sent)
        self._stack.setCurrentIndex(1 if sent else 0)
        self._folder.setVisible(bool(sent))
        idle = not self._waiting
        self._waiting = list(sent[:_LOOKED_AT])
        if idle:
            self._look_at_next()

    def copy(self) -> None:
        """Copy the packet chosen to a stick."""
        if self._sent is not None:
            CopyDialog(self._bench, self._sent.sequence, self._sent.number, self).open()

    def verify(self) -> None:
        """Look at the file that is kept."""
        if self._sent is not None:
            VerifyDialog(self._bench, self._file(self._sent), self).open()

    def print_slip(self) -> None:
        """Show the delivery slip."""
        if self._sent is not None:
            outside.show_slip(self._bench, self._sent.sequence, self._sent.number, self)

    def write_excel(self) -> None:
        """Write the tables as they were sent, for Excel."""
        folder = QFileDialog.getExistingDirectory(self, self._bench.texts.text("view.packets.excel-where"))
        if folder and self._sent is not None:
            self._write_excel(self._sent, Path(folder))

    def _write_excel(self, sent: Sent, folder: Path) -> None:
        from desktop.services import packet_copies  # lazy: the page is painted before it is loaded

        office = self._bench.office

        def work(_progress: Progress) -> Copies:
            return packet_copies.write_sealed(office, sent.sequence, folder)

        def done(made: Copies) -> None:
            where = str(made.paths[0].parent) if made.paths else str(folder)
            said = self._bench.texts.count("view.packets.excel-done", len(made.paths), folder=where)
            self._bench.presenter.say(said)

        self._bench.runner.run(work, done, label="view.packets.step-excel")

    def _build_actions(self) -> QGridLayout:
        offers = (
            ("view.packets.copy-usb", self.copy, "usb", "history-copy"),
            ("view.packets.print-slip", self.print_slip, "printer", "history-slip"),
            ("view.packets.verify-again", self.verify, "shield-check", "history-verify"),
            ("view.packets.excel", self.write_excel, "file-spreadsheet", "history-excel"),
        )
        buttons = [button(self._bench, code, run, icon=icon, name=name) for code, run, icon, name in offers]
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, made in enumerate(buttons):
            grid.addWidget(made, at // 2, at % 2)
        return grid

    def _show(self, sent: Sent | None) -> None:
        self._sent = sent
        if sent is not None:
            self._number.setText(sent.number)
            self._digest.setText(self._bench.texts.text("view.packets.digest", digest=sent.sha256[:16]))

    def _open(self) -> None:
        outside.show_folder(self._bench.office.outbox)

    def _file(self, sent: Sent) -> Path:
        return self._bench.office.outbox / sent.file_name

    def _look_at_next(self) -> None:
        if not self._waiting:
            return
        from desktop.services import packet_history  # lazy: the page is painted before it is loaded

        office, some = self._bench.office, self._waiting[:_AT_ONCE]
        del self._waiting[:_AT_ONCE]

        def work(_progress: Progress) -> dict[int, FileState]:
            return {sent.sequence: packet_history.file_state(office, sent) for sent in some}

        def done(states: dict[int, FileState]) -> None:
            if shiboken6.isValid(self):
                self.list.sent.tell_states(states)
                self._look_at_next()

        self._bench.runner.run(work, done)
