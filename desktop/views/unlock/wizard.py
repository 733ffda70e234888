"""The first-run wizard: four steps to an open office; nothing is made before the third is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QStackedWidget, QWidget

from desktop.core.progress import Progress
from desktop.views.tasks import Task
from desktop.views.unlock.panel import WIDE, fault_label, focus_on, panel, say, tell
from desktop.views.unlock.wizard_agency import AgencyStep
from desktop.views.unlock.wizard_contact import ContactStep
from desktop.views.unlock.wizard_passphrase import PassphraseStep
from desktop.views.unlock.wizard_recovery import RecoveryStep
from desktop.views.unlock.wizard_step import WizardStep
from desktop.views.widgets.basic import button, column, label, restyle, row, words
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.first_office import Made
    from desktop.services.office import Office


class Wizard(QWidget):
    """Makes an office in `folder`. Signals: `made` with it as soon as it is there; `finished` with it, when
    the recovery code was put away.
    """

    made = Signal(object)
    finished = Signal(object)

    def __init__(self, bench: Workbench, folder: Path) -> None:
        super().__init__()
        self.setObjectName("wizard")
        self._bench = bench
        self._folder = folder
        self._office: Office | None = None
        self._task: Task | None = None
        self.agency = AgencyStep(bench)
        self.contact = ContactStep(bench)
        self.passphrase = PassphraseStep(bench)
        self.recovery = RecoveryStep(bench)
        self.steps: tuple[WizardStep, ...] = (self.agency, self.contact, self.passphrase, self.recovery)
        self._stack = QStackedWidget()
        for step in self.steps:
            self._stack.addWidget(step)
        self._names = [label() for _ in self.steps]
        self.fault = fault_label("wizard-fault")
        self._build()
        bench.runner.progressed.connect(self._progress)
        bench.runner.finished.connect(self._end)
        bench.texts.language_changed.connect(self._say)
        self._say()

    @property
    def step(self) -> WizardStep:
        """The step that is shown."""
        return self.steps[self._stack.currentIndex()]

    def enter(self) -> None:
        """Begin where one stands."""
        self.step.enter()

    def go(self, number: int) -> None:
        """Show a step."""
        self.fault.hide()
        self._stack.setCurrentIndex(number)
        if self.step is self.passphrase:
            self.passphrase.know([self.agency.agency.text(), self.contact.coordinator.text()])
        self._say()
        self.enter()

    def next(self) -> None:
        """Go on, or say what must be mended first."""
        if self._task is not None:
            return
        if (problem := self.step.problem()) is not None:
            say(self.fault, problem[0])
            focus_on(problem[1])
        elif self.step is self.passphrase:
            self._make()
        elif self.step is self.recovery:
            self.finished.emit(self._office)
        else:
            self.go(self._stack.currentIndex() + 1)

    def back(self) -> None:
        """Return to the step before; an office that was made is not taken back."""
        if self._stack.currentIndex() > 0 and self._office is None:
            self.go(self._stack.currentIndex() - 1)

    def _build(self) -> None:
        bench = self._bench
        self.passphrase.submitted.connect(self.next)
        self._bar, self._doing = QProgressBar(), label(role="soft")
        self._bar.setTextVisible(False)
        self._cancel_button = self._button("window.cancel", self.cancel, "wizard-cancel")
        self._back = self._button("unlock.back", self.back, "wizard-back")
        self._next = self._button("unlock.next", self.next, "wizard-next", "primary")
        content = column(
            words(bench, "unlock.wizard-title", "section"),
            words(bench, "unlock.wizard-text", "soft", wrap=True),
            row(*self._row_of_names(), None, gap=6),
            6,
            self._stack,
            self.fault,
            row(self._doing, self._bar, self._cancel_button),
            row(self._back, None, self._next),
        )
        self.setLayout(column(panel(bench, content, WIDE)))
        self._set_busy(False)

    def _row_of_names(self) -> list[QWidget]:
        items: list[QWidget] = []
        for number, name in enumerate(self._names):
            if number:
                items.append(QLabel("›"))
            items.append(name)
        return items

    def _button(self, code: str, clicked: Callable[[], object], name: str, kind: str = "") -> QPushButton:
        made = button(self._bench, code, clicked, kind=kind, name=name)
        made.setAutoDefault(True)  # Enter presses the button that has the focus
        return made

    def _say(self) -> None:
        """Name the steps, the one shown in bold, and what the button does."""
        text, at = self._bench.texts.text, self._stack.currentIndex()
        for number, (name, step) in enumerate(zip(self._names, self.steps, strict=True)):
            mark = "✓" if number < at else str(number + 1)
            name.setText(f"{mark} {text(step.title)}")
            restyle(name, role="soft" if number != at else "strong")
        code = {2: "unlock.make", 3: "unlock.finish"}.get(at, "unlock.next")
        self._next.setText(text(code))
        self._back.setVisible(at in {1, 2})

    def _make(self) -> None:
        self._set_busy(True)
        wishes, folder, clock = self._wishes(), self._folder, self._bench.clock

        def work(progress: Progress) -> Made:
            # Imported here, in the worker: the window is painted before the database is loaded.
            from desktop.services import first_office

            return first_office.make(folder, first_office.Wishes(**wishes), clock=clock, progress=progress)

        self._task = self._bench.runner.run(
            work, self._made, failed=self._refused, label="first_office.step_make"
        )

    def _wishes(self) -> dict[str, Any]:
        county = self.agency.chosen
        assert county is not None, "the first step is left only with a county"
        return {
            "county_code": county.code,
            "passphrase": self.passphrase.new.text,
            "agency": self.agency.agency.text().strip(),
            "coordinator": self.contact.coordinator.text().strip(),
            "phone": self.contact.phone.text().strip(),
            "email": self.contact.email.text().strip(),
            "seals": self.contact.labels,
            "demo": self.agency.demo.isChecked(),
        }

    def _made(self, made: Made) -> None:
        self._office = made.office
        self.passphrase.new.clear()
        self.recovery.show_code(self.agency.agency.text().strip(), made.recovery_code)
        self.made.emit(made.office)
        self.go(self.steps.index(self.recovery))

    def _refused(self, error: BaseException) -> None:
        tell(self._bench, self.fault, error)

    def cancel(self) -> None:
        """Stop making the office; nothing of it stays."""
        if self._task is not None:
            self._bench.runner.cancel(self._task)

    def _progress(self, task: Task, done: int, total: int, code: str) -> None:
        if task is self._task:
            self._doing.setText(self._bench.texts.text(code))
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    def _end(self, task: Task) -> None:
        if task is self._task:
            self._task = None
            self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        for seen in (self._doing, self._bar, self._cancel_button):
            seen.setVisible(busy)
        for usable in (self._stack, self._back, self._next):
            usable.setEnabled(not busy)
        if busy:
            self.fault.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field goes on."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.next()
        else:
            super().keyPressEvent(event)
