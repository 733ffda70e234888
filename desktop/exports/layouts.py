"""The layouts of forms, read from `resources/forms`: titles, blocks, columns, notes.

To add a form: 1. write `resources/forms/<name>.toml` from the blocks below, 2. draw its blank and look at it,
3. run the test of all forms.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, Strict, ValidationError, model_validator

from desktop.core import paths
from desktop.core.errors import DataError, EnvironmentFailure
from desktop.exports.paper import CM, LANDSCAPE, PORTRAIT, Sheet

COMMON = "common.toml"

_Item = TypeVar("_Item")
Items = Annotated[tuple[_Item, ...], Strict(False)]  # TOML has lists only
Centimetres = Annotated[float, Field(gt=0, le=26), Strict(False)]  # TOML's 2 is as good as 2.0
Key = Annotated[str, Field(pattern=r"^(header\.)?[a-z][a-z0-9_]*$")]
"""A key of `PersonForm.values`, or with `header.` of `Booklet.header`."""

_ROUNDING = 0.01


class _Data(BaseModel):
    """No unknown keys and no silent conversion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class FieldBox(_Data):
    """A label and the value beside it. `options` prints every choice, the chosen ones ticked."""

    key: Key
    label: str = ""
    options: Items[str] = ()
    width: Centimetres | None = None
    """Label and value; boxes without a width share what the row has left."""
    label_width: Centimetres = 2.4
    lines: Annotated[int, Field(ge=1, le=20)] = 1
    """Room for so many lines before the text gets smaller."""
    required: bool = False
    """Marked with ＊ for those who write by hand."""


class FieldsBlock(_Data):
    """Rows of fields under an optional heading."""

    kind: Literal["fields"]
    title: str = ""
    rows: Items[Items[FieldBox]]


class Column(_Data):
    """A column of a table or a roster."""

    label: str
    key: str = ""
    """The key of a roster row; a table inside a form goes by the order of its columns."""
    width: Centimetres
    align: Literal["left", "center"] = "left"


class TableBlock(_Data):
    """A table inside a form: as many rows as there are, and at least `rows` for hand-writing."""

    kind: Literal["table"]
    key: Key
    title: str = ""
    columns: Items[Column]
    rows: Annotated[int, Field(ge=1, le=40)]


class TextBlock(_Data):
    """A long text under its label; it may go over several pages."""

    kind: Literal["text"]
    key: Key
    label: str
    lines: Annotated[int, Field(ge=1, le=60)]


class StatementBlock(_Data):
    """A sentence that the form says by itself."""

    kind: Literal["statement"]
    text: str


class UseBlock(_Data):
    """A block that several forms share, from `common.toml`."""

    kind: Literal["use"]
    name: str


Block = Annotated[
    FieldsBlock | TableBlock | TextBlock | StatementBlock | UseBlock, Field(discriminator="kind")
]
OwnBlock = FieldsBlock | TableBlock | TextBlock | StatementBlock


class RosterLayout(_Data):
    """The list of people, landscape."""

    title: str
    columns: Items[Column]


class ListLayout(RosterLayout):
    """A list of people on its own, in `resources/papers`."""

    lines: Annotated[int, Field(ge=1, le=6)] = 1
    """Each row is so many lines high, for signing."""
    blank_rows: Annotated[int, Field(ge=0, le=40)] = 0
    """Empty rows after the last person."""
    subtotals: bool = True
    """Whether each page ends with how many people of which agency it has; no other list of rows does."""
    notice: bool = False
    """Whether the notice on personal data stands below, where people outside the office fill it in."""

    @model_validator(mode="after")
    def _widths(self) -> ListLayout:
        _full("columns", self.columns, LANDSCAPE)
        return self


class CoverLayout(_Data):
    """The labels of the cover."""

    title: str
    counts: str
    findings: str
    no_findings: str
    notes: str
    signature: str
    """What stands in the place kept for the digital signature."""


class Layout(_Data):
    """One form."""

    version: int
    title: str
    continued: str
    """The heading of a form's further pages."""
    block: Items[Block]
    roster: RosterLayout
    cover: CoverLayout

    @model_validator(mode="after")
    def _widths(self) -> Layout:
        _full("roster", self.roster.columns, LANDSCAPE)
        for block in self.block:
            _check_block(block)
        return self


class Common(_Data):
    """What all forms share. Texts in braces are keys of `Booklet.header`."""

    heading: str
    form_no: str
    fill_date: str
    blank_date: str
    """Where the date is written by hand."""
    subtotal: str
    total: str
    page: str
    note: str
    """That the form is the tool's own."""
    required: str
    notice: str
    """個資告知 (Personal Data Protection Act, articles 8 and 9)."""
    missing: str
    """The footnote about characters that print as 〓."""
    seals: Items[str]
    """The approval seals where the office has not set its own."""
    seal_height: Annotated[float, Field(ge=2.5, le=5)] = 2.5
    blocks: dict[str, Annotated[OwnBlock, Field(discriminator="kind")]]


@lru_cache
def common() -> Common:
    """What all forms share; raises as `layout`."""
    return _read(Common, folder() / COMMON)


@lru_cache
def layout(name: str) -> Layout:
    """A form's layout.

    Raises `DataError` with file, key and reason for whatever does not fit, `EnvironmentFailure` if the file
    cannot be read.
    """
    return _read(Layout, folder() / f"{name}.toml")


@lru_cache
def list_layout(name: str) -> ListLayout:
    """The layout of a list in `resources/papers`; raises as `layout`."""
    return _read(ListLayout, paths.resources() / "papers" / f"{name}.toml")


def blocks(form: Layout, shared: Common) -> list[OwnBlock]:
    """The blocks of a form, the shared ones put in."""
    return [shared.blocks[block.name] if isinstance(block, UseBlock) else block for block in form.block]


def folder() -> Path:
    """Where the layouts are."""
    return paths.resources() / "forms"


_Model = TypeVar("_Model", bound=_Data)


def _read(model: type[_Model], path: Path) -> _Model:
    try:
        return model.model_validate(_parsed(path))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise DataError("forms.layout_value", file=path.name, key=key, reason=first["msg"]) from None


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise EnvironmentFailure(
            "forms.layout_unreadable", file=path.name, reason=error.strerror or ""
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError("forms.layout_syntax", file=path.name, reason=str(error)) from None


def _check_block(block: Block) -> None:
    if isinstance(block, TableBlock):
        _full(block.key, block.columns, PORTRAIT)
    if isinstance(block, FieldsBlock):
        for row in block.rows:
            _fits(row)
    if isinstance(block, UseBlock) and block.name not in common().blocks:
        raise ValueError(f"no shared block is named {block.name}")


def _full(name: str, columns: tuple[Column, ...], sheet: Sheet) -> None:
    width, wanted = sum(column.width for column in columns), sheet.inner_width / CM
    if abs(width - wanted) > _ROUNDING:
        raise ValueError(f"the columns of {name} are {width:g} cm wide instead of {wanted:g}")


def _fits(row: tuple[FieldBox, ...]) -> None:
    width = sum(box.width or box.label_width + 1 for box in row)
    if width > PORTRAIT.inner_width / CM + _ROUNDING:
        raise ValueError(f"the row with {row[0].key} is {width:g} cm wide")
