from __future__ import annotations

import re
from itertools import pairwise

import pytest
from reportlab.pdfbase.pdfdoc import PDFDocument

from desktop.exports import seals
from desktop.exports.paper import CM, LANDSCAPE, PORTRAIT
from desktop.exports.pen import Pen
from desktop.exports.typesetting import Typesetter, label_font
from tests.exports.booklets import SEALS


def drawn(labels: tuple[str, ...], width: float) -> Pen:
    pen = Pen()
    setter = Typesetter(PDFDocument(), label_font(" "))
    seals.draw(pen, setter, labels, 50, 700, width, 2.5 * CM)
    return pen


@pytest.mark.parametrize("count", range(1, 13))
@pytest.mark.parametrize("width", [PORTRAIT.inner_width, LANDSCAPE.inner_width])
def test_every_seal_has_a_box_that_a_stamp_fits_in(count: int, width: float) -> None:
    """At least 3.5 × 2.5 cm, whatever labels the office has set."""
    labels = tuple(f"第{number}人" for number in range(count))
    pen = drawn(labels, width)
    rows: dict[str, list[float]] = {}
    for x, upper, x2 in re.findall(r"([\d.]+) ([\d.]+) m ([\d.]+) ", pen.content):
        if x == x2:
            rows.setdefault(upper, []).append(float(x))
    assert sum(len(edges) - 1 for edges in rows.values()) == count
    for edges in rows.values():
        assert all(right - left >= 3.5 * CM - 0.02 for left, right in pairwise(edges))
    assert pen.content.count("BT ") == count
    level = sorted({float(y) for y in re.findall(r"50\.00 ([\d.]+) m", pen.content)})
    assert seals.height(labels, width, 2.5 * CM) == pytest.approx(700 - level[0], abs=0.02)
    stamps = [upper - lower for lower, upper in zip(level[::2], level[1::2], strict=False)]
    assert min(stamps) >= 2.5 * CM - 0.02


def test_no_seals_need_no_room() -> None:
    assert seals.height((), 400, 70) == 0
    assert drawn((), 400).content == ""


def test_the_usual_four_stand_side_by_side() -> None:
    assert seals.height(SEALS, PORTRAIT.inner_width, 70) == seals.height(SEALS[:1], PORTRAIT.inner_width, 70)


def test_a_label_that_is_too_long_is_cut_and_says_so() -> None:
    pen = drawn(("機關首長（或授權代簽人）及主任秘書核章處",), 4 * CM)
    (codes,) = re.findall(r"<([0-9A-F]+)> Tj", pen.content)
    left, size = re.findall(r"BT ([\d.]+) .* ([\d.]+) Tf", pen.content)[0]
    assert size == "9"
    assert float(left) >= 50
    assert len(codes) // 4 * 9 <= 4 * CM
