"""packet.json: what a packet says of itself, as strict models (`resources/packet/packet.schema.json`)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic import model_validator as whole_model

from desktop.core.clock import ROC_OFFSET
from desktop.exports import strict_json
from desktop.exports.packet import LONGEST_LINE, SCHEMA
from desktop.exports.verification import Fault

PATH = "packet.json"
SCHEMA_ID = f"urn:luminary-desk:{SCHEMA.replace('/', ':')}"


def _real_date(text: str) -> str:
    date.fromisoformat(text)
    return text


def _real_moment(text: str) -> str:
    datetime.fromisoformat(text)
    return text


_ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}$"
_UUID4 = r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"

Line = Annotated[str, StringConstraints(pattern=_ONE_LINE, max_length=LONGEST_LINE)]
Name = Annotated[str, StringConstraints(pattern=_ONE_LINE, min_length=1, max_length=LONGEST_LINE)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Uuid4 = Annotated[str, StringConstraints(pattern=_UUID4)]
Day = Annotated[str, StringConstraints(pattern=_DAY), AfterValidator(_real_date)]
Moment = Annotated[str, StringConstraints(pattern=_MOMENT), AfterValidator(_real_moment)]
CountyCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)]
TableName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$", max_length=40)]
FilePath = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._/-]+$", max_length=100)]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Positive = Annotated[int, Field(ge=1, le=10_000_000)]
Sequence = Annotated[int, Field(ge=1, le=9999)]


class _Model(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Year(_Model):
    """The programme year, in both calendars."""

    roc: Annotated[int, Field(ge=100, le=999)]
    ce: Annotated[int, Field(ge=2011, le=2910)]

    @whole_model(mode="after")
    def _same_year(self) -> Year:
        if self.ce != self.roc + ROC_OFFSET:
            raise ValueError("roc and ce are different years")
        return self


class AppJson(_Model):
    """The program that made the packet."""

    name: Name
    version: Name


class ReferenceJson(_Model):
    """A data file that the packet was made with."""

    id: Identifier
    sha256: Sha256


class LetterJson(_Model):
    """A letter by its date and document number (文號)."""

    date: Day
    number: Name


class ContactJson(_Model):
    """Who answers questions."""

    name: Line
    tel: Line
    email: Line


class ScopeJson(_Model):
    """What the packet says of an activity or of one session."""

    activity: Identifier
    session: Identifier | None
    state: Literal["submitted", "nil", "unchanged", "not_yet"]


class CampJson(_Model):
    """Seats of the English camp."""

    base: Count
    granted: Count
    granted_by: LetterJson | None
    requested: Count
    released: Count


class _File(_Model):
    path: FilePath
    media_type: Name
    sha256: Sha256
    bytes: Count


class TableFile(_File):
    """A table's CSV."""

    role: Literal["table"]
    rows: Positive


class MetadataFile(_File):
    """A table's CSVW metadata."""

    role: Literal["metadata"]


class PdfFile(_File):
    """A signed PDF: a booklet or the cover."""

    role: Literal["booklet", "cover"]
    pages: Positive


class ProofJson(_File):
    """A proof of what the tables say."""

    role: Literal["proof"]


File = Annotated[TableFile | MetadataFile | PdfFile | ProofJson, Field(discriminator="role")]


class PacketJson(_Model):
    """The whole of packet.json."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, json_schema_extra={"$id": SCHEMA_ID}, title=SCHEMA
    )

    schema_: Literal["lgdl-packet/1"] = Field(alias="schema")
    packet_id: Uuid4
    programme_year: Year
    county_code: CountyCode
    county_name: Name
    sequence: Sequence
    supersedes: Uuid4 | None
    previous_sha256: Sha256 | None
    created_at: Moment
    app: AppJson
    plan: ReferenceJson
    questionnaire: ReferenceJson | None
    signer_cert_sha256: Sha256
    recipient_cert_sha256: Sha256 | None
    counts: dict[TableName, Positive]
    letter: LetterJson | None
    contact: ContactJson
    scope: list[ScopeJson]
    camp: CampJson | None
    files: list[File]

    def encode(self) -> bytes:
        """The bytes of packet.json."""
        return strict_json.write(self.model_dump(mode="json", by_alias=True))


def decode(content: bytes) -> PacketJson:
    """Read packet.json strictly; raises `Fault` that names the first key that is wrong."""
    try:
        return PacketJson.model_validate(strict_json.read(content))
    except strict_json.StrictJsonError as problem:
        raise Fault("packet.json_malformed") from problem
    except ValidationError as problem:
        place = problem.errors(include_url=False, include_context=False, include_input=False)[0]["loc"]
        raise Fault(
            "packet.json_invalid", key=".".join(str(part) for part in place) or "packet.json"
        ) from problem


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of packet.json, kept in `resources/packet/packet.schema.json`."""
    schema = PacketJson.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
