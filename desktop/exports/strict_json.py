"""JSON in one form: sorted keys, two spaces, every key once, nothing deep or large."""

from __future__ import annotations

import json
import re
from typing import Any

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 16

_STRUCTURE = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]')


class StrictJsonError(ValueError):
    """The bytes are not JSON in the form that `write` gives it."""


def write(value: Any) -> bytes:
    """UTF-8, keys sorted, two spaces, a final newline."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
    return (text + "\n").encode("utf-8")


def read(content: bytes) -> Any:
    """What the JSON says; raises `StrictJsonError` for anything `write` would not have written.

    It is written again and compared, so a key that stands twice, a number in another form, NaN, an escape
    or a space is refused without a rule of its own.
    """
    if len(content) > MAX_BYTES or _depth(content) > MAX_DEPTH:
        raise StrictJsonError("too large or too deep")
    try:
        value = json.loads(content.decode("utf-8"))
        again = write(value)
    except ValueError as problem:
        raise StrictJsonError(str(problem)) from problem
    if again != content:
        raise StrictJsonError("not in canonical form")
    return value


def _depth(content: bytes) -> int:
    deepest = depth = 0
    for match in _STRUCTURE.finditer(content):
        mark = match[0]
        if mark in {b"{", b"["}:
            depth += 1
            deepest = max(deepest, depth)
        elif mark in {b"}", b"]"}:
            depth -= 1
    return deepest
