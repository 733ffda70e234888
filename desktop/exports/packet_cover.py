"""The packet's own papers as PDF/A-1b: the cover inside it, the drawn seal, the delivery slip beside it."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from desktop.core import paths
from desktop.core.clock import roc_long, roc_minute
from desktop.core.text import HEX_GROUP, grouped
from desktop.exports import layouts, pdfa
from desktop.exports.blocks import Box, Row
from desktop.exports.book import SMALL, Book
from desktop.exports.document import SIGNATURE_BOX
from desktop.exports.grid import Grid
from desktop.exports.packet import (
    PacketContent,
    ScopeLine,
    SealPlace,
    packet_file_name,
    packet_number,
)
from desktop.exports.paper import CM, PADDING, PORTRAIT, Sheet
from desktop.exports.pen import Pen, outline
from desktop.exports.typesetting import label_font

_TITLE_SIZE = 22.0
_NUMBER_SIZE = 16.0
_SIZE = 12.0
_LABEL_WIDTH = 3.2 * CM
_HEAD_HEIGHT = 3.2 * CM
_CODE = 2.6 * CM
_TABLE_WIDTHS = (9 * CM, 3 * CM)
"""Activity and session; the state has the rest."""

__all__ = ["Drawn", "grouped", "render_cover", "render_slip", "render_stamp"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF/A-1b and where its digital seal goes."""

    pdf: bytes
    pages: int
    seal: SealPlace


def render_cover(content: PacketContent, tables_sha256: str, titles: Mapping[str, str]) -> Drawn:
    """The packet's cover: number, sender, letter, counts, the state of every activity, the tables' hash.

    `tables_sha256` is `csv_out.tables_sha256`; `titles` gives an activity's title by id. The container's own
    hash cannot stand inside it: it is on the slip.
    """
    words = _papers()
    number = packet_number(content.roc_year, content.county_code, content.sequence)
    code = f"{number} {tables_sha256}"
    pdf, pages = _paper(
        _Paper(
            words["cover"]["title"],
            number,
            _cover_fields(content, tables_sha256),
            words["cover"]["table"],
            tuple(_scope_row(line, titles) for line in content.scope),
            code,
            content.created_at,
        )
    )
    left, bottom, right, top = map(round, SIGNATURE_BOX)
    return Drawn(pdf, pages, SealPlace(0, (left, bottom, right, top)))


class Numbered(Protocol):
    """What names a packet: its content before it is sealed, or what a sealed one says of itself."""

    @property
    def roc_year(self) -> int:
        """The plan's year."""
        ...

    @property
    def county_code(self) -> str:
        """Whose packet it is."""
        ...

    @property
    def sequence(self) -> int:
        """The how many-th of that county and year."""
        ...

    @property
    def created_at(self) -> datetime:
        """When it was made."""
        ...


def render_slip(packet: Numbered, container_sha256: str, fingerprint: str, subject: str) -> bytes:
    """The delivery slip (交付單): the container's hash and the signer's fingerprint, to compare."""
    words = _papers()["slip"]
    number = packet_number(packet.roc_year, packet.county_code, packet.sequence)
    fields = (
        (words["file"], packet_file_name(packet.roc_year, packet.county_code, packet.sequence)),
        (words["digest"], f"{grouped(container_sha256)}\n{words['digest_note']}"),
        (words["signer"], subject),
        (words["fingerprint"], grouped(fingerprint)),
        (words["created"], roc_minute(packet.created_at)),
        (words["handed"], "\n\n"),
        (words["received"], "\n\n"),
    )
    paper = _Paper(
        words["title"],
        number,
        fields,
        words["note"],
        (),
        f"{number} {container_sha256}",
        packet.created_at,
        sealed=False,
    )
    return _paper(paper)[0]


def render_stamp(lines: Sequence[str]) -> bytes:
    """One page of the size of `SIGNATURE_BOX` that shows the seal: the first line large, the others below."""
    left, bottom, right, top = SIGNATURE_BOX
    width, height = right - left, top - bottom
    sheet = Sheet(width, height)
    common = layouts.common()
    draft, out = io.BytesIO(), io.BytesIO()
    book = Book(draft, common, label_font("".join(lines)))
    book.section(lines[0], lines[0], lines[0], level=0)
    with book.page(sheet, foot=False) as pen:
        with pen.artifact():  # white first: the seal covers the words that mark its place
            pen.write(f"1 g 0 0 {width:.2f} {height:.2f} re f 0 g")
            pen.write(outline(0.5, 0.5, width - 1, height - 1))
        y = height
        for at, text in enumerate(lines):
            fitted = book.typesetter.fit(text, width - 2 * PADDING, SMALL * 2, 14.0 if at == 0 else SMALL + 1)
            with pen.tagged("P"):
                pen.paragraph(PADDING, y - PADDING / 2, fitted)
            y -= fitted.height + 3
    book.close()
    pdfa.finish(draft, out, pdfa.About(lines[0], None), book.sections)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Paper:
    """What one of the papers shows."""

    title: str
    number: str
    fields: tuple[tuple[str, str], ...]
    band: str
    table: tuple[tuple[str, ...], ...]
    code: str
    created: datetime
    sealed: bool = True


def _cover_fields(content: PacketContent, tables_sha256: str) -> tuple[tuple[str, str], ...]:
    words, titles = _papers()["cover"], _papers()["tables"]
    counts = "　".join(
        words["count_value"].format(title=titles.get(table.name, table.name), rows=len(table.rows))
        for table in content.tables
        if table.rows
    )
    letter = words["no_letter"]
    if content.letter is not None:
        letter = words["letter_value"].format(
            date=roc_long(content.letter.date), number=content.letter.number
        )
    contact = "　".join(
        part for part in (content.contact.name, content.contact.tel, content.contact.email) if part
    )
    plan = words["plan_value"].format(year=content.plan.id, sha256=content.plan.sha256[:HEX_GROUP])
    return (
        (words["county"], f"{content.county_name}政府（{content.county_code}）"),
        (words["plan"], plan),
        (words["letter"], letter),
        (words["contact"], contact),
        (words["created"], roc_minute(content.created_at)),
        (words["previous"], grouped(content.previous_sha256 or "") or words["first"]),
        (words["counts"], counts),
        (words["digest"], f"{grouped(tables_sha256)}\n{words['digest_note']}"),
    )


def _scope_row(line: ScopeLine, titles: Mapping[str, str]) -> tuple[str, ...]:
    session = f"第 {line.session} 期" if line.session else "—"
    return (titles.get(line.activity, line.activity), session, _papers()["states"][str(line.state)])


def _paper(paper: _Paper) -> tuple[bytes, int]:
    common = layouts.common()
    draft, out = io.BytesIO(), io.BytesIO()
    book = Book(draft, common, label_font(_characters()))
    book.section(paper.title, paper.title, f"{paper.title} {paper.number}", level=0)
    grid = Grid(_rows(paper), book.typesetter)
    measured = grid.measure(_values(paper).__getitem__)
    floor = SIGNATURE_BOX[3] + PADDING if paper.sealed else PORTRAIT.bottom
    first = PORTRAIT.top - _HEAD_HEIGHT - floor
    pages = grid.pages(measured, PADDING / 2, first, PORTRAIT.top - PORTRAIT.bottom, 0)
    for at, page in enumerate(pages):
        with book.page(PORTRAIT) as pen:
            top = PORTRAIT.top - (0 if at else _HEAD_HEIGHT)
            if at == 0:
                _head(pen, book, paper)
            grid.draw(pen, page, measured, PADDING / 2, PORTRAIT.left, top)
    book.close()
    title = f"{paper.title} {paper.number}"
    pdfa.finish(draft, out, pdfa.About(title, paper.created), book.sections)
    return out.getvalue(), len(pages)


def _head(pen: Pen, book: Book, paper: _Paper) -> None:
    middle, setter = PORTRAIT.width / 2, book.typesetter
    with pen.tagged("H1"):
        pen.centred(middle, PORTRAIT.top - 1.2 * _TITLE_SIZE, _TITLE_SIZE, setter.line(paper.title))
    with pen.tagged("P"):
        y = PORTRAIT.top - _HEAD_HEIGHT + 0.8 * _NUMBER_SIZE
        pen.centred(middle, y, _NUMBER_SIZE, setter.line(paper.number))
    with pen.artifact():
        pen.code(PORTRAIT.right - _CODE, PORTRAIT.top - _CODE, _CODE, paper.code)
        if paper.sealed:
            left, bottom, right, top = SIGNATURE_BOX
            pen.write(outline(left, bottom, right - left, top - bottom))
            line = setter.line(_papers()["signature"])
            pen.centred((left + right) / 2, (bottom + top) / 2 - SMALL / 3, SMALL, line)


def _rows(paper: _Paper) -> list[Row]:
    width = PORTRAIT.inner_width
    rows = [
        Row(
            "fields", (Box(0, width, _LABEL_WIDTH, label, f"field.{at}", largest=_SIZE, lines=_lines(value)),)
        )
        for at, (label, value) in enumerate(paper.fields)
    ]
    rows.append(Row("band", (Box(0, width, width, paper.band, largest=_SIZE),), keep=bool(paper.table)))
    if paper.table:
        rows.append(Row("head", _boxes(), keep=True))
        rows.extend(Row("body", _boxes(at)) for at in range(len(paper.table)))
    return rows


def _lines(value: str) -> int:
    return value.count("\n") + 1


def _boxes(row: int | None = None) -> tuple[Box, ...]:
    widths = (*_TABLE_WIDTHS, PORTRAIT.inner_width - sum(_TABLE_WIDTHS))
    header = _papers()["table_header"]
    boxes, left = [], 0.0
    for at, width in enumerate(widths):
        if row is None:
            boxes.append(Box(left, width, width, header[at], largest=_SIZE, centred=True))
        else:
            boxes.append(Box(left, width, key=f"cell.{row}.{at}", largest=_SIZE, centred=at > 0))
        left += width
    return tuple(boxes)


def _values(paper: _Paper) -> dict[str, str]:
    values = {f"field.{at}": value for at, (_, value) in enumerate(paper.fields)}
    for row, cells in enumerate(paper.table):
        values.update((f"cell.{row}.{at}", cell) for at, cell in enumerate(cells))
    return values


@lru_cache
def _papers() -> dict[str, Any]:
    path = paths.resources() / "packet" / "papers.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache
def _characters() -> str:
    """Every character that these papers print by themselves."""
    return (paths.resources() / "packet" / "papers.toml").read_text(encoding="utf-8").replace("\n", "")
