"""關於: version, place of the data, fonts and libraries with their licences, diagnostics in one click."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from desktop.core import paths
from desktop.core.progress import Progress
from desktop.core.version import BUILT_AT, VERSION
from desktop.services import diagnostics, libraries
from desktop.services.libraries import Library
from desktop.views.settings.licence_dialog import LICENCES, LicenceDialog
from desktop.views.settings.section import Section
from desktop.views.table_model import Column, RowModel
from desktop.views.widgets.basic import button, label, row, words
from desktop.views.widgets.flow import flow
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench

_LEAST_ROWS = 8


class AboutSection(Section):
    """Facts first, then the licences that must be named."""

    key: ClassVar[str] = "about"

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.version = label(wrap=True)
        self.version.setObjectName("about-version")
        self.places = label(role="soft", wrap=True)
        self.places.setObjectName("about-places")
        self.add_card(words(bench, "window.brand", "title"), self.version, self.places)
        self._build_diagnostics()
        self._build_fonts()
        self.model = RowModel[Library](self._columns(), bench.texts.text, self._id)
        self.table = Table(bench, self.model, "libraries", "view.settings.about.libraries")
        bench.theme.bind(self.table, self._size)
        self.add_card(
            words(bench, "view.settings.about.libraries", "section"),
            words(bench, "view.settings.about.libraries-note", "soft", wrap=True),
            self.table,
        )
        self.fill()

    def reload(self) -> None:
        """Fill in what is known only now."""
        text = self.bench.texts.text
        self.version.setText(
            text("view.settings.about.version", version=VERSION, built=f"{BUILT_AT:%Y-%m-%d}")
        )
        self.places.setText(
            text(
                "view.settings.about.places",
                office=str(self.bench.office.folder.absolute()),
                preferences=str(paths.preferences_file()),
            )
        )
        if not self.model.rows:
            self.bench.runner.run(lambda _progress: libraries.installed(), self.model.set_rows)

    def header_buttons(self) -> Sequence[QPushButton]:
        """The diagnostics."""
        return (
            button(
                self.bench,
                "view.settings.about.save",
                self.save,
                kind="primary",
                icon="save",
                name="diagnostics-save",
            ),
        )

    def field(self, name: str) -> QWidget | None:
        """The list of libraries, or the button that copies."""
        return {"licences": self.table, "diagnostics": self._copy}.get(name)

    def copy(self) -> None:
        """Put the diagnostics on the clipboard."""
        office, window = self.bench.office, self._window()
        self.bench.runner.run(lambda _progress: diagnostics.report(office, window), self._copied)

    def save(self) -> None:
        """Save the diagnostics where the coordinator says."""
        title = self.bench.texts.text("view.settings.about.save")
        chosen, _ = QFileDialog.getSaveFileName(self, title, "luminary-diagnostics.txt", "*.txt")
        if chosen:
            self._save(Path(chosen))

    def _build_diagnostics(self) -> None:
        self._copy = button(
            self.bench, "view.settings.about.copy", self.copy, icon="copy", name="diagnostics-copy"
        )
        self.add_card(
            words(self.bench, "view.settings.about.diagnostics", "section"),
            words(self.bench, "view.settings.about.diagnostics-note", wrap=True),
            row(self._copy, None),
        )

    def _build_fonts(self) -> None:
        buttons = [
            button(
                self.bench,
                f"view.settings.about.licence-{name}",
                partial(self._show_licence, name),
                kind="link",
                icon="file-text",
                name=f"licence-{name}",
            )
            for name in LICENCES
        ]
        self.add_card(
            words(self.bench, "view.settings.about.fonts", "section"),
            words(self.bench, "view.settings.about.fonts-text", wrap=True),
            words(self.bench, "view.settings.about.icons-text", wrap=True),
            flow(*buttons),
        )

    def _show_licence(self, name: str) -> None:
        LicenceDialog(self.bench, name, self.window()).open()

    def _columns(self) -> tuple[Column[Library], ...]:
        return (
            Column("name", "view.settings.about.name", lambda one: one.name, width=210),
            Column("version", "view.settings.about.number", lambda one: one.version, width=110),
            Column("licence", "view.settings.about.licence", lambda one: one.licence or "—", width=0),
        )

    def _id(self, library: Library) -> int:
        return self.model.rows.index(library)

    def _size(self) -> None:
        self.table.setMinimumHeight((_LEAST_ROWS + 1) * self.bench.theme.length("row"))

    def _window(self) -> Mapping[str, str]:
        """What only the window knows."""
        screen, bench = self.screen(), self.bench
        size = screen.size()
        return {
            "qt": qVersion(),
            "platform": QGuiApplication.platformName(),
            "machine": platform.machine(),
            "screen": f"{size.width()}×{size.height()} at {screen.devicePixelRatio():g}",
            "window": f"{self.window().width()}×{self.window().height()}",
            "language": bench.texts.language,
            "theme": f"{bench.theme.choice} ({bench.theme.scheme})",
            "text size": f"{bench.theme.text_size:g}",
        }

    def _copied(self, report: str) -> None:
        QGuiApplication.clipboard().setText(report)
        self.bench.presenter.say(self.bench.texts.text("view.settings.about.copied"))

    def _save(self, path: Path) -> None:
        office, window, bench = self.bench.office, self._window(), self.bench

        def work(_progress: Progress) -> None:
            diagnostics.write(office, window, path)

        said = bench.texts.text("view.settings.saved-to", file=path.name)
        bench.runner.run(work, lambda _none: bench.presenter.say(said))
