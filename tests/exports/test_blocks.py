from __future__ import annotations

import pytest

from desktop.exports import blocks, layouts
from desktop.exports.blocks import ticked
from desktop.exports.layouts import Column, FieldBox, FieldsBlock, StatementBlock, TableBlock, TextBlock
from desktop.exports.paper import CM

SEX = ("男", "女", "其他")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("", "□男　□女　□其他"),
        ("女", "□男　■女　□其他"),
        ("男、其他", "■男　□女　■其他"),
        ("不詳", "□男　□女　□其他　■不詳"),
        ("其他，說明如附件", "□男　□女　■其他，說明如附件"),
    ],
)
def test_options_are_ticked_and_nothing_is_lost(value: str, shown: str) -> None:
    assert ticked(value, SEX) == shown


def test_fields_without_a_width_share_what_is_left() -> None:
    row = (FieldBox(key="a", label="甲", width=5), FieldBox(key="b"), FieldBox(key="c", label="丙"))
    (laid,) = blocks.rows([FieldsBlock(kind="fields", rows=(row,))], 17 * CM, {})
    assert [round(box.width / CM, 6) for box in laid.boxes] == [5, 6, 6]
    assert [round(box.left / CM, 6) for box in laid.boxes] == [0, 5, 11]
    assert [box.label_width > 0 for box in laid.boxes] == [True, False, True]


def test_a_required_field_is_marked() -> None:
    block = FieldsBlock(kind="fields", rows=((FieldBox(key="a", label="甲", required=True),),))
    assert blocks.rows([block], 100, {})[0].boxes[0].label == "甲＊"


def test_a_table_has_rows_for_all_and_some_for_writing() -> None:
    table = TableBlock(
        kind="table", key="t", columns=(Column(label="班別", width=10), Column(label="年度", width=7)), rows=2
    )
    for given_rows, wanted in ((0, 2), (2, 2), (5, 5)):
        rows = blocks.rows([table], 17 * CM, {"t": given_rows})
        assert [row.role for row in rows] == ["head"] + ["body"] * wanted
        assert [box.key for box in rows[-1].boxes] == [f"t.{wanted - 1}.0", f"t.{wanted - 1}.1"]


def test_headings_stay_with_what_they_head() -> None:
    rows = blocks.rows(
        [
            FieldsBlock(kind="fields", title="甲", rows=((FieldBox(key="a"),),)),
            TextBlock(kind="text", key="b", label="乙", lines=3),
            StatementBlock(kind="statement", text="丙"),
        ],
        100,
        {},
    )
    assert [(row.role, row.keep) for row in rows] == [
        ("band", True),
        ("fields", False),
        ("band", True),
        ("text", False),
        ("band", False),
    ]


def test_every_label_of_a_form_is_among_its_characters() -> None:
    form, common = layouts.layout("course_nomination"), layouts.common()
    printed = blocks.characters(layouts.blocks(form, common))
    assert set("班別推薦順位身分證■□＊合格") <= set(printed)
