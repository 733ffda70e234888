from __future__ import annotations

import io
import itertools
import re
from datetime import timedelta

import pikepdf
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from desktop.exports import der
from desktop.exports.pades import sign_pdf
from desktop.exports.pdf_signature import check_pdf
from desktop.exports.verification import Fault
from tests.exports import packets
from tests.exports.forging import resigned_pdf

GOOD = sign_pdf(packets.pdf(), packets.signer(), packets.NOW).content


def code_of(content: bytes) -> str:
    with pytest.raises(Fault) as caught:
        check_pdf(content)
    return caught.value.code


def test_a_memory_view_will_do() -> None:
    assert check_pdf(memoryview(b"x" + GOOD)[1:]) == check_pdf(GOOD)


def test_every_flipped_byte_is_noticed() -> None:
    for index in range(len(GOOD)):
        flipped = bytearray(GOOD)
        flipped[index] ^= 1 << index % 8
        with pytest.raises(Fault):
            check_pdf(bytes(flipped))


def test_an_unsigned_pdf() -> None:
    assert code_of(packets.pdf()) == "packet.pdf_unsigned"


def test_no_pdf() -> None:
    assert code_of(b"") == "packet.pdf_unsigned"
    assert code_of(b"hello") == "packet.pdf_unsigned"


def test_what_is_appended_is_noticed() -> None:
    assert code_of(GOOD + b"% more\n") == "packet.pdf_unsigned"


def test_a_further_revision_is_noticed() -> None:
    """A change appended the way PDF allows: most viewers still call the signature valid."""
    start = int(re.findall(rb"startxref\n(\d+)", GOOD)[-1])
    root = re.findall(rb"/Root (\d+) 0 R", GOOD)[-1]
    size = re.findall(rb"/Size (\d+)", GOOD)[-1]
    trailer = b"trailer\n<< /Size %s /Root %s 0 R /Prev %d >>\n" % (size, root, start)
    end = b"startxref\n%d\n%%%%EOF\n" % len(GOOD)
    longer = GOOD + b"xref\n0 1\n0000000000 65535 f \n" + trailer + end
    with pikepdf.open(io.BytesIO(longer), attempt_recovery=False) as pdf:
        assert len(pdf.pages) == 1  # the control: it is a good PDF
    assert code_of(longer) == "packet.pdf_not_covered"


def test_a_second_signature_is_noticed() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(GOOD))
    append_signature_field(writer, SigFieldSpec("Second"))
    output = io.BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call]
    assert code_of(output.getvalue()) in {"packet.pdf_unsigned", "packet.pdf_not_covered"}


def byte_range() -> tuple[bytes, list[int]]:
    match = re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", GOOD)
    assert match is not None
    return match[0], [int(number) for number in match.groups()]


@pytest.mark.parametrize("delta", [(1, 0, 0, 0), (0, -1, 0, 0), (0, 1, 0, 0), (0, 0, 1, -1), (0, 0, 0, -1)])
def test_a_byte_range_that_leaves_something_out_is_noticed(delta: tuple[int, ...]) -> None:
    text, numbers = byte_range()
    changed = b"/ByteRange [%d %d %d %d]" % tuple(a + b for a, b in zip(numbers, delta, strict=True))
    assert code_of(GOOD.replace(text, changed.ljust(len(text)))) == "packet.pdf_not_covered"


def test_padding_other_than_zeros_is_noticed() -> None:
    _, (_, _, after, _) = byte_range()
    changed = bytearray(GOOD)
    changed[after - 2] = ord("1")
    assert code_of(bytes(changed)).startswith("packet.cms_")


def test_a_signature_that_ends_with_a_zero_is_not_cut_short() -> None:
    """One in 256 does; its padding begins where DER says, not where the zeros begin."""
    moments = (packets.NOW + timedelta(seconds=number) for number in itertools.count())
    many = (sign_pdf(packets.pdf(), packets.signer(), moment).content for moment in moments)
    found = next(signed for signed in many if der.first(value_in(signed)).raw.endswith(b"\0"))
    assert check_pdf(found)


def value_in(signed: bytes) -> bytes:
    match = re.search(rb"/Contents <([0-9A-F]+)>", signed)
    assert match is not None
    return bytes.fromhex(match[1].decode("ascii"))


def test_small_letters_in_the_signature_are_noticed() -> None:
    _, (_, hole, after, _) = byte_range()
    changed = GOOD[:hole] + GOOD[hole:after].lower() + GOOD[after:]
    assert code_of(changed) == "packet.pdf_not_covered"


FORM = re.findall(rb"/Fields \[\d+ 0 R\] /SigFlags 3", GOOD)[0]


def test_signing_again_is_no_change_by_itself() -> None:
    """The control of the tests below: what they refuse is the change."""
    assert resigned_pdf(GOOD, FORM, FORM) == GOOD


def test_a_second_field_is_refused_though_it_is_signed() -> None:
    reference = FORM[len(b"/Fields [") : FORM.index(b"]")]
    two = b"/Fields [%s %s]" % (reference, reference)
    assert code_of(resigned_pdf(GOOD, FORM, two.ljust(len(FORM)))) == "packet.pdf_unsigned"


def test_the_value_must_be_the_one_in_the_gap() -> None:
    """A signature dictionary whose value is elsewhere, though the gap holds a good signature."""
    assert code_of(resigned_pdf(GOOD, b"/Contents <", b"/Kontents <")) == "packet.pdf_not_covered"


def test_another_kind_of_signature_is_refused() -> None:
    changed = GOOD.replace(b"/ETSI.CAdES.detached", b"/adbe.pkcs7.detached")
    assert code_of(changed) == "packet.pdf_unsigned"
