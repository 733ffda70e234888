"""Which encoding a text file is in: byte order mark, strict UTF-8, cp950, big5hkscs, cp950 with 造字."""

from __future__ import annotations

import codecs
from typing import BinaryIO, NamedTuple

from desktop.core.errors import DataError
from desktop.imports.inputs import Input

_BLOCK = 1 << 20
_LONGEST_LINE = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Encoding(NamedTuple):
    """A codec with the handler for what it does not know."""

    name: str
    errors: str = "strict"


UTF_8 = Encoding("utf-8")
CP950 = Encoding("cp950")
HKSCS = Encoding("big5hkscs")
CP950_PRIVATE = Encoding("cp950", "cp950-private-use")
CANDIDATES = (UTF_8, CP950, HKSCS, CP950_PRIVATE)


def detect(source: Input) -> Encoding:
    """The first encoding that reads the whole file strictly; raises `DataError` when none does.

    The file is read in blocks, once for each encoding tried.
    """
    with source.open() as stream:
        head = stream.read(4096)
        marked = _by_mark(head)
        for encoding in (marked,) if marked else CANDIDATES:
            stream.seek(0)
            if _reads(source, stream, encoding):
                return encoding
        raise DataError("imports.encoding-unknown", file=source.name, line=_first_bad_line(stream))


def _by_mark(head: bytes) -> Encoding | None:
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name)
    # UTF-16 without a mark: commas, digits and line ends have a zero byte, all on the same side; on the other
    # side only a character such as 一 (U+4E00) has one.
    first, second = head[0::2].count(0), head[1::2].count(0)
    if max(first, second) <= max(2 * min(first, second), len(head) // 16):
        return None
    return Encoding("utf-16-le" if second > first else "utf-16-be")


def _reads(source: Input, stream: BinaryIO, encoding: Encoding) -> bool:
    decoder = codecs.getincrementaldecoder(encoding.name)(encoding.errors)
    try:
        while block := stream.read(_BLOCK):
            if len(block) >= _LONGEST_LINE and b"\n" not in block and b"\r" not in block:
                raise DataError("imports.file-has-no-lines", file=source.name)
            if "\0" in decoder.decode(block):
                raise DataError("imports.file-has-nul", file=source.name)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    except OSError as failed:
        raise source.unreadable(failed) from failed
    return True


def _first_bad_line(stream: BinaryIO) -> int:
    """The line where the file stops being UTF-8, or cp950 if it was never UTF-8: the later of the two."""
    return max(_bad_line(stream, encoding) for encoding in (UTF_8, CP950))


def _bad_line(stream: BinaryIO, encoding: Encoding) -> int:
    stream.seek(0)
    for number, line in enumerate(stream, start=1):
        try:
            line.decode(encoding.name)
        except UnicodeDecodeError:
            return number
    return 1


# Windows keeps the characters that an office drew itself (造字) in four areas of cp950 and shows them as
# private-use characters of Unicode in this order; the codec of Python knows none of them.
_OWN_AREAS = ((0xFA, 0xFE, 0xE000), (0x8E, 0xA0, 0xE311), (0x81, 0x8D, 0xEEB8), (0xC6, 0xC8, 0xF672))
_ROW = 157  # characters a lead byte: trail bytes 0x40–0x7E and 0xA1–0xFE


def _own_character(lead: int, trail: int) -> str | None:
    if 0x40 <= trail <= 0x7E:
        place = trail - 0x40
    elif 0xA1 <= trail <= 0xFE:
        place = trail - 0xA1 + 63
    else:
        return None
    for first, last, start in _OWN_AREAS:
        if first <= lead <= last:
            return chr(start + (lead - first) * _ROW + place)
    return None


def _as_private_use(failed: UnicodeError) -> tuple[str, int]:
    if not isinstance(failed, UnicodeDecodeError) or failed.start + 1 >= len(failed.object):
        raise failed
    letter = _own_character(failed.object[failed.start], failed.object[failed.start + 1])
    if letter is None:
        raise failed
    return letter, failed.start + 2


codecs.register_error(CP950_PRIVATE.errors, _as_private_use)
