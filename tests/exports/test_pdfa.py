from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from pyhanko.pdf_utils.metadata.model import VENDOR

from desktop.core import recovery_code
from desktop.core.progress import Silent
from desktop.exports import forms, packet_cover, pdfa, recovery_sheet, year_sheet
from desktop.exports.document import SIGNATURE_BOX
from desktop.exports.fonts import font_of
from desktop.exports.packet import SealPlace
from desktop.exports.pades import Stamp, sign_pdf
from desktop.exports.year_strip import Row, Span, YearStrip
from tests.exports import packets, test_digest
from tests.exports.booklets import FORM, HEADER, PRIVATE_USE, booklet, form, people, sample_forms
from tests.tools import require_tool

JARS = (
    "/usr/share/java/preflight.jar",
    "/usr/share/java/pdfbox2.jar",
    "/usr/share/java/fontbox2.jar",
    "/usr/share/java/xmpbox.jar",
    "/usr/share/java/commons-logging.jar",
    "/usr/share/java/commons-io.jar",
    "/usr/share/java/javax.activation.jar",
    "/usr/share/java/jaxb-api.jar",
)
TITLE = "雲林縣 <基礎班> & 薦送表冊"


@cache
def drawn() -> bytes:
    """A booklet with all fonts, a missing character and a title that XML minds."""
    last = next(chr(code) for code in range(0x20000, 0x33480) if font_of[chr(code)] == 3)
    names = ("林𠮷", "𰻞𰻞", last, f"王{PRIVATE_USE}明")
    rows = people()
    special = tuple(form(rows[at], at + 1, name=name) for at, name in enumerate(names))
    out = io.BytesIO()
    forms.render_booklet(replace(booklet(special), title=TITLE), out, Silent())
    return out.getvalue()


def blank() -> bytes:
    out = io.BytesIO()
    forms.render_blank(FORM, HEADER, out)
    return out.getvalue()


def recovery() -> bytes:
    return recovery_sheet.render("雲林縣政府", recovery_code.generate(), packets.NOW)


def digest() -> bytes:
    """With bookmarks within a section."""
    return test_digest.drawn(30)


def year() -> bytes:
    """With bars, a mark and a remark: what forms do not draw."""
    spans = (Span(date(2015, 2, 1), date(2015, 12, 31), "2/1–12/31"),)
    day = Span(date(2015, 4, 23), date(2015, 4, 23), "4/23")
    rows = (Row("熠星方案", spans, note="計畫原文為103年，疑為誤植"), Row("開放資源班", (day,)))
    strip = YearStrip(2015, ("1月",) * 12, rows, date(2015, 3, 3), "今天 3/3")
    return year_sheet.render(TITLE, "雲林縣政府", strip, packets.NOW)


def signed() -> bytes:
    """With the seal on the cover: a signature without a picture is no PDF/A-1 (6.5.3)."""
    left, bottom, right, top = map(round, SIGNATURE_BOX)
    place = SealPlace(0, (left, bottom, right, top))
    stamp = Stamp(packet_cover.render_stamp(("電子簽章", "雲林縣政府 機關金鑰", "104-10009-0001")))
    return sign_pdf(drawn(), packets.signer(), packets.NOW, stamp, place).content


def test_the_producer_is_what_pyhanko_writes_when_it_signs() -> None:
    assert pdfa.PRODUCER == VENDOR


def test_information_and_xmp_say_the_same() -> None:
    with pikepdf.open(io.BytesIO(drawn())) as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode("utf-8")
        info = {key: str(value) for key, value in pdf.docinfo.items()}
    assert info == {
        "/Title": TITLE,
        "/Creator": "Luminary Desk",
        "/Producer": VENDOR,
        "/CreationDate": "D:20150105093000+08'00'",
        "/ModDate": "D:20150105093000+08'00'",
    }
    for said in (
        "<pdf:Producer>" + VENDOR,
        "<xmp:CreatorTool>Luminary Desk",
        "<xmp:CreateDate>2015-01-05T09:30:00+08:00",
        "&lt;基礎班&gt; &amp; 薦送表冊",
        "<pdfaid:part>1",
        "<pdfaid:conformance>B",
    ):
        assert said in metadata
    assert metadata.count("<rdf:Description") == 4, "one a schema"


def test_the_viewer_is_told_language_title_labels_and_bookmarks() -> None:
    with pikepdf.open(io.BytesIO(drawn())) as pdf:
        assert str(pdf.Root.Lang) == "zh-TW"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
        assert pdf.Root.PageMode == "/UseOutlines"
        assert [page.label for page in pdf.pages] == ["薦送表冊1", "薦送名冊1", "1", "2", "3", "4"]
        assert bool(pdf.Root.MarkInfo.Marked) is True


def test_it_is_pdf_1_4_without_later_inventions() -> None:
    pdf = drawn()
    assert pdf.startswith(b"%PDF-1.4\n")
    assert not re.search(rb"/ObjStm|/XRef|/ExtGState|/Encrypt|/JavaScript|/AcroForm|/LZWDecode", pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(bytes(opened.trailer.ID[0])) == 16


def test_every_font_is_embedded_as_a_subset_with_its_characters() -> None:
    with pikepdf.open(io.BytesIO(drawn())) as pdf:
        fonts = {name: font for page in pdf.pages for name, font in page.Resources.Font.items()}
        assert sorted(fonts) == ["/K0", "/K1", "/K2", "/K3", "/L0"]
        names = [str(font.BaseFont) for font in fonts.values()]
        for font in fonts.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert descriptor.FontFile2.read_bytes()[:4] == b"\0\1\0\0"
            assert descriptor.CIDSet.read_bytes()
            assert b"beginbfchar" in font.ToUnicode.read_bytes()
    assert len(set(names)) == len(names), "different subsets have different tags"
    assert all(re.fullmatch(r"/[A-Z]{6}\+[\w-]+", name) for name in names)


def test_what_is_read_aloud_has_headings_paragraphs_and_rows() -> None:
    with pikepdf.open(io.BytesIO(drawn())) as pdf:
        root = pdf.Root.StructTreeRoot
        sections = list(root.K.K)
        assert [str(section.T) for section in sections][:2] == ["薦送表冊", "薦送名冊"]
        roles = [[str(kid.S) for kid in section.K] for section in sections]
        assert roles[0].count("/H1") == 1 and "/Table" in roles[0]
        assert "/Table" in roles[1]
        assert roles[2] == ["/H1", "/P", "/P", "/P", "/P"]
        assert roles[5] == ["/H1", "/P", "/P", "/P", "/P", "/Note"]
        table = next(kid for kid in sections[1].K if kid.S == "/Table")
        assert len(table.K) == 1 + 2 + 4, "the head, two groups, four people"
        numbers = list(root.ParentTree.Nums)
        for at, page in enumerate(pdf.pages):
            assert int(page.StructParents) == int(numbers[2 * at]) == at
            marks = re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())
            assert sorted(map(int, marks)) == list(range(len(numbers[2 * at + 1])))
            for number, element in enumerate(numbers[2 * at + 1]):
                assert int(element.K) == number
                assert element.Pg.objgen == page.obj.objgen


@pytest.mark.tools
@pytest.mark.parametrize("make", [drawn, blank, signed, recovery, year, digest])
def test_qpdf_finds_nothing(make: object, tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(make())  # type: ignore[operator]
    subprocess.run([require_tool("qpdf"), "--check", str(path)], check=True, capture_output=True)


@pytest.mark.tools
@pytest.mark.slow
def test_an_independent_validator_calls_it_pdfa_1b_also_when_signed(tmp_path: Path) -> None:
    """Apache PDFBox Preflight; the control is the same file without its output intent."""
    java, *jars = map(require_tool, ("java", *JARS))
    with pikepdf.open(io.BytesIO(drawn())) as pdf:
        del pdf.Root.OutputIntents
        pdf.save(tmp_path / "control.pdf")
    made: dict[str, Callable[[], bytes]] = {"booklet": drawn, "blank": blank, "signed": signed}
    made |= {"recovery": recovery, "year": year, "digest": digest}
    for name, make in made.items():
        (tmp_path / f"{name}.pdf").write_bytes(make())
    verdicts = {}
    for path in tmp_path.glob("*.pdf"):
        command = [java, "-cp", ":".join(jars), "org.apache.pdfbox.preflight.Validator_A1b", str(path)]
        done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
        verdicts[path.stem] = "is a valid PDF/A-1b file" in done.stdout or done.stdout + done.stderr
    assert verdicts.pop("control") is not True
    assert verdicts == dict.fromkeys(made, True)


def test_page_numbers_count_to_the_end() -> None:
    out = io.BytesIO()
    assert forms.render_booklet(booklet(sample_forms(40)), out, Silent()).pages == 44
