"""Checks over several columns of one person: number and document, sex, 官等 and 職等, dates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from desktop.core import identity
from desktop.imports.cells import Cell, Remark, Remarks, error, info, text_of, unguarded, warning
from desktop.imports.fields import REQUIRED, FieldReader
from desktop.imports.layouts import layout

_TYPE_COLUMN = "證件類別"
_SEX_COLUMN = "性別"
_FIELDS = {None: "id_no", _TYPE_COLUMN: "id_type", _SEX_COLUMN: "sex"}
_FAMILY = {
    identity.NATIONAL: "national",
    identity.UI_NEW: "ui",
    identity.UI_OLD: "ui",
    identity.PASSPORT: "passport",
}
_LOOKED_AT = frozenset({"", identity.UI_OLD, identity.PASSPORT})
_OUTSIDE_GRADES = frozenset({"police", "medical"})
_YOUNGEST_AT_WORK = 15


class Identified(NamedTuple):
    """The numbers of a batch with what they say, and place and remark for those that have one."""

    numbers: list[str]  # "" with an error
    kinds: list[str]
    sexes: list[str]
    remarks: list[tuple[int, Remark]]


class Identifier:
    """Reads the number together with 證件類別 and 性別. `today` tells whether an old UI number still holds.

    `passports` are the passport numbers that the office knows: a file without 證件類別 may name them.
    """

    def __init__(self, today: date | None = None, passports: frozenset[str] = frozenset()) -> None:
        self._today = today
        self._passports = passports

    def replace(self, values: dict[str, Any], fields: FieldReader, *, needed: bool = True) -> None:
        """Put number, 證件類別 and 性別 of a batch in place of what was written, with remarks.

        A blank number is an error only where one is `needed`.
        """
        found = self.identify(values["id_no"], values.get("id_type"), values.get("sex"))
        values["id_no"], values["id_type"], values["sex"] = found.numbers, found.kinds, found.sexes
        for place, remark in found.remarks:
            if needed or remark is not REQUIRED:
                fields.remark(_FIELDS[remark.column], place, remark)

    def identify(
        self, cells: Sequence[Cell], types: Sequence[str] | None, sexes: Sequence[str] | None
    ) -> Identified:
        """The numbers as they are stored; `types` and `sexes` are None when the file has no such column."""
        numbers = [cell if isinstance(cell, str) else text_of(cell) for cell in cells]
        kinds = identity.kinds_of(numbers)
        stated = identity.sexes_of(numbers)
        found = Identified(numbers, kinds, list(stated if sexes is None else sexes), [])
        told = kinds if types is None else types
        for place, (kind, type_, state, sex) in enumerate(zip(kinds, told, stated, found.sexes, strict=True)):
            if kind != type_ or state != sex or kind in _LOOKED_AT:
                self._look_at(found, place, "" if types is None else type_, has_sex=sexes is not None)
        return found

    def _look_at(self, found: Identified, place: int, id_type: str, *, has_sex: bool) -> None:
        written, sex = unguarded(found.numbers[place]), found.sexes[place] if has_sex else ""
        number, kind, problem, note = self._read(written, id_type)
        if problem:
            remark = error(f"imports.id-{problem}") if written.strip() else REQUIRED
            found.numbers[place], found.kinds[place], found.sexes[place] = "", "", sex
            found.remarks.append((place, remark))
            return
        stated = identity.sex(number, kind)
        found.numbers[place], found.kinds[place], found.sexes[place] = number, kind, sex or stated
        remarks = self._remarks(kind, id_type, sex, stated, note, has_sex=has_sex)
        found.remarks.extend((place, remark) for remark in remarks)

    def _read(self, written: str, id_type: str) -> identity.IdReading:
        passport = id_type == identity.PASSPORT or (not id_type and written.strip() in self._passports)
        return identity.read(written, passport=passport)

    def _remarks(
        self, kind: str, id_type: str, sex: str, stated: str, note: str, *, has_sex: bool
    ) -> Remarks:
        found: list[Remark] = []
        if note:
            found.append(warning(f"imports.id-{note.replace('_', '-')}"))
        if self._today and identity.expired(kind, self._today):
            found.append(warning("imports.id-expired"))
        if id_type and _FAMILY[id_type] != _FAMILY[kind]:
            found.append(warning("imports.id-type-differs", _TYPE_COLUMN))
        if sex in {"01", "02"} and stated and sex != stated:
            found.append(warning("imports.sex-differs", _SEX_COLUMN))
        if not sex and stated and has_sex:
            found.append(info("imports.sex-from-id", _SEX_COLUMN))
        return tuple(found)


def grade_check() -> Callable[[tuple[str, int | None, str]], tuple[None, Remarks]]:
    """A parser over (rank, grade, personnel type): the grade must lie in the span of its rank."""
    spans = layout("roster").extra["grades"]
    assert isinstance(spans, dict)

    def parse(key: tuple[str, int | None, str]) -> tuple[None, Remarks]:
        rank, grade, personnel_type = key
        if not rank or grade is None or personnel_type in _OUTSIDE_GRADES:
            return None, ()
        first, last = spans[rank]
        fits = first <= grade <= last
        return None, () if fits else (warning("imports.grade-differs", first=first, last=last),)

    return parse


def birth_in_future(birth: date | None, today: date | None) -> bool:
    """Whether somebody is not born yet."""
    return birth is not None and today is not None and birth > today


def hired_as_child(birth: date | None, hired: date | None) -> bool:
    """Whether somebody was hired before the year of turning 15: one of the two dates is wrong."""
    return birth is not None and hired is not None and hired.year < birth.year + _YOUNGEST_AT_WORK
