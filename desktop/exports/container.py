"""The canonical zip of a packet: one sequence of entries has one sequence of bytes, and nothing else is read.

Every entry is stored, dated 1980-01-01 00:00, without extras, comments, flags or folders, in the order
given. Reading does not trust a header: it regenerates each from the name and the content and demands the
same bytes, so that a flipped bit, a prefix, a gap or a tail has no place to hide (APPNOTE.TXT 6.3).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.exports.verification import Fault

MAX_ENTRIES = 512
MAX_ENTRY_BYTES = 64 * 1024 * 1024
MAX_TOTAL_BYTES = 256 * 1024 * 1024

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"

_VERSION = 10  # 1.0: stored files
_DATE = 0x0021  # 1980-01-01

_NAME = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/){0,2}[A-Za-z0-9_-][A-Za-z0-9._-]*")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
"""Names that Windows keeps for itself, whatever the suffix."""

MAX_NAME = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the container; `more` is the end of its content where that is apart, to spare a copy."""

    name: str
    content: bytes | memoryview
    more: bytes = b""

    @property
    def size(self) -> int:
        """The bytes of the whole content."""
        return len(self.content) + len(self.more)


def write(entries: Sequence[Entry]) -> Iterator[bytes | memoryview]:
    """The container piece by piece; join them or write them one after another.

    The names must be allowed and the sizes within the limits: what `write` makes `read` takes.
    """
    headers, tail = _frame(entries)
    for header, entry in zip(headers, entries, strict=True):
        yield header
        yield entry.content
        yield entry.more
    yield tail


def read(content: bytes) -> Mapping[str, memoryview]:
    """The files of a container by name, in order, without copying them; raises `Fault`.

    Count and sizes are checked before a file is looked at, names before anything else is believed; the
    caller has made sure of `MAX_TOTAL_BYTES` before it read the container.
    """
    listed = _listed(content)
    _check_names([name for name, _, _ in listed])
    view = memoryview(content)
    entries = [Entry(name, view[start : start + size]) for name, start, size in listed]
    headers, tail = _frame(entries)
    at = 0
    for header, (_, start, size) in zip(headers, listed, strict=True):
        if content[at : at + len(header)] != header or start != at + len(header):
            raise Fault("packet.zip_not_canonical", offset=at)
        at = start + size
    if content[at:] != tail:
        raise Fault("packet.zip_not_canonical", offset=at)
    return {entry.name: memoryview(entry.content) for entry in entries}


def _frame(entries: Sequence[Entry]) -> tuple[list[bytes], bytes]:
    """All that is not content: the header before each file, and the directory with its end."""
    headers, lines = [], []
    offset = 0
    for entry in entries:
        crc = zlib.crc32(entry.more, zlib.crc32(entry.content))
        headers.append(_local(entry, crc))
        lines.append(_central(entry, crc, offset))
        offset += len(headers[-1]) + entry.size
    directory = b"".join(lines)
    end = _END.pack(_END_MARK, 0, 0, len(entries), len(entries), len(directory), offset, 0)
    return headers, directory + end


def _local(entry: Entry, crc: int) -> bytes:
    name = entry.name.encode("ascii")
    size = entry.size
    fixed = _LOCAL.pack(_LOCAL_MARK, _VERSION, 0, 0, 0, _DATE, crc, size, size, len(name), 0)
    return fixed + name


def _central(entry: Entry, crc: int, offset: int) -> bytes:
    name = entry.name.encode("ascii")
    size = entry.size
    return (
        _CENTRAL.pack(
            *(_CENTRAL_MARK, _VERSION, _VERSION, 0, 0, 0, _DATE, crc, size, size, len(name)),
            *(0, 0, 0, 0, 0, offset),
        )
        + name
    )


def _listed(content: bytes) -> list[tuple[str, int, int]]:
    """Name, start and size of each file as the directory lists them, count and sizes within the limits."""
    if len(content) < _END.size:
        raise Fault("packet.not_a_zip")
    mark, _, _, _, count, _, at, _ = _END.unpack_from(content, len(content) - _END.size)
    if mark != _END_MARK:
        raise Fault("packet.not_a_zip")
    if count > MAX_ENTRIES:
        raise Fault("packet.too_many_files", limit=MAX_ENTRIES)
    listed = []
    for _ in range(count):
        name, start, size, at = _directory_line(content, at)
        listed.append((name, start, size))
    return listed


def _directory_line(content: bytes, at: int) -> tuple[str, int, int, int]:
    """Name, start and size of one file, and where the next line of the directory begins."""
    if at + _CENTRAL.size > len(content):
        raise Fault("packet.zip_not_canonical", offset=len(content))
    fields = _CENTRAL.unpack_from(content, at)
    mark, method, size, length, offset = fields[0], fields[4], fields[8], fields[10], fields[16]
    if mark != _CENTRAL_MARK or method != 0:
        raise Fault("packet.zip_not_canonical", offset=at)
    if size > MAX_ENTRY_BYTES:
        raise Fault("packet.file_too_large", limit=MAX_ENTRY_BYTES >> 20)
    start = at + _CENTRAL.size
    name = content[start : start + length].decode("latin-1")
    return name, offset + _LOCAL.size + length, size, start + length


def _check_names(names: Sequence[str]) -> None:
    folded: set[str] = set()
    for name in names:
        if not is_allowed(name):
            raise Fault("packet.name_forbidden", name=ascii(name[:MAX_NAME]))
        if name.lower() in folded:
            raise Fault("packet.name_twice", name=name)
        folded.add(name.lower())


def is_allowed(name: str) -> bool:
    """Whether a file may have this name: ASCII letters, digits, `._-`, at most two folders, no device."""
    if len(name) > MAX_NAME or _NAME.fullmatch(name) is None:
        return False
    return all(
        part.split(".")[0].lower() not in _DEVICES and not part.endswith(".") for part in name.split("/")
    )
