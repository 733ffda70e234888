"""Turn a packet's content into packet.json: the same facts in the words of its schema."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.clock import ROC_OFFSET, TAIWAN
from desktop.exports.csv_out import table_name
from desktop.exports.packet import SCHEMA, Camp, DataReference, Letter, PacketContent, ScopeLine
from desktop.exports.packet_json import (
    AppJson,
    CampJson,
    ContactJson,
    File,
    LetterJson,
    PacketJson,
    ReferenceJson,
    ScopeJson,
    TableFile,
    Year,
)
from desktop.exports.signing import Signer


def state(content: PacketContent, signer: Signer, files: Sequence[File]) -> PacketJson:
    """packet.json for this content; `files` are the packet's files in order, as they are after signing."""
    tables = [file for file in files if isinstance(file, TableFile)]
    return PacketJson(
        schema=SCHEMA,
        packet_id=content.packet_id,
        programme_year=Year(roc=content.roc_year, ce=content.roc_year + ROC_OFFSET),
        county_code=content.county_code,
        county_name=content.county_name,
        sequence=content.sequence,
        supersedes=content.supersedes,
        previous_sha256=content.previous_sha256,
        created_at=content.created_at.astimezone(TAIWAN).isoformat(timespec="seconds"),
        app=AppJson(name=content.app.name, version=content.app.version),
        plan=_reference(content.plan),
        questionnaire=None if content.questionnaire is None else _reference(content.questionnaire),
        signer_cert_sha256=signer.certificate.fingerprint,
        recipient_cert_sha256=None,
        counts={table_name(table.path): table.rows for table in tables},
        letter=None if content.letter is None else _letter(content.letter),
        contact=ContactJson(name=content.contact.name, tel=content.contact.tel, email=content.contact.email),
        scope=[
            _scope(line) for line in sorted(content.scope, key=lambda one: (one.activity, one.session or ""))
        ],
        camp=None if content.camp is None else _camp(content.camp),
        files=list(files),
    )


def _reference(reference: DataReference) -> ReferenceJson:
    return ReferenceJson(id=reference.id, sha256=reference.sha256)


def _letter(letter: Letter) -> LetterJson:
    return LetterJson(date=letter.date.isoformat(), number=letter.number)


def _scope(line: ScopeLine) -> ScopeJson:
    return ScopeJson(activity=line.activity, session=line.session, state=line.state.value)


def _camp(camp: Camp) -> CampJson:
    return CampJson(
        base=camp.base,
        granted=camp.granted,
        granted_by=None if camp.granted_by is None else _letter(camp.granted_by),
        requested=camp.requested,
        released=camp.released,
    )
