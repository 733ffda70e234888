"""The dialog before a corrected plan takes the place of the one in use: what would be different."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget

from desktop.core.progress import Progress
from desktop.services import imported_plan, plan_import
from desktop.services.imported_plan import PlanFile
from desktop.services.plan_import import Compared
from desktop.views.widgets.basic import column, label, words
from desktop.views.widgets.working_dialog import WorkingDialog
from desktop.views.workbench import Workbench

CHANGED = frozenset({"activity_change"})
"""What the bus is told: whatever shows the plan reads it anew."""


def offer(bench: Workbench, path: Path, parent: QWidget) -> None:
    """Read a plan and open the dialog; a plan that does not fit is refused, and the same one told."""
    office = bench.office

    def work(_progress: Progress) -> tuple[PlanFile, Compared]:
        given = imported_plan.read(path)
        return given, plan_import.compare(office, given)

    def done(found: tuple[PlanFile, Compared]) -> None:
        given, compared = found
        if compared.same:
            bench.presenter.say(bench.texts.text("cli.plan.same", year=given.plan.year))
        else:
            PlanImportDialog(bench, given, compared, parent).open()

    bench.runner.run(work, done)


class PlanImportDialog(WorkingDialog):
    """Names the plan and what is different in it."""

    def __init__(self, bench: Workbench, given: PlanFile, compared: Compared, parent: QWidget) -> None:
        super().__init__(bench, "view.settings.plan.import-title", parent, name="plan-import-dialog")
        self._given = given
        title = label(given.plan.title.in_language(bench.texts.language), wrap=True)
        explain = words(bench, "view.settings.plan.import-text", "soft", wrap=True)
        self.set_content(column(title, *self._says(compared), explain, self.fault, None, gap=10))
        self.act_with("view.settings.plan.import-do", self._do, name="plan-import-do")
        self.fit()

    def _says(self, compared: Compared) -> Iterator[QLabel]:
        texts = self.bench.texts
        for name in ("added", "removed", "changed"):
            files = plan_import.named(self._given, getattr(compared, name), texts.language)
            if files:
                yield label(texts.text(f"cli.plan.{name}", files=files), wrap=True)

    def _do(self) -> None:
        office, given = self.bench.office, self._given

        def work(_progress: Progress) -> Compared:
            return plan_import.replace(office, given)

        self.work(work, self._done)

    def _done(self, _compared: Compared) -> None:
        self.accept()
        self.bench.presenter.say(self.bench.texts.text("cli.plan.imported", year=self._given.plan.year))
        self.bench.bus.announce(CHANGED)
