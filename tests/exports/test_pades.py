from __future__ import annotations

import io
from datetime import timedelta

import pikepdf
import pytest

from desktop.exports.packet import SealPlace
from desktop.exports.pades import Stamp, sign_pdf
from desktop.exports.pdf_signature import check_pdf
from tests.exports import packets

STAMP = packets.pdf(1, "stamp")


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content), attempt_recovery=False)


@pytest.mark.parametrize("kind", ["p256", "rsa2048"])
@pytest.mark.parametrize("pages", [1, 60])
def test_a_signed_pdf_verifies(kind: str, pages: int) -> None:
    signed = sign_pdf(packets.pdf(pages), packets.signer(kind), packets.NOW).content
    certificate, found = check_pdf(signed)
    assert certificate.der == packets.signer(kind).certificate.der
    assert found == pages


def test_the_original_stays_byte_for_byte_and_the_rest_is_appended() -> None:
    original = packets.pdf()
    assert sign_pdf(original, packets.signer(), packets.NOW).content.startswith(original)


def test_the_same_input_signs_to_the_same_bytes() -> None:
    once, again = (
        sign_pdf(packets.pdf(), packets.signer(), packets.NOW, Stamp(STAMP), packets.SEAL).content
        for _ in range(2)
    )
    assert once == again
    later = packets.NOW + timedelta(seconds=1)
    assert sign_pdf(packets.pdf(), packets.signer(), later, Stamp(STAMP), packets.SEAL).content != once


def test_one_stamp_serves_many_files() -> None:
    stamp = Stamp(STAMP)
    for number in range(3):
        signed = sign_pdf(
            packets.pdf(1, str(number)), packets.signer(), packets.NOW, stamp, packets.SEAL
        ).content
        assert check_pdf(signed)


def test_a_visible_seal_lies_on_its_page() -> None:
    place = SealPlace(1, (380, 60, 560, 120))
    signed = sign_pdf(packets.pdf(3), packets.signer(), packets.NOW, Stamp(STAMP), place).content
    with opened(signed) as pdf:
        widget = pdf.pages[1].Annots[0]
        assert [int(side) for side in widget.Rect] == [380, 60, 560, 120]
        assert widget.AP.N.Subtype == "/Form"
        assert b"0 0 10 10 re" in widget.AP.N.read_bytes()
        assert int(widget.F) & 0b100  # printed
        assert "/Annots" not in pdf.pages[0]


@pytest.mark.parametrize("stamp", [None, Stamp(STAMP)])
def test_without_stamp_or_place_it_is_invisible(stamp: Stamp | None) -> None:
    place = packets.SEAL if stamp is None else None
    with opened(sign_pdf(packets.pdf(), packets.signer(), packets.NOW, stamp, place).content) as pdf:
        assert [int(side) for side in pdf.pages[0].Annots[0].Rect] == [0, 0, 0, 0]


def test_nothing_of_the_library_or_the_clock_gets_into_the_file() -> None:
    """PDF/A compares /Info with XMP, and the catalog must not say that it is PDF 1.7."""
    original = packets.pdf()
    signed = sign_pdf(original, packets.signer(), packets.NOW).content
    update = signed[len(original) :]
    assert b"pyHanko" not in update
    assert b"/ModDate" not in update
    assert b"/Version" not in update
    with opened(signed) as pdf:
        assert str(pdf.Root.AcroForm.Fields[0].V.M) == "D:20150303100000+08'00'"


def test_the_second_half_of_the_id_changes_and_the_first_stays() -> None:
    with (
        opened(packets.pdf()) as before,
        opened(sign_pdf(packets.pdf(), packets.signer(), packets.NOW).content) as after,
    ):
        assert bytes(before.trailer.ID[0]) == bytes(after.trailer.ID[0])
        assert bytes(before.trailer.ID[1]) != bytes(after.trailer.ID[1])
