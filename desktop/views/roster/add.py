"""Adding somebody by hand: what nobody can be without, checked as a roster's record is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.core.findings import Severity
from desktop.services import people, person_detail, person_fields
from desktop.services.people import Written
from desktop.views.errors import as_known
from desktop.views.rare_fonts import RareFonts
from desktop.views.roster.fields import FieldRow, TextRow, make_row, typed_finding_text
from desktop.views.widgets.basic import column, label, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Place, Workbench

FIELDS = ("name", "id_no", "id_type", "agency", "unit", "title", "personnel_type")
_WIDTH = 520


class AddDialog(Dialog):
    """The rest is filled in on the page, which shows the new person afterwards."""

    def __init__(self, bench: Workbench, parent: QWidget | None, name: str = "") -> None:
        super().__init__(bench, "view.roster.add.title", parent)
        self.setObjectName("add-person")
        self.rows: dict[str, FieldRow] = {field: self._build_row(field) for field in FIELDS}
        self.fault = label(wrap=True, tone="bad")
        self.fault.setObjectName("add-fault")
        self.fault.hide()
        hint = words(bench, "view.roster.add.text", "soft", wrap=True)
        self.set_content(column(hint, *self.rows.values(), self.fault, gap=6))
        self.accept_with("view.roster.add.accept", self.add, name="accept-add")
        self._offer_places()
        self.rows["name"].put(name)
        self.rows["name"].editor.setFocus()
        bench.theme.bind(self, lambda: self.setMinimumWidth(round(_WIDTH * bench.theme.text_size)))

    def _build_row(self, field: str) -> FieldRow:
        row = TextRow(self.bench, field) if field == "id_no" else make_row(self.bench, field)
        row.escape.setEnabled(False)  # Esc closes the dialog
        if field == "name":
            row.typed.connect(RareFonts.of(self.bench).show)
        return row

    def _offer_places(self) -> None:
        units = person_detail.places(self.bench.office).units
        agency, unit = self.rows["agency"], self.rows["unit"]
        assert isinstance(agency, TextRow)
        assert isinstance(unit, TextRow)
        agency.offer(list(units))
        agency.left.connect(lambda: unit.offer(units.get(agency.text(), ())))

    def add(self) -> None:
        """Add whoever is typed, or say under each field why not."""
        values = {field: row.text() for field, row in self.rows.items() if row.text()}
        values = dict.fromkeys(person_fields.NEEDED, "") | values
        office = self.bench.office
        self.bench.runner.run(
            lambda _progress: people.add(office, values), self._written, failed=self._failed
        )

    def _written(self, written: Written) -> None:
        if written.person_id is not None:
            self.accept()
            self.bench.navigator.go(Place("roster", person_id=written.person_id))
            return
        self.fault.hide()
        for row in self.rows.values():
            row.clear_fault()
        self._tell_all(written)
        self.adjustSize()

    def _tell_all(self, written: Written) -> None:
        for finding in written.findings:
            if finding.severity is Severity.ERROR:
                self._tell(finding.field or "", typed_finding_text(self.bench, finding))

    def _tell(self, column_name: str, sentence: str) -> None:
        for field, row in self.rows.items():
            if person_fields.column_name(field) == column_name:
                row.show_fault(sentence, "bad")
                return
        self.fault.setText(sentence)
        self.fault.show()

    def _failed(self, error: BaseException) -> None:
        known = as_known(error)
        if known is None:
            self.bench.presenter.present(error)
            return
        self.fault.setText(self.bench.texts.catalogue.error(known))
        self.fault.show()
