from __future__ import annotations

from dataclasses import replace

from desktop.exports.document import MissingGlyph, PersonForm, Roster, RosterGroup

FORM = PersonForm(
    "09007-BASIC-104-001",
    "林𠮷",
    "1 林𠮷（雲林縣政府）",
    {"agency": "雲林縣政府", "rank": "1"},
    {"prior_courses": (("進階班", "103年"),)},
)


def test_the_hash_is_of_the_forms_own_data_and_never_changes() -> None:
    assert FORM.record_hash == "5852b084a079d800dcce8e9a71a6555d5b1cd2655170a6a8c0b5437ca9ef1661"
    assert FORM.short_hash == FORM.record_hash[:12]


def test_the_order_of_keys_and_the_bookmark_do_not_count() -> None:
    assert (
        replace(FORM, values=dict(reversed(list(FORM.values.items()))), bookmark="").record_hash
        == FORM.record_hash
    )


def test_every_value_counts() -> None:
    others = (
        replace(FORM, form_no="09007-BASIC-104-002"),
        replace(FORM, name="林吉"),
        replace(FORM, values={**FORM.values, "rank": "2"}),
        replace(FORM, tables={}),
        replace(FORM, tables={"prior_courses": (("進階班", "102年"),)}),
    )
    assert len({FORM.record_hash, *(form.record_hash for form in others)}) == 6


def test_a_lone_surrogate_has_a_hash_too() -> None:
    assert replace(FORM, name="\ud800").record_hash


def test_a_roster_counts_its_people() -> None:
    group = RosterGroup("第 1 期", ({"name": "甲"}, {"name": "乙"}))
    assert Roster((group, RosterGroup("備取", ()), group)).people == 4


def test_a_missing_glyph_is_named_by_its_code_point() -> None:
    assert MissingGlyph("\ue000", "").code_point == "U+E000"
    assert MissingGlyph("\U000f0000", "").code_point == "U+F0000"
