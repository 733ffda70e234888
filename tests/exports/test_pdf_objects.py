from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exports.pdf_objects import Escaped, PdfSyntaxError, Reference, Value, parse, write

NAMES = st.text(st.characters(min_codepoint=0x21, max_codepoint=0xFF, exclude_characters="()<>[]{}/%")).map(
    lambda text: "/" + text
)
VALUES: st.SearchStrategy[Value] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.decimals(-1000, 1000, places=3)
    | NAMES
    | st.binary(max_size=8)
    | st.integers(1, 10**6).map(Reference),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b"true", True),
        (b"false", False),
        (b"null", None),
        (b"-12", -12),
        (b"0.50", Decimal("0.50")),
        (b".5", Decimal("0.5")),
        (b"/Name", "/Name"),
        (b"/A#20B", "/A#20B"),
        (b"<4845>", b"HE"),
        (b"<484>", b"H@"),
        (b"(a \\(b\\) c)", Escaped(b"a \\(b\\) c")),
        (b"12 0 R", Reference(12)),
        (b"[1 2 0 R /A]", [1, Reference(2), "/A"]),
        (b"[ 1 0 R 2 0 R\n3 0 R ]", [Reference(1), Reference(2), Reference(3)]),
        (b"[1 0 R 2 0 R 3 4]", [Reference(1), Reference(2), 3, 4]),
        (b"<< /A << /B [ ] >> /C (x) >>", {"/A": {"/B": []}, "/C": Escaped(b"x")}),
        (b"<</A/B/C<00>>>", {"/A": "/B", "/C": b"\0"}),
    ],
)
def test_objects_are_read(text: bytes, value: Value) -> None:
    found, end = parse(b"  " + text + b" rest", 2)
    assert found == value
    assert type(found) is type(value)
    assert end == 2 + len(text)


@given(VALUES)
def test_what_is_written_is_read_back(value: Value) -> None:
    assert parse(write(value) + b" ", 0)[0] == value


def test_strings_keep_their_escapes() -> None:
    text = b"(\\344\\270\\255 \\(x\\))"
    assert write(parse(text, 0)[0]) == text


@pytest.mark.parametrize(
    "text",
    [
        *(b"<< /A 1 /A 2 >>", b"<< 1 2 >>", b"[1 2", b"<< /A", b"]", b">>", b"?", b"", b"(a (b) c)"),
        *(b"% comment\n1", b"<48 >", b"[" * 50 + b"]" * 50, b"<<" * 50, b"(never ends"),
    ],
)
def test_what_is_not_plain_is_refused(text: bytes) -> None:
    with pytest.raises(PdfSyntaxError):
        parse(text, 0)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        parse(content, 0)
    except PdfSyntaxError:
        return
