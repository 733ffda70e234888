"""DER (X.690) in its strict form: written by concatenation, read by walking the bytes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

BOOLEAN, INTEGER, OCTET_STRING, NULL, OBJECT_IDENTIFIER = 0x01, 0x02, 0x04, 0x05, 0x06
SEQUENCE, SET = 0x30, 0x31
UTC_TIME, GENERALIZED_TIME = 0x17, 0x18

_CONSTRUCTED = 0x20
_UNIVERSAL = 0xC0
_DEPTH = 32
"""No certificate or signature nests nearly as deep; a deeper one is made to hurt."""


class DerError(ValueError):
    """The bytes are not the one DER encoding of anything."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its tag, its content, and all its bytes with tag and length."""

    tag: int
    body: bytes
    raw: bytes

    def children(self) -> list[Element]:
        """The elements inside a constructed element."""
        return _elements(self.body)


def encode(tag: int, *parts: bytes) -> bytes:
    """One element with the joined `parts` as its content and the shortest definite length."""
    body = b"".join(parts)
    return bytes((tag,)) + _length(len(body)) + body


def set_of(*parts: bytes) -> bytes:
    """A SET OF, its members in the order that DER prescribes (X.690, 11.6)."""
    return encode(SET, *sorted(parts))


def integer(value: int) -> bytes:
    """A non-negative INTEGER in the fewest bytes."""
    return encode(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(dotted: str) -> bytes:
    """An OBJECT IDENTIFIER from its dotted form."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    return encode(OBJECT_IDENTIFIER, *(_base128(arc) for arc in (first * 40 + second, *rest)))


def read(data: bytes) -> Element:
    """The one element that `data` is; what is inside is checked only as far as it is read."""
    found = _elements(data)
    if len(found) != 1:
        raise DerError("not one element")
    return found[0]


def first(data: bytes) -> Element:
    """The element that `data` begins with, whatever follows it."""
    if not data:
        raise DerError("nothing")
    start, end = _extent(data, 0)
    return Element(data[0], data[start:end], data[:end])


def parse(data: bytes) -> Element:
    """The one element that `data` is, checked to its leaves; raises `DerError`."""
    found = read(data)
    _check(found, 0)
    return found


def _length(size: int) -> bytes:
    if size < 0x80:
        return bytes((size,))
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((0x80 | len(octets),)) + octets


def _base128(value: int) -> bytes:
    septets = [value & 0x7F]
    while value := value >> 7:
        septets.append(value & 0x7F | 0x80)
    return bytes(reversed(septets))


def _elements(data: bytes) -> list[Element]:
    found = []
    offset = 0
    while offset < len(data):
        start, end = _extent(data, offset)
        found.append(Element(data[offset], data[start:end], data[offset:end]))
        offset = end
    return found


def _extent(data: bytes, offset: int) -> tuple[int, int]:
    """Where the content of the element at `offset` starts and ends."""
    if data[offset] & 0x1F == 0x1F or len(data) < offset + 2:
        raise DerError("long tag, or the end is missing")
    size, start = data[offset + 1], offset + 2
    if size >= 0x80:
        octets = data[start : start + size - 0x80]
        start += len(octets)
        size = int.from_bytes(octets, "big")
        if not octets or len(octets) > 4 or _length(size) != data[offset + 1 : start]:
            raise DerError("the length is not definite and shortest")
    if start + size > len(data):
        raise DerError("the end is missing")
    return start, start + size


def _check(element: Element, depth: int) -> None:
    if depth > _DEPTH:
        raise DerError("nested too deep")
    if element.tag & _CONSTRUCTED:
        children = element.children()
        if element.tag == SET and any(a.raw > b.raw for a, b in pairwise(children)):
            raise DerError("the members of a set are out of order")
        for child in children:
            _check(child, depth + 1)
    elif not element.tag & _UNIVERSAL:
        _check_primitive(element.tag, element.body)


def _check_primitive(tag: int, body: bytes) -> None:
    if tag in {SEQUENCE & ~_CONSTRUCTED, SET & ~_CONSTRUCTED}:
        raise DerError("a sequence or set that is not constructed")
    if tag == BOOLEAN and body not in {b"\x00", b"\xff"}:
        raise DerError("a boolean other than 00 and FF")
    if tag == NULL and body:
        raise DerError("a null with content")
    if tag == INTEGER and (not body or (len(body) > 1 and _padded(body))):
        raise DerError("an integer that is not shortest")


def _padded(body: bytes) -> bool:
    return (body[0] == 0x00 and body[1] < 0x80) or (body[0] == 0xFF and body[1] >= 0x80)
