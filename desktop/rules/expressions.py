"""XPath 1.0 expressions of a questionnaire (XLSForm), evaluated over its answers.

`${name}` is another question's answer as text, `.` the question's own; a question without an answer is the
empty text. Functions beside XPath's own: selected, count-selected, coalesce, if, regex (XForms 1.1 and ODK
XForms). An answer of several choices is their codes with a space between.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

_NAME = re.compile(r"\$\{([^}]*)\}")
_OWN = "own__"


def truth(written: str) -> str:
    """`yes`, `no` and their kin, which XLSForm allows for an expression, as XPath."""
    return {"yes": "true()", "true": "true()", "no": "", "false": ""}.get(
        written.strip().lower(), written.strip()
    )


def names(expression: str) -> frozenset[str]:
    """The questions whose answers an expression asks for."""
    return frozenset(_NAME.findall(expression))


def faults(expression: str, known: Collection[str]) -> Iterator[str]:
    """Why an expression cannot be used: unknown names, or what the XPath library says."""
    if not expression:
        return
    for name in sorted(names(expression) - set(known)):
        yield f"there is no question {name!r}"
    from lxml.etree import XPathError  # noqa: PLC0415 - as in `_compiled`

    try:
        is_true(expression, {}, "")
    except XPathError as error:
        yield f"{expression!r} does not parse: {error}"


def is_true(expression: str, answers: Mapping[str, str], own: str) -> bool:
    """Whether an expression holds; raises `lxml.etree.XPathError` for one that does not parse."""
    compiled, asked, nowhere = _compiled(expression)
    found = compiled(nowhere, **{name: answers.get(name, "") for name in asked}, **{_OWN: own})
    if isinstance(found, float):
        return found == found and found != 0  # noqa: PLR0124 - not a number is no truth (XPath 1.0, 4.3)
    return bool(found)


@lru_cache(maxsize=2048)
def _compiled(expression: str) -> tuple[Any, frozenset[str], Any]:
    # Imported here: the window's first page needs no XPath library.
    from lxml import etree  # noqa: PLC0415 - see above

    asked = names(expression)
    path = _NAME.sub(r"$\1", expression)
    return etree.XPath(_with_own(path), extensions=_FUNCTIONS), asked, etree.Element("answers")


def _with_own(path: str) -> str:
    """`.` as the variable it stands for, outside texts in quotes and numbers."""
    pieces = re.split(r"('[^']*'|\"[^\"]*\")", path)
    return "".join(
        piece if piece[:1] in {"'", '"'} else re.sub(r"(?<![\w.)\]/])\.(?![\w./])", f"${_OWN}", piece)
        for piece in pieces
    )


def _text(value: Any) -> str:
    if isinstance(value, list):
        return str(value[0]) if value else ""
    return "" if value is None else str(value)


def _selected(_context: Any, value: Any, code: Any) -> bool:
    return _text(code) in _text(value).split()


def _count_selected(_context: Any, value: Any) -> float:
    return float(len(_text(value).split()))


def _coalesce(_context: Any, first: Any, second: Any) -> Any:
    return first if _text(first) else second


def _if(_context: Any, condition: Any, then: Any, otherwise: Any) -> Any:
    return then if condition else otherwise


def _regex(_context: Any, value: Any, pattern: Any) -> bool:
    return re.search(_text(pattern), _text(value)) is not None


_FUNCTIONS = {
    (None, "selected"): _selected,
    (None, "count-selected"): _count_selected,
    (None, "coalesce"): _coalesce,
    (None, "if"): _if,
    (None, "regex"): _regex,
}
