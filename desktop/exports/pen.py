"""Marks on a page as PDF content operators (ISO 32000-1, 8, 9, 14.7): text, rules, boxes, codes, tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from desktop.exports import qr
from desktop.exports.typesetting import ASCENT, LEADING, Fitted, Line

THIN = 0.5
"""Width of a rule in points."""

Segment = tuple[float, float, float, float]
"""A straight line from (x1, y1) to (x2, y2)."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of the structure tree: its type, and either the marked content it is or what it holds."""

    role: str
    content: int = -1
    """The number of the marked content on its page, −1 if the element only holds others."""
    parts: tuple[Tag, ...] = ()

    @property
    def size(self) -> int:
        """How many marked contents it has."""
        return sum(part.size for part in self.parts) if self.parts else 1


class Pen:
    """Collects the operators and tags of one page. Points, from the lower left corner; black on white.

    `figures` maps the operators of the document's figures to their names; so many `marks` stand before.
    """

    def __init__(self, figures: dict[str, str] | None = None, *, marks: int = 0) -> None:
        self._figures = {} if figures is None else figures
        self._operators: list[str] = []
        self.tags: list[Tag] = []
        self.marks = marks
        """How many marked contents there are so far."""
        self.missing: list[str] = []
        """The characters drawn as 〓 so far."""

    @property
    def content(self) -> str:
        """The operators."""
        return "\n".join(self._operators)

    def write(self, operators: str) -> None:
        """Operators made elsewhere."""
        self._operators.append(operators)

    def figure(self, operators: str) -> None:
        """Operators that several pages share: they stand in the document once."""
        name = self._figures.get(operators)
        if name is None:
            name = self._figures[operators] = f"G{len(self._figures)}"
        self.write(f"/{name} Do")

    def copy(self, other: Pen) -> None:
        """All that another pen drew that began with as many marks as there are here."""
        self.write(other.content)
        self.add(other.tags)
        self.missing += other.missing

    def add(self, tags: Sequence[Tag]) -> None:
        """Tags of marked contents made elsewhere."""
        self.tags += tags
        self.marks += sum(tag.size for tag in tags)

    @contextmanager
    def tagged(self, role: str) -> Iterator[None]:
        """What is drawn inside is one element of this type (P, H1 …)."""
        self.tags.append(Tag(role, self.marks))
        self.write(begin(role, self.marks))
        self.marks += 1
        yield
        self.write(END)

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is not read aloud: rules, page numbers."""
        self.write(ARTIFACT)
        yield
        self.write(END)

    def text(self, x: float, y: float, size: float, line: Line) -> None:
        """One line, its base line at `y`."""
        self.missing += line.missing
        self.write(show(x, y, size, line))

    def centred(self, x: float, y: float, size: float, line: Line) -> None:
        """One line, its middle at `x`."""
        self.text(x - line.advance * size / 2000, y, size, line)

    def ending(self, x: float, y: float, size: float, line: Line) -> None:
        """One line that ends at `x`."""
        self.text(x - line.advance * size / 1000, y, size, line)

    def paragraph(self, x: float, top: float, fitted: Fitted) -> None:
        """Lines from the left edge `x` down from `top`."""
        y = top - fitted.size * ASCENT
        for line in fitted.lines:
            self.text(x, y, fitted.size, line)
            y -= fitted.size * LEADING

    def code(self, x: float, y: float, side: float, text: str) -> None:
        """A QR code with its quiet zone in a square of `side` points."""
        symbol = qr.symbol(text)
        module = side / (symbol.size + 2 * qr.QUIET)
        left, bottom = x + module * qr.QUIET, y + module * qr.QUIET
        self.write(f"q {module:.4f} 0 0 {module:.4f} {left:.2f} {bottom:.2f} cm\n{symbol.path()}f Q")


END = "EMC"
ARTIFACT = "/Artifact BMC"


def begin(role: str, number: int) -> str:
    """The operator that begins a marked content."""
    return f"/{role} <</MCID {number}>> BDC"


def show(x: float, y: float, size: float, line: Line) -> str:
    """One line of text as one text object, whatever fonts it needs; nothing for an empty line."""
    if not line.runs:
        return ""
    runs = " ".join(f"/{font} {size:g} Tf <{codes}> Tj" for font, codes in line.runs)
    return f"BT {x:.2f} {y:.2f} Td {runs} ET"


def rules(segments: Iterable[Segment], width: float = THIN) -> str:
    """Straight lines."""
    path = "\n".join(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l" for x1, y1, x2, y2 in segments)
    return f"{width:g} w\n{path}\nS"


def outline(left: float, bottom: float, width: float, height: float) -> str:
    """A rectangle."""
    return f"{THIN:g} w {left:.2f} {bottom:.2f} {width:.2f} {height:.2f} re S"
