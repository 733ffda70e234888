"""From a form's blocks to rows of boxes: where each label and value stands, before any text is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from desktop.exports.layouts import (
    Column,
    FieldBox,
    FieldsBlock,
    OwnBlock,
    StatementBlock,
    TableBlock,
    TextBlock,
)
from desktop.exports.paper import CM

LABEL_SIZE = 12.0
VALUE_SIZE = 12.0
TEXT_SIZE = 12.0

_CHOSEN, _OPEN = "■", "□"

Role = Literal["fields", "band", "head", "group", "body", "text"]
"""`band`: a heading across the form; `head`, `group`, `body`: of a table; `text`: may go over pages."""


@dataclass(frozen=True, slots=True)
class Box:
    """A label, a value, or both side by side; `left` is measured from the left margin, all in points."""

    left: float
    width: float
    """Of label and value together."""
    label_width: float = 0
    label: str = ""
    key: str = ""
    """Where the value is found; empty for a box with a label only."""
    options: tuple[str, ...] = ()
    lines: int = 1
    largest: float = VALUE_SIZE
    centred: bool = False

    @property
    def value_left(self) -> float:
        """The left edge of the value's own box."""
        return self.left + self.label_width

    @property
    def value_width(self) -> float:
        """The width of the value's own box."""
        return self.width - self.label_width


@dataclass(frozen=True, slots=True)
class Row:
    """Boxes side by side, of one height."""

    role: Role
    boxes: tuple[Box, ...]
    keep: bool = False
    """Never the last on a page."""


def rows(blocks: list[OwnBlock], width: float, counts: Mapping[str, int]) -> tuple[Row, ...]:
    """The rows of a form `width` points wide; `counts` says how many rows each table has."""
    return tuple(row for block in blocks for row in _block(block, width, counts))


def _block(block: OwnBlock, width: float, counts: Mapping[str, int]) -> Iterator[Row]:
    match block:
        case FieldsBlock():
            yield from _band(block.title, width)
            for fields in block.rows:
                yield Row("fields", tuple(_side_by_side(fields, width)))
        case TableBlock():
            yield from _band(block.title, width)
            yield head(block.columns)
            for number in range(max(block.rows, counts.get(block.key, 0))):
                yield body(
                    block.columns, [cell_key(block.key, number, at) for at in range(len(block.columns))]
                )
        case TextBlock():
            yield Row("band", (Box(0, width, width, block.label),), keep=True)
            yield Row("text", (Box(0, width, key=block.key, lines=block.lines, largest=TEXT_SIZE),))
        case StatementBlock():
            yield Row("band", (Box(0, width, width, block.text),))


def _band(title: str, width: float) -> Iterator[Row]:
    if title:
        yield Row("band", (Box(0, width, width, title),), keep=True)


def head(columns: tuple[Column, ...], size: float = LABEL_SIZE) -> Row:
    """The labels of a table's columns, repeated where the table goes on over the page."""
    boxes = []
    left = 0.0
    for column in columns:
        width = column.width * CM
        boxes.append(Box(left, width, width, column.label, largest=size, centred=True))
        left += width
    return Row("head", tuple(boxes), keep=True)


def body(columns: tuple[Column, ...], keys: list[str], size: float = VALUE_SIZE, lines: int = 1) -> Row:
    """One row of a table at least `lines` high, its values found under `keys`; no key is an empty box."""
    boxes = []
    left = 0.0
    for column, key in zip(columns, keys, strict=True):
        width = column.width * CM
        centred = column.align == "center"
        boxes.append(Box(left, width, key=key, lines=lines, largest=size, centred=centred))
        left += width
    return Row("body", tuple(boxes))


def cell_key(table: str, row: int, column: int) -> str:
    """Where the value of a table's cell is found."""
    return f"{table}.{row}.{column}"


def _side_by_side(fields: tuple[FieldBox, ...], width: float) -> Iterator[Box]:
    """Boxes with their own width first get it; the others share the rest evenly."""
    fixed = sum(field.width * CM for field in fields if field.width is not None)
    free = sum(field.width is None for field in fields)
    left = 0.0
    for at, field in enumerate(fields):
        own = (width - fixed) / free if field.width is None else field.width * CM
        if at == len(fields) - 1:
            own = width - left
        yield Box(
            left=left,
            width=own,
            label_width=field.label_width * CM if field.label else 0,
            label=field.label + ("＊" if field.required else ""),
            key=field.key,
            options=field.options,
            lines=field.lines,
        )
        left += own


def ticked(value: str, options: tuple[str, ...]) -> str:
    """Every option with its box: `■男　□女`. Parts of `value` are set off by 「、」.

    A part may say more than its option (待確認，請中心查核); a part that is no option stands at the end.
    """
    parts = [part for part in value.split("、") if part]
    shown = []
    for option in options:
        chosen = next((part for part in parts if part == option or part.startswith(option + "，")), None)
        if chosen is not None:
            parts.remove(chosen)
        shown.append(_OPEN + option if chosen is None else _CHOSEN + chosen)
    return "　".join(shown + [_CHOSEN + part for part in parts])


def characters(blocks: list[OwnBlock]) -> str:
    """Every character that the blocks print by themselves."""
    found = _CHOSEN + _OPEN + "＊　"
    for row in rows(blocks, 1000, {}):
        for box in row.boxes:
            found += box.label + "".join(box.options)
    return found
