"""Check the PAdES signature of a packet's PDF: one, over the whole file, nothing after it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.exports import cms, der
from desktop.exports.certificates import Certificate
from desktop.exports.pdf_objects import Buffer, PdfSyntaxError, Value
from desktop.exports.pdf_reader import PdfReader
from desktop.exports.verification import Fault

_FIRST_RANGE = re.compile(rb"([0-9]{1,10}) ")
_BEFORE_IT = b"/ByteRange [0 "
_NEAR_THE_END = 64 * 1024
_HEXADECIMAL = re.compile(rb"<((?:[0-9A-F]{2})*)>")


@dataclass(frozen=True, slots=True)
class PdfHash:
    """SHA-256 of a PDF, and the state of it after the first `end` bytes: both hashes for one reading."""

    sha256: bytes
    end: int
    state: hashlib._Hash


def hash_pdf(content: Buffer) -> PdfHash:
    """Hash a PDF and remember the state where its last byte range, if it has one, is interrupted."""
    tail = bytes(content[-_NEAR_THE_END:])
    at = tail.rfind(_BEFORE_IT)
    first = None if at < 0 else _FIRST_RANGE.match(tail, at + len(_BEFORE_IT))
    end = int(first[1]) if first is not None else 0
    state = hashlib.sha256(content[:end])
    whole = state.copy()
    whole.update(content[end:])
    return PdfHash(whole.digest(), end, state)


def check_pdf(content: Buffer, hashed: PdfHash | None = None) -> tuple[Certificate, int]:
    """The certificate of the PDF's signature, and its number of pages; raises `Fault`.

    Held to more than EN 319 142-1 asks: the one signature field is the only form field, its byte range
    is the whole file but for the signature itself, and the padding is zeros. `hashed` saves a reading.
    """
    try:
        signature, pages = _signature(PdfReader(content))
    except (PdfSyntaxError, RecursionError) as problem:
        raise Fault("packet.pdf_unsigned") from problem
    hole, after = _gap(signature.get("/ByteRange"), len(content))
    encoded = _encoded(content[hole:after])
    if signature.get("/Contents") != encoded:
        raise Fault("packet.pdf_not_covered")
    begun = hashed.state.copy() if hashed is not None and hashed.end == hole else None
    digest = begun or hashlib.sha256(content[:hole])
    digest.update(content[after:])
    return cms.verify(_unpadded(encoded), digest.digest(), timed=False).certificate, pages


def _encoded(gap: Buffer) -> bytes:
    """What the gap holds, if that is one string in capital hexadecimal digits; raises `Fault`."""
    match = _HEXADECIMAL.fullmatch(gap)
    if match is None:
        raise Fault("packet.pdf_not_covered")
    return bytes.fromhex(match[1].decode("ascii"))


def _unpadded(encoded: bytes) -> bytes:
    """The signature without the zeros that fill its room; its own last byte may be zero too."""
    try:
        signature = der.first(encoded).raw
    except der.DerError as problem:
        raise Fault("packet.cms_malformed") from problem
    if any(encoded[len(signature) :]):
        raise Fault("packet.cms_malformed")
    return signature


def _signature(pdf: PdfReader) -> tuple[Mapping[str, Value], int]:
    """The dictionary of the only signature, and the number of pages."""
    root = pdf.dictionary(pdf.trailer.get("/Root"))
    fields = pdf.array(pdf.dictionary(root.get("/AcroForm")).get("/Fields"))
    if len(fields) != 1:
        raise PdfSyntaxError("not one field")
    field = pdf.dictionary(fields[0])
    signature = pdf.dictionary(field.get("/V"))
    if field.get("/FT") != "/Sig" or signature.get("/SubFilter") != "/ETSI.CAdES.detached":
        raise PdfSyntaxError("no PAdES signature")
    pages = pdf.dictionary(root.get("/Pages")).get("/Count")
    if not isinstance(pages, int):
        raise PdfSyntaxError("no number of pages")
    return signature, pages


def _gap(byte_range: Value, size: int) -> tuple[int, int]:
    """Where the byte range leaves out the signature, if it covers all the rest; raises `Fault`."""
    match byte_range:
        case [0, int(hole), int(after), int(rest)] if 0 < hole < after and after + rest == size:
            return hole, after
        case _:
            raise Fault("packet.pdf_not_covered")
