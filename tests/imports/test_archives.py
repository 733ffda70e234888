from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from desktop.core.errors import DataError
from desktop.imports import archives
from desktop.imports.archives import Archive
from desktop.imports.inputs import given
from tests.imports.files import ODS_TYPE, ods_bytes, rezipped, xlsx_bytes


def archive(content: bytes) -> Archive:
    return Archive(given(content, "活頁簿.xlsx"))


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def test_kinds() -> None:
    assert archive(xlsx_bytes([["a"]])).kind() == "xlsx"
    assert archive(ods_bytes("")).kind() == "ods"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"word/document.xml": b"x"}, "imports.file-wrong-type"),
        (
            {"content.xml": b"x", "mimetype": b"application/vnd.oasis.opendocument.text"},
            "imports.file-wrong-type",
        ),
        ({"xl/workbook.bin": b"x"}, "imports.workbook-old"),
        (
            {"xl/workbook.xml": b"x", "content.xml": b"x", "mimetype": ODS_TYPE.encode()},
            "imports.workbook-damaged",
        ),
    ],
)
def test_other_zip_files(parts: dict[str, bytes], code: str) -> None:
    with pytest.raises(DataError, match=code.replace(".", r"\.")):
        archive(zipped(parts)).kind()


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl\\workbook.xml", "workbook.xml", "XL/Workbook.xml"])
def test_a_workbook_in_any_folder(name: str) -> None:
    assert archive(zipped({name: b"x"})).kind() == "xlsx"


def test_parts_are_read_whole() -> None:
    content = bytes(range(256)) * 20_000
    for kind in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", kind) as file:
            file.writestr("a/b.xml", content)
        assert b"".join(archive(out.getvalue()).inflated("a/b.xml")) == content


def test_stated_sizes_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_INFLATED", 1000)
    with pytest.raises(DataError, match=r"imports\.workbook-too-large"):
        archive(zipped({"a": b"x" * 1001}))


def test_too_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_PARTS", 3)
    with pytest.raises(DataError, match=r"imports\.workbook-too-large"):
        archive(zipped({str(number): b"" for number in range(4)}))


def lying(content: bytes, stated: int) -> bytes:
    """A zip whose part says that it is `stated` bytes long, with the checksum of its beginning.

    `zipfile` reads such a part without complaint; readers that go on to the end of the stream get all of it.
    """
    honest = zipped({"a": content})
    crc = struct.pack("<I", zlib.crc32(content[:stated]))
    for sign, crc_at in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        at = honest.index(sign)
        fields = crc + honest[at + crc_at + 4 : at + crc_at + 8] + struct.pack("<I", stated)
        honest = honest[: at + crc_at] + fields + honest[at + crc_at + 12 :]
    return honest


def test_a_part_longer_than_stated_is_refused() -> None:
    bomb = lying(b"\0" * 5_000_000, 10)
    with zipfile.ZipFile(io.BytesIO(bomb)) as file:
        assert len(file.read("a")) == 10  # the control: zipfile does not notice
    given_out = 0
    with pytest.raises(DataError, match=r"imports\.workbook-damaged"):
        for piece in archive(bomb).inflated("a"):
            given_out += len(piece)
    assert given_out == 0  # it stops at the first piece too many, not at the end


def test_a_part_shorter_than_stated_is_refused() -> None:
    with pytest.raises(DataError, match=r"imports\.workbook-damaged"):
        b"".join(archive(lying(b"abc", 100)).inflated("a"))


def test_a_name_twice_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file, pytest.warns(UserWarning):
        file.writestr("a", "1")
        file.writestr("a", "2")
    with pytest.raises(DataError, match=r"imports\.workbook-damaged"):
        archive(out.getvalue())


def test_a_cut_file_is_refused() -> None:
    whole = xlsx_bytes([["a"]])
    for length in range(4, len(whole), 97):
        with pytest.raises(DataError):
            archive(whole[:length]).kind()


def test_a_part_in_an_unusual_compression_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as file:
        file.writestr("a", "x" * 100)
    with pytest.raises(DataError, match=r"imports\.workbook-damaged"):
        b"".join(archive(out.getvalue()).inflated("a"))


def test_damaged_parts_are_refused() -> None:
    content = bytearray(rezipped(xlsx_bytes([["a"]]), {"x.xml": bytes(range(256)) * 50}))
    at = content.index(b"x.xml") + 5
    content[at : at + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(DataError, match=r"imports\.workbook-damaged"):
        b"".join(archive(bytes(content)).inflated("x.xml"))
