"""Parsers of one column, named by the data files of `resources/imports`.

To add one: 1. a factory here that takes its parameters by keyword and returns a `Parse`, 2. its name in
`_FACTORIES`, 3. cases in tests/imports/test_parsers.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop.core import roc_dates, terms
from desktop.core.clock import ROC_OFFSET
from desktop.core.text import control_characters, halfwidth, length
from desktop.imports import names
from desktop.imports.cells import Cell, Parse, Parser, Remark, Remarks, error, text_of, unguarded, warning

_EMAIL = re.compile(
    r"(?![=+@-])[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}"
)
_PHONE = re.compile(r"[0-9+()\-#*,./;、~ extEXT轉分機]{3,40}")
_ORDINAL = re.compile(r"第?\s*([0-9]+|[一二三四五六七八九十]+)\s*(?:職等|期|梯次|梯|順位|名|班|級)?")
_RANK_GRADE = re.compile(r"(委任|薦任|簡任)(?:\s*第?\s*([0-9]+|[一二三四五六七八九十]+)\s*職?等?)?")
_CHINESE = {digit: number for number, digit in enumerate("一二三四五六七八九", start=1)}
_CONTROL_IN_LINES = "\n\t"
_LAST_YEAR = roc_dates.LAST_ROC_YEAR


def build(name: str, parameters: Mapping[str, Any]) -> Parser:
    """The parser `name` with its parameters; KeyError or TypeError when the data file is wrong."""
    if name == "raw":
        return Parser(_unread, raw=True)
    clean = names.plain(parameters["longest"]) if name == "name" else _CLEAN.get(name, "")
    return Parser(_FACTORIES[name](**parameters), clean)


def _unread(cell: Cell) -> tuple[object, Remarks]:
    return cell, ()


def text(*, longest: int, lines: bool = False) -> Parse:
    """Free text of at most `longest` characters; several lines only with `lines`."""

    def parse(cell: Cell) -> tuple[object, Remarks]:
        value = text_of(cell)
        if not isinstance(cell, str):
            return value, (warning("imports.cell-is-date"),)
        if value.isascii() and value.isprintable() and len(value) <= longest and value[:1] != "=":
            return value, ()
        return _checked_text(value.replace("\r\n", "\n").replace("\r", "\n"), longest, lines)

    return parse


def _checked_text(value: str, longest: int, lines: bool) -> tuple[str, Remarks]:
    allowed = _CONTROL_IN_LINES if lines else ""
    if any(letter not in allowed for letter in control_characters(value)):
        return "", (error("imports.control-character"),)
    if value[:1] in {"=", "＝"} and not lines:
        return "", (error("imports.formula-text"),)
    if len(value) > longest and length(value) > longest:
        return "", (error("imports.text-too-long", longest=longest, length=length(value)),)
    return value, ()


def name(*, longest: int) -> Parse:
    """A person's name: never normalised, checked as `names.check` says."""

    def parse(cell: Cell) -> tuple[object, Remarks]:
        return names.check(text_of(cell), longest)

    return parse


def words(*, longest: int) -> Parse:
    """Several words in one cell, separated by 、，,；; or line breaks; repeated ones once, in order."""
    single = text(longest=longest)

    def parse(cell: Cell) -> tuple[object, Remarks]:
        parts = (part.strip() for part in re.split(r"[、，,；;\n\r]", text_of(cell)))
        found = tuple(dict.fromkeys(part for part in parts if part))
        remarks = tuple(remark for part in found for remark in single(part)[1])
        return (() if remarks else found), remarks

    return parse


def date() -> Parse:
    """A day as `core.roc_dates` reads it."""

    def parse(cell: Cell) -> tuple[object, Remarks]:
        if isinstance(cell, str) and not cell.strip():
            return None, ()
        reading = roc_dates.read(unguarded(cell.strip()) if isinstance(cell, str) else cell)
        if reading.problem:
            return None, (error(f"imports.date-{reading.problem}"),)
        return reading.day, (warning(f"imports.date-{reading.note}"),) if reading.note else ()

    return parse


def integer(*, first: int, last: int) -> Parse:
    """A whole number from `first` to `last`, also 第三期, 5職等 or 5.0; an empty cell is None."""

    def parse(cell: Cell) -> tuple[object, Remarks]:
        written = halfwidth(text_of(cell)).strip()
        if not written:
            return None, ()
        number = _number(written)
        if number is None:
            return None, (error("imports.not-a-number"),)
        if not first <= number <= last:
            return None, (error("imports.number-out-of-range", first=first, last=last),)
        return number, ()

    return parse


def _number(written: str) -> int | None:
    match = _ORDINAL.fullmatch(written.removesuffix(".0"))
    if match is None or len(match[1]) > 9:
        return None
    return int(match[1]) if match[1].isascii() else _chinese(match[1])


def _chinese(digits: str) -> int | None:
    """一 … 九十九; None for anything else made of these characters."""
    tens, ten, units = digits.rpartition("十")
    if len(tens) > 1 or len(units) > 1 or "十" in tens:
        return None
    if not ten:
        return _CHINESE[units]
    return 10 * _CHINESE.get(tens, 1) + _CHINESE.get(units, 0)


def roc_year(*, first: int) -> Parse:
    """A ROC year from `first` on, such as 104 or 104年度; a Western one is converted with a warning.

    An empty cell is None.
    """

    def parse(cell: Cell) -> tuple[object, Remarks]:
        written = re.sub(r"^民國|年度?$|\s", "", halfwidth(text_of(cell)))
        if not written:
            return None, ()
        number = _number(written) or 0
        western = number > _LAST_YEAR
        year = number - ROC_OFFSET if western else number
        if not first <= year <= _LAST_YEAR:
            return None, (error("imports.date-year"),)
        return year, (warning("imports.date-western"),) if western else ()

    return parse


def rank_grade(*, first: int, last: int) -> Parse:
    """官職等 in one cell, 薦任第七職等: a pair of the code of the rank and the grade; empty is None."""

    def parse(cell: Cell) -> tuple[object, Remarks]:
        written = halfwidth(text_of(cell)).strip()
        if not written:
            return None, ()
        match = _RANK_GRADE.fullmatch(written)
        if match is None:
            return None, (warning("imports.rank-grade-unread"),)
        grade = _number(match[2]) if match[2] else None
        if match[2] and (grade is None or not first <= grade <= last):
            return None, (error("imports.number-out-of-range", first=first, last=last),)
        return (terms.vocabulary("rank").code(match[1]), grade), ()

    return parse


def term(*, vocabulary: str, otherwise: str = "", keep: bool = False, none: Sequence[str] = ()) -> Parse:
    """A code of a vocabulary.

    An unknown word is warned of and becomes `otherwise`, or stays as written with `keep`. The words of `none`
    say the same as an empty cell.
    """
    terms_known = terms.vocabulary(vocabulary)
    nothing = {terms.folded(word) for word in none}
    remarks = (_unknown_term(terms_known.label(otherwise), keep),)

    def parse(cell: Cell) -> tuple[object, Remarks]:
        written = text_of(cell)
        if not written or terms.folded(written) in nothing:
            return "", ()
        code = terms_known.code(written)
        if code is not None:
            return code, ()
        kept, refused = _checked_text(written, 40, lines=False)
        return (kept if keep else otherwise), refused or remarks

    return parse


def _unknown_term(label: str, keep: bool) -> Remark:
    """The word itself is not told: a slipped column may hold a name or a number there."""
    if label:
        return warning("imports.term-replaced", label=label)
    return warning("imports.term-kept" if keep else "imports.term-unknown")


def yes_no(
    *, yes: Sequence[str] = (), no: Sequence[str] = (), empty: bool = False, unsaid: bool = False
) -> Parse:
    """是 or 否 in the many ways offices write it; an empty cell is `empty`, or None with `unsaid`."""
    answers = {terms.folded(word): True for word in yes} | {terms.folded(word): False for word in no}
    nothing = None if unsaid else empty

    def parse(cell: Cell) -> tuple[object, Remarks]:
        written = text_of(cell)
        if not written:
            return nothing, ()
        answer = answers.get(terms.folded(written))
        code = terms.vocabulary("yes_no").code(written)
        if answer is None and code is None:
            return nothing, (warning("imports.yes-no-unread"),)
        return (answer if answer is not None else code == "yes"), ()

    return parse


def email() -> Parse:
    """An e-mail address; one that looks wrong is kept and warned of."""

    def parse(cell: Cell) -> tuple[object, Remarks]:
        written = text_of(cell)
        if not written or _EMAIL.fullmatch(written):
            return written, ()
        half = halfwidth(written).replace(" ", "")
        if _EMAIL.fullmatch(half):
            return half, (warning("imports.email-converted"),)
        kept, remarks = _checked_text(written, 254, lines=False)
        return kept, remarks or (warning("imports.email-format"),)

    return parse


def phone() -> Parse:
    """A telephone number with extension; full width is converted, anything unusual kept and warned of."""

    def parse(cell: Cell) -> tuple[object, Remarks]:
        written = text_of(cell)
        if not written or _PHONE.fullmatch(written):
            return written, ()
        half = halfwidth(written).replace("－", "-").replace("—", "-")
        if _PHONE.fullmatch(half):
            return half, ()
        kept, remarks = _checked_text(written, 60, lines=False)
        return kept, remarks or (warning("imports.phone-format"),)

    return parse


def pattern(*, pattern: str, upper: bool = False) -> Parse:
    """Text of a given form; full width is converted, another form is left out and warned of."""
    form = re.compile(pattern)

    def parse(cell: Cell) -> tuple[object, Remarks]:
        written = halfwidth(text_of(cell)).strip()
        value = written.upper() if upper else written
        if not value or form.fullmatch(value):
            return value, ()
        return "", (warning("imports.format"),)

    return parse


# What needs no look at single cells; each is narrower than what its parser accepts, and possessive, so that
# one odd cell among thousands cannot make the expression try again and again.
_CLEAN = {
    "email": r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}+@(?>(?:[A-Za-z0-9-]{1,60}+\.){1,9})[A-Za-z]{2,60}+",
    "phone": r"[0-9+()#-]{3,40}+",
}

_FACTORIES: Mapping[str, Callable[..., Parse]] = {
    "text": text,
    "name": name,
    "words": words,
    "date": date,
    "integer": integer,
    "roc_year": roc_year,
    "rank_grade": rank_grade,
    "term": term,
    "yes_no": yes_no,
    "email": email,
    "phone": phone,
    "pattern": pattern,
}
