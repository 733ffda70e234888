from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from desktop.exports.packet import SealPlace
from desktop.exports.pades import Stamp, sign_pdf
from desktop.exports.pdf_objects import PdfSyntaxError, Reference, write
from desktop.exports.pdf_reader import PdfReader
from desktop.exports.pdf_signature import check_pdf
from desktop.exports.pdf_update import PdfUpdate, stream_text
from tests.exports import packets


def updated(update: PdfUpdate, original: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(original + update.finish(b"x" * 16)), attempt_recovery=False)


def test_new_and_changed_objects_are_where_the_table_says() -> None:
    original = packets.pdf(3)
    update = PdfUpdate(original)
    new = update.add({"/Hello": b"world", "/List": [1, True, None]})
    stream = update.reserve()
    update.put(stream, stream_text(b"<< /Type /Test /Length 7 >>", b"content"))
    root = update.reader.trailer["/Root"]
    assert isinstance(root, Reference)
    catalog = {**update.reader.dictionary(root), "/New": new, "/Stream": stream}
    update.put(root, write(catalog))
    with updated(update, original) as pdf:
        assert pdf.Root.New.Hello == String("world")
        assert list(pdf.Root.New.List) == [1, True, None]
        assert pdf.Root.Stream.read_bytes() == b"content"
        assert len(pdf.pages) == 3
        assert bytes(pdf.trailer.ID[1]) == b"x" * 16


@given(st.sets(st.integers(1, 8)))
def test_any_choice_of_changed_objects_is_found_again(numbers: set[int]) -> None:
    """The table has a subsection for each run of numbers."""
    original = packets.pdf(3)
    update = PdfUpdate(original)
    for number in numbers:
        update.put(Reference(number), b"(%d)" % number)
    reader = PdfReader(original + update.finish(b""))
    for number in numbers:
        assert reader.resolve(Reference(number)) == b"%d" % number


def with_page(change: str) -> bytes:
    """A PDF whose page has annotations already, direct or as an object of their own."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], Border=[0, 0, 0])
        annotations = Array([document.make_indirect(link)])
        page.Annots = annotations if change == "direct" else document.make_indirect(annotations)
        page.Contents = document.make_stream(b"0 0 1 1 re f")
        return packets.saved(document)


@pytest.mark.parametrize("change", ["direct", "indirect"])
def test_annotations_that_are_there_stay(change: str) -> None:
    signed = sign_pdf(with_page(change), packets.signer(), packets.NOW).content
    assert check_pdf(signed)
    with pikepdf.open(io.BytesIO(signed), attempt_recovery=False) as pdf:
        assert [str(one.Subtype) for one in pdf.pages[0].Annots] == ["/Link", "/Widget"]


def test_a_page_deep_in_the_tree_can_show_the_seal() -> None:
    place = SealPlace(7, packets.SEAL.box)
    nested = packets.nested_pdf(branches=4, leaves=3)
    signed = sign_pdf(nested, packets.signer(), packets.NOW, Stamp(packets.pdf()), place).content
    assert check_pdf(signed)[1] == 12
    with pikepdf.open(io.BytesIO(signed), attempt_recovery=False) as pdf:
        assert ["/Annots" in page for page in pdf.pages] == [number == 7 for number in range(12)]


def test_what_cannot_be_signed_is_refused() -> None:
    signed = sign_pdf(packets.pdf(), packets.signer(), packets.NOW).content
    with pytest.raises(PdfSyntaxError, match="form fields"):
        sign_pdf(signed, packets.signer(), packets.NOW)
    with pytest.raises(PdfSyntaxError):
        sign_pdf(packets.pdf().replace(b"/ID", b"/XY"), packets.signer(), packets.NOW)
    with pytest.raises(PdfSyntaxError):
        sign_pdf(b"hello", packets.signer(), packets.NOW)
    with pytest.raises(PdfSyntaxError, match="page"):
        sign_pdf(
            packets.pdf(),
            packets.signer(),
            packets.NOW,
            Stamp(packets.pdf()),
            SealPlace(9, (0, 0, 1, 1)),
        )
