"""Changing what opens an office, and asking what opens it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from desktop.core.errors import EnvironmentFailure
from desktop.core.vault import Secret
from desktop.models.audit import AuditEntry
from desktop.services import office_secrets, settings
from desktop.services.office import Office, Passphrase, RecoveryCode, open_office
from desktop.services.office_secrets import Proof
from tests.builders import CLOCK, COST, PASSPHRASE

OLD, NEW = Passphrase(PASSPHRASE), Passphrase("another sentence to remember")


def opens(folder: Path, secret: Secret) -> bool:
    """Whether the office in `folder` opens; refused for another reason than its secret, the test fails."""
    try:
        open_office(folder, secret, read_only=True, clock=CLOCK).close()
    except EnvironmentFailure as error:
        assert error.code.startswith("vault."), error
        return False
    return True


def opening(folder: Path, *secrets: Secret) -> list[Secret]:
    """Those of the secrets that open it."""
    return [secret for secret in secrets if opens(folder, secret)]


def change(office: Office, current: Proof = OLD, new: Passphrase = NEW) -> None:
    """Change the passphrase, at the cost of tests."""
    office_secrets.change_passphrase(office, current, new.text, cost=COST)


def renew(office: Office, current: Proof = OLD) -> RecoveryCode:
    """Another recovery code, in force."""
    with office_secrets.new_recovery_code(office, current) as code:
        pass
    return RecoveryCode(code)


def entries(office: Office) -> list[tuple[str, bool]]:
    """(action, whether it can be undone) of each entry of the audit log after the first."""
    with office.database.reading() as session:
        found = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    return [(entry.action, entry.undoable) for entry in found if entry.action != "office.create"]


def recorded(office: Office) -> Any:
    """What the office says of the latest change."""
    with office.database.reading() as session:
        return settings.get(session, settings.SECRETS_CHANGED)


def leftovers(folder: Path) -> list[Path]:
    """What lies beside the vault and is none."""
    return list(folder.glob(".vault.json*"))
