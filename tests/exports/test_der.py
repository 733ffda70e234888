from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exports import der
from desktop.exports.der import DerError


@pytest.mark.parametrize(
    ("value", "encoded"),
    [
        (0, "020100"),
        (1, "020101"),
        (127, "02017f"),
        (128, "02020080"),
        (256, "02020100"),
        (65537, "0203010001"),
    ],
)
def test_integers(value: int, encoded: str) -> None:
    assert der.integer(value).hex() == encoded


@pytest.mark.parametrize(
    ("dotted", "encoded"),
    [
        ("1.2.840.113549.1.7.2", "06092a864886f70d010702"),
        ("2.16.840.1.101.3.4.2.1", "0609608648016503040201"),
    ],
)
def test_object_identifiers(dotted: str, encoded: str) -> None:
    assert der.oid(dotted).hex() == encoded


def test_the_members_of_a_set_are_sorted() -> None:
    assert der.set_of(b"\x02\x01\x02", b"\x02\x01\x01").hex() == "3106020101020102"


@given(st.binary(max_size=70_000))
def test_what_is_encoded_is_read_back(body: bytes) -> None:
    element = der.parse(der.encode(der.OCTET_STRING, body))
    assert (element.tag, element.body) == (der.OCTET_STRING, body)


def test_children() -> None:
    element = der.parse(der.encode(der.SEQUENCE, der.integer(1), der.encode(der.NULL)))
    assert [child.tag for child in element.children()] == [der.INTEGER, der.NULL]


@pytest.mark.parametrize(
    ("encoded", "why"),
    [
        ("", "nothing"),
        ("02", "no length"),
        ("0201", "no content"),
        ("020101ff", "something after it"),
        ("02010102010a", "two elements"),
        ("30800201010000", "indefinite length"),
        ("04810141", "long form of a short length"),
        ("0482000141", "length with a leading zero"),
        ("048500000000", "a length of five bytes"),
        ("1f810100", "tag of several bytes"),
        ("02020001", "integer with a leading zero"),
        ("0202ff80", "integer with a leading FF"),
        ("0200", "empty integer"),
        ("010101", "boolean other than 00 and FF"),
        ("050100", "null with content"),
        ("3106020102020101", "set out of order"),
        ("1003020101", "sequence marked primitive"),
        ("1103020101", "set marked primitive"),
        ("30030201", "inner element cut off"),
    ],
)
def test_other_encodings_are_refused(encoded: str, why: str) -> None:
    with pytest.raises(DerError):
        der.parse(bytes.fromhex(encoded))


def test_deep_nesting_is_refused() -> None:
    nested = der.integer(1)
    for _ in range(40):
        nested = der.encode(der.SEQUENCE, nested)
    with pytest.raises(DerError, match="deep"):
        der.parse(nested)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        der.parse(data)
    except DerError:
        return
    assert der.parse(data).raw == data
