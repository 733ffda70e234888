"""隱私: masking on screen, how long old values are kept, and the log of who did what."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from desktop.core.clock import roc_short
from desktop.core.progress import Progress
from desktop.services import privacy
from desktop.services.privacy import Purgeable
from desktop.views.settings.log import LogCard
from desktop.views.settings.section import Section
from desktop.views.widgets.basic import button, column, label, row, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Workbench


class PrivacySection(Section):
    """A checkbox, a number of years with the purge beside it, and the log below."""

    key: ClassVar[str] = "privacy"
    tables: ClassVar[frozenset[str] | None] = None

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.masked = QCheckBox()
        self.masked.setObjectName("mask-ids")
        bench.texts.bind(self.masked, self.masked.setText, "view.settings.privacy.mask")
        self.masked.clicked.connect(self._mask)
        self.add_card(
            words(bench, "view.settings.privacy.screen", "section"),
            self.masked,
            words(bench, "view.settings.privacy.mask-note", "soft", wrap=True),
        )
        self._build_retention()
        self.log = LogCard(bench)
        self.add(self.log, stretch=1)

    def reload(self) -> None:
        """Show the choices, what could be purged, and the log."""
        choices = privacy.read(self.bench.office)
        self.masked.setChecked(choices.masked)
        self.years.blockSignals(True)
        self.years.setValue(choices.retention_years)
        self.years.blockSignals(False)
        self._show_purgeable(privacy.purgeable(self.bench.office))
        self.log.reload()

    def field(self, name: str) -> QWidget | None:
        """The checkbox, the years, or the log."""
        fields: dict[str, QWidget] = {"mask": self.masked, "retention": self.years, "log": self.log.table}
        return fields.get(name)

    def _build_retention(self) -> None:
        bench = self.bench
        self.years = QSpinBox()
        self.years.setObjectName("retention-years")
        self.years.setRange(*privacy.RETENTION)
        self.years.setKeyboardTracking(False)
        self.years.setAlignment(Qt.AlignmentFlag.AlignRight)
        bench.texts.bind(self.years, self.years.setAccessibleName, "view.settings.privacy.retention")
        bench.texts.bind(
            self.years, lambda text: self.years.setSuffix(f" {text}"), "view.settings.privacy.years"
        )
        self.years.valueChanged.connect(self._retain)
        self.old = label(wrap=True)
        self.old.setObjectName("purgeable")
        self.purge = button(
            bench, "view.settings.privacy.purge", self._ask, kind="danger", icon="trash-2", name="purge"
        )
        self.add_card(
            words(bench, "view.settings.privacy.retention", "section"),
            words(bench, "view.settings.privacy.retention-note", "soft", wrap=True),
            row(words(bench, "view.settings.privacy.keep"), self.years, None),
            self.old,
            row(self.purge, None),
        )

    def _show_purgeable(self, old: Purgeable) -> None:
        texts = self.bench.texts
        day = roc_short(old.before)
        says = texts.text("view.settings.privacy.nothing", day=day)
        if old.actions:
            says = texts.count("view.settings.privacy.old", old.actions, day=day, size=_kilobytes(old.size))
        self.old.setText(says)
        self.purge.setEnabled(old.actions > 0)

    def _mask(self, masked: bool) -> None:
        office = self.bench.office

        def work(_progress: Progress) -> None:
            privacy.mask(office, masked)

        self.bench.runner.run(work)

    def _retain(self, years: int) -> None:
        office = self.bench.office

        def work(_progress: Progress) -> None:
            privacy.retain(office, years)

        self.bench.runner.run(work)

    def _ask(self) -> None:
        PurgeDialog(self.bench, privacy.purgeable(self.bench.office), self.window()).open()


class PurgeDialog(Dialog):
    """What will be gone for good."""

    def __init__(self, bench: Workbench, old: Purgeable, parent: QWidget) -> None:
        super().__init__(bench, "view.settings.privacy.purge-title", parent)
        self.setObjectName("purge-dialog")
        texts = bench.texts
        span = " – ".join(roc_short(moment.date()) for moment in (old.first, old.last) if moment)
        what = texts.count("view.settings.privacy.purge-what", old.actions, span=span)
        self.set_content(
            column(
                label(what, wrap=True),
                words(bench, "view.settings.privacy.purge-means", wrap=True),
                words(bench, "view.settings.privacy.purge-backups", "soft", wrap=True),
                gap=12,
            )
        )
        self.accept_with("view.settings.privacy.purge-do", self._do, name="purge-do", kind="danger")
        self.fit()

    def _do(self) -> None:
        office, texts, presenter = self.bench.office, self.bench.texts, self.bench.presenter
        self.accept()

        def work(_progress: Progress) -> int:
            return privacy.purge(office)

        self.bench.runner.run(
            work, lambda gone: presenter.say(texts.count("view.settings.privacy.purged", gone))
        )


def _kilobytes(size: int) -> str:
    return f"{max(size // 1000, 1):,}"
