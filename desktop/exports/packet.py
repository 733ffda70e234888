"""What goes into a packet, as plain values: services gather them, `sealing` makes them a container."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

SCHEMA: Final = "lgdl-packet/1"
"""Name and version of the packet format: of packet.json, of the folders, and of the table definitions."""

MEDIA_TYPE = "application/vnd.etsi.asic-e+zip"

COVER_PATH = "summary/cover.pdf"

LONGEST_LINE = 200
"""Characters of a text in packet.json: a name, a telephone number, a document number."""


class ScopeState(StrEnum):
    """What this packet says of an activity or session; a line that is absent never means withdrawal."""

    SUBMITTED = "submitted"
    NIL = "nil"
    UNCHANGED = "unchanged"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class App:
    """The program that made the packet."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class DataReference:
    """A data file the packet was made with (the plan, the questionnaire): its id and SHA-256 in hex."""

    id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Letter:
    """An official letter: its date and its document number (文號)."""

    date: date
    number: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers the center's questions."""

    name: str
    tel: str
    email: str


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """What the packet says of one activity, or of one of its sessions."""

    activity: str
    session: str | None
    state: ScopeState


@dataclass(frozen=True, slots=True)
class Camp:
    """Seats of the online English camp (柒、二): allotted, granted beyond, asked for and given back."""

    base: int
    granted: int
    granted_by: Letter | None
    requested: int
    released: int


@dataclass(frozen=True, slots=True)
class TableData:
    """The rows of one table of `tables.definitions()`.

    Cells are text in the order of the definition's columns, values raw as the packet has them (ISO
    dates, IDs as text, `true`/`false`, a list joined by 「、」, empty for nothing). Row order is free: the
    packet sorts by primary key. A table without rows is left out of the packet.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A proof of what the tables say, such as the certificate of the pairing; it becomes proof/<name>.json.

    `name` is of small letters and `_`. `content` is a JSON object as `strict_json.write` writes it, of at
    most `strict_json.MAX_BYTES`; it holds no personal data: a stranger may be given it without the tables.
    """

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Where a PDF shows its signature: page (from 0) and box (left, bottom, right, top) in points."""

    page: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class BookletFile:
    """One activity's unsigned PDF/A-1b booklet; it becomes forms/<activity>.pdf."""

    activity: str
    pages: int
    people: int
    pdf: bytes
    seal: SealPlace | None = None


@dataclass(frozen=True, slots=True)
class PacketContent:
    """All that a packet says, but for what the signer's certificate adds.

    `packet_id` is a UUID version 4; `created_at` is aware. `cover` is the unsigned PDF/A-1b of the cover,
    which prints the packet number and `csv_out.tables_sha256(tables)`. `previous_sha256` is the SHA-256
    of the container of the packet before, `supersedes` the packet_id of the one that this one replaces.
    """

    packet_id: str
    created_at: datetime
    app: App
    roc_year: int
    county_code: str
    county_name: str
    sequence: int
    plan: DataReference
    contact: Contact
    scope: tuple[ScopeLine, ...]
    tables: tuple[TableData, ...]
    booklets: tuple[BookletFile, ...]
    cover: bytes
    cover_pages: int
    cover_seal: SealPlace | None = None
    supersedes: str | None = None
    previous_sha256: str | None = None
    questionnaire: DataReference | None = None
    letter: Letter | None = None
    camp: Camp | None = None
    proofs: tuple[ProofFile, ...] = ()


def packet_number(roc_year: int, county_code: str, sequence: int) -> str:
    """The number people quote and the cover prints: LGDL-104-10009-0007."""
    return f"LGDL-{roc_year}-{county_code}-{sequence:04d}"


def packet_file_name(roc_year: int, county_code: str, sequence: int) -> str:
    """The container's file name: the packet number with the suffix of ASiC-E (EN 319 162)."""
    return packet_number(roc_year, county_code, sequence) + ".asice"


def booklet_path(activity: str) -> str:
    """Where an activity's booklet lies in the packet."""
    return f"forms/{activity}.pdf"


def booklet_activity(path: str) -> str:
    """Whose booklet lies there in the packet."""
    return path.removeprefix("forms/").removesuffix(".pdf")


def proof_path(name: str) -> str:
    """Where a proof lies in the packet."""
    return f"proof/{name}.json"


def proof_name(path: str) -> str:
    """Which proof lies there in the packet."""
    return path.removeprefix("proof/").removesuffix(".json")
