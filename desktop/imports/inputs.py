"""The bytes that were handed in, what kind of file they are by their content, and how large they may be."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.core.errors import DataError, EnvironmentFailure

LARGEST = 200 * 1024 * 1024
"""Bytes of a file. A roster of 100,000 people with 20 columns has 18 MB as CSV."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"mime-version:")
_NO_TABLE = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"{\\rtf": "RTF",
    b"SQLite format 3": "SQLite",
    b"MZ": "EXE",
}


@dataclass(frozen=True, slots=True)
class Input:
    """A file on disk or in memory. `name` is what messages call it (no folder)."""

    name: str
    path: Path | None = None
    content: bytes = b""

    def open(self) -> BinaryIO:
        """The bytes from the start; raises `EnvironmentFailure` when the file cannot be read."""
        if self.path is None:
            return io.BytesIO(self.content)
        try:
            return self.path.open("rb")
        except FileNotFoundError as missing:
            raise EnvironmentFailure("imports.file-missing", file=self.name) from missing
        except IsADirectoryError as folder:
            raise EnvironmentFailure("imports.file-is-folder", file=self.name) from folder
        except OSError as failed:
            raise self.unreadable(failed) from failed

    def unreadable(self, failed: OSError) -> EnvironmentFailure:
        """The error for a read that failed."""
        reason = failed.strerror or str(failed)
        return EnvironmentFailure("imports.file-unreadable", file=self.name, reason=reason)


def given(source: Path | bytes, name: str = "") -> Input:
    """The input for a path or for bytes."""
    if isinstance(source, bytes):
        return Input(name or "(memory)", content=source)
    return Input(name or source.name or str(source), path=source)


def kind_of(source: Input) -> str:
    """`zip` or `text` by content, whatever the file is called.

    Raises `DataError` for an empty or too large file, an encrypted or old workbook, a web page called
    .xls, and for what is no table at all.
    """
    with source.open() as stream:
        try:
            size = stream.seek(0, io.SEEK_END)
            stream.seek(0)
            head = stream.read(4096)
        except OSError as failed:
            raise source.unreadable(failed) from failed
        _check_size(source, size)
        if head.startswith(_OLE):
            raise _old_workbook(source, stream)
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    _check_is_table(source, head)
    return "text"


def _check_size(source: Input, size: int) -> None:
    if size == 0:
        raise DataError("imports.file-empty", file=source.name)
    if size > LARGEST:
        raise DataError("imports.file-too-large", file=source.name, limit=LARGEST // 1024 // 1024)


def _old_workbook(source: Input, stream: BinaryIO) -> DataError:
    """Encrypted XLSX and Excel 97–2003 share a container.

    The old format is not read: the reader at hand was seen to abort the whole process on one in some 1,200
    slightly damaged .xls files.
    """
    stream.seek(0)
    while block := stream.read(1 << 20):
        if _ENCRYPTED_STREAM in block:
            return DataError("imports.workbook-encrypted", file=source.name)
    return DataError("imports.workbook-old", file=source.name)


def _check_is_table(source: Input, head: bytes) -> None:
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise DataError("imports.file-is-markup", file=source.name)
    for magic, kind in _NO_TABLE.items():
        if head.startswith(magic):
            raise DataError("imports.file-wrong-type", file=source.name, type=kind)
