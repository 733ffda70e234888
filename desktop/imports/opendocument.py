"""Sheets of an ODS document, read as a stream with expat.

calamine would expand every repeated cell of every row before anybody sees one: a file of some kilobytes can
make it ask for more memory than there is, which aborts the process. Here repeats are counted first, and rows
come one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from xml.parsers import expat

from desktop.core.errors import DataError
from desktop.imports.archives import ODS_PART, Archive
from desktop.imports.opendocument_rows import RowReader, SheetOverview, TooFarError
from desktop.imports.rows import Rows, Sheet

_MANIFEST = "META-INF/manifest.xml"


def sheets(archive: Archive) -> list[Sheet]:
    """The visible sheets in their order; raises `DataError` for an encrypted or damaged document."""
    _check_not_encrypted(archive)
    parser = expat.ParserCreate()
    overview = SheetOverview(parser)
    for _ in _parsed(archive, parser):
        pass
    return [
        Sheet(name, partial(_rows, archive, number), partial(overview.heights.__getitem__, number))
        for number, name in enumerate(overview.names)
        if name is not None
    ]


def _rows(archive: Archive, number: int) -> Rows:
    parser = expat.ParserCreate()
    reader = RowReader(parser, number)
    for _ in _parsed(archive, parser):
        yield from reader.taken()
        if reader.finished:
            return


def _check_not_encrypted(archive: Archive) -> None:
    if _MANIFEST in archive.parts:
        text = b"".join(archive.inflated(_MANIFEST))
        if b"encryption-data" in text:
            raise DataError("imports.workbook-encrypted", file=archive.source.name)


def _parsed(archive: Archive, parser: expat.XMLParserType) -> Iterator[None]:
    """Feed the content to a parser; gives way after every piece."""
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = lambda *_: _refuse(archive.damaged())  # entities: nobody needs them here
    try:
        for piece in archive.inflated(ODS_PART):
            parser.Parse(piece, False)
            yield
        parser.Parse(b"", True)
        yield
    except (expat.ExpatError, ValueError, LookupError) as broken:  # LookupError: an encoding nobody knows
        raise archive.damaged() from broken
    except TooFarError as far:
        raise DataError("imports.sheet-too-far", file=archive.source.name) from far


def _refuse(refusal: DataError) -> None:
    raise refusal
