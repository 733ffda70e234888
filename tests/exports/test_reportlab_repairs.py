"""Each repair with its control: what stock ReportLab does, so that the test would fail without the repair."""

from __future__ import annotations

import io
import struct
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab import rl_config
from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Drawing, PolyLine
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, makeToUnicodeCMap
from reportlab.pdfgen.canvas import Canvas

from desktop.core.progress import Silent
from desktop.exports import forms
from desktop.exports.fonts import font_path
from desktop.exports.reportlab_repairs import ArchivalCanvas, CidFont, Face, svg, to_unicode
from desktop.exports.typesetting import face, font, label_font
from tests.exports.booklets import booklet, sample_forms
from tests.tools import require_tool

RARE_B = 3
A4 = (595.28, 841.89)


@cache
def stock(index: int) -> TTFont:
    made = TTFont(f"stock{index}", str(font_path(index)))
    made.face.name = b"Stock%d" % index  # or registering it would find the repaired font by its face's name
    return made


def tables(program: bytes) -> dict[bytes, bytes]:
    entries = struct.iter_unpack(">4sIII", program[12 : 12 + 16 * program[5]])
    return {tag: program[offset : offset + length] for tag, _, offset, length in entries}


def drawn(text: str) -> bytes:
    """A page with `text` in RareHan-B, through ReportLab's own text drawing."""
    out = io.BytesIO()
    canvas = ArchivalCanvas(out, font(0), A4)
    canvas.setFont(font(RARE_B).fontName, 20)
    canvas.drawString(50, 500, text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def drawn_by_stock(text: str) -> bytes:
    pdfmetrics.registerFont(stock(RARE_B))
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont(f"stock{RARE_B}", 20)
    canvas.drawString(50, 500, text)
    canvas.save()
    return out.getvalue()


def found(pdf: bytes, folder: Path) -> str:
    path = folder / "page.pdf"
    path.write_bytes(pdf)
    pdftotext = require_tool("pdftotext")
    return subprocess.run(
        [pdftotext, "-enc", "UTF-8", str(path), "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()


# 1. ToUnicode beyond U+FFFF


def test_characters_beyond_the_first_plane_are_surrogate_pairs() -> None:
    assert b"<0001> <D842DFB7>" in to_unicode(["𠮷"])
    assert "<20BB7>" in makeToUnicodeCMap("F", [0x20BB7]), "control: ReportLab has mended it"


def test_a_block_has_at_most_a_hundred_entries() -> None:
    blocks = to_unicode([chr(0x4E00 + at) for at in range(250)]).split(b"beginbfchar")
    assert [int(block.split()[-1]) for block in blocks[:-1]] == [100, 100, 50]


@pytest.mark.tools
def test_a_rare_character_is_found_again(tmp_path: Path) -> None:
    rare = next(chr(code) for code in range(0x2B740, 0x30000) if code in face(RARE_B).charToGlyph)
    assert found(drawn(rare), tmp_path) == rare
    assert found(drawn_by_stock(rare), tmp_path) != rare, "control: ReportLab has mended it"


# 2. The whole glyf table for each subset


def glyf(one: Any) -> object:
    return one.get_table("glyf")


def test_a_subset_reads_its_own_glyphs_only() -> None:
    ours, theirs = glyf(face(RARE_B)), glyf(stock(RARE_B).face)
    assert not isinstance(ours, bytes)
    assert isinstance(theirs, bytes) and len(theirs) > 2_000_000, "control: ReportLab has mended it"


@pytest.mark.parametrize("index", [2, RARE_B])
def test_the_glyphs_of_a_subset_are_those_that_stock_reportlab_takes(index: int) -> None:
    codes = [code for code in range(0x20000, 0x30000) if code in face(index).charToGlyph][:40]
    ours, theirs = tables(face(index).makeSubset(codes)), tables(stock(index).face.makeSubset(codes))
    assert ours[b"glyf"] == theirs[b"glyf"]
    assert ours[b"loca"] == theirs[b"loca"]
    assert ours[b"cmap"] == theirs[b"cmap"]


# 3. Advances past numberOfHMetrics


def test_advances_stay_in_font_units() -> None:
    code = next(iter(code for code in range(0x20000, 0x30000) if code in face(RARE_B).charToGlyph))
    glyph = face(RARE_B).charToGlyph[code]
    assert face(RARE_B).hmetrics[glyph][0] == 1024
    assert stock(RARE_B).face.hmetrics[glyph][0] == 1000, "control: ReportLab has mended it"
    ours, theirs = (tables(one.makeSubset([code]))[b"hmtx"] for one in (face(RARE_B), stock(RARE_B).face))
    assert struct.unpack_from(">HhH", ours)[0] == 1024
    assert len(ours) == 6, "all advances are alike, so there is one, and two bearings"
    assert struct.unpack_from(">HhH", theirs)[2] == 1000


def test_the_widths_that_the_pdf_says_are_those_of_the_font() -> None:
    with pikepdf.open(io.BytesIO(drawn("𪜀𪜁"))) as pdf:
        resources: Any = pdf.pages[0].Resources
        descendant = resources.Font[f"/K{RARE_B}"].DescendantFonts[0]
        program = tables(descendant.FontDescriptor.FontFile2.read_bytes())
    (units,) = struct.unpack(">H", program[b"head"][18:20])
    (advance,) = struct.unpack(">H", program[b"hmtx"][:2])
    assert [float(width) for width in descendant.W[1]] == [advance * 1000 / units] * 3


# 4. ASCII85 and Helvetica


def test_no_stream_is_text_and_no_font_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = drawn("𪜀")
    assert b"ASCII85Decode" not in ours
    assert b"Helvetica" not in ours
    monkeypatch.setattr(rl_config, "useA85", 1)
    theirs = drawn_by_stock("𪜀")
    assert b"ASCII85Decode" in theirs, "control: ReportLab has mended it"
    assert b"Helvetica" in theirs, "control: ReportLab has mended it"


# 5. SVG


def centre(text: str) -> str:
    """The colour that QtSvg gives the middle of a drawing."""
    gui = pytest.importorskip("PySide6.QtGui", exc_type=ImportError)
    svg_module = pytest.importorskip("PySide6.QtSvg", exc_type=ImportError)
    image = gui.QImage(100, 50, gui.QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = gui.QPainter(image)
    svg_module.QSvgRenderer(text.encode("utf-8")).render(painter)
    painter.end()
    name: str = image.pixelColor(50, 25).name()
    return name


def test_an_open_line_is_not_painted_black() -> None:
    drawing = Drawing(100, 50)
    drawing.add(PolyLine([10, 10, 90, 10, 90, 40, 10, 40, 10, 10]))
    assert "clip" not in svg(drawing)
    assert "None" not in svg(drawing)
    plain = renderSVG.drawToString(drawing)
    assert "clipPath" in plain and "fill: None" in plain, "control: ReportLab has mended it"
    assert centre(svg(drawing)) == "#ffffff"
    assert centre(plain) == "#000000", "control: QtSvg understands it now"


# 6. AcroForm


def test_no_form_has_fields_because_they_cannot_hold_chinese() -> None:
    out = io.BytesIO()
    forms.render_booklet(booklet(sample_forms(1)), out, Silent())
    with pikepdf.open(out) as pdf:
        assert "/AcroForm" not in pdf.Root
    canvas = Canvas(io.BytesIO())
    with pytest.raises(ValueError, match="latin"):  # control: the day this passes, fields could be used
        canvas.acroForm.textfield(name="n", value="王小明", x=10, y=10)
        canvas.save()


# Beside the repairs: faces read through mmap, fonts shared between documents


@pytest.mark.slow
@pytest.mark.parametrize("index", range(4))
def test_a_mapped_face_says_what_reportlab_reads(index: int) -> None:
    ours: Any = face(index)
    theirs: Any = stock(index).face
    for code in [*range(0x20, 0x3100), *range(0x3400, 0xA000), *range(0x20000, 0x33480)]:
        if code != 0xA0:  # ReportLab makes a space of it; `drawable` does here
            assert ours.charToGlyph[code] == theirs.charToGlyph.get(code, 0), hex(code)
            if code in theirs.charToGlyph:
                assert ours.getCharWidth(code) == theirs.getCharWidth(code), hex(code)
    assert list(ours.glyphPos) == list(theirs.glyphPos)
    assert (ours.ascent, ours.descent, ours.bbox) == (theirs.ascent, theirs.descent, theirs.bbox)


def test_a_label_font_has_the_same_program_in_every_document() -> None:
    labels = label_font("姓名服務機關")
    programs = []
    for _ in range(2):
        out = io.BytesIO()
        canvas = ArchivalCanvas(out, font(0), A4)
        labels.codes(canvas.document)
        canvas.showPage()
        canvas.save()
        with pikepdf.open(out) as pdf:
            resources: Any = pdf.pages[0].Resources
            programs.append(
                resources.Font["/L0"].DescendantFonts[0].FontDescriptor.FontFile2.read_raw_bytes()
            )
    assert programs[0] == programs[1]


def test_two_characters_with_one_glyph_keep_their_own_text() -> None:
    """A subset has a glyph once, the codes are two. No font here shares one; the next one may."""
    shared = Face(font_path(0))
    shared.charToGlyph[ord("丁")] = shared.charToGlyph[ord("一")]
    own = CidFont("pair", shared)
    out = io.BytesIO()
    canvas = ArchivalCanvas(out, font(0), A4)
    assert [own.codes(canvas.document)[character] for character in "一丁七"] == ["0001", "0002", "0003"]
    canvas.showPage()
    canvas.save()
    with pikepdf.open(out) as pdf:
        resources: Any = pdf.pages[0].Resources
        descendant = resources.Font["/pair"].DescendantFonts[0]
        assert descendant.CIDToGIDMap.read_bytes() == struct.pack(">4H", 0, 1, 1, 2)
