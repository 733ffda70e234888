"""Builders of keys, PDFs and packets for tests, with defaults that make a good packet."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from desktop.core.clock import TAIWAN
from desktop.exports import container, strict_json
from desktop.exports.certificates import Certificate, read_der
from desktop.exports.container import Entry
from desktop.exports.packet import (
    App,
    BookletFile,
    Contact,
    DataReference,
    Letter,
    PacketContent,
    ProofFile,
    ScopeLine,
    ScopeState,
    SealPlace,
    TableData,
    packet_file_name,
)
from desktop.exports.sealing import Sealed, build_container
from desktop.exports.signing import Signer

NOW = datetime(2015, 3, 3, 10, 0, tzinfo=TAIWAN)
PACKET_ID = "11111111-1111-4111-8111-111111111111"
SEAL = SealPlace(0, (380, 60, 560, 120))

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def private_key(kind: str = "p256") -> PrivateKey:
    """The same key each time: P-256 from a fixed number, RSA made once a run."""
    if kind.startswith("rsa"):
        return rsa.generate_private_key(65537, int(kind.removeprefix("rsa")))
    return ec.derive_private_key(0x1F2E3D4C5B6A79881726354453627180, ec.SECP256R1())


def certificate(
    key: PrivateKey | None = None,
    *,
    county: str | None = "10009",
    agency: str = "雲林縣政府",
    start: datetime = NOW - timedelta(days=30),
    end: datetime = NOW + timedelta(days=700),
    may_sign: bool = True,
    is_authority: bool = False,
    serial: int = 0x0123456789,
    issuer: tuple[Certificate, PrivateKey] | None = None,
) -> Certificate:
    key = private_key() if key is None else key
    names = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "TW"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, agency),
    ]
    if county is not None:
        names.append(x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, f"MO:TW-{county}"))
    subject = x509.Name(names)
    usage = x509.KeyUsage(
        may_sign, False, not may_sign, False, False, is_authority, is_authority, False, False
    )
    signing_key = key if issuer is None else issuer[1]
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if issuer is None else issuer[0].loaded.subject)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        .add_extension(usage, critical=True)
        .sign(
            signing_key,
            hashes.SHA256(),
            ecdsa_deterministic=True if isinstance(signing_key, ec.EllipticCurvePrivateKey) else None,
        )
    )
    return read_der(made.public_bytes(Encoding.DER))


def signer(kind: str = "p256", **certificate_options: Any) -> Signer:
    key = private_key(kind)
    return Signer(certificate(key, **certificate_options), _key=key)


def crl(
    issuer: Certificate, key: PrivateKey, *serials: int, until: datetime
) -> x509.CertificateRevocationList:
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.loaded.subject)
    builder = builder.last_update(NOW - timedelta(days=1)).next_update(until)
    for serial in serials:
        revoked = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(NOW)
        builder = builder.add_revoked_certificate(revoked.build())
    return builder.sign(key, hashes.SHA256())


@cache
def pdf(pages: int = 1, text: str = "") -> bytes:
    """A small PDF."""
    with pikepdf.new() as document:
        for number in range(pages):
            page = document.add_blank_page()
            page.Contents = document.make_stream(f"% {text} {number}\n0 0 10 10 re S".encode())
        return saved(document)


def saved(document: pikepdf.Pdf) -> bytes:
    """As `exports.pdfa` saves: classic cross-reference table, /ID, no object streams."""
    output = io.BytesIO()
    plain = pikepdf.ObjectStreamMode.disable
    document.save(output, object_stream_mode=plain, deterministic_id=True, force_version="1.4")
    return output.getvalue()


def nested_pdf(branches: int, leaves: int) -> bytes:
    """A PDF whose page tree has branches."""
    with pikepdf.new() as document:
        top = document.Root.Pages
        for _ in range(branches):
            kids = pikepdf.Array()
            branch = document.make_indirect(
                pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=leaves, Kids=kids, Parent=top)
            )
            for _ in range(leaves):
                page = pikepdf.Dictionary(Type=pikepdf.Name.Page, MediaBox=[0, 0, 612, 792], Parent=branch)
                branch.Kids.append(document.make_indirect(page))
            top.Kids.append(branch)
        top.Count = branches * leaves
        return saved(document)


def _rows(text: str) -> tuple[tuple[str, ...], ...]:
    """Rows written with `|` between cells; a line that begins with `|` goes on with the one before."""
    return tuple(tuple(line.split("|")) for line in text.strip().replace("\n|", "|").split("\n"))


PEOPLE = _rows("""
P0001|national|A123456789|王小明||||01|1975-06-03|雲林縣政府|government|人事處|科員|junior|6
|civil_servant|05-5322154#123|0912345678|a@example.gov.tw|
P0002|national|F131104093|𠮷田 "引號"|吉|3-2144|Lisin Haluwey|02||雲林縣政府|government|人事處|=科員||
|contract_hired||||姓名用字
""")
NOMINATIONS = _rows("""
course-basic|1|10|P0002|true|unknown|參訓紀錄不完整，請中心查核||||false||||未曾參加
course-basic|1|2|P0001|false|yes|未曾參加、熠星方案參與者|熠星|officer|辦理業務|true|vegetarian|false|false|
""")
HISTORY = (("P0001", "自製數位教材基礎班", "99", "2", "true", "匯入", ""),)


def tables() -> tuple[TableData, ...]:
    return (
        TableData("people", PEOPLE),
        TableData("course_nominations", NOMINATIONS),
        TableData("course_history", HISTORY),
    )


def year() -> tuple[TableData, ...]:
    """Every table of the format, with people outside the roster where the format allows them."""
    members = (
        "1|P0001|government|雲林e英語圈|true|多益 TOEIC|605|B1|2014-06-15|seat|true|提升英語溝通能力|",
        "2|P0002|council||false|||A2-B1||extra|||自評、無證書",
    )
    texts = (
        "1|P0001|王小明|雲林縣政府|book|書|2015-03-12|題|心得|2|||true",
        "2||林老師|雲林縣立斗六國民中學|video|影片|||兩行\n心得|4|||true",
    )
    guests = (
        "1|P0001|王小明|雲林縣政府|科員|government|present|題目||第一場|regular|own||confirmed",
        "2||何師|國家文官學院|講師|central|exhibit||攤位||vegetarian|shuttle|true|waiting",
    )
    stages = ("P0001|reading|joined|", "P0002|reading|left|業務調整")
    return (
        *tables(),
        TableData("camp_members", _cells(*members)),
        TableData("camp_stages", _cells(*stages)),
        TableData("reflections", _cells(*texts)),
        TableData("showcase_requests", _cells(*guests)),
        *luminary(),
        *mentoring(),
    )


def mentoring() -> tuple[TableData, ...]:
    """Both pools, a pair with its diary, and one of an earlier year."""
    mentor = (
        "P0001|雲林縣政府|人事|人力|2|國語、臺語|線上|P0002|P0002||true|12|人事|經歷|週二|電郵|公所|true|"
    )
    mentee = (
        "P0002|斗六市公所|資訊||國語||P0001|P0001||true|3|資訊|目標|系統維護|專員|週二|電郵|縣政府|false|備註"
    )
    pair = "P0002|P0001|55|ended|true|熟悉|調任|line|字第1號|2015-03-20|2015-04-01|2015-11-30|學習|每月|成果"
    return (
        TableData("mentors", _cells(mentor)),
        TableData("mentees", _cells(mentee)),
        TableData("pairs", _cells(pair)),
        TableData(
            "pair_log",
            _cells(
                "P0002|P0001|discussion|1|2015-04-14|online|40|分工|五月再約|||",
                "P0002|P0001|practice|1|2015-08-13||||||2015-08-14|心得",
            ),
        ),
        TableData("earlier_pairs", _cells("103|P0001|P0002")),
    )


def luminary() -> tuple[TableData, ...]:
    """The Luminary programme: a proposal, a row of each of its lists, two items."""
    proposal = "1|new|selected|研習字第1號|2015-03-20|深耕計畫|現況|內容|配對||成果|分享||"
    return (
        TableData("luminary_proposals", _cells(proposal)),
        TableData("luminary_team", _cells("1|1|王小明|雲林縣政府|科長|convener|05-5522000")),
        TableData("luminary_goals", _cells("1|1|教材|6|12|2015-11-30")),
        TableData("luminary_schedule", _cells("1|1|104/05|諮詢|人事處")),
        TableData("luminary_budget", _cells("1|1|講師費|36000|預算")),
        TableData("luminary_visit_requests", _cells("1|1|教材|D3|設計||||")),
        TableData("luminary_visits", _cells("1|1|2015-05-11|專家|教材|D3|建議")),
        TableData("luminary_actions", _cells("1|1|D3|檢核表|人事處||open|")),
        TableData("luminary_sharing", _cells("1|1|benchmark|2015-09-03|嘉義|教材|")),
        TableData(
            "diagnosis_items",
            _cells("A1|3|false|2|4|5|3.0|1|visit course|紀錄|", "A2||true|||5||||無此編制|"),
        ),
    )


def _cells(*lines: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split("|")) for line in lines)


def booklet(activity: str = "course-basic", pages: int = 2, seal: SealPlace | None = None) -> BookletFile:
    return BookletFile(activity, pages, 2, pdf(pages, activity), seal)


def proof(name: str = "pairing", **said: Any) -> ProofFile:
    """A small proof in the form of the pairing's certificate."""
    told = {"format": "luminary-pairing/1", "levels": [{"u": [0, 36], "v": [12]}], "pairs": [[1, 0]]}
    return ProofFile(name, strict_json.write({**told, **said}))


def content(**changes: Any) -> PacketContent:
    good = PacketContent(
        packet_id=PACKET_ID,
        created_at=NOW,
        app=App("luminary-desk", "0.1.0"),
        roc_year=104,
        county_code="10009",
        county_name="雲林縣",
        sequence=7,
        plan=DataReference("104", "a" * 64),
        contact=Contact("林承辦", "05-5322154#123", "x@example.gov.tw"),
        scope=(
            ScopeLine("course-basic", "1", ScopeState.SUBMITTED),
            ScopeLine("english-camp", None, ScopeState.NOT_YET),
        ),
        tables=tables(),
        booklets=(booklet(),),
        cover=pdf(1, "cover"),
        cover_pages=1,
        letter=Letter(NOW.date(), "府人考字第1040001234號"),
        previous_sha256="b" * 64,
    )
    return replace(good, **changes)


def seal(
    folder: Path, packet: PacketContent | None = None, by: Signer | None = None, **options: Any
) -> Sealed:
    packet = content() if packet is None else packet
    name = packet_file_name(packet.roc_year, packet.county_code, packet.sequence)
    return build_container(packet, by or signer(), folder / name, **options)


def unpack(sealed: Path) -> dict[str, bytes]:
    return {name: bytes(view) for name, view in container.read(sealed.read_bytes()).items()}


def pack(files: dict[str, bytes], path: Path) -> Path:
    """Write these files as a container, whatever they are."""
    path.write_bytes(b"".join(container.write([Entry(name, file) for name, file in files.items()])))
    return path


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
