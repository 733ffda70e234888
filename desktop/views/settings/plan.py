"""計畫: every activity with its clauses, days and bounds, what letters changed, what the office decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from desktop.core.clock import roc_short
from desktop.core.progress import Progress
from desktop.services import plan_overview, plans
from desktop.services.plan_overview import Decision, PlanOverview
from desktop.views.settings import plan_file, plan_import
from desktop.views.settings.new_year import NewYearDialog
from desktop.views.settings.plan_cards import PlanCards
from desktop.views.settings.section import Section
from desktop.views.widgets.basic import button, clear, label, row, words
from desktop.views.workbench import Place, Workbench

WHOLE = ""
"""The choice of the whole plan instead of an activity."""


class PlanSection(Section):
    """A choice of the activity, and its cards."""

    key: ClassVar[str] = "plan"
    tables: ClassVar[frozenset[str] | None] = frozenset({"activity_change", "setting"})

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._plan: PlanOverview | None = None
        self.title = label(role="soft", wrap=True)
        self.title.setObjectName("plan-title")
        self.choice = QComboBox()
        self.choice.setObjectName("plan-activity")
        bench.texts.bind(self.choice, self.choice.setAccessibleName, "view.settings.plan.activity")
        self.choice.currentIndexChanged.connect(lambda _at: self._show())
        holder = QWidget()
        holder.setLayout(row(words(bench, "view.settings.plan.activity"), self.choice, None))
        self.add(self.title, holder)
        self._maker = PlanCards(bench, self.decide)
        self._place = QVBoxLayout()
        self._place.setSpacing(12)
        cards = QWidget()
        cards.setObjectName("plan-cards")
        cards.setLayout(self._place)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.add(cards)
        self.fill()
        self._import = button(
            bench, "view.settings.plan.import", self.import_plan, icon="file-up", name="plan-import"
        )
        self._new_year = button(
            bench, "view.settings.plan.new-year", self.new_year, icon="calendar-days", name="new-year"
        )

    def enter(self, place: Place) -> None:
        """Show an activity if one is named."""
        super().enter(place)
        at = self.choice.findData(place.activity) if place.activity else -1
        if at >= 0:
            self.choice.setCurrentIndex(at)

    def reload(self) -> None:
        """Read the plan in the language of the window."""
        self._plan = plan = plan_overview.read(self.bench.office, self.bench.texts.language)
        self.title.setText(self._titled(plan))
        chosen = self.choice.currentData()
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItem(self.bench.texts.text("view.settings.plan.whole"), WHOLE)
        for activity in plan.activities:
            self.choice.addItem(f"{activity.clause}　{activity.title}", activity.id)
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0))
        self.choice.blockSignals(False)
        self._show()

    def header_buttons(self) -> Sequence[QPushButton]:
        """Import a corrected plan, begin a new year."""
        return (self._import, self._new_year)

    def import_plan(self) -> None:
        """Ask for a corrected plan and show what it would change."""
        path = plan_file.ask(self.bench.texts, self.window())
        if path is not None:
            plan_import.offer(self.bench, path, self.window())

    def new_year(self) -> None:
        """Begin the next year."""
        NewYearDialog(self.bench, self.window()).open()

    def field(self, name: str) -> QWidget | None:
        """The choice of the activity."""
        return self.choice if name in {"plan", "decisions"} else None

    def decide(self, activity: str, decision: Decision, value: str) -> None:
        """Record what the office decides."""
        office = self.bench.office

        def work(_progress: Progress) -> None:
            plans.decide(office, activity, decision.name, value)

        self.bench.runner.run(work)

    def _titled(self, plan: PlanOverview) -> str:
        """The plan's title and, if it came as a file, since when."""
        if plan.imported_at is None:
            return plan.title
        day = roc_short(plan.imported_at.date())
        return f"{plan.title}　{self.bench.texts.text('view.settings.plan.imported', day=day)}"

    def _show(self) -> None:
        plan = self._plan
        if plan is None:
            return
        clear(self._place)
        chosen = self.choice.currentData()
        activity = next((one for one in plan.activities if one.id == chosen), None)
        made = self._maker.of_plan(plan) if activity is None else self._maker.of_activity(activity)
        for card in made:
            self._place.addWidget(card)
