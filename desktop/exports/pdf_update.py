"""Append objects to a PDF as an incremental update, the original bytes untouched (ISO 32000-1, 7.5.6)."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.exports.pdf_objects import PdfSyntaxError, Reference, Value, write
from desktop.exports.pdf_reader import PdfReader


class PdfUpdate:
    """New and changed objects of one PDF, collected and then written behind it."""

    def __init__(self, original: bytes) -> None:
        self.reader = PdfReader(original)
        self._base = len(original)
        self._objects: dict[int, bytes] = {}
        size = self.reader.trailer.get("/Size")
        if not isinstance(size, int):
            raise PdfSyntaxError("no size")
        self._next = size

    def reserve(self) -> Reference:
        """The number of an object that is put later."""
        self._next += 1
        return Reference(self._next - 1)

    def add(self, value: Value) -> Reference:
        """A new object."""
        reference = self.reserve()
        self.put(reference, write(value))
        return reference

    def put(self, reference: Reference, text: bytes) -> None:
        """An object as text: a reserved one, or a changed one of the original."""
        self._objects[reference.number] = text

    def finish(self, second_id: bytes) -> bytes:
        """What follows the original: the objects, their table, and a trailer with this second /ID."""
        parts, places = [], {}
        at = self._base
        for number in sorted(self._objects):
            places[number] = at
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, self._objects[number]))
            at += len(parts[-1])
        first_id = self.reader.array(self.reader.trailer.get("/ID"))[0]
        changed: dict[str, Value] = {
            "/ID": [first_id, second_id],
            "/Prev": self.reader.start,
            "/Size": self._next,
        }
        trailer = {**self.reader.trailer, **changed}
        end = b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (write(trailer), at)
        return b"".join((*parts, _table(places), end))


def stream_text(head: bytes, content: bytes) -> bytes:
    """A stream as text: its dictionary, in which /Length is right, and its content as it is to be stored."""
    return head + b"\nstream\n" + content + b"\nendstream"


def _table(places: Mapping[int, int]) -> bytes:
    """The cross-reference table of these objects, a subsection for each run of numbers."""
    lines = [b"xref\n"]
    numbers = sorted(places)
    while numbers:
        first = numbers[0]
        run = [number for place, number in enumerate(numbers) if number == first + place]
        lines.append(b"%d %d\n" % (first, len(run)))
        lines += [b"%010d 00000 n \n" % places[number] for number in run]
        numbers = numbers[len(run) :]
    return b"".join(lines)
