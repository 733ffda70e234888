"""Look up single objects of a PDF that keeps classic cross-reference tables, as PDF/A-1 does (ISO 32000-1).

A general library reads the whole file first; signing and verifying need a handful of small objects of
each. What is not written the plain way is refused, not guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from desktop.exports.pdf_objects import Buffer, PdfSyntaxError, Reference, Value, parse

_TAIL = re.compile(rb"startxref\n([0-9]{1,10})\n%%EOF\n\Z")
_SECTION = re.compile(rb"([0-9]{1,10}) ([0-9]{1,10}) ?\n")
_LINE = re.compile(rb"([0-9]{10}) 00000 n[ \r]\n")
_LINE_BYTES = 20
_TRAILER = re.compile(rb"trailer[\n ]")
_STREAM = re.compile(rb"\s*stream\r?\n")
_MOST_SECTIONS = 16


class PdfReader:
    """The trailer and the objects of one PDF; raises `PdfSyntaxError` for what it cannot read."""

    def __init__(self, content: Buffer) -> None:
        self._content = content
        self._ranges: list[tuple[int, int, int]] = []
        self._resolved: dict[Reference, Value] = {}
        tail = _TAIL.search(content, max(0, len(content) - 64))
        if tail is None:
            raise PdfSyntaxError("no end")
        self.start = int(tail[1])
        """Where the newest cross-reference table begins."""
        self.trailer = self._section(self.start)
        previous: Value = self.trailer
        for _ in range(_MOST_SECTIONS):
            previous = previous.get("/Prev") if isinstance(previous, dict) else None
            if not isinstance(previous, int):
                return
            previous = self._section(previous)
        raise PdfSyntaxError("too many revisions")

    def resolve(self, value: Value) -> Value:
        """The object behind a reference; anything else is itself."""
        if not isinstance(value, Reference):
            return value
        if value not in self._resolved:
            self._resolved[value] = parse(self._content, self._place(value))[0]
        return self._resolved[value]

    def dictionary(self, value: Value) -> Mapping[str, Value]:
        """`resolve`, where the object must be a dictionary (of a stream: its dictionary)."""
        resolved = self.resolve(value)
        if not isinstance(resolved, dict):
            raise PdfSyntaxError("not a dictionary")
        return resolved

    def array(self, value: Value) -> list[Value]:
        """`resolve`, where the object must be an array."""
        resolved = self.resolve(value)
        if not isinstance(resolved, list):
            raise PdfSyntaxError("not an array")
        return resolved

    def stream(self, reference: Reference) -> bytes | None:
        """The bytes of a stream as they are stored; None for an object that is none."""
        value, end = parse(self._content, self._place(reference))
        head = _STREAM.match(self._content, end)
        if head is None or not isinstance(value, dict):
            return None
        length = self.resolve(value.get("/Length"))
        if not isinstance(length, int):
            raise PdfSyntaxError("a stream without length")
        return bytes(self._content[head.end() : head.end() + length])

    def page(self, index: int) -> Reference:
        """The page with this index, counted from 0."""
        node = self.dictionary(self.trailer.get("/Root")).get("/Pages")
        while self.dictionary(node).get("/Type") != "/Page":
            node, index = self._branch(node, index)
        if not isinstance(node, Reference):
            raise PdfSyntaxError("a page that is no object")
        return node

    def _branch(self, node: Value, index: int) -> tuple[Value, int]:
        """The child of a page tree node that holds the page, and the page's index in it."""
        for child in self.array(self.dictionary(node).get("/Kids")):
            count = self.dictionary(child).get("/Count", 1)
            if not isinstance(count, int):
                break
            if index < count:
                return child, index
            index -= count
        raise PdfSyntaxError("no such page")

    def _place(self, reference: Reference) -> int:
        """Where the object begins, after its number."""
        for first, count, at in self._ranges:  # the newest revision comes first
            if first <= reference.number < first + count:
                line = _LINE.match(self._content, at + (reference.number - first) * _LINE_BYTES)
                if line is None:
                    break
                head = b"%d 0 obj" % reference.number
                start = int(line[1])
                if self._content[start : start + len(head)] != head:
                    break
                return start + len(head)
        raise PdfSyntaxError(f"no object {reference.number}")

    def _section(self, at: int) -> dict[str, Value]:
        """Remember where the lines of one cross-reference table are; its trailer dictionary."""
        if self._content[at : at + 5] != b"xref\n":
            raise PdfSyntaxError("no cross-reference table")
        at += 5
        while match := _SECTION.match(self._content, at):
            self._ranges.append((int(match[1]), int(match[2]), match.end()))
            at = match.end() + int(match[2]) * _LINE_BYTES
        trailer = _TRAILER.match(self._content, at)
        value = None if trailer is None else parse(self._content, trailer.end())[0]
        if not isinstance(value, dict):
            raise PdfSyntaxError("no trailer")
        return value
