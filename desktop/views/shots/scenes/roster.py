"""Pictures of the roster: the list, a person, merging, adding, and every step of an import."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core import paths
from desktop.services import people
from desktop.views.roster.fields import TextRow
from desktop.views.roster.page import RosterPage
from desktop.views.shots.scene import Office, Scene, Stage

_RARE = "𠮷"
_FOREIGN = "員工,所屬,稱謂,證號,到職\n王小明,雲林縣政府,科員,A123456789,98/03/02\n"


def _page(stage: Stage) -> RosterPage:
    stage.go("roster")
    page = stage.window.page
    assert isinstance(page, RosterPage)
    return page


def _search(stage: Stage, text: str) -> RosterPage:
    page = _page(stage)
    page.people.search.setText(text)
    stage.settle()
    return page


def _list(stage: Stage) -> None:
    _page(stage)


def _searched(stage: Stage) -> None:
    page = _search(stage, "王 教育處")
    page.people.table.select_first()


def _nothing(stage: Stage) -> None:
    _search(stage, "沒有這個人")


def _person(stage: Stage) -> None:
    page = _search(stage, _RARE)
    page.people.table.select_first()
    stage.settle()


def _record(stage: Stage) -> None:
    """Somebody who was nominated and has a history, scrolled to the end."""
    page = _page(stage)
    with stage.window.bench.office.database.reading() as session:
        from desktop.services import nominations  # lazy: only the pictures need it here

        nominee = nominations.listing(session, "course-advanced")[0]
    page.people.show_person(nominee.person.id)
    stage.settle()
    page.person.scroll_to_record()


def _error(stage: Stage) -> None:
    page = _search(stage, "陳")
    page.people.table.select_first()
    stage.settle()
    for field, text in (("birth_date", "64/02/30"), ("name", "陳\ue000明")):
        row = page.person.form.rows[field]
        assert isinstance(row, TextRow)
        row.editor.setText(text)
        row.typed.emit(text)
    page.leave()
    stage.settle()


def _columns(stage: Stage) -> QWidget:
    return _page(stage).people.choose_columns()


def _pair(stage: Stage) -> None:
    page = _search(stage, "張承翰")
    page.people.table.selectAll()


def _add(stage: Stage) -> QWidget:
    dialog = _page(stage).ask_new()
    name = dialog.rows["name"].editor
    assert isinstance(name, QLineEdit)
    name.setText("林新人")
    dialog.add()
    stage.settle()
    return dialog


def _merge(stage: Stage) -> QWidget:
    page = _search(stage, "張承翰")
    first, second = page.people.table.people.ids[:2]
    dialog = page.person.merge(first, second)
    stage.settle()
    return dialog


def _choose(stage: Stage) -> None:
    _page(stage).start_import()


def _import(stage: Stage, path: Path) -> RosterPage:
    page = _page(stage)
    page.take_files([path])
    stage.settle()
    return page


def _mapping(stage: Stage) -> None:
    path = stage.demo / "人事系統.csv"
    path.write_text(_FOREIGN, encoding="utf-8")
    page = _page(stage)
    page.start_import()
    page.imports.open(path)
    stage.settle()


def _dirty(stage: Stage) -> None:
    _import(stage, _sample("roster-dirty.csv"))


def _clean(stage: Stage) -> None:
    _import(stage, _sample("roster-cp950.csv"))


def _history(stage: Stage) -> None:
    _import(stage, _sample("history.csv"))


def _done(stage: Stage) -> None:
    page = _import(stage, _sample("agencies.csv"))
    page.imports.forward.click()
    stage.settle()


def _imported(stage: Stage) -> None:
    page = _import(stage, _sample("roster-dirty.csv"))
    page.imports.check.skip.setChecked(True)
    page.imports.forward.click()
    stage.settle()


def _refused_file(stage: Stage) -> None:
    path = stage.demo / "forms.csv"
    path.write_bytes(b"%PDF-1.7\n")
    page = _page(stage)
    page.start_import()
    page.imports.open(path)
    stage.settle()


def _sample(name: str) -> Path:
    return paths.resources() / "samples" / name


def _add_rare(stage: Stage) -> None:
    office = stage.window.bench.office
    values = {"name": "林\U000323a0明", "id_no": "A123456789", "agency": "雲林縣政府", "unit": "人事處"}
    person_id = people.add(office, values).person_id
    page = _page(stage)
    assert person_id is not None
    page.people.show_person(person_id)


SCENES = (
    Scene("roster-empty", Office.NEW, _list),
    Scene("roster-import-choose", Office.NEW, _choose),
    Scene("roster-import-refused", Office.NEW, _refused_file),
    Scene("roster-import-mapping", Office.NEW, _mapping),
    Scene("roster-import-clean", Office.NEW, _clean),
    Scene("roster-import-agencies-done", Office.NEW, _done),
    Scene("roster-import-dirty", Office.NEW, _dirty),
    Scene("roster-import-done", Office.NEW, _imported),
    Scene("roster-import-history", Office.DEMO, _history),
    Scene("roster-list", Office.DEMO, _list),
    Scene("roster-searched", Office.DEMO, _searched),
    Scene("roster-nothing", Office.DEMO, _nothing),
    Scene("roster-person", Office.DEMO, _person),
    Scene("roster-record", Office.DEMO, _record),
    Scene("roster-columns", Office.DEMO, _columns),
    Scene("roster-export", Office.DEMO, lambda stage: _page(stage).people.choose_export()),
    Scene("roster-pair", Office.DEMO, _pair),
    Scene("roster-add", Office.DEMO, _add),
    Scene("roster-merge", Office.DEMO, _merge),
    Scene("roster-error", Office.DEMO, _error),
    Scene("roster-unprintable", Office.DEMO, _add_rare),
)
