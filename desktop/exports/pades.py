"""PAdES-B-B signatures in our PDFs (EN 319 142-1): field, seal and signature as an incremental update.

Written for the PDFs that `pdfa` draws. A general library reads the whole cross-reference table of each file
before it appends a kilobyte to it, ten times as long as all of this takes; pyHanko is instead the stranger
that validates the result in our tests. The same input signs to the same bytes, and /Info and the XMP
metadata stay as they were drawn, which keeps PDF/A-1b.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from desktop.core.clock import TAIWAN
from desktop.exports import cms
from desktop.exports.packet import SealPlace
from desktop.exports.pdf_cutting import Cutting
from desktop.exports.pdf_objects import Escaped, PdfSyntaxError, Reference, Value, write
from desktop.exports.pdf_reader import PdfReader
from desktop.exports.pdf_update import PdfUpdate, stream_text
from desktop.exports.signing import Signer

FIELD_NAME = "LuminaryPacket"

_PRINT, _LOCKED = 4, 128
_SIGNATURES_EXIST, _APPEND_ONLY = 1, 2
_BYTE_RANGE = b"[0 %d %d %d]"
_ROOM = len(_BYTE_RANGE) + 3 * 8
"""Bytes for the byte range, which is written before its numbers (at most ten digits) are known."""


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """The signed file in two parts (joining them copies it all), and its SHA-256, which was at hand."""

    original: bytes
    update: bytes
    sha256: bytes

    @property
    def content(self) -> bytes:
        """The whole file."""
        return self.original + self.update


class Stamp:
    """The look of the seal: the first page of a PDF with embedded fonts, read once for all signatures."""

    def __init__(self, pdf: bytes) -> None:
        reader = PdfReader(pdf)
        page = reader.dictionary(reader.page(0))
        contents = page.get("/Contents")
        if isinstance(contents, list) and len(contents) == 1:
            contents = contents[0]
        content = reader.stream(contents) if isinstance(contents, Reference) else None
        if content is None:
            raise PdfSyntaxError("the page has not one content stream")
        self._content = content
        stored = reader.dictionary(contents)
        form: dict[str, Value] = {
            "/Type": "/XObject",
            "/Subtype": "/Form",
            "/BBox": page.get("/MediaBox"),
            "/Resources": dict(reader.dictionary(page.get("/Resources"))),
            **{key: stored[key] for key in ("/Filter", "/DecodeParms") if key in stored},
            "/Length": len(content),
        }
        self._form = Cutting(reader, form)

    def draw_in(self, update: PdfUpdate) -> Reference:
        """The page as a form XObject of the file that is being signed; a viewer fits it into the box."""
        drawn = update.reserve()
        update.put(drawn, stream_text(self._form.set_into(update), self._content))
        return drawn


def sign_pdf(
    pdf: bytes, signer: Signer, moment: datetime, stamp: Stamp | None = None, place: SealPlace | None = None
) -> SignedPdf:
    """The PDF with an approval signature over the whole file.

    With both a stamp and a place the signature is visible and PDF/A-1b stays PDF/A-1b; without a picture it
    would not (ISO 19005-1, 6.5.3). The PDF must have classic cross-reference tables and an /ID, as PDF/A-1
    demands, and no form field yet; `PdfSyntaxError` otherwise.
    """
    update = PdfUpdate(pdf)
    _add_field(update, signature := update.reserve(), stamp, place)
    update.put(signature, _signature_dictionary(signer, moment))
    tail = bytearray(update.finish(_second_id(update.reader)))
    hole, end = _fill_byte_range(tail, len(pdf))
    original = hashlib.sha256(pdf)
    digest = original.copy()
    digest.update(tail[:hole])
    digest.update(tail[end:])
    made = cms.sign(signer, digest.digest(), None).hex().upper().encode("ascii")
    tail[hole + 1 : hole + 1 + len(made)] = made
    original.update(tail)
    return SignedPdf(pdf, bytes(tail), original.digest())


def _add_field(update: PdfUpdate, signature: Reference, stamp: Stamp | None, place: SealPlace | None) -> None:
    """The one form field of the file, on its page and in the catalog."""
    page = update.reader.page(0 if place is None else place.page)
    field: dict[str, Value] = {
        "/Type": "/Annot",
        "/Subtype": "/Widget",
        "/FT": "/Sig",
        "/T": Escaped(FIELD_NAME.encode("ascii")),
        "/F": _PRINT | _LOCKED,
        "/P": page,
        "/Rect": [0, 0, 0, 0],
        "/V": signature,
    }
    if stamp is not None and place is not None:
        field |= {"/Rect": list(place.box), "/AP": {"/N": stamp.draw_in(update)}}
    widget = update.add(field)
    drawn = update.reader.dictionary(page)
    annotations = [*update.reader.array(drawn.get("/Annots", [])), widget]
    update.put(page, write({**drawn, "/Annots": annotations}))
    root = update.reader.trailer.get("/Root")
    catalog = update.reader.dictionary(root)
    if "/AcroForm" in catalog or not isinstance(root, Reference):
        raise PdfSyntaxError("there are form fields already")
    form = update.add({"/Fields": [widget], "/SigFlags": _SIGNATURES_EXIST | _APPEND_ONLY})
    update.put(root, write({**catalog, "/AcroForm": form}))


def _signature_dictionary(signer: Signer, moment: datetime) -> bytes:
    """The signature with room for its value and its byte range (ISO 32000-1, 12.8.1)."""
    local = moment.astimezone(TAIWAN)
    value = b"<" + b"00" * cms.size_in_pdf(signer) + b">"
    return (
        b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached"
        + f" /M (D:{local:%Y%m%d%H%M%S}+08'00')".encode("ascii")
        + b" /ByteRange %s /Contents %s >>" % (b" " * _ROOM, value)
    )


def _fill_byte_range(tail: bytearray, before: int) -> tuple[int, int]:
    """Write the byte range into the update; where in it the signature's value begins and ends."""
    hole = tail.index(b"/Contents <0") + len(b"/Contents ")
    end = tail.index(b">", hole) + 1
    start = tail.rindex(b"/ByteRange ", 0, hole) + len(b"/ByteRange ")
    numbers = _BYTE_RANGE % (before + hole, before + end, len(tail) - end)
    tail[start : start + _ROOM] = numbers.ljust(_ROOM)
    return hole, end


def _second_id(reader: PdfReader) -> bytes:
    """The second half of /ID must change with the file; derived from the first it does, and repeatably."""
    first = reader.array(reader.trailer.get("/ID"))[0]
    if not isinstance(first, bytes):
        raise PdfSyntaxError("an /ID that is no string")
    return hashlib.sha256(first + b"signed").digest()[:16]
