from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exports import container
from desktop.exports.container import Entry
from desktop.exports.verification import Fault

FILES = {"mimetype": b"application/x", "data/a.csv": b"a,b\r\n", "data/b.csv": b"", "forms/c.pdf": b"%PDF"}


def packed(files: dict[str, bytes]) -> bytes:
    return b"".join(container.write([Entry(name, content) for name, content in files.items()]))


def code_of(content: bytes) -> str:
    with pytest.raises(Fault) as caught:
        container.read(content)
    return caught.value.code


def zipped(compression: int = zipfile.ZIP_STORED, archive_comment: bytes = b"", **changes: Any) -> bytes:
    """The same files written by the standard library, with one thing done otherwise."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", compression) as archive:
        archive.comment = archive_comment
        for name, content in FILES.items():
            info = zipfile.ZipInfo(name)
            info.create_version = info.extract_version = 10
            info.create_system = 0
            info.compress_type = compression
            for key, value in changes.items():
                setattr(info, key, value)
            archive.writestr(info, content)
            info.external_attr = changes.get("external_attr", 0)  # writestr puts 0o600
            info.flag_bits = changes.get("flag_bits", 0)  # and none
    return output.getvalue()


def test_what_is_written_is_read_back_in_order() -> None:
    read = container.read(packed(FILES))
    assert {name: bytes(view) for name, view in read.items()} == FILES
    assert list(read) == list(FILES)


def test_the_same_files_have_the_same_bytes() -> None:
    assert packed(FILES) == packed(FILES)


def test_content_in_two_parts_is_written_as_one() -> None:
    parts = [Entry("mimetype", b"application/x"), Entry("forms/c.pdf", b"%P", b"DF")]
    whole = {"mimetype": b"application/x", "forms/c.pdf": b"%PDF"}
    assert b"".join(container.write(parts)) == packed(whole)


def test_other_programs_read_it() -> None:
    with zipfile.ZipFile(io.BytesIO(packed(FILES))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == FILES
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_is_the_plainest_zip_that_the_standard_library_writes() -> None:
    assert packed(FILES) == zipped()


@given(st.lists(st.binary(max_size=2000), max_size=12))
def test_any_contents_come_back(contents: list[bytes]) -> None:
    files = {f"data/{number}.csv": content for number, content in enumerate(contents)}
    assert {name: bytes(view) for name, view in container.read(packed(files)).items()} == files


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"compression": zipfile.ZIP_DEFLATED}, "compressed"),
        ({"date_time": (2015, 3, 3, 10, 0, 0)}, "another date"),
        ({"extra": b"\x99\x99\x00\x00"}, "an extra field"),
        ({"comment": b"hello"}, "a comment of an entry"),
        ({"create_system": 3}, "made on Unix"),
        ({"external_attr": 0o644 << 16}, "permissions"),
        ({"flag_bits": 0x800}, "a flag"),
        ({"internal_attr": 1}, "said to be text"),
    ],
)
def test_any_other_way_to_write_it_is_refused(changes: dict[str, Any], why: str) -> None:
    assert code_of(zipped(**changes)) == "packet.zip_not_canonical"


def test_a_comment_of_the_archive_is_refused() -> None:
    assert code_of(zipped(archive_comment=b"hello")) == "packet.not_a_zip"


def test_every_flipped_bit_outside_the_contents_is_noticed() -> None:
    """Contents are covered by the CRC here and by SHA-256 in the manifest."""
    good = packed(FILES)
    for index in range(len(good)):
        for bit in range(8):
            flipped = bytearray(good)
            flipped[index] ^= 1 << bit
            with pytest.raises(Fault):
                container.read(bytes(flipped))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda good: b"MZ" + good, "packet.zip_not_canonical"),
        (lambda good: good + b"\0", "packet.not_a_zip"),
        (lambda good: good[:-1], "packet.not_a_zip"),
        (lambda good: good[1:], "packet.zip_not_canonical"),
        (lambda good: b"", "packet.not_a_zip"),
        (lambda good: good[-22:], "packet.zip_not_canonical"),
        (lambda good: b"x" * 10_000, "packet.not_a_zip"),
    ],
    ids=["prefix", "suffix", "cut at the end", "cut at the start", "empty", "only the end", "no zip"],
)
def test_bytes_before_after_or_missing(spoil: object, code: str) -> None:
    assert callable(spoil)
    assert code_of(spoil(packed(FILES))) == code


def test_bytes_between_two_files_are_refused() -> None:
    """A gap that no header mentions: the directory still points right."""
    good = packed({"a": b"1", "b": b"2"})
    second = good.index(b"PK\x03\x04", 4)
    directory = good.index(b"PK\x01\x02")
    line = good.index(b"PK\x01\x02", directory + 4)
    body = bytearray(good[:second] + b"hidden" + good[second:])
    line += 6
    body[line + 42 : line + 46] = struct.pack("<L", second + 6)
    body[-6:-2] = struct.pack("<L", directory + 6)
    with zipfile.ZipFile(io.BytesIO(bytes(body))) as archive:
        assert archive.read("b") == b"2"  # the control: a common reader takes it
    assert code_of(bytes(body)) == "packet.zip_not_canonical"


def test_two_names_for_one_content_are_refused() -> None:
    """The directory of an overlapping zip: both entries say that they begin at the first."""
    good = bytearray(packed({"a": b"1", "b": b"1"}))
    line = good.index(b"PK\x01\x02", good.index(b"PK\x01\x02") + 4)
    good[line + 42 : line + 46] = struct.pack("<L", 0)
    assert code_of(bytes(good)) == "packet.zip_not_canonical"


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/passwd",
        "data/../../evil",
        "data\\a.csv",
        "C:evil",
        "a/b/c/d",
        "data//a",
        "data/",
        ".hidden",
        "data/.hidden",
        "aux",
        "NUL.csv",
        "data/con.txt",
        "com1",
        "lpt9.pdf",
        "trailing.",
        "a b",
        "a:b",
        "a*",
        "",
        "x" * 101,
    ],
)
def test_forbidden_names(name: str) -> None:
    assert not container.is_allowed(name)
    assert code_of(packed({name: b"1"})) == "packet.name_forbidden"


@pytest.mark.parametrize(
    "name", ["mimetype", "data/people.csv-metadata.json", "META-INF/signature.p7s", "a/b/c"]
)
def test_allowed_names(name: str) -> None:
    assert container.is_allowed(name)


def test_names_that_are_not_ascii_are_refused() -> None:
    body = packed({"abc": b"1"}).replace(b"abc", "名".encode())
    assert code_of(body) == "packet.name_forbidden"


def test_names_that_differ_only_in_case_are_refused() -> None:
    assert code_of(packed({"data/a.csv": b"1", "data/A.csv": b"2"})) == "packet.name_twice"


def test_the_same_name_twice_is_refused() -> None:
    twice = b"".join(container.write([Entry("a", b"1"), Entry("a", b"2")]))
    assert code_of(twice) == "packet.name_twice"


def test_too_many_files_are_refused() -> None:
    files = {f"data/{number}": b"" for number in range(container.MAX_ENTRIES + 1)}
    assert code_of(packed(files)) == "packet.too_many_files"


def test_a_file_said_to_be_huge_is_refused_before_anything_is_read() -> None:
    body = bytearray(packed({"a": b"1"}))
    line = body.index(b"PK\x01\x02")
    body[line + 20 : line + 24] = struct.pack("<L", container.MAX_ENTRY_BYTES + 1)
    assert code_of(bytes(body)) == "packet.file_too_large"


def test_a_bomb_is_no_danger() -> None:
    """Only stored files are read, so nothing can be larger inside than it is outside."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/zeros", bytes(50_000_000))
    assert code_of(output.getvalue()) == "packet.zip_not_canonical"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        container.read(content)
    except Fault:
        return
    assert zlib.crc32(content) is not None


@given(st.data())
def test_any_damage_is_refused(data: st.DataObject) -> None:
    good = bytearray(packed(FILES))
    place = data.draw(st.integers(0, len(good) - 1))
    piece = data.draw(st.binary(max_size=8))
    removed = data.draw(st.integers(0, 8))
    spoiled = bytes(good[:place]) + piece + bytes(good[place + removed :])
    if spoiled != good:
        with pytest.raises(Fault):
            container.read(spoiled)
