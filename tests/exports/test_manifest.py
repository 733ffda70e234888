from __future__ import annotations

import hashlib
from xml.etree import ElementTree

import pytest

from desktop.exports import manifest
from desktop.exports.manifest import Reference
from desktop.exports.verification import Fault

REFERENCES = tuple(
    Reference(path, hashlib.sha256(path.encode()).digest())
    for path in ("packet.json", "data/people.csv", "data/people.csv-metadata.json", "forms/course-basic.pdf")
)
ASIC = "{http://uri.etsi.org/02918/v1.2.1#}"


def test_what_is_written_is_read_back() -> None:
    assert manifest.read(manifest.write(REFERENCES)) == REFERENCES


def test_it_is_what_the_standard_prescribes() -> None:
    root = ElementTree.fromstring(manifest.write(REFERENCES))
    signature, *references = list(root)
    assert root.tag == ASIC + "ASiCManifest"
    assert signature.attrib == {"URI": "META-INF/signature.p7s", "MimeType": "application/pkcs7-signature"}
    assert [one.get("Rootfile") for one in references] == ["true", None, None, None]
    assert [one.get("MimeType") for one in references] == [
        "application/json",
        "text/csv; charset=utf-8; header=present",
        "application/csvm+json",
        "application/pdf",
    ]


def test_a_file_of_an_unknown_kind_has_unknown_content() -> None:
    assert manifest.media_type("forms/evil.exe") == "application/octet-stream"


GOOD = manifest.write(REFERENCES).decode()
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("<asic:ASiCManifest", DOCTYPE + "<asic:ASiCManifest", 1),
        GOOD.replace("</asic:ASiCManifest>", "<!-- hello --></asic:ASiCManifest>"),
        GOOD.replace("</ds:DigestValue>", "<![CDATA[]]></ds:DigestValue>", 1),
        GOOD.replace("</asic:ASiCManifest>", ""),
        GOOD.replace('URI="packet.json"', ""),
        GOOD.replace("DigestValue>", "DigestValue>!", 1),
        GOOD.replace("packet.json", "名冊.json"),
        "",
        "\x00",
        "x" * (manifest.MAX_BYTES + 1),
    ],
    ids=["doctype", "comment", "cdata", "open", "no uri", "no base64", "not ascii", "empty", "nul", "large"],
)
def test_what_a_manifest_must_not_hold_is_refused(text: str) -> None:
    with pytest.raises(Fault) as caught:
        manifest.read(text.encode("utf-8"))
    assert caught.value.code == "packet.manifest_malformed"
