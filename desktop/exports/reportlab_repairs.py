"""ReportLab 5.1 with its faults repaired: the one place that knows them, each with a test that fails without.

1. Text is found again: ToUnicode as UTF-16BE pairs, at most 100 a block (stock writes <20BB7> for 𠮷).
2. A subset copies its own glyphs only (stock copies the whole `glyf` table, 36 MB, for every subset).
3. Advances of glyphs past numberOfHMetrics stay in font units (stock writes 1000 where the font says 1024).
4. No ASCII85 around every stream, and no unembedded Helvetica on every page.
5. SVG without the clip path and the `fill: None` that QtSvg paints black.
6. AcroForm fields cannot hold Chinese. That cannot be mended from outside: no form here has a field.

Fonts are embedded as CID fonts: one font object a face instead of one for each 256 characters, so that a name
is one string with one font.
"""

from __future__ import annotations

import hashlib
import mmap
import re
import struct
import sys
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from weakref import WeakKeyDictionary

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTEncoding, TTFont, TTFontFace
from reportlab.pdfgen.canvas import Canvas

from desktop.exports.glyph_map import GlyphMap, big_endian, map_file

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

rl_config.useA85 = 0  # repair 4: read when a page is written, so it can only be set for the process

_BFCHAR_LIMIT = 100
"""Entries a `beginbfchar` block may have (Adobe Technical Note 5014)."""


_LEVEL = 4
"""Of compression: half the time of the usual 6; pages get 5 % larger, fonts 3 %."""


class _Glyphs:
    """The `glyf` table, sliced out of the font file on demand (repair 2)."""

    def __init__(self, data: mmap.mmap, offset: int) -> None:
        self._data = data
        self._offset = offset

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._offset + part.start : self._offset + part.stop]


class _Metrics:
    """(advance, left side bearing) of a glyph in font units, read on demand (repair 3)."""

    def __init__(self, data: mmap.mmap, offset: int, full: int) -> None:
        self._data = data
        self._offset = offset
        self._full = full

    def __getitem__(self, glyph: int) -> tuple[int, int]:
        if glyph < self._full:
            advance, bearing = struct.unpack_from(">HH", self._data, self._offset + 4 * glyph)
            return advance, bearing
        last = self._offset + 4 * self._full
        (advance,) = struct.unpack_from(">H", self._data, last - 4)
        (bearing,) = struct.unpack_from(">H", self._data, last + 2 * (glyph - self._full))
        return advance, bearing


class Face(TTFontFace):
    """A TrueType face read through mmap: opening TW-Kai takes 3 ms instead of 470, and no 36 MB."""

    def __init__(self, path: Path) -> None:
        self._ttf_data = map_file(path)
        self.filename = path.name
        super().__init__(path.name)

    def extractInfo(self, charInfo: bool | int = 1) -> None:
        """What the base class sets, the tables of every glyph as views instead of lists."""
        super().extractInfo(charInfo=0)
        data, data_at = self._ttf_data, self.get_table_pos
        (full,) = struct.unpack_from(">H", data, data_at("hhea")[0] + 34)
        self.hmetrics = _Metrics(data, data_at("hmtx")[0], full)
        self.glyphPos = self._glyph_positions()
        self.charToGlyph = GlyphMap(data, data_at("cmap")[0])
        self.defaultWidth = self.advance(0)

    def get_table(self, tag: str) -> Any:
        """A table as bytes, except `glyf`, which is a view."""
        offset, length = self.get_table_pos(tag)
        return _Glyphs(self._ttf_data, offset) if tag == "glyf" else self._ttf_data[offset : offset + length]

    def advance(self, glyph: int) -> float:
        """The advance of a glyph in 1/1000 em."""
        return float(self.hmetrics[glyph][0] * 1000 / self.unitsPerEm)

    def getCharWidth(self, code: int) -> float:
        """The advance of a character in 1/1000 em."""
        return self.advance(self.charToGlyph[code])

    def _glyph_positions(self) -> array[int]:
        (long_format,) = struct.unpack_from(">H", self._ttf_data, self.get_table_pos("head")[0] + 50)
        if long_format:
            return big_endian("I", self.get_table("loca"))
        return array("I", (2 * half for half in big_endian("H", self.get_table("loca"))))


class _Codes(dict[str, str]):
    """Character → its code in one document as four hex digits, given out in order of first use."""

    def __init__(self, preset: Iterable[str] = ()) -> None:
        super().__init__()
        for character in preset:
            self[character]

    def __missing__(self, character: str) -> str:
        code = self[character] = f"{len(self) + 1:04X}"
        return code


class _Advances(dict[str, float]):
    """Character → advance in 1/1000 em."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, character: str) -> float:
        advance = self[character] = self._face.getCharWidth(ord(character))
        return advance


@dataclass(frozen=True, slots=True)
class _Subset:
    """Characters of a face as they are embedded; the streams are deflated."""

    name: str
    program: bytes
    length: int
    """Of the program before it was deflated."""
    widths: str
    cid_set: bytes
    """PDF/A-1 (6.3.5) asks a CID subset to list what it holds."""
    to_unicode: bytes
    glyphs: bytes | None
    """CID → glyph where two characters share a glyph, which a subset holds once; else they are the same."""


class CidFont(TTFont):
    """A face embedded as a CID font (Type 0, Identity-H); usable wherever ReportLab takes a font.

    With `preset`, the font holds exactly those characters in every document, and the embedded program is made
    once for all documents: for the labels that all forms share.
    """

    shapable = False  # shaping would need HarfBuzz and changes nothing for Han characters

    def __init__(self, name: str, face: Face, preset: str = "") -> None:
        self.fontName = name
        self.face: Face = face
        self.encoding = TTEncoding()
        self.advances = _Advances(face)
        self.preset = frozenset(preset)
        self._fixed = _Codes(sorted(self.preset)) if preset else None
        self._fixed_subset: _Subset | None = None
        self._codes: WeakKeyDictionary[pdfdoc.PDFDocument, _Codes] = WeakKeyDictionary()

    def codes(self, doc: pdfdoc.PDFDocument) -> _Codes:
        """The characters used in `doc`; looking one up gives its code and embeds it."""
        codes = self._codes.get(doc)
        if codes is None:
            codes = self._codes[doc] = _Codes() if self._fixed is None else self._fixed
            doc.fontMapping[self.fontName] = "/" + self.fontName
            doc.delayedFonts.append(self)
        return codes

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:
        """The width of `text` in points."""
        return sum(map(self.advances.__getitem__, text)) * size / 1000

    def splitString(self, text: str | bytes, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """The codes of `text`, for ReportLab's own text drawing."""
        unicode = text if isinstance(text, str) else text.decode(encoding)
        return [(0, bytes.fromhex("".join(map(self.codes(doc).__getitem__, unicode))))]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:
        """The name content streams select the font by; there is one subset only."""
        self.codes(doc)
        return "/" + self.fontName

    def addObjects(self, doc: Any) -> None:
        """Write the font as it stands once the document is drawn (ISO 32000-1, 9.7)."""
        codes = self._codes.pop(doc)
        subset = self._fixed_subset
        if subset is None:
            subset = _subset(self.face, list(codes), self.advances)
            if self._fixed is not None:
                self._fixed_subset = subset
        descendant = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": subset.name,
            "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
            "FontDescriptor": self._descriptor(doc, subset),
            "DW": 1000,
            "W": subset.widths,
            "CIDToGIDMap": "/Identity" if subset.glyphs is None else _deflated(doc, subset.glyphs),
        }
        doc.idToObject["BasicFonts"].dict[self.fontName] = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": subset.name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(pdfdoc.PDFDictionary(descendant))]),
                "ToUnicode": _deflated(doc, subset.to_unicode),
            }
        )

    def _descriptor(self, doc: Any, subset: _Subset) -> Any:
        entries = {
            "Type": "/FontDescriptor",
            "FontName": subset.name,
            "Flags": 4,  # symbolic: not only Latin
            "FontBBox": pdfdoc.PDFArray(self.face.bbox),
            "ItalicAngle": self.face.italicAngle,
            "Ascent": self.face.ascent,
            "Descent": self.face.descent,
            "CapHeight": self.face.capHeight,
            "StemV": self.face.stemV,
            "FontFile2": _deflated(doc, subset.program, Length1=subset.length),
            "CIDSet": _deflated(doc, subset.cid_set),
        }
        return doc.Reference(pdfdoc.PDFDictionary(entries))


def _subset(face: Face, characters: list[str], advances: _Advances) -> _Subset:
    program = face.makeSubset([ord(character) for character in characters])
    digest = hashlib.sha256("".join(characters).encode("utf-8", "surrogatepass")).digest()
    tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
    widths = " ".join(f"{advances[character]:g}" for character in characters)
    return _Subset(
        name=f"/{tag}+{face.name.decode('ascii')}",
        program=zlib.compress(program, _LEVEL),
        length=len(program),
        widths=f"[0[{face.defaultWidth:g} {widths}]]",
        cid_set=zlib.compress(_bits(max(_glyph_count(program), len(characters) + 1))),
        to_unicode=zlib.compress(to_unicode(characters)),
        glyphs=_glyph_map(face, characters),
    )


def _glyph_map(face: Face, characters: list[str]) -> bytes | None:
    order: dict[int, int] = {0: 0}
    glyphs = (face.charToGlyph[ord(character)] for character in characters)
    map_ = array("H", [0, *(order.setdefault(glyph, len(order)) for glyph in glyphs)])
    if map_ == array("H", range(len(map_))):
        return None
    if sys.byteorder == "little":
        map_.byteswap()
    return zlib.compress(map_.tobytes())


def _glyph_count(program: bytes) -> int:
    for tag, _, offset, _ in struct.iter_unpack(">4sIII", program[12 : 12 + 16 * program[5]]):
        if tag == b"maxp":
            return int.from_bytes(program[offset + 4 : offset + 6], "big")
    return 0


def to_unicode(characters: list[str]) -> bytes:
    """The CMap from codes 1, 2, … to `characters` as UTF-16BE, in blocks of at most 100 (repair 1)."""
    entries = [
        f"<{code:04X}> <{character.encode('utf-16-be', 'surrogatepass').hex().upper()}>"
        for code, character in enumerate(characters, 1)
    ]
    blocks = [entries[at : at + _BFCHAR_LIMIT] for at in range(0, len(entries), _BFCHAR_LIMIT)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def _bits(count: int) -> bytes:
    """`count` one bits from the left, padded with zeros to whole bytes."""
    whole, rest = divmod(count, 8)
    return b"\xff" * whole + (bytes([0xFF00 >> rest & 0xFF]) if rest else b"")


def _deflated(doc: Any, content: bytes, **entries: object) -> Any:
    return doc.Reference(_deflated_stream(content, **entries))


def _deflated_stream(content: bytes, **entries: object) -> pdfdoc.PDFStream:
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Filter": "/FlateDecode", **entries}), content)


class ArchivalCanvas(Canvas):
    """A canvas whose pages name no font but `font` (repair 4), and that holds no clock of its own.

    Pages and figures are given as finished operators: a form is made of strings, not of a thousand calls.
    """

    document: Any
    """What fonts ask for their codes."""

    def __init__(self, out: BinaryIO, font: CidFont, size: tuple[float, float]) -> None:
        super().__init__(
            out,
            pagesize=size,
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 4),
            initialFontName=font.fontName,  # type: ignore[arg-type]  # the stubs say float: their slip
        )
        self.document = getattr(self, "_doc")  # noqa: B009  # the stubs leave private names out
        self._shared: Any = pdfdoc.PDFResourceDictionary()
        self._shared.basicFonts()
        self._resources = self.document.Reference(self._shared, "resources")
        fonts = pdfdoc.PDFResourceDictionary()
        fonts.basicFonts()
        self._fonts = self.document.Reference(fonts, "fonts")

    def show_page(self, size: tuple[float, float], operators: str) -> None:
        """A whole page; a figure is shown by `/name Do` and may be defined later."""
        self.setPageSize(size)
        name = self.document.thisPageName()
        self.showPage()
        page = self.document.idToObject[name]
        page.Resources = self._resources
        # Deflated now: kept plain until the end, a thousand pages are 10 MB.
        page.Contents = _deflated_stream(zlib.compress(operators.encode("ascii"), _LEVEL))
        page.stream = None

    def define_figure(self, name: str, operators: str, box: tuple[float, float, float, float]) -> None:
        """A figure that pages show, within `box` (left, bottom, right, top)."""
        self._shared.XObject[name] = _deflated(
            self.document,
            zlib.compress(operators.encode("ascii")),
            Type="/XObject",
            Subtype="/Form",
            BBox=pdfdoc.PDFArray(box),
            Resources=self._fonts,  # never the pages' own: a figure would be among its own resources
        )


_CLIP_PATH = re.compile(
    r"<clipPath\b.*?</clipPath>|\s*clip-path=\"[^\"]*\"|\s*clip-path:[^;\"]*;?", re.DOTALL
)
_FILL_NONE = re.compile(r'fill:\s*None|fill="None"')


def svg(drawing: Drawing) -> str:
    """A drawing as SVG that QtSvg paints as a PDF viewer does (repair 5)."""
    # Imported here: graphics bring platypus with them, 10 MB that a form does not need.
    from reportlab.graphics import renderSVG  # noqa: PLC0415

    text = renderSVG.drawToString(drawing)
    return _FILL_NONE.sub(lambda found: found[0].replace("None", "none"), _CLIP_PATH.sub("", text))
