"""What somebody with a text editor, or with a key of their own, could make of a packet."""

from __future__ import annotations

import hashlib
import re
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from desktop.core.messages import LANGUAGES, catalogue
from desktop.exports import cms, container, manifest, strict_json
from desktop.exports.manifest import Reference
from desktop.exports.signing import Signer
from desktop.exports.verification import Verification
from desktop.exports.verify import verify
from tests.exports import packets

Files = dict[str, bytes]
NAME = "LGDL-104-10009-0007.asice"


@cache
def good_packet() -> bytes:
    """A packet with nothing wrong, and a file of every kind."""
    with tempfile.TemporaryDirectory() as folder:
        return packets.seal(Path(folder), packets.content(proofs=(packets.proof(),))).path.read_bytes()


def good_files() -> Files:
    """Its files."""
    return {name: bytes(view) for name, view in container.read(good_packet()).items()}


def verified(files: Files, folder: Path, **options: Any) -> Verification:
    return verify(packets.pack(files, folder / NAME), **options)


def codes(answer: Verification) -> set[str]:
    """The errors, each of them rendered in both languages."""
    for finding in answer.findings:
        for language in LANGUAGES:
            assert catalogue(language).sentence(finding)
    return {finding.code for finding in answer.findings if finding.severity == "error"}


def signed_again(files: Files, by: Signer | None = None) -> Files:
    """These files under a manifest and a signature that fit them: what a county could sign by itself."""
    listed = manifest.write(
        [
            Reference(name, hashlib.sha256(content).digest())
            for name, content in files.items()
            if name not in {"mimetype", manifest.PATH, manifest.SIGNATURE_PATH}
        ]
    )
    signature = cms.sign(by or packets.signer(), hashlib.sha256(listed).digest(), packets.NOW)
    last = {manifest.PATH: listed, manifest.SIGNATURE_PATH: signature}
    return {**{name: content for name, content in files.items() if name not in last}, **last}


def restated(files: Files, /, by: Signer | None = None, **changes: Any) -> Files:
    """`signed_again`, with packet.json describing the files as they are now, and changed besides."""
    statement = strict_json.read(files["packet.json"])
    for file in statement["files"]:
        if (content := files.get(file["path"])) is not None:
            file["sha256"], file["bytes"] = hashlib.sha256(content).hexdigest(), len(content)
    return signed_again({**files, "packet.json": strict_json.write({**statement, **changes})}, by)


def resigned_pdf(signed: bytes, old: bytes, new: bytes, by: Signer | None = None) -> bytes:
    """A signed PDF with one text of the same length changed and the signature made anew over it."""
    assert len(old) == len(new)
    assert signed.count(old) == 1
    changed = bytearray(signed.replace(old, new))
    hole, after = (int(number) for number in re.findall(rb"/ByteRange \[0 (\d+) (\d+) \d+\]", changed)[-1])
    digest = hashlib.sha256(changed[:hole] + changed[after:]).digest()
    made = cms.sign(by or packets.signer(), digest, None).hex().upper().encode("ascii")
    changed[hole + 1 : after - 1] = made.ljust(after - hole - 2, b"0")
    return bytes(changed)
