"""What is to be printed, as plain data: the forms of one activity, without a database or a PDF library."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Values = Mapping[str, str]
"""Field key → the text exactly as it is to be printed (labels, never codes). A missing key prints empty."""

Rows = tuple[tuple[str, ...], ...]
"""Rows of a table inside a form, the cells in the order of the layout's columns."""

SHORT_HASH_BYTES = 6

SIGNATURE_BOX = (326.0, 57.0, 538.0, 128.0)
"""Where the digital signature appears on page 1 of a booklet: left, bottom, right, top in points."""


@dataclass(frozen=True, slots=True)
class PersonForm:
    """One person's form. `values` and `tables` hold what is this person's own.

    What the whole booklet shares (county, contact, date …) stands once in `Booklet.header`.
    """

    form_no: str
    """文件編號 {縣市}-{類}-{年}-{序}."""
    name: str
    bookmark: str
    """The line in the PDF's outline, such as `1 王小明（雲林縣政府）`."""
    values: Values
    tables: Mapping[str, Rows] = field(default_factory=dict)
    entry: int = 0
    """The entry of the list that it is drawn for; it stands nowhere on the paper."""

    @property
    def record_hash(self) -> str:
        """SHA-256 (hex) of the form's own data as JSON with sorted keys, UTF-8, without white space.

        The same data gives the same hash on any machine, so that a paper can be matched with its record.
        """
        own = {
            "form_no": self.form_no,
            "name": self.name,
            "tables": {key: [list(row) for row in rows] for key, rows in self.tables.items()},
            "values": dict(self.values),
        }
        canonical = json.dumps(own, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def short_hash(self) -> str:
        """The first six bytes of `record_hash`: what is printed and stands in the QR code."""
        return self.record_hash[: 2 * SHORT_HASH_BYTES]


@dataclass(frozen=True, slots=True)
class RosterGroup:
    """People listed under one heading, such as 第 1 期 or 備取, in rank order.

    A row maps the keys of the layout's roster columns to text; `agency` is counted in the subtotals.
    """

    title: str
    rows: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """The list of everybody in the booklet; each page ends with its subtotal by agency."""

    groups: tuple[RosterGroup, ...]

    @property
    def people(self) -> int:
        """How many rows there are."""
        return sum(len(group.rows) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: what this booklet is, how many people it names, and what needs attention."""

    title: str
    """The activity, such as 自製數位教材基礎班."""
    facts: tuple[tuple[str, str], ...]
    """Label and text, printed as a list: 薦送機關, 聯絡人, 計畫依據 …"""
    count_header: tuple[str, ...]
    """Column heads of the counts, the first being what a row is: 期別, 推薦, 合格 …"""
    counts: Rows
    findings: tuple[str, ...] = ()
    """Sentences for the center's attention, already rendered; none prints 「無」."""
    notes: tuple[str, ...] = ()
    """Remarks of the plan itself, such as a misprint that was kept."""


@dataclass(frozen=True, slots=True)
class Booklet:
    """Everything that is bound together for one activity. `form` names `resources/forms/<form>.toml`."""

    form: str
    title: str
    """The document's title in the viewer and in the metadata."""
    header: Values
    """Printed on every form: county, plan_year, contact, phone, email, fill_date, status …"""
    cover: Cover
    roster: Roster
    forms: tuple[PersonForm, ...]
    seals: tuple[str, ...]
    """Labels of the approval seals from left to right: 承辦人, 單位主管, 人事單位, 機關首長."""
    created: datetime
    """Aware; the only time in the file, so that the same data gives the same bytes."""
    lang: str = "zh-TW"


@dataclass(frozen=True, slots=True)
class ListPaper:
    """A list of people on its own, such as 簽到表. `form` names `resources/papers/<form>.toml`."""

    form: str
    about: str
    """What it is a list of, printed before the layout's title: 自製數位教材基礎班第 1 期."""
    subtitle: str
    """Days and place, or empty."""
    header: Values
    """As `Booklet.header`: `county`, `plan_title`, `fill_date`."""
    roster: Roster
    seals: tuple[str, ...]
    created: datetime
    code: str = ""
    """What the QR code at the right of each heading says; none where it is blank."""


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that no font of ours has: printed as 〓 and explained in a footnote."""

    character: str
    where: str
    """The form number, or the part of the booklet, where it was met."""

    @property
    def code_point(self) -> str:
        """Such as U+E000."""
        return f"U+{ord(self.character):04X}"


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was drawn."""

    pages: int
    people: int
    missing: tuple[MissingGlyph, ...]
