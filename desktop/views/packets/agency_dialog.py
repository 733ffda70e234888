"""Confirm an agency that a roster named: is it one, and of what kind."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.core import terms
from desktop.core.progress import Progress
from desktop.views.widgets.basic import button, column, label, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Place, Workbench

_WIDTH = 480


class AgencyDialog(Dialog):
    """Its kind decides who may be nominated; a name that is wrong is corrected in the roster."""

    def __init__(self, bench: Workbench, agency_id: int, person_id: int | None, parent: QWidget) -> None:
        super().__init__(bench, "view.packets.agency-title", parent)
        from desktop.services import agencies  # lazy: the page is painted before it is loaded

        self.setObjectName("agency-dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._agency_id, self._person_id = agency_id, person_id
        agency = agencies.row(bench.office, agency_id)
        self.kind = QComboBox()
        self.kind.setObjectName("agency-kind")
        bench.texts.bind(self.kind, self.kind.setAccessibleName, "view.packets.agency-kind")
        for term in terms.vocabulary("agency_kind").terms:
            self.kind.addItem(term.zh if bench.texts.language == "zh_TW" else term.en, term.code)
        self.kind.setCurrentIndex(self.kind.findData(agency.kind))
        people = bench.texts.count("view.packets.agency-people", agency.people)
        self.set_content(
            column(
                label(agency.name, "section", wrap=True),
                label(people, "soft", wrap=True),
                words(bench, "view.packets.agency-kind", "small"),
                self.kind,
                words(bench, "view.packets.agency-about", "soft", wrap=True),
                gap=8,
            )
        )
        self.add_at_left(
            button(bench, "view.packets.agency-wrong", self._correct, kind="link", name="agency-wrong")
        )
        self.accept_with("view.packets.agency-confirm", self._confirm, name="agency-confirm")
        self.resize(round(_WIDTH * bench.theme.text_size), self.sizeHint().height())
        self.kind.setFocus()

    def _confirm(self) -> None:
        from desktop.services import agencies  # lazy: the page is painted before it is loaded

        office, agency_id, kind = self.bench.office, self._agency_id, str(self.kind.currentData())

        def work(_progress: Progress) -> None:
            agencies.confirm(office, agency_id, kind)

        self.bench.runner.run(work)
        self.accept()

    def _correct(self) -> None:
        self.reject()
        self.bench.navigator.go(Place("roster", person_id=self._person_id, field="agency"))
