"""First step: whose office it is, and whether it begins empty or with the demo's people."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QRadioButton

from desktop.core.counties import County, county
from desktop.views.unlock.county_box import CountyBox
from desktop.views.unlock.wizard_step import Problem, WizardStep, field
from desktop.views.widgets.basic import column, words
from desktop.views.workbench import Workbench

DEMO_COUNTY = "10009"
"""The samples' county, as `services.demo` has it; that module would load the database."""


class AgencyStep(WizardStep):
    """County, agency, and what the office begins with."""

    title = "unlock.step-agency"

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.county = CountyBox(bench)
        self.agency = field(bench, "unlock.agency", "agency")
        self.empty = self._choice("unlock.begin-empty", "begin-empty")
        self.demo = self._choice("unlock.begin-demo", "begin-demo")
        self.empty.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.empty)
        group.addButton(self.demo)
        self._proposed = ""
        self.county.currentTextChanged.connect(self._propose)
        self.county.line.editingFinished.connect(self.county.settle)
        self.demo.toggled.connect(self._follow_demo)
        self.setLayout(
            column(
                words(bench, "unlock.county"),
                self.county,
                words(bench, "unlock.county-note", "small", wrap=True),
                6,
                words(bench, "unlock.agency"),
                self.agency,
                10,
                words(bench, "unlock.begin"),
                self.empty,
                self.demo,
                words(bench, "unlock.demo-note", "small", wrap=True),
                None,
                gap=6,
            )
        )

    @property
    def chosen(self) -> County | None:
        """The county that the office will belong to."""
        return self.county.county

    def problem(self) -> Problem | None:
        """A county must be chosen; the agency must have a name."""
        if self.chosen is None:
            return self.bench.texts.text("unlock.no-county"), self.county.line
        if not self.agency.text().strip():
            return self.bench.texts.text("unlock.no-agency"), self.agency
        return None

    def enter(self) -> None:
        """Begin with the county."""
        self.county.line.setFocus()

    def _choice(self, code: str, name: str) -> QRadioButton:
        made = QRadioButton()
        made.setObjectName(name)
        self.bench.texts.bind(made, made.setText, code)
        return made

    def _propose(self) -> None:
        """The government of the county, unless somebody wrote another name."""
        found = self.chosen
        if found is not None and self.agency.text() in {"", self._proposed}:
            self._proposed = found.government
            self.agency.setText(self._proposed)

    def _follow_demo(self, demo: bool) -> None:
        """The demo's people belong to one county."""
        self.county.setEnabled(not demo)
        self.agency.setEnabled(not demo)
        if demo:
            self.agency.clear()
            self.county.choose(DEMO_COUNTY)
            self.agency.setText(county(DEMO_COUNTY).government)
