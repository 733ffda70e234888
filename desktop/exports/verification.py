"""What the verifier answers: is the packet complete, is it unaltered, and from whom is it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop.core.errors import Param
from desktop.core.findings import Finding, has_errors
from desktop.exports.packet import Letter


class Revocation(StrEnum):
    """What is known of a certificate's revocation."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SignerAnswer:
    """From whom the packet is; a part that cannot be answered is None.

    `fingerprint` is the SHA-256 of the certificate in lower-case hex. `county_code` is the county that
    the registry, or else the certificate itself, says the signer speaks for. `registered` is None
    without a registry, `trusted` is None without pinned certificates.
    """

    subject: str | None
    fingerprint: str | None
    county_code: str | None
    registered: bool | None
    trusted: bool | None
    revocation: Revocation


@dataclass(frozen=True, slots=True)
class PacketInfo:
    """What a readable packet says of itself; believe it only as far as the three answers go."""

    packet_id: str
    number: str
    county_code: str
    county_name: str
    roc_year: int
    sequence: int
    created_at: datetime
    counts: dict[str, int]
    forms: dict[str, int]
    """Activity → pages of its booklet."""
    proofs: tuple[str, ...]
    """Names of its proofs."""
    letter: Letter | None
    tables_sha256: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Verification:
    """The three answers, what was found, and what the packet says (None where it cannot be read)."""

    complete: bool
    unaltered: bool
    signer: SignerAnswer
    findings: tuple[Finding, ...]
    packet: PacketInfo | None

    @property
    def accepted(self) -> bool:
        """Whether nothing forbids taking the packet (warnings allowed)."""
        return self.complete and self.unaltered and not has_errors(self.findings)


class Fault(Exception):
    """What makes a part of a packet unacceptable; the verifier turns it into a finding with this code."""

    def __init__(self, code: str, /, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
