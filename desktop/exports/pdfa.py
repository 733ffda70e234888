"""From a drawn document to PDF/A-1b (ISO 19005-1): metadata, output intent, language, labels, structure.

The Producer is the string that pyHanko writes when it signs, so that /Info and XMP go on saying the same
(6.7.3) whoever signs the file. Our own name stands under Creator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream, String
from pyhanko.version import __version__ as _pyhanko

from desktop.exports import srgb, structure
from desktop.exports.book import Section

PRODUCER = f"pyHanko {_pyhanko}"
CREATOR = "Luminary Desk"
LANGUAGE = "zh-TW"


@dataclass(frozen=True, slots=True)
class About:
    """What the file says about itself."""

    title: str
    created: datetime | None
    """Aware; none for a form that is the same on any day."""


def finish(draft: BytesIO, out: BinaryIO, about: About, sections: Sequence[Section]) -> None:
    """Write the document drawn in `draft` to `out`; the same draft gives the same bytes."""
    draft.seek(0)
    with Pdf.open(draft) as pdf:
        _describe(pdf, about)
        _intend(pdf)
        _show(pdf, sections)
        structure.add(pdf, sections)
        pdf.save(
            out,
            deterministic_id=True,
            compress_streams=False,  # all are that may be: PDF/A-1 wants the metadata plain
            object_stream_mode=ObjectStreamMode.disable,  # PDF 1.4 knows none, nor cross-reference streams
            min_version="1.4",
            force_version="1.4",
        )


def _describe(pdf: Pdf, about: About) -> None:
    """Document information and XMP, saying the same."""
    info = Dictionary(Title=String(about.title), Creator=String(CREATOR), Producer=String(PRODUCER))
    if about.created is not None:
        stamp = String(_pdf_date(about.created))
        info.CreationDate = stamp
        info.ModDate = stamp
    pdf.trailer.Info = pdf.make_indirect(info)
    metadata = Stream(pdf, _xmp(about).encode("utf-8"))
    metadata.Type = Name.Metadata
    metadata.Subtype = Name.XML
    pdf.Root.Metadata = metadata
    pdf.Root.Lang = String(LANGUAGE)


def _intend(pdf: Pdf) -> None:
    """Colours are sRGB."""
    intent = Stream(pdf, srgb.deflated())
    intent.Filter = Name.FlateDecode
    intent.N = 3
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=intent,
            )
        ]
    )


def _show(pdf: Pdf, sections: Sequence[Section]) -> None:
    """The title in the window's bar, the bookmarks open, page labels by section."""
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines
    labels = Array()
    first, numbered = 0, None
    for section in sections:
        if section.label != numbered:
            numbered = section.label
            labels.append(first)
            labels.append(Dictionary(S=Name.D, P=String(numbered)) if numbered else Dictionary(S=Name.D))
        first += len(section.pages)
    pdf.Root.PageLabels = Dictionary(Nums=labels)


def _pdf_date(moment: datetime) -> str:
    offset = f"{moment:%z}" or "+0000"
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def _xmp(about: About) -> str:
    """One rdf:Description a schema: validators of PDF/A-1 stumble over anything cleverer."""
    basic = f"<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>"
    if about.created is not None:
        moment = about.created.isoformat(timespec="seconds")
        basic += f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>"
    identity = "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
    title = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(about.title)}</rdf:li></rdf:Alt>'
    schemas = (
        ("pdfaid", "http://www.aiim.org/pdfa/ns/id/", identity),
        ("dc", "http://purl.org/dc/elements/1.1/", f"<dc:title>{title}</dc:title>"),
        ("xmp", "http://ns.adobe.com/xap/1.0/", basic),
        ("pdf", "http://ns.adobe.com/pdf/1.3/", f"<pdf:Producer>{escape(PRODUCER)}</pdf:Producer>"),
    )
    descriptions = "\n".join(
        f'<rdf:Description rdf:about="" xmlns:{prefix}="{uri}">{content}</rdf:Description>'
        for prefix, uri, content in schemas
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f"{descriptions}\n</rdf:RDF>\n</x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    )
