"""One person with everything around them."""

from __future__ import annotations

import pytest

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.services import (
    nominate,
    nomination_changes,
    nominations,
    people,
    people_merge,
    person_detail,
    rare_names,
)
from desktop.services.office import Office

SAMPLES = paths.resources() / "samples"
NEW = {"agency": "雲林縣政府", "unit": "人事處", "title": "科員", "name": "王小明", "id_no": "A123456789"}


def test_the_fields_are_texts_that_can_be_typed_again(county: Office) -> None:
    person_id = people.add(county, {**NEW, "birth_date": "64/03/08", "it_staff": "是"}).person_id
    assert person_id is not None
    told = person_detail.detail(county, person_id)
    assert told.texts["birth_date"] == "64/03/08"
    assert told.texts["it_staff"] == "是"
    assert told.texts["personnel_type"] == "other", "nothing was said about it"
    assert people.edit(county, person_id, told.texts).person_id == person_id
    assert person_detail.detail(county, person_id) == told


def test_history_nominations_and_namesakes_are_told(county: Office) -> None:
    nominate.nominate_file(county, "course-advanced", SAMPLES / "nominate-advanced.csv", skip_errors=True)
    with county.database.reading() as session:
        nominee = nominations.listing(session)[0]
    double = people.add(county, {**NEW, "name": nominee.person.name}).person_id
    told = person_detail.detail(county, nominee.person.id)
    assert [(one.id, one.activity, one.titles["zh_TW"]) for one in told.nominations] == [
        (nominee.id, "course-advanced", "進階班")
    ]
    assert told.history[0].course == "自製數位教材基礎班"
    assert double in {row.id for row in told.namesakes}
    nomination_changes.withdraw(county, [nominee.id], "調職")
    assert person_detail.detail(county, nominee.person.id).nominations[0].withdrawn


def test_nobody_is_a_known_error(county: Office) -> None:
    with pytest.raises(UsageError, match=r"people\.unknown"):
        person_detail.detail(county, 9999)


def test_agencies_come_with_their_units(county: Office) -> None:
    units = person_detail.places(county).units
    assert next(iter(units)) == "雲林縣政府"
    assert "人事處" in units["雲林縣政府"]


def test_what_does_not_print_is_told_while_a_name_is_typed() -> None:
    assert rare_names.check("王𠮷喆").fine
    checked = rare_names.check("王\ue000\U000323a0\ue000")
    assert checked == rare_names.NameCheck(("\U000323a0",), ("\ue000",))
    assert rare_names.code_points(checked.private) == "U+E000"
    assert [path.name for path in rare_names.font_files("王𠮷")] == [
        "TW-Kai-98_1.ttf",
        "TW-Kai-Ext-B-98_1.ttf",
    ]


def test_a_number_of_somebody_else_is_refused(county: Office) -> None:
    person_id = people.add(county, NEW).person_id
    assert person_id is not None
    with pytest.raises(DataError, match=r"people\.known"):
        people.edit(county, person_id, {"id_no": "Q155039466"})
    people.edit(county, person_id, {"id_no": "a123456789"})


def test_a_merge_may_take_any_field(county: Office) -> None:
    kept = people.add(county, NEW).person_id
    given = {**NEW, "agency": "雲林縣議會", "id_no": "AB1234567", "id_type": "護照", "luminary": "是"}
    dropped = people.add(county, given).person_id
    assert kept is not None
    assert dropped is not None
    people_merge.merge(county, kept, dropped, take=("agency", "id_no", "luminary"))
    told = person_detail.detail(county, kept)
    assert (told.texts["agency"], told.texts["id_no"], told.texts["id_type"], told.texts["luminary"]) == (
        "雲林縣議會",
        "AB1234567",
        "passport",
        "是",
    )
