from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from desktop.exports.pdf_cutting import Cutting
from desktop.exports.pdf_objects import Reference, write
from desktop.exports.pdf_reader import PdfReader
from desktop.exports.pdf_update import PdfUpdate
from tests.exports import packets


def source() -> PdfReader:
    """A page whose resources share an object, go in a loop, lead back to it and look like references."""
    with pikepdf.new() as document:
        page = document.add_blank_page()
        shared = document.make_stream(b"1 0 R shared", Kind=Name.Font)
        loop = document.make_indirect(Dictionary(Shared=shared, Parent=page.obj))
        loop.Self = loop
        page.Resources = Dictionary(A=shared, B=shared, C=Array([loop]), Text=String("7 0 R (8 0 R)"))
        return PdfReader(packets.saved(document))


def set_into(original: bytes, cutting: Cutting, times: int = 1) -> pikepdf.Pdf:
    """The original with the cutting as /Copied in its catalog, set into it some times."""
    update = PdfUpdate(original)
    for _ in range(times):
        copied = update.reserve()
        update.put(copied, cutting.set_into(update))
    root = update.reader.trailer["/Root"]
    assert isinstance(root, Reference)
    update.put(root, write({**update.reader.dictionary(root), "/Copied": copied}))
    return pikepdf.open(io.BytesIO(original + update.finish(b"x" * 16)), attempt_recovery=False)


def test_a_value_comes_with_all_it_refers_to_and_each_object_once() -> None:
    reader = source()
    cutting = Cutting(reader, dict(reader.dictionary(reader.dictionary(reader.page(0))["/Resources"])))
    for original, times in ((packets.pdf(), 1), (packets.pdf(60), 1), (packets.pdf(), 2)):
        with set_into(original, cutting, times) as pdf:
            own = pdf.Root.Copied
            assert own.A.objgen == own.B.objgen == own.C[0].Shared.objgen
            assert own.C[0].Self.objgen == own.C[0].objgen
            assert own.A.read_bytes() == b"1 0 R shared"
            assert own.Text == String("7 0 R (8 0 R)")
            assert "/Parent" not in own.C[0]  # it would bring the other file's page tree


def test_a_length_that_is_an_object_of_its_own_is_written_as_a_number() -> None:
    content = b"%PDF-1.4\n1 0 obj\n<< /Length 2 0 R >>\nstream\nhello\nendstream\nendobj\n"
    at = content.index(b"1 0 obj")
    length = len(content)
    content += b"2 0 obj\n5\nendobj\n"
    table = b"xref\n0 3\n0000000000 65535 f \n%010d 00000 n \n%010d 00000 n \n" % (at, length)
    start = len(content)
    content += table + b"trailer\n<< /Size 3 >>\nstartxref\n%d\n%%%%EOF\n" % start
    cutting = Cutting(PdfReader(content), [Reference(1)])
    with set_into(packets.pdf(), cutting) as pdf:
        assert pdf.Root.Copied[0].read_bytes() == b"hello"
