"""PDF objects as plain values, read and written as PDF/A-1 files have them (ISO 32000-1, 7.3)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

Buffer = bytes | memoryview


class Reference(NamedTuple):
    """An indirect reference (generation 0); a page tree has a hundred, and a tuple is the lightest object."""

    number: int


class Escaped(bytes):
    """A string between round brackets, its escapes as they stand."""


class PdfSyntaxError(ValueError):
    """The PDF is not written as plainly as ours are."""


Value = None | bool | int | Decimal | str | bytes | Reference | list["Value"] | dict[str, "Value"]
"""A name is a str that begins with a slash, a string is bytes."""

_TOKEN = re.compile(
    rb"[\x00\t\n\f\r ]*(?:(?P<mark><<|>>|\[|\])|(?P<name>/[^\x00-\x20()<>\[\]{}/%]*)"
    rb"|(?P<reference>[0-9]{1,10}) 0 R|(?P<number>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))|<(?P<hex>[0-9A-Fa-f]*)>"
    rb"|\((?P<string>(?:[^()\\]|\\.)*)\)|(?P<word>true|false|null))",
    re.DOTALL,
)
_REFERENCES = re.compile(rb"(?:[\x00\t\n\f\r ]*[0-9]{1,10} 0 R)+(?=[\x00\t\n\f\r \]])")
_DEPTH = 32

_Token = tuple[str, bytes]


def parse(content: Buffer, at: int) -> tuple[Value, int]:
    """The one object that begins at `at`, and where it ends; raises `PdfSyntaxError`.

    Comments, and brackets inside strings without a backslash, are refused: our PDFs have neither.
    """
    tokens = _Tokens(content, at)
    return _value(next(tokens), tokens, 0), tokens.at


def write(value: Value) -> bytes:
    """The object as text."""
    match value:
        case str():
            return value.encode("latin-1")
        case dict():
            lines = [key.encode("latin-1") + b" " + write(one) for key, one in value.items()]
            return b"<< " + b" ".join(lines) + b" >>"
        case Reference(number):
            return b"%d 0 R" % number
        case list():
            return b"[" + b" ".join(map(write, value)) + b"]"
        case bool():
            return b"true" if value else b"false"
        case int() | Decimal():
            return format(value, "f" if isinstance(value, Decimal) else "d").encode("ascii")
        case Escaped():
            return b"(" + value + b")"
        case bytes():
            return b"<" + value.hex().encode("ascii") + b">"
        case None:
            return b"null"


class _Tokens:
    """The tokens from one place on; `at` is where the last one ended."""

    def __init__(self, content: Buffer, at: int) -> None:
        self._content = content
        self.at = at

    def __next__(self) -> _Token:
        match = _TOKEN.match(self._content, self.at)
        if match is None:
            raise PdfSyntaxError(f"unexpected at {self.at}")
        self.at = match.end()
        kind = match.lastgroup or ""
        return kind, match[kind]

    def references(self) -> list[Reference]:
        """All references that come next, before anything else."""
        match = _REFERENCES.match(self._content, self.at)
        if match is None:
            return []
        self.at = match.end()
        return list(map(Reference, map(int, match[0].split()[::3])))


def _value(token: _Token, tokens: _Tokens, depth: int) -> Value:
    kind, text = token
    if kind != "mark":
        return _simple(kind, text)
    if depth > _DEPTH or text in {b">>", b"]"}:
        raise PdfSyntaxError("brackets do not fit")
    return _dictionary(tokens, depth) if text == b"<<" else _array(tokens, depth)


def _simple(kind: str, text: bytes) -> Value:
    if kind == "name":
        return text.decode("latin-1")
    if kind == "reference":
        return Reference(int(text))
    if kind == "number":
        return Decimal(text.decode("ascii")) if b"." in text else int(text)
    if kind == "hex":
        return bytes.fromhex(text.decode("ascii") + "0" * (len(text) % 2))
    return {b"true": True, b"false": False}.get(text) if kind == "word" else Escaped(text)


def _dictionary(tokens: _Tokens, depth: int) -> dict[str, Value]:
    found: dict[str, Value] = {}
    while (token := next(tokens)) != ("mark", b">>"):
        key = token[1].decode("latin-1")
        if token[0] != "name" or key in found:
            raise PdfSyntaxError("not a key, or a key twice")
        found[key] = _value(next(tokens), tokens, depth + 1)
    return found


def _array(tokens: _Tokens, depth: int) -> list[Value]:
    found: list[Value] = [*tokens.references()]  # of the pages: a hundred at once
    while (token := next(tokens)) != ("mark", b"]"):
        found.append(_value(token, tokens, depth + 1))
    return found
