"""P6: sealing and verifying a packet of 11 booklets with 1,000 forms, beyond the drawing of the PDFs.

The floor is what the format asks of any program: SHA-256 of every file (for manifest, packet.json and, with
the same pass, PAdES), SHA-256 of the container (for the delivery slip, the chain of packets and the center's
answers), the CRC-32 of every file without which there is no zip, one copy to or from the disk, and 13 raw key
operations. Beside it stands a bare floor, which no packet can reach: one SHA-256 over the container, the copy
and the keys. Neither knows a PDF, a table or a certificate.
"""

from __future__ import annotations

import gc
import hashlib
import sys
import tempfile
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import sides
from desktop.core import paths
from desktop.core.clock import TAIWAN

if TYPE_CHECKING:
    from desktop.exports.packet import PacketContent, TableData

BOOKLETS = 11
FORMS = 1_000
SIGNATURES = BOOKLETS + 2
"""Of the booklets, the cover and the manifest."""
KINDS = ("P-256", "RSA-2048")
RUNS = 9
NOW = datetime(2015, 3, 3, 10, 0, tzinfo=TAIWAN)
NAME = "LGDL-104-10009-0001.asice"


def prepare(folder: Path) -> int:
    """Draw the PDFs and make the keys, in files that every run reads before it is timed; the PDFs' size."""
    from desktop.core.progress import Silent  # lazy, as below: the floor needs none of these
    from desktop.exports import forms, packet_cover
    from tests.exports import booklets

    people = booklets.sample_forms(FORMS)
    for number in range(BOOKLETS):
        with (folder / f"course-{number}.pdf").open("wb") as file:
            forms.render_booklet(booklets.booklet(people[number::BOOKLETS]), file, Silent())
    with (folder / "cover.pdf").open("wb") as file:
        forms.render_booklet(booklets.booklet(people[:1]), file, Silent())
    seal = packet_cover.render_stamp(
        ("電子簽章", "O=雲林縣政府,C=TW", "LGDL-104-10009-0001", "中華民國104年3月3日")
    )
    (folder / "stamp").write_bytes(seal)
    for kind in KINDS:
        (folder / f"{kind}.p12").write_bytes(_key_file(kind))
    return sum(path.stat().st_size for path in folder.glob("*.pdf"))


def _key_file(kind: str) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, rsa
    from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

    on_curve, on_rsa = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
    key = on_curve if kind == "P-256" else on_rsa
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.ORGANIZATION_NAME, "雲林縣政府")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(NOW - timedelta(days=1))
    made = builder.not_valid_after(NOW + timedelta(days=365)).sign(key, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(b"", key, made, None, NoEncryption())


def content(folder: Path) -> PacketContent:
    """A packet of all these PDFs with 1,000 people, nominations and lines of history."""
    from desktop.exports.document import SIGNATURE_BOX
    from desktop.exports.packet import (
        App,
        BookletFile,
        Contact,
        DataReference,
        PacketContent,
        ScopeLine,
        ScopeState,
        SealPlace,
    )
    from desktop.exports.pdf_reader import PdfReader

    def pages(pdf: bytes) -> int:
        reader = PdfReader(pdf)
        count = reader.dictionary(reader.dictionary(reader.trailer["/Root"])["/Pages"])["/Count"]
        assert isinstance(count, int)
        return count

    pdfs = {path.stem: path.read_bytes() for path in folder.glob("*.pdf")}
    cover = pdfs.pop("cover")
    left, bottom, right, top = map(round, SIGNATURE_BOX)
    place = SealPlace(0, (left, bottom, right, top))
    return PacketContent(
        packet_id="11111111-1111-4111-8111-111111111111",
        created_at=NOW,
        app=App("luminary-desk", "benchmark"),
        roc_year=104,
        county_code="10009",
        county_name="雲林縣",
        sequence=1,
        plan=DataReference("104", "0" * 64),
        contact=Contact("林文華", "05-5522000#2101", "hr2101@example.gov.tw"),
        scope=tuple(ScopeLine(activity, None, ScopeState.SUBMITTED) for activity in pdfs),
        tables=tables(sorted(pdfs)),
        booklets=tuple(BookletFile(activity, pages(pdf), 91, pdf, place) for activity, pdf in pdfs.items()),
        cover=cover,
        cover_pages=pages(cover),
        cover_seal=place,
    )


def tables(activities: list[str]) -> tuple[TableData, ...]:
    """1,000 rows a table, as a county's look."""
    from desktop.exports.packet import TableData
    from tests.exports import booklets

    forms = booklets.sample_forms(FORMS)
    people, nominations, history = [], [], []
    for number, form in enumerate(forms):
        row, person = form.values, f"P{number + 1:04d}"
        post = (row["agency"], "government", row["unit"], row["title"], "junior", "6", "civil_servant")
        people.append(
            (
                *(person, "national", row["id_no"].upper(), row["name"], "", "", "", "01", "1975-06-03"),
                *(*post, row["phone"], "", row["email"], ""),
            )
        )
        rank = (activities[number % len(activities)], "1", str(number // len(activities) + 1))
        verdict = ("unknown", "參訓紀錄不完整，請中心查核", "", "", row["business_note"], "false", "regular")
        nominations.append((*rank, person, "false", *verdict, "false", "false", "未曾參加"))
        history.append((person, "自製數位教材基礎班", "99", "2", "true", "匯入", ""))
    return (
        TableData("people", tuple(people)),
        TableData("course_nominations", tuple(nominations)),
        TableData("course_history", tuple(history)),
    )


def seal(folder: Path, out: Path, kind: str) -> Callable[[], object]:
    """Ours: tables checked and written, 12 PDFs and the manifest signed, the container written durably."""
    from desktop.exports.sealing import build_container
    from desktop.exports.signing import load_signer

    packet, signer = content(folder), load_signer(folder / f"{kind}.p12", "")
    stamp = (folder / "stamp").read_bytes()
    return lambda: build_container(packet, signer, out / NAME, stamp=stamp)


def verify(folder: Path, out: Path, kind: str) -> Callable[[], object]:
    """Ours: the three answers about that container."""
    from desktop.exports.verify import verify as answer

    seal(folder, out, kind)()

    def work() -> None:
        found = answer(out / NAME)
        assert found.accepted, found.findings

    return work


def floor_of_sealing(folder: Path, out: Path, kind: str) -> Callable[[], object]:
    """The sums that the format asks for, and the bare floor."""
    bare, packet = bare_sealing(folder, out, kind), _packet(folder, out, kind)
    return lambda: (_sums(packet), bare())


def floor_of_verifying(folder: Path, out: Path, kind: str) -> Callable[[], object]:
    """The same for reading."""
    bare, packet = bare_verifying(folder, out, kind), _packet(folder, out, kind)
    return lambda: (_sums(packet), bare())


def _packet(folder: Path, out: Path, kind: str) -> list[memoryview]:
    """The files of the packet."""
    from desktop.exports import container

    seal(folder, out, kind)()
    return list(container.read((out / NAME).read_bytes()).values())


def _sums(files: list[memoryview]) -> None:
    """SHA-256 and CRC-32 of every file."""
    for file in files:
        hashlib.sha256(file).digest()
        zlib.crc32(file)


def bare_sealing(folder: Path, out: Path, kind: str) -> Callable[[], object]:
    """SHA-256 over the container, one durable copy of it, and 13 raw signatures."""
    from desktop.exports.signing import load_signer

    seal(folder, out, kind)()
    signer, packet = load_signer(folder / f"{kind}.p12", ""), (out / NAME).read_bytes()

    def work() -> None:
        digest = hashlib.sha256(packet).digest()
        for _ in range(SIGNATURES):
            signer.sign(digest)
        paths.write_atomic(out / "copy", packet)

    return work


def bare_verifying(folder: Path, out: Path, kind: str) -> Callable[[], object]:
    """Reading the container, SHA-256 over it, and 13 raw verifications."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

    from desktop.exports.signing import load_signer

    seal(folder, out, kind)()
    signer = load_signer(folder / f"{kind}.p12", "")
    key, signature = signer.public_key, signer.sign(b"data")

    def work() -> None:
        hashlib.sha256((out / NAME).read_bytes()).digest()
        for _ in range(SIGNATURES):
            if isinstance(key, rsa.RSAPublicKey):
                key.verify(signature, b"data", padding.PKCS1v15(), hashes.SHA256())
            else:
                key.verify(signature, b"data", ec.ECDSA(hashes.SHA256()))

    return work


SIDES = {
    "seal": seal,
    "floor-of-sealing": floor_of_sealing,
    "bare-sealing": bare_sealing,
    "verify": verify,
    "floor-of-verifying": floor_of_verifying,
    "bare-verifying": bare_verifying,
}


def child(side: str, folder: Path, kind: str) -> None:
    """Do the work once to warm the process, then once for the figures."""
    with tempfile.TemporaryDirectory() as out:
        work = SIDES[side](folder, Path(out), kind)
        work()
        gc.collect()  # of what the preparation left, which has nothing to do with either side
        sides.measured(work)


def main(words: list[str]) -> int:
    """Measure all sides in turn and print the ratios; with a side, a folder and a key, run that side once."""
    if words:
        child(words[0], Path(words[1]), words[2])
        return 0
    with tempfile.TemporaryDirectory() as folder:
        size = prepare(Path(folder))
        print(f"{BOOKLETS} booklets, {FORMS:,} forms, {size / 1e6:.1f} MB of PDF; medians of {RUNS} runs\n")
        table = [line for kind in KINDS for line in _measure(folder, kind)]
    sides.print_table(
        ("key", "work", "ours ms", "floor ms", "bare floor ms", "to floor", "to bare floor", "aim"), table
    )
    return 0


def _measure(folder: str, kind: str) -> list[tuple[str, ...]]:
    found = sides.in_turn("p6_packet", {side: (side, folder, kind) for side in SIDES}, RUNS)
    lines = []
    for work, names in (
        ("build and sign", ("seal", "floor-of-sealing", "bare-sealing")),
        ("verify", ("verify", "floor-of-verifying", "bare-verifying")),
    ):
        ours, floor, bare = (found[name] for name in names)
        times = (f"{sides.median(side).seconds * 1000:.0f}" for side in (ours, floor, bare))
        ratios = (f"{sides.ratio(ours, side):.1f}×" for side in (floor, bare))
        lines.append((kind, work, *times, *ratios, "≤ 2×"))
    return lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
