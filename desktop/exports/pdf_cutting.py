"""Objects of one PDF, cut out once to be set into many others."""

from __future__ import annotations

import re
from collections.abc import Mapping

from desktop.exports.pdf_objects import Reference, Value, write
from desktop.exports.pdf_reader import PdfReader
from desktop.exports.pdf_update import PdfUpdate, stream_text

_LINK = re.compile(rb"\((?:[^()\\]|\\.)*\)|([0-9]+) 0 R", re.DOTALL)
"""A reference; strings are passed over as a whole, whatever they hold."""


class Cutting:
    """A value of a PDF with all that it refers to, as texts in which only the numbers change with the file.

    Walking through the objects and writing them costs as much as hashing the file they go into, so both
    are done here. /Parent is left out: it would bring the other file's page tree.
    """

    def __init__(self, reader: PdfReader, value: Value) -> None:
        self._reader = reader
        self._objects: dict[int, tuple[bytes, bytes | None]] = {}
        self._text = write(self._gathered(value))

    def set_into(self, update: PdfUpdate) -> bytes:
        """Add the objects to a file that is being updated; the value as text that refers to them there."""
        numbers = {number: update.reserve().number for number in self._objects}
        for number, (head, content) in self._objects.items():
            own = _renumbered(head, numbers)
            text = own if content is None else stream_text(own, content)
            update.put(Reference(numbers[number]), text)
        return _renumbered(self._text, numbers)

    def _gathered(self, value: Value) -> Value:
        """The value without /Parent, everything behind its references remembered."""
        if isinstance(value, list):
            return [self._gathered(one) for one in value]
        if isinstance(value, dict):
            return {key: self._gathered(one) for key, one in value.items() if key != "/Parent"}
        if isinstance(value, Reference) and value.number not in self._objects:
            self._objects[value.number] = (b"", None)  # so that a loop ends
            self._objects[value.number] = self._cut(value)
        return value

    def _cut(self, reference: Reference) -> tuple[bytes, bytes | None]:
        resolved, content = self._reader.resolve(reference), self._reader.stream(reference)
        if content is not None and isinstance(resolved, dict):  # /Length may be an object of its own
            resolved = {**resolved, "/Length": len(content)}
        return write(self._gathered(resolved)), content


def _renumbered(text: bytes, numbers: Mapping[int, int]) -> bytes:
    def other(link: re.Match[bytes]) -> bytes:
        return link[0] if link[1] is None else b"%d 0 R" % numbers[int(link[1])]

    return _LINK.sub(other, text)
