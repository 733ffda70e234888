from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfdoc import PDFDocument

from desktop.exports import blocks, layouts
from desktop.exports.blocks import Box, Row
from desktop.exports.flow import Page
from desktop.exports.frame import Frame
from desktop.exports.grid import Grid, Measured
from desktop.exports.paper import PADDING, PORTRAIT
from desktop.exports.pen import Pen, Tag
from desktop.exports.typesetting import SMALLEST, Typesetter, label_font

TEXTS = st.text(st.sampled_from("雲林縣政府𠮷，。AB@.1 \n\ue000"), max_size=400)
_SHOWN = re.compile(r"BT ([\d.-]+) ([\d.-]+) Td ")


def typesetter() -> Typesetter:
    return Typesetter(PDFDocument(), label_font(" "))


FORM = layouts.layout("course_nomination")
ROWS = blocks.rows(layouts.blocks(FORM, layouts.common()), PORTRAIT.inner_width, {})
GRID = Grid(ROWS, typesetter())


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8))
def test_no_value_overflows_its_box_whatever_it_is(texts: list[str]) -> None:
    keys = iter(range(10_000))
    measured = GRID.measure(lambda key: texts[next(keys) % len(texts)])
    assert len(measured.heights) == len(ROWS)
    for row, height, fit in zip(ROWS, measured.heights, measured.rows, strict=True):
        for box, value in zip(row.boxes, fit.fitted, strict=True):
            if box.key:
                assert value.height <= height + 1e-6
                assert SMALLEST <= value.size <= box.largest
                room = box.value_width - 2 * PADDING + 1e-6
                assert all(line.advance * value.size / 1000 <= room for line in value.lines)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8), st.sampled_from([1.0, 0.55, 0.4]))
def test_every_line_is_drawn_inside_the_grid(texts: list[str], share: float) -> None:
    keys = iter(range(10_000))
    measured = GRID.measure(lambda key: texts[next(keys) % len(texts)])
    for page in GRID.pages(measured, PADDING * share, 600, 680, 150):
        pen = Pen()
        lower = GRID.draw(pen, page, measured, PADDING * share, PORTRAIT.left, PORTRAIT.top - 50)
        assert lower > PORTRAIT.bottom
        for x, y in _SHOWN.findall(pen.content):
            assert PORTRAIT.left - 0.01 <= float(x) <= PORTRAIT.right
            assert lower <= float(y) <= PORTRAIT.top - 50


def one_box(text: str, **box: object) -> tuple[Grid, Measured]:
    grid = Grid([Row("fields", (Box(0, 100, key="k", **box),))], typesetter())  # type: ignore[arg-type]
    return grid, grid.measure(lambda key: text)


def test_a_row_is_as_high_as_its_highest_value_and_never_lower_than_its_lines() -> None:
    assert one_box("短")[1].heights == (12,)
    assert one_box("短", lines=2)[1].heights == (12 * 2.25,)
    assert one_box("長" * 30)[1].heights == (SMALLEST * (1 + 1.25 * 3),)


def drawn(rows: list[Row], *, tables: bool = False) -> Pen:
    grid = Grid(rows, typesetter(), tables=tables)
    measured = grid.measure(lambda key: "值")
    (page,) = grid.pages(measured, PADDING, 700, 700, 0)
    pen = Pen()
    grid.draw(pen, page, measured, PADDING, 50, 800)
    return pen


TABLE = [
    Row("fields", (Box(0, 100, 50, "甲", "a"),)),
    Row("head", (Box(0, 50, 50, "乙"), Box(50, 50, 50, "丙")), keep=True),
    Row("body", (Box(0, 50, key="b"), Box(50, 50, key="c"))),
    Row("fields", (Box(0, 100, 50, "丁", "d"),)),
]


def test_a_form_is_one_paragraph_in_reading_order() -> None:
    pen = drawn(TABLE)
    assert pen.tags == [Tag("P", 0)]
    assert pen.content.count("BDC") == 1
    assert pen.content.count("EMC") == pen.content.count("BDC") + pen.content.count("BMC")


def test_a_table_is_tagged_row_by_row() -> None:
    pen = drawn(TABLE, tables=True)
    assert pen.tags == [
        Tag("P", 0),
        Tag("Table", parts=(Tag("TR", parts=(Tag("TH", 1),)), Tag("TR", parts=(Tag("TD", 2),)))),
        Tag("P", 3),
    ]
    assert pen.marks == 4
    assert [int(number) for number in re.findall(r"MCID (\d+)", pen.content)] == [0, 1, 2, 3]


def test_frames_are_made_once_for_all_of_the_same_heights(monkeypatch: pytest.MonkeyPatch) -> None:
    grid = Grid(TABLE, typesetter())
    made = []
    framer = grid._framer
    original = framer.frame

    def counted(page: Page, left: float, top: float, marks: int) -> Frame:
        made.append(page)
        return original(page, left, top, marks)

    monkeypatch.setattr(framer, "frame", counted)
    for number in range(5):
        measured = grid.measure(lambda key, number=number: f"值{number}")  # type: ignore[misc]
        (page,) = grid.pages(measured, PADDING, 700, 700, 0)
        grid.draw(Pen(), page, measured, PADDING, 50, 800)
    assert len(made) == 1
