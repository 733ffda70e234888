"""辦公室: whose office it is, whom the center calls, and where the data lies."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.core.findings import Finding
from desktop.services import office_profile
from desktop.views.settings.fields import SavedLine, read_only_line
from desktop.views.settings.section import Section
from desktop.views.widgets.basic import button, label, restyle, row, words
from desktop.views.workbench import Workbench

_FIELDS = ("agency", "coordinator", "phone", "email")


class OfficeSection(Section):
    """Two columns of lines that save themselves, and the folder below."""

    key: ClassVar[str] = "office"
    tables: ClassVar[frozenset[str] | None] = frozenset({"office"})

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        county, self._county = read_only_line(bench, "view.settings.office.county", "office-county")
        self._lines = {name: self._line(name) for name in _FIELDS}
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for at, widget in enumerate((county, *self._lines.values())):
            grid.addWidget(widget, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        self.add_card(words(bench, "view.settings.office.who", "section"), holder)
        self._build_folder()
        self.fill()

    def reload(self) -> None:
        """Show what the office says now."""
        profile = office_profile.read(self.bench.office)
        county = profile.county_en if self.bench.texts.language == "en" else profile.county
        self._county.setText(f"{county}　{profile.county_code}")
        for name, line in self._lines.items():
            line.show_value(getattr(profile, name))
        self._show_folder(str(profile.folder.absolute()), profile.findings)

    def field(self, name: str) -> QWidget | None:
        """A line by the name of its field; contact is the first one that is blank."""
        if name == "contact":
            blank = (line for line in self._lines.values() if not line.edit.text())
            return next(blank, self._lines["coordinator"]).edit
        return self._lines[name].edit if name in self._lines else None

    def hand_in(self) -> None:
        """Save every line that was changed."""
        for line in self._lines.values():
            line.hand_in()

    def _line(self, name: str) -> SavedLine:
        code = f"view.settings.office.{name}"
        return SavedLine(self.bench, code, f"office-{name}", partial(self._save, name), self.reload)

    def _save(self, name: str, text: str) -> Sequence[Finding]:
        return office_profile.edit(self.bench.office, name, text)

    def _build_folder(self) -> None:
        self._folder = label(wrap=True)
        self._folder.setObjectName("office-folder")
        self._warning = label(wrap=True)
        self._warning.setObjectName("office-warning")
        show = button(
            self.bench,
            "view.settings.office.open-folder",
            self._open_folder,
            icon="folder-open",
            name="open-office-folder",
        )
        self.add_card(
            words(self.bench, "view.settings.office.folder", "section"),
            self._folder,
            self._warning,
            row(show, None),
        )

    def _show_folder(self, folder: str, findings: Sequence[Finding]) -> None:
        self._folder.setText(folder)
        catalogue = self.bench.texts.catalogue
        sentences = [catalogue.sentence(finding) for finding in findings]
        good = self.bench.texts.text("view.settings.office.local")
        self._warning.setText("\n".join(f"⚠ {one}" for one in sentences) or f"✓ {good}")
        restyle(self._warning, tone="doubt" if sentences else "good")

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.bench.office.folder)))
