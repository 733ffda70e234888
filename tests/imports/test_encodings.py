from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import DataError
from desktop.imports import encodings
from desktop.imports.encodings import CP950, CP950_PRIVATE, HKSCS, UTF_8, Encoding
from desktop.imports.inputs import Input

TEXT = "姓名,單位\r\n王小明,人事處\r\n"


def detect(content: bytes) -> Encoding:
    return encodings.detect(Input("名冊.csv", content=content))


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), UTF_8),
        (b"name,unit\r\n", UTF_8),
        (TEXT.encode("utf-8-sig"), Encoding("utf-8-sig")),
        (TEXT.encode("cp950"), CP950),
        (TEXT.encode("utf-16"), Encoding("utf-16")),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), Encoding("utf-16")),
        (TEXT.encode("utf-16-le"), Encoding("utf-16-le")),
        (TEXT.encode("utf-16-be"), Encoding("utf-16-be")),
        ("姓名,㛢\r\n".encode("big5hkscs"), HKSCS),
        ("姓名".encode("cp950") + b"\x81\x40\r\n", CP950_PRIVATE),
    ],
)
def test_the_first_encoding_that_reads_the_whole_file(content: bytes, encoding: Encoding) -> None:
    assert detect(content) == encoding


def test_a_character_cut_between_two_blocks_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "_BLOCK", 3)
    assert detect(TEXT.encode()) == UTF_8
    assert detect(TEXT.encode("cp950")) == CP950


@pytest.mark.parametrize("end", [b"\xff\xff", b"\xe5", b"\x80\x80"])
def test_what_no_encoding_reads_is_told_with_its_line(end: bytes) -> None:
    with pytest.raises(DataError) as raised:
        detect(TEXT.encode("cp950") + b"a,b\r\n" + end)
    assert (raised.value.code, raised.value.params["line"]) == ("imports.encoding-unknown", 4)


def test_a_mark_binds() -> None:
    with pytest.raises(DataError, match=r"imports\.encoding-unknown"):
        detect(codecs.BOM_UTF8 + TEXT.encode("cp950"))


@pytest.mark.parametrize("content", [b"a,b\r\n" * 9 + b"\0", b"\0" * 9, "a\0b".encode("utf-16")])
def test_zero_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(DataError, match=r"imports\.file-has-nul"):
        detect(content)


def test_a_line_longer_than_a_block_is_no_line() -> None:
    with pytest.raises(DataError, match=r"imports\.file-has-no-lines"):
        detect(b"a," * (1 << 20))
    assert detect(b"a," * (1 << 18)) == UTF_8


@pytest.mark.parametrize(
    ("code", "letter"),
    [
        ("FA40", "\ue000"),
        ("FEFE", "\ue310"),
        ("8E40", "\ue311"),
        ("A0FE", "\ueeb7"),
        ("8140", "\ueeb8"),
        ("8DFE", "\uf6b0"),
        ("C8FE", "\uf848"),
    ],
)
def test_own_characters_are_where_windows_puts_them(code: str, letter: str) -> None:
    assert bytes.fromhex(code).decode(CP950_PRIVATE.name, CP950_PRIVATE.errors) == letter


@given(st.binary(max_size=200))
def test_any_bytes_are_an_encoding_or_a_known_error(content: bytes) -> None:
    try:
        encoding = detect(content)
    except DataError:
        return
    content.decode(encoding.name, encoding.errors)
