from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.core.errors import DataError
from desktop.imports import allocations
from desktop.imports.archives import Archive
from desktop.imports.inputs import given
from tests.imports.files import rezipped, xlsx_bytes

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def workbook(sheet: str) -> Archive:
    return Archive(given(rezipped(xlsx_bytes([["a"]]), {SHEET: sheet.encode()}), "t.xlsx"))


def check(sheet: str) -> None:
    allocations.check(workbook(sheet))


def pieces(text: str, size: int) -> Iterator[bytes]:
    content = text.encode()
    return (content[at : at + size] for at in range(0, len(content), size))


FAR = {
    "far corner": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "far row": '<row r="999999"><c r="AZ999999"><v>1</v></c></row>',
    "beyond Excel": '<c r="ZZZ9999999"><v>1</v></c>',
    "lower case": '<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
    "other quotes": "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    "spaces": '<row r = "1048576"><c  r = "XFD1048576"><v>1</v></c></row>',
    "prefix": '<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
    "other attributes first": '<row r="1048576"><c s="1" r="XFD1048576"><v>1</v></c></row>',
    "row only": '<row r="1048576">' + "<c><v>1</v></c>" * 60 + "</row>",
    "counted on": "<row/>" * 300_000 + "<row>" + "<c/>" * 60 + "<c><v>1</v></c></row>",
}


@pytest.mark.parametrize("cells", FAR.values(), ids=FAR)
def test_a_cell_too_far_is_refused(cells: str) -> None:
    with pytest.raises(DataError, match=r"imports\.sheet-too-far"):
        check(HEAD + CELL + cells + TAIL)


DISGUISED = {
    "comment": f"<!--<sheetData>{CELL}</sheetData>-->",
    "instruction": f"<?x <sheetData>{CELL}</sheetData>?>",
    "attribute": "<a b='&lt;sheetData>&lt;/sheetData>'/>",
}


@pytest.mark.parametrize("before", DISGUISED.values(), ids=DISGUISED)
def test_a_disguise_before_the_sheet_does_not_help(before: str) -> None:
    with pytest.raises(DataError, match=r"imports\.sheet-too-far"):
        check(HEAD.replace("<sheetData>", before + "<sheetData>") + CELL + FAR["far corner"] + TAIL)


def test_an_attribute_that_is_no_xml_is_damage() -> None:
    with pytest.raises(DataError, match=r"imports\.workbook-damaged"):
        check(HEAD.replace("<sheetData>", "<a b='<sheetData></sheetData>'/><sheetData>") + CELL + TAIL)


@pytest.mark.parametrize(
    "place", ["A99999999992", "A4294967297", "A0", "AAAA1", "1", "A", "", "A01", "A１", "-A1"]
)
def test_a_place_that_is_none_is_damage(place: str) -> None:
    """calamine takes A99999999992 modulo 2³² and would allocate 272 GB for it."""
    with pytest.raises(DataError, match=r"imports\.workbook-damaged"):
        check(f'{HEAD}{CELL}<row r="2"><c r="{place}"><v>1</v></c></row>{TAIL}')


@pytest.mark.parametrize("place", ["4294967297", "0", "x", "01", ""])
def test_a_row_that_is_none_is_damage(place: str) -> None:
    with pytest.raises(DataError, match=r"imports\.workbook-damaged"):
        check(f'{HEAD}{CELL}<row r="{place}"><c><v>1</v></c></row>{TAIL}')


def test_an_encoding_nobody_knows_is_damage() -> None:
    with pytest.raises(DataError, match=r"imports\.workbook-damaged"):
        check(f'<?xml version="1.0" encoding="UT999F-8"?>{HEAD}{CELL}{TAIL}')


def test_entities_are_refused() -> None:
    with pytest.raises(DataError, match=r"imports\.workbook-damaged"):
        check('<!DOCTYPE a [<!ENTITY b "c">]>' + HEAD + "<row><c r='A1'><v>&b;</v></c></row>" + TAIL)


def test_a_text_that_looks_like_an_end_does_not_end_the_sheet() -> None:
    text = '<row r="1"><c r="A1" t="str"><v>sheetData</v></c></row>'
    with pytest.raises(DataError, match=r"imports\.sheet-too-far"):
        check(HEAD + text + FAR["far corner"] + TAIL)


NEAR = {
    "nothing": "",
    "regular": CELL + '<row r="299999"><c r="AZ299999"><v>1</v></c></row>',
    "only formatted": CELL + '<row r="1048576"><c r="XFD1048576" s="1"/></row>',
    "one column down": CELL + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
    "one row across": '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>',
}


@pytest.mark.parametrize("cells", NEAR.values(), ids=NEAR)
def test_sheets_of_a_reasonable_extent_pass(cells: str) -> None:
    check(HEAD + cells + TAIL)


def test_what_office_programs_write_needs_no_second_look() -> None:
    cells = (
        '<row r="1" spans="1:3" x14ac:dyDescent="0.25"><c r="A1" s="1" t="s"><v>0</v></c>'
        '<c r="B1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>'
        '<c r="C1"><f t="shared" si="0">A1</f><v>1</v></c><c r="D1" s="2"/></row>'
    )
    assert allocations._is_regular(pieces(HEAD + cells + TAIL, 1 << 20))


@pytest.mark.parametrize("size", [400, 401, 407, 450])
def test_tags_cut_between_pieces_are_judged_whole(size: int) -> None:
    """The first piece holds the opening of sheetData; the others are cut anywhere."""
    regular = HEAD + CELL * 60 + TAIL
    assert allocations._is_regular(pieces(regular, size))
    assert not allocations._is_regular(pieces(HEAD + CELL * 60 + FAR["far corner"] + CELL * 9 + TAIL, size))


def test_parts_that_are_no_sheets_pass() -> None:
    assert allocations._is_regular(iter([b"\x00\xff<!binary"] * 3))
    assert allocations._is_regular(iter([]))
    assert not allocations._is_regular(iter([b"x" * 100, b"she", b"etData"]))


@pytest.mark.parametrize("claim", ["99999999999", "18446744073709551615", "+99999999999", "9" * 400])
def test_a_claim_of_more_strings_than_bytes_is_refused(claim: str) -> None:
    strings = f'<sst count="1" uniqueCount = "{claim}"><si><t>a</t></si></sst>'.encode()
    content = rezipped(xlsx_bytes([["a"]]), {"xl/sharedStrings.xml": strings})
    with pytest.raises(DataError, match=r"imports\.workbook-damaged"):
        allocations.check(Archive(given(content, "t.xlsx")))
