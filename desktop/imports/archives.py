"""Workbooks as zip files: which kind it is, and a reading of its parts that a zip bomb cannot harm."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from desktop.core.errors import DataError
from desktop.imports.inputs import Input

LARGEST_INFLATED = 400 * 1024 * 1024
"""Bytes of all parts together; 100,000 × 20 cells written as plain texts have 120 MB."""

MOST_PARTS = 5_000

ODS_PART = "content.xml"
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_XLSX_NAME, _XLSB_NAME = (
    "workbook.xml",
    "workbook.bin",
)  # in any folder: some systems leave xl/ out, or write xl\\
_BLOCK = 1 << 20
_LOCAL_HEADER = 30


class Archive:
    """A workbook's zip file, checked: sizes are stated truly and stay under the limits."""

    def __init__(self, source: Input) -> None:
        self.source = source
        try:
            with source.open() as stream, zipfile.ZipFile(stream) as directory:
                infos = directory.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as broken:
            raise self.damaged() from broken
        self.parts = {part.filename: part for part in infos}
        self._check_sizes(infos)

    def kind(self) -> str:
        """`xlsx` or `ods`; raises `DataError` for anything else, and for one that claims to be both."""
        last_names = {name.replace("\\", "/").rpartition("/")[2].casefold() for name in self.parts}
        xlsx, ods = _XLSX_NAME in last_names, self._is_ods()
        if _XLSB_NAME in last_names:
            raise DataError("imports.workbook-old", file=self.source.name)
        if xlsx and ODS_PART in self.parts:
            raise self.damaged()
        if not xlsx and not ods:
            raise DataError("imports.file-wrong-type", file=self.source.name, type="ZIP")
        return "xlsx" if xlsx else "ods"

    def inflated(self, name: str) -> Iterator[bytes]:
        """A part in pieces, with the check that `zipfile` leaves out: the stream ends at its stated size."""
        part = self.parts[name]
        size = 0
        with self.source.open() as stream:
            stored = self._stored(part, stream)
            for piece in stored if part.compress_type == zipfile.ZIP_STORED else self._deflated(part, stored):
                size += len(piece)
                if size > part.file_size:
                    raise self.damaged()
                yield piece
        if size != part.file_size:
            raise self.damaged()

    def damaged(self) -> DataError:
        """The error for a file that is no sound workbook."""
        return DataError("imports.workbook-damaged", file=self.source.name)

    def _is_ods(self) -> bool:
        return ODS_PART in self.parts and "mimetype" in self.parts and self._begins("mimetype", _ODS_TYPE)

    def _begins(self, name: str, expected: bytes) -> bool:
        return next(self.inflated(name), b"").startswith(expected)

    def _check_sizes(self, infos: list[zipfile.ZipInfo]) -> None:
        if len(infos) != len(self.parts) or any(part.flag_bits & 1 for part in infos):
            raise self.damaged()  # a name twice or a zip password: no office program writes these
        if any(part.header_offset < 0 for part in infos):
            raise self.damaged()  # `zipfile` takes what is missing in front for a prefix that was cut off
        if len(infos) > MOST_PARTS or sum(part.file_size for part in infos) > LARGEST_INFLATED:
            limit = LARGEST_INFLATED // 1024 // 1024
            raise DataError("imports.workbook-too-large", file=self.source.name, limit=limit)

    def _stored(self, part: zipfile.ZipInfo, stream: BinaryIO) -> Iterator[bytes]:
        left = part.compress_size
        self._seek_to(part, stream)
        while left and (piece := stream.read(min(left, _BLOCK))):
            left -= len(piece)
            yield piece

    def _deflated(self, part: zipfile.ZipInfo, stored: Iterator[bytes]) -> Iterator[bytes]:
        if part.compress_type != zipfile.ZIP_DEFLATED:
            raise self.damaged()
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for piece in stored:
                pending = piece
                while pending:
                    yield inflate.decompress(pending, _BLOCK)
                    pending = inflate.unconsumed_tail
            yield inflate.flush()
        except zlib.error as broken:
            raise self.damaged() from broken
        if not inflate.eof:
            raise self.damaged()

    def _seek_to(self, part: zipfile.ZipInfo, stream: BinaryIO) -> None:
        stream.seek(part.header_offset)
        header = stream.read(_LOCAL_HEADER)
        if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise self.damaged()
        name, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
        stream.seek(part.header_offset + _LOCAL_HEADER + name + extra)
