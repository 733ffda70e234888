"""封裝送件: what goes in, who signs, where to; then progress; then where it lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from desktop.core.errors import KnownError
from desktop.core.findings import Finding, Severity
from desktop.core.progress import Progress
from desktop.views.errors import as_known
from desktop.views.packets import outside
from desktop.views.packets.banner import Banner
from desktop.views.packets.delivered import delivered
from desktop.views.packets.folder_choice import FolderChoice
from desktop.views.packets.letter_fields import LetterFields
from desktop.views.packets.signer_choice import SignerChoice
from desktop.views.packets.work_dialog import WorkDialog
from desktop.views.widgets.basic import button, chip, column, label, row, rule, words
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.delivery import Delivered
    from desktop.services.packet_outline import Outline
    from desktop.services.signing_keys import KeyFile


@dataclass(frozen=True, slots=True)
class Result:
    """What became of it: findings that forbid it, or a sealed packet that was copied or could not be."""

    findings: tuple[Finding, ...]
    sequence: int = 0
    delivered: Delivered | None = None
    undelivered: KnownError | None = None


class BuildDialog(WorkDialog):
    """For the packet that the outline describes."""

    def __init__(self, bench: Workbench, outline: Outline, parent: QWidget) -> None:
        super().__init__(bench, "view.packets.build-title", parent, number=outline.number)
        self.setObjectName("build-dialog")
        self._page = parent
        self.outline = outline
        letter = outline.letter
        self.letter = LetterFields(bench, letter.date if letter else None, letter.number if letter else "")
        self.signer = SignerChoice(bench, outline.office_key, outline.signer)
        self.choice = FolderChoice(bench)
        self.state = Banner(bench, "build-state", self._list_button())
        self.ask(self._form())
        self.button = self.primary("view.packets.build", self.build, name="build")
        self._show_state()
        self.enlarge(840, 690)
        self.letter.day.setFocus()

    def build(self) -> None:
        """Seal, then copy to the folder chosen."""
        folder = self.choice.folder
        self.letter.hand_in()
        fault = self.signer.fault or ("" if folder else "view.packets.no-folder")
        if not self.letter.is_right:
            self.letter.day.setFocus()
        elif fault:
            self.fault.tell(self.bench.texts.text(fault), "bad")
        elif folder is not None:
            self.choice.remember()
            self._build(self.signer.key(), folder)

    def _build(self, key: KeyFile | None, folder: Path) -> None:
        from desktop.services import delivery, packets  # lazy: the page is painted before they are loaded

        office = self.bench.office

        def work(progress: Progress) -> Result:
            built = packets.seal(office, key=key, target=folder, progress=progress)
            if built.sealed is None:
                return Result(built.findings)
            try:
                made = delivery.deliver(office, built.sequence, folder)
            except (KnownError, OSError) as error:  # it is sealed all the same: say both
                return Result(built.findings, built.sequence, undelivered=as_known(error))
            return Result(built.findings, built.sequence, made)

        self.work(work, self.show_result, "view.packets.step-check")

    def show_result(self, result: Result) -> None:
        """Say what became of it."""
        self.signer.forget()
        if result.delivered is not None:
            self.retitle("view.packets.sealed", number=self.outline.number)
            self.tell_done(
                delivered(
                    self.bench,
                    result.delivered,
                    self.outline.number,
                    print_slip=lambda: outside.show_slip(
                        self.bench, result.sequence, self.outline.number, self
                    ),
                    copy_again=lambda: self._copy_again(result.sequence),
                )
            )
        elif result.undelivered is not None:
            self._tell_undelivered(result)
        else:
            self._refuse(result.findings)

    def _refuse(self, findings: tuple[Finding, ...]) -> None:
        """Nothing was sealed: say why, those of the signer in full, those of the preflight as a number."""
        errors = [one for one in findings if one.severity is Severity.ERROR]
        own = [one for one in errors if not one.code.startswith("preflight.")]
        said = [self.bench.texts.catalogue.sentence(finding) for finding in own]
        if len(own) < len(errors):
            said.insert(0, self.bench.texts.count("view.packets.must-mend", len(errors) - len(own)))
        self.fault.tell("\n".join(said), "bad")

    def _tell_undelivered(self, result: Result) -> None:
        """It is sealed and kept; only the copy is missing."""
        assert result.undelivered is not None
        self.retitle("view.packets.sealed", number=self.outline.number)
        self.fault.tell(self.bench.texts.catalogue.error(result.undelivered), "bad")
        said = words(self.bench, "view.packets.sealed-not-copied", wrap=True, number=self.outline.number)
        again = button(
            self.bench,
            "view.packets.copy-elsewhere",
            lambda: self._copy_again(result.sequence),
            icon="usb",
            name="copy-usb",
        )
        self.tell_done(column(said, row(again, None), None, gap=12))

    def _copy_again(self, sequence: int) -> None:
        from desktop.views.packets.copy_dialog import CopyDialog  # lazy: few packets are copied twice

        self.accept()
        CopyDialog(self.bench, sequence, self.outline.number, self._page).open()

    def _form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        parts: tuple[tuple[str, QWidget], ...] = (
            ("view.packets.part-contents", self._contents()),
            ("view.packets.part-letter", self.letter),
            ("view.packets.part-signer", self.signer),
            ("view.packets.part-target", self.choice),
        )
        for number, (code, widget) in enumerate(parts):
            if number:
                grid.addWidget(rule(), 2 * number - 1, 0, 1, 2)
            heading = words(self.bench, code, "strong")
            heading.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(heading, 2 * number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, 2 * number, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(2 * len(parts), 1)
        return grid

    def _contents(self) -> QWidget:
        """A line an activity, and what the preflight says of it all."""
        lines = QGridLayout()
        lines.setHorizontalSpacing(12)
        lines.setVerticalSpacing(2)
        language = self.bench.texts.language
        for at, one in enumerate(self.outline.included):
            lines.addWidget(label(one.title[language], wrap=True), at, 0)
            people = label(self.bench.texts.count(f"view.packets.{one.unit}", one.number))
            lines.addWidget(people, at, 1, Qt.AlignmentFlag.AlignRight)
            extra = self.bench.texts.text(f"view.packets.{one.beside_unit}", count=one.beside)
            lines.addWidget(label(extra if one.beside else "", "soft"), at, 2)
            waiting = self.bench.texts.text("view.packets.to-check", count=one.open)
            lines.addWidget(chip(waiting, "doubt") if one.open else label(), at, 3)
        lines.setColumnStretch(0, 1)
        total = self.bench.texts.count("view.packets.total", self.outline.people)
        if not self.outline.included:
            total = self.bench.texts.text("view.packets.nobody")
        holder = QWidget()
        holder.setLayout(column(lines, label(total, "soft", wrap=True), self.state, gap=6))
        return holder

    def _list_button(self) -> QPushButton:
        return button(self.bench, "view.packets.show-list", self.reject, kind="link", name="show-list")

    def _show_state(self) -> None:
        texts = self.bench.texts
        if self.outline.errors:
            self.state.tell(texts.count("view.packets.must-mend", self.outline.errors), "bad")
            self.button.setEnabled(False)
        elif self.outline.warnings:
            self.state.tell(texts.count("view.packets.may-look", self.outline.warnings), "info")
