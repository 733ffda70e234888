"""The office's own data: changed field by field, refused with the reason, undone."""

from __future__ import annotations

import pytest

from desktop.core.errors import DataError, UsageError
from desktop.core.findings import has_errors
from desktop.services import approval_seals, office_profile, settings, undo
from desktop.services.office import Office


def test_a_field_is_changed_and_undone(office: Office) -> None:
    assert office_profile.edit(office, "phone", " 05-5523456#12 ") == ()
    assert office_profile.read(office).phone == "05-5523456#12"
    undo.undo(office.database)
    assert office_profile.read(office).phone == "05-5522000#2205"


def test_it_is_told_whose_county_it_is(office: Office) -> None:
    profile = office_profile.read(office)
    assert (profile.county_code, profile.county, profile.county_en) == ("10009", "雲林縣", "Yunlin County")
    assert profile.folder == office.folder


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("agency", "  ", "profile.agency_blank"),
        ("agency", "=1+1", "imports.formula-text"),
        ("coordinator", "王" * 61, "imports.text-too-long"),
        ("coordinator", "王\x07明", "imports.control-character"),
    ],
)
def test_what_cannot_be_printed_is_refused(office: Office, field: str, text: str, code: str) -> None:
    before = office_profile.read(office)
    findings = office_profile.edit(office, field, text)
    assert [finding.code for finding in findings] == [code]
    assert has_errors(findings)
    assert office_profile.read(office) == before


def test_an_odd_address_is_kept_with_a_warning(office: Office) -> None:
    findings = office_profile.edit(office, "email", "承辦人信箱")
    assert [finding.code for finding in findings] == ["profile.email_format"]
    assert not has_errors(findings)
    assert office_profile.read(office).email == "承辦人信箱"


def test_the_county_cannot_be_changed(office: Office) -> None:
    with pytest.raises(UsageError, match=r"people\.field_unknown"):
        office_profile.edit(office, "county_code", "10010")


def test_seals_are_set_and_undone(office: Office) -> None:
    before = approval_seals.read(office)
    approval_seals.put(office, [" 承辦人 ", "科長", "首長"])
    assert approval_seals.read(office) == ("承辦人", "科長", "首長")
    undo.undo(office.database)
    assert approval_seals.read(office) == before


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        (["承辦人", " "], "seals.blank"),
        (["承辦人", "承辦人"], "seals.repeated"),
        (["十個字的核章欄名稱太長"], "seals.long"),
        ([f"第{number}欄" for number in range(13)], "seals.too_many"),
    ],
)
def test_labels_that_do_not_print_are_refused(office: Office, labels: list[str], code: str) -> None:
    before = approval_seals.read(office)
    with pytest.raises(DataError) as caught:
        approval_seals.put(office, labels)
    assert caught.value.code == code
    assert approval_seals.read(office) == before


@pytest.mark.parametrize(
    ("count", "rows"), [(0, []), (1, [1]), (4, [4]), (5, [3, 2]), (6, [3, 3]), (9, [3, 3, 3])]
)
def test_seals_stand_in_rows_as_on_paper(count: int, rows: list[int]) -> None:
    labels = [str(number) for number in range(count)]
    assert [len(row) for row in approval_seals.rows(labels)] == rows


def test_no_seals_are_no_fault(office: Office) -> None:
    approval_seals.put(office, [])
    with office.database.reading() as session:
        assert settings.get(session, settings.SEALS) == []
