"""The fields of one person, edited in place: each is saved when it is left, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.core.findings import Finding, Severity
from desktop.services import people, people_export, person_fields, rare_names
from desktop.services.people import Written
from desktop.services.person_detail import PersonDetail, Places
from desktop.views.errors import as_known
from desktop.views.rare_fonts import RareFonts
from desktop.views.roster.fields import FieldRow, NumberRow, TextRow, make_row, typed_finding_text
from desktop.views.widgets.basic import column, label, words
from desktop.views.workbench import Workbench

_SAID_ALREADY = "imports.name-private-use"
"""The check of the name says it at every key, and which characters they are."""

_TONES = {Severity.ERROR: "bad", Severity.WARNING: "doubt"}


class PersonForm(QWidget):
    """Shows one person's fields. Signals: `saved` after a field was written."""

    saved = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._fonts = RareFonts.of(bench)
        self._person: PersonDetail | None = None
        self._places = Places({})
        self._refused: dict[tuple[int, str], tuple[str, str]] = {}
        """(person, field) → what was typed and why it was not taken: it comes back with the person."""
        self.rows: dict[str, FieldRow] = {}
        self.name_check = label(role="small", wrap=True, tone="doubt")
        self.name_check.setObjectName("name-check")
        content: list[QWidget | int] = []
        for group, fields in person_fields.GROUPS.items():
            content += [*([8] if content else []), words(bench, f"view.roster.group.{group}", "section")]
            for field in fields:
                content.append(self._build_row(field))
                if field == "name":
                    content.append(self.name_check)
        self.setLayout(column(*content, gap=6))
        bench.texts.language_changed.connect(lambda: self._check_name(self.rows["name"].text()))

    def show_person(self, person: PersonDetail, places: Places) -> None:
        """Show somebody; the same person read again leaves alone what is being typed."""
        again = self._person is not None and self._person.id == person.id
        if not again:
            self.hand_in()
        self._person, self._places = person, places
        for field, row in self.rows.items():
            self._show_row(row, person.texts[field], again=again)
            refused = self._refused.get((person.id, field))
            if refused and not again:
                self._show_refused(row, *refused)
        self._offer_places()
        self._check_name(self.rows["name"].text())

    def hand_in(self) -> None:
        """Save what is typed and not yet left: somebody else or another page is shown next."""
        for row in self.rows.values():
            self._leave(row)

    def focus(self, field: str) -> None:
        """Put the focus into a field, shown if it was hidden."""
        row = self.rows.get(field)
        if row is not None:
            row.show()
            row.editor.setFocus()

    @staticmethod
    def _show_refused(row: FieldRow, text: str, sentence: str) -> None:
        row.put(text)
        if sentence:
            row.show_fault(sentence, "bad")

    @staticmethod
    def _show_row(row: FieldRow, text: str, *, again: bool) -> None:
        if not again:
            row.clear_fault()
            row.show_saved(text)
        elif row.dirty:
            row.saved = text
        else:
            row.show_saved(text)

    def _build_row(self, field: str) -> FieldRow:
        row = make_row(self._bench, field)
        row.left.connect(partial(self._leave, row))
        row.escaped.connect(partial(self._forget, row))
        if field in {"name", "name_substitute"}:
            row.typed.connect(self._fonts.show)
        if field == "name":
            row.typed.connect(self._check_name)
            row.escaped.connect(lambda: self._check_name(row.text()))
        if isinstance(row, NumberRow):
            row.unmasked.connect(self._log_unmasked)
        self.rows[field] = row
        return row

    def _leave(self, row: FieldRow) -> None:
        """A field was left: save it if it says something else than the data."""
        person, text = self._person, row.text()
        if person is None or not row.dirty:
            return
        if self._refused.get((person.id, row.field), ("",))[0] == text:
            return
        office, values = self._bench.office, {row.field: text}
        self._refused[person.id, row.field] = (text, "")  # asked already; forgotten when it is taken
        self._bench.runner.run(
            lambda _progress: people.edit(office, person.id, values),
            partial(self._written, row, person.id, text),
            failed=partial(self._failed, row, person.id, text),
        )

    def _written(self, row: FieldRow, person_id: int, text: str, written: Written) -> None:
        if written.person_id is None:
            errors = [one for one in written.findings if one.severity is Severity.ERROR]
            own = [one for one in errors if one.field == person_fields.column_name(row.field)]
            told = typed_finding_text(self._bench, (own or errors)[0], named=not own)
            self._refuse(row, person_id, text, told)
            return
        self._refused.pop((person_id, row.field), None)
        if self._person is not None and self._person.id == person_id:
            row.saved = text
            self._show_findings(written.findings, row)
        self.saved.emit()

    def _failed(self, row: FieldRow, person_id: int, text: str, error: BaseException) -> None:
        known = as_known(error)
        if known is None:
            self._refused.pop((person_id, row.field), None)
            self._bench.presenter.present(error)
            return
        self._refuse(row, person_id, text, self._bench.texts.catalogue.error(known))

    def _refuse(self, row: FieldRow, person_id: int, text: str, sentence: str) -> None:
        """The data stay as they were; the text stays in the field with the reason under it."""
        self._refused[person_id, row.field] = (text, sentence)
        if self._person is not None and self._person.id == person_id:
            row.show_fault(sentence, "bad")

    def _forget(self, row: FieldRow) -> None:
        if self._person is not None:
            self._refused.pop((self._person.id, row.field), None)

    def _show_findings(self, findings: Iterable[Finding], edited: FieldRow) -> None:
        """What the check of the whole person found, each under its field."""
        told: Mapping[str | None, Finding] = {
            one.field: one
            for one in findings
            if one.severity is not Severity.INFO and one.code != _SAID_ALREADY
        }
        for row in self.rows.values():
            finding = told.get(person_fields.column_name(row.field))
            if finding is not None:
                row.show_fault(typed_finding_text(self._bench, finding), _TONES[finding.severity])
            elif row is edited or not row.dirty:
                row.clear_fault()

    def _check_name(self, name: str) -> None:
        """Say which characters will not print, and offer the fields that help."""
        check = rare_names.check(name)
        text = self._bench.texts.text
        told = []
        if check.unprintable:
            shown = "".join(check.unprintable)
            points = rare_names.code_points(check.unprintable)
            told.append(text("view.roster.name.unprintable", letters=shown, points=points))
        if check.private:
            told.append(text("view.roster.name.private", points=rare_names.code_points(check.private)))
        self.name_check.setText("\n".join(f"? {sentence}" for sentence in told))
        self.name_check.setVisible(bool(told))
        helped = any(self.rows[field].text() for field in person_fields.NAME_HELP)
        for field in person_fields.NAME_HELP:
            self.rows[field].setVisible(bool(told) or helped)

    def _offer_places(self) -> None:
        agency, unit = self.rows["agency"], self.rows["unit"]
        assert isinstance(agency, TextRow)
        assert isinstance(unit, TextRow)
        agency.offer(list(self._places.units))
        unit.offer(self._places.units.get(agency.saved, ()))

    def _log_unmasked(self) -> None:
        if self._person is not None:
            people_export.log_number_shown(self._person.id)
