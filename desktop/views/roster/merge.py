"""Two records of one person side by side: for each field that differs, which of the two is right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QScrollArea, QWidget

from desktop.core import terms
from desktop.core.text import mask_id
from desktop.services import people_merge, person_detail, person_fields
from desktop.services.person_detail import PersonDetail
from desktop.views.errors import as_known
from desktop.views.widgets.basic import column, label, rule
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Place, Workbench

_SIZE = (720, 520)


class MergeDialog(Dialog):
    """The left record stays and takes over what is chosen at the right, history and nominations."""

    def __init__(self, bench: Workbench, kept_id: int, dropped_id: int, parent: QWidget | None) -> None:
        super().__init__(bench, "view.roster.merge.title", parent)
        self.setObjectName("merge")
        self._kept = person_detail.detail(bench.office, kept_id)
        self._dropped = person_detail.detail(bench.office, dropped_id)
        self._choices: dict[str, QRadioButton] = {}
        """Field → the button that takes over the right side's text."""
        self.fault = label(wrap=True, tone="bad")
        self.fault.setObjectName("merge-fault")
        self.fault.hide()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._build_sides())
        explained = label(bench.texts.text("view.roster.merge.text"), "soft", wrap=True)
        content = column(explained, rule(), area, self.fault, gap=10)
        content.setStretchFactor(area, 1)
        self.set_content(content)
        self.accept_with("view.roster.merge.accept", self._merge, name="accept-merge")
        width, height = _SIZE
        self.resize(round(width * bench.theme.text_size), height)

    def _build_sides(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        text = self.bench.texts.text
        for side, person in ((1, self._kept), (2, self._dropped)):
            code = "view.roster.merge.kept" if side == 1 else "view.roster.merge.dropped"
            said = label(text(code, number=f"P{person.person_no:04d}"), "strong", wrap=True)
            grid.addWidget(said, 0, side)
            counts = text(
                "view.roster.merge.record",
                history=len(person.history),
                nominations=sum(not one.withdrawn for one in person.nominations),
            )
            grid.addWidget(label(counts, "small", wrap=True), 1, side)
        fields = [field for group in person_fields.GROUPS.values() for field in group]
        differing = [field for field in fields if self._kept.texts[field] != self._dropped.texts[field]]
        for line, field in enumerate(differing, start=2):
            self._add_field(grid, line, field)
        alike = self.bench.texts.count("view.roster.merge.alike", len(fields) - len(differing))
        grid.addWidget(label(alike, "small", wrap=True), len(differing) + 2, 0, 1, 3)
        grid.setRowStretch(len(differing) + 3, 1)
        holder = QWidget()
        holder.setLayout(grid)
        return holder

    def _add_field(self, grid: QGridLayout, line: int, field: str) -> None:
        name = self.bench.texts.text(f"view.roster.field.{field}")
        group = QButtonGroup(self)
        grid.addWidget(label(name, "soft"), line, 0)
        buttons = []
        for side, person in ((1, self._kept), (2, self._dropped)):
            said = self._said(person, field)
            made = QRadioButton(said or self.bench.texts.text("view.roster.merge.blank"))
            made.setObjectName(f"merge-{field}-{'kept' if side == 1 else 'dropped'}")
            made.setAccessibleName(f"{name} {made.text()}")
            made.setToolTip(said)
            group.addButton(made)
            grid.addWidget(made, line, side)
            buttons.append(made)
        self._choices[field] = buttons[1]
        better = not self._kept.texts[field] or (
            field in {"it_staff", "luminary"} and not self._is_set(field)
        )
        buttons[1 if better else 0].setChecked(True)

    def _is_set(self, field: str) -> bool:
        return self._kept.texts[field] == person_fields.flag_text(True)

    def _said(self, person: PersonDetail, field: str) -> str:
        told = person.texts[field]
        if field == "id_no":
            return mask_id(told)
        if field in terms.vocabularies():
            return terms.label(field, told, self.bench.texts.language)
        return told.replace("\n", " ")

    def _merge(self) -> None:
        kept, dropped = self._kept.id, self._dropped.id
        take = tuple(field for field, taken in self._choices.items() if taken.isChecked())
        office = self.bench.office
        self.bench.runner.run(
            lambda _progress: people_merge.merge(office, kept, dropped, take=take),
            lambda _nothing: self._merged(kept),
            failed=partial(self._refused),
        )

    def _merged(self, kept: int) -> None:
        self.accept()
        self.bench.presenter.say(self.bench.texts.text("view.roster.merge.done"))
        self.bench.navigator.go(Place("roster", person_id=kept))

    def _refused(self, error: BaseException) -> None:
        known = as_known(error)
        if known is None:
            self.bench.presenter.present(error)
            return
        self.fault.setText(self.bench.texts.catalogue.error(known))
        self.fault.show()
