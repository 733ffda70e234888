"""META-INF/ASiCManifest.xml (EN 319 162-1, A.4): the list of files with their SHA-256 that is signed."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from desktop.exports.verification import Fault

PATH = "META-INF/ASiCManifest.xml"
SIGNATURE_PATH = "META-INF/signature.p7s"
ROOT_FILE = "packet.json"

MEDIA_TYPES: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8; header=present",
    "csv-metadata.json": "application/csvm+json",
    "json": "application/json",
    "pdf": "application/pdf",
}
"""By suffix, the longest that fits; the packet holds no other kinds of file."""

MAX_BYTES = 1024 * 1024

_ASIC = "http://uri.etsi.org/02918/v1.2.1#"
_DSIG = "http://www.w3.org/2000/09/xmldsig#"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'


@dataclass(frozen=True, slots=True)
class Reference:
    """One file of the manifest: its path and its SHA-256."""

    path: str
    digest: bytes


def media_type(path: str) -> str:
    """The media type of a file by its name; unknown content for a kind that packets do not hold."""
    name = path.rsplit("/", 1)[-1]
    suffix = "csv-metadata.json" if name.endswith(".csv-metadata.json") else name.rsplit(".", 1)[-1]
    return MEDIA_TYPES.get(suffix, "application/octet-stream")


def write(references: Sequence[Reference]) -> bytes:
    """The manifest of these files in this order, in its one form."""
    lines = [
        _DECLARATION,
        f'<asic:ASiCManifest xmlns:asic="{_ASIC}" xmlns:ds="{_DSIG}">',
        f'  <asic:SigReference URI="{SIGNATURE_PATH}" MimeType="application/pkcs7-signature"/>',
    ]
    for reference in references:
        root = ' Rootfile="true"' if reference.path == ROOT_FILE else ""
        kind = media_type(reference.path)
        value = base64.b64encode(reference.digest).decode("ascii")
        lines += [
            f'  <asic:DataObjectReference URI="{reference.path}" MimeType="{kind}"{root}>',
            f'    <ds:DigestMethod Algorithm="{_SHA256}"/>',
            f"    <ds:DigestValue>{value}</ds:DigestValue>",
            "  </asic:DataObjectReference>",
        ]
    return "\n".join([*lines, "</asic:ASiCManifest>", ""]).encode("ascii")


def read(content: bytes) -> tuple[Reference, ...]:
    """The files that a manifest lists, in order; raises `Fault`.

    No document type, entity, comment or CDATA is read: anything with `<!` is refused before parsing.
    """
    if len(content) > MAX_BYTES or b"<!" in content or not content.isascii():
        raise Fault("packet.manifest_malformed")
    try:
        root = ElementTree.fromstring(content.decode("ascii"))
        return tuple(_reference(element) for element in root.iterfind(f"{{{_ASIC}}}DataObjectReference"))
    except (ElementTree.ParseError, KeyError, binascii.Error) as problem:
        raise Fault("packet.manifest_malformed") from problem


def _reference(element: ElementTree.Element) -> Reference:
    value = element.findtext(f"{{{_DSIG}}}DigestValue", "")
    return Reference(element.attrib["URI"], base64.b64decode(value, validate=True))
