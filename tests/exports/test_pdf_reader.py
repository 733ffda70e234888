from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exports.pades import sign_pdf
from desktop.exports.pdf_objects import PdfSyntaxError, Reference
from desktop.exports.pdf_reader import PdfReader
from tests.exports import packets


def test_it_sees_what_a_general_library_sees() -> None:
    content = sign_pdf(packets.pdf(5), packets.signer(), packets.NOW).content
    pdf = PdfReader(content)
    root = pdf.dictionary(pdf.trailer["/Root"])
    with pikepdf.open(io.BytesIO(content)) as other:
        assert set(root) == set(other.Root.keys())
        assert pdf.dictionary(root["/Pages"])["/Count"] == len(other.pages) == 5
        field = pdf.dictionary(pdf.array(pdf.dictionary(root["/AcroForm"])["/Fields"])[0])
        assert pdf.dictionary(field["/V"])["/Contents"] == bytes(other.Root.AcroForm.Fields[0].V.Contents)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda good: b"",
        lambda good: good[:-1],
        lambda good: good + b"\n",
        lambda good: good.replace(b"xref\n", b"xxxx\n"),
        lambda good: good.replace(b"trailer", b"trialer"),
        lambda good: good.replace(b"startxref\n", b"startxref\n9"),
    ],
)
def test_a_damaged_file_is_refused(spoil: object) -> None:
    assert callable(spoil)
    with pytest.raises(PdfSyntaxError):
        PdfReader(spoil(packets.pdf()))


def test_an_object_that_is_not_where_the_table_says() -> None:
    good = packets.pdf()
    with pytest.raises(PdfSyntaxError):
        pdf = PdfReader(good.replace(b"\n1 0 obj", b"\n7 0 obj"))
        pdf.dictionary(pdf.trailer["/Root"])


@pytest.mark.parametrize("index", [0, 1, 5, 11])
def test_pages_are_found_in_a_tree_of_any_shape(index: int) -> None:
    nested = packets.nested_pdf(branches=4, leaves=3)
    pdf = PdfReader(nested)
    with pikepdf.open(io.BytesIO(nested)) as other:
        assert pdf.page(index).number == other.pages[index].objgen[0]


def test_there_is_no_page_beyond_the_last() -> None:
    with pytest.raises(PdfSyntaxError, match="page"):
        PdfReader(packets.nested_pdf(branches=4, leaves=3)).page(12)


def test_streams_are_read_as_they_are_stored() -> None:
    content = packets.pdf()
    pdf = PdfReader(content)
    contents = pdf.dictionary(pdf.page(0))["/Contents"]
    assert isinstance(contents, Reference)
    with pikepdf.open(io.BytesIO(content)) as other:
        assert pdf.stream(contents) == other.pages[0].Contents.read_raw_bytes()
    assert pdf.stream(pdf.page(0)) is None


def test_revisions_that_point_at_each_other_do_not_hang() -> None:
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer << /Size 1 /Prev 0 >>\nstartxref\n0\n%%EOF\n"
    with pytest.raises(PdfSyntaxError, match="revisions"):
        PdfReader(table)


@given(st.data())
def test_damage_is_read_or_refused(data: st.DataObject) -> None:
    good = sign_pdf(packets.pdf(), packets.signer(), packets.NOW).content
    place = data.draw(st.integers(len(good) - 4000 if len(good) > 4000 else 0, len(good) - 1))
    spoiled = good[:place] + data.draw(st.binary(max_size=5)) + good[place + data.draw(st.integers(0, 5)) :]
    try:
        pdf = PdfReader(spoiled)
        pdf.dictionary(pdf.dictionary(pdf.trailer.get("/Root")).get("/AcroForm"))
    except PdfSyntaxError:
        return
