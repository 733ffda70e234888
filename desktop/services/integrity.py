"""Whether an office is whole: the chain of its audit log, and every page of its database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import EnvironmentFailure
from desktop.core.findings import Finding, Severity
from desktop.models import proof
from desktop.models.audit import GENESIS, AuditEntry, AuditPayload, entry_sha256
from desktop.services.office_folder import Office


def check_integrity(office: Office) -> tuple[Finding, ...]:
    """What is wrong with the office's data, nothing if it is whole.

    The chain is walked from its first entry: each must follow the one before by number and hash, and each
    payload that has not been purged must fit the hash in its entry.
    """
    try:
        with office.database.reading() as session:
            if proof.problems(session.connection()):
                return (Finding("integrity.database_damaged", Severity.ERROR),)
            return (*_broken_chain(session), *_altered_payloads(session))
    except EnvironmentFailure as error:
        if error.code != "database.damaged":
            raise
        return (Finding("integrity.database_damaged", Severity.ERROR),)


def _broken_chain(session: Session) -> Iterator[Finding]:
    """The first entry that does not follow the one before; those behind it prove nothing any more."""
    previous = GENESIS
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=500))
    for number, entry in enumerate(entries, 1):
        if (entry.id, entry.previous_sha256, entry.sha256) != (number, previous, entry_sha256(entry)):
            yield Finding("integrity.chain_broken", Severity.ERROR, params={"entry": number})
            return
        previous = entry.sha256


def _altered_payloads(session: Session) -> Iterator[Finding]:
    rows = session.execute(
        select(AuditEntry.id, AuditEntry.payload_sha256, AuditPayload.body)
        .join(AuditPayload, AuditPayload.entry_id == AuditEntry.id)
        .order_by(AuditEntry.id)
        .execution_options(yield_per=50)
    )
    for row in rows:
        if hashlib.sha256(row.body).hexdigest() != row.payload_sha256:
            yield Finding("integrity.payload_altered", Severity.ERROR, params={"entry": row.id})
