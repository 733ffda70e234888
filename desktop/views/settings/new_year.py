"""開新年度: which plan, which folder, and what is carried over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.core.progress import Progress
from desktop.services import imported_plan, next_year
from desktop.services.imported_plan import PlanFile
from desktop.services.next_year import Begun
from desktop.views.settings import plan_file
from desktop.views.widgets.basic import button, column, row, words
from desktop.views.widgets.working_dialog import WorkingDialog
from desktop.views.workbench import Workbench

_WIDTH = 560


class NewYearDialog(WorkingDialog):
    """Makes the office of another year beside the present one, and leads to its entrance."""

    def __init__(self, bench: Workbench, parent: QWidget) -> None:
        super().__init__(bench, "view.settings.new-year.title", parent, name="new-year-dialog")
        self._plan: int | PlanFile | None = None
        self.plan, self.folder = QLineEdit(), QLineEdit()
        self.plan.setObjectName("new-year-plan")
        self.plan.setReadOnly(True)
        self.folder.setObjectName("new-year-folder")
        self._build()
        self._offer(max(next_year.years(bench.office), default=None))
        self.fit(_WIDTH)
        self._file.setFocus()

    def choose_plan(self) -> None:
        """Ask for a plan's file, and take it if it is one."""
        path = plan_file.ask(self.bench.texts, self)
        if path is not None:
            self.work(lambda _progress: imported_plan.read(path), self.take)

    def take(self, given: PlanFile) -> None:
        """Begin with a plan that came as a file."""
        self._offer(given)

    def choose_folder(self) -> None:
        """Ask for the folder in which the new office's folder is made."""
        title = self.bench.texts.text("view.settings.new-year.folder")
        typed = Path(self.folder.text())
        chosen = QFileDialog.getExistingDirectory(self, title, str(typed.parent))
        if chosen:
            self.folder.setText(str(Path(chosen) / typed.name))
            self.folder.setModified(True)

    def begin(self) -> None:
        """Make it."""
        office, plan, folder = self.bench.office, self._plan, Path(self.folder.text().strip())
        assert plan is not None, "the button is pale until one is chosen"

        def work(progress: Progress) -> Begun:
            return next_year.begin(office, plan, folder, progress=progress)

        self.work(work, self._done, label="next_year.step_copy")

    def _build(self) -> None:
        bench = self.bench
        self._file = button(
            bench, "view.settings.new-year.file", self.choose_plan, icon="folder-open", name="new-year-file"
        )
        browse = button(
            bench,
            "view.settings.new-year.browse",
            self.choose_folder,
            icon="folder-open",
            name="new-year-browse",
        )
        explained = [
            words(bench, f"view.settings.new-year.{part}", wrap=True) for part in ("carried", "left", "same")
        ]
        bench.texts.bind(self.plan, self.plan.setPlaceholderText, "view.settings.new-year.none")
        plan = self._labelled("plan", self.plan, self._file)
        place = self._labelled("folder", self.folder, browse)
        self.set_content(column(column(*explained, gap=6), plan, place, self.fault, None, gap=14))
        self._go = self.act_with("view.settings.new-year.do", self.begin, name="new-year-do")

    def _labelled(self, name: str, field: QLineEdit, beside: QWidget) -> QVBoxLayout:
        code = f"view.settings.new-year.{name}"
        self.bench.texts.bind(field, field.setAccessibleName, code)
        return column(words(self.bench, code, "soft"), row(field, beside), gap=4)

    def _offer(self, plan: int | PlanFile | None) -> None:
        """Say which plan it is, and propose a folder named after the year unless another was typed."""
        self._plan = plan
        self._go.setEnabled(plan is not None)
        if plan is None:
            return
        year = plan if isinstance(plan, int) else plan.plan.year
        code = "view.settings.new-year.year" if isinstance(plan, int) else "view.settings.new-year.year-file"
        self.plan.setText(self.bench.texts.text(code, year=year))
        if not self.folder.isModified():
            self.folder.setText(str(next_year.proposed(self.bench.office, year)))

    def _done(self, begun: Begun) -> None:
        self.accept()
        bench, texts = self.bench, self.bench.texts
        said = texts.text(
            "next_year.begun",
            year=begun.year,
            people=begun.people,
            agencies=begun.agencies,
            history=begun.history,
            path=str(begun.folder),
        )
        if begun.luminary:
            gap = " " if texts.language == "en" else ""
            said += gap + texts.count("next_year.unmarked", begun.luminary)
        bench.navigator.close_office(
            lambda _progress: None,
            lambda _none: bench.presenter.say(said),
            "view.settings.new-year.going-on",
            folder=begun.folder,
        )
