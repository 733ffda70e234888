"""What a restore would replace: the office now beside the one in the backup, proven on the way."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.core.storage import require_room, translated
from desktop.core.vault import Secret
from desktop.models.database import Database
from desktop.services import backup_file, backup_parts
from desktop.services.office import Office

_TABLES = {
    "people": "SELECT count(*) FROM person",
    "agencies": "SELECT count(*) FROM agency",
    "history": "SELECT count(*) FROM course_history",
    "nominations": "SELECT count(*) FROM nomination WHERE withdrawn_at IS NULL",
    "packets": "SELECT count(*) FROM packet",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What an office holds."""

    people: int
    agencies: int
    history: int
    nominations: int
    packets: int


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """The two offices side by side."""

    path: Path
    made_at: datetime
    now: Counts
    then: Counts
    own: bool
    """Whether it is a backup of this office, not of another one."""
    agency: str
    """Whose office the backup holds."""
    lost_packets: tuple[str, ...]
    """File names of sealed packets that the backup does not know."""


def preview(office: Office, path: Path, secret: Secret) -> RestorePreview:
    """Open a backup with the secret of its day, check all of it, and count; nothing is replaced.

    That the secret opens it is what a restore needs: nobody is to lock themselves out. Raises what
    `backup.check` raises, and `backup.damaged`.
    """
    with tempfile.TemporaryDirectory(prefix="luminary-") as name, translated(Path(name)):
        folder = Path(name)
        require_room(folder, 3 * path.stat().st_size)
        unpacked = backup_parts.unpack(path, folder, secret, office.clock)
        with backup_parts.opened(folder, unpacked.key, office.clock) as database:
            then, agency, held = _counts(database), _agency(database), _packets(database)
    manifest = backup_file.read_manifest(path)
    sealed = _packets(office.database)
    return RestorePreview(
        path=path,
        made_at=datetime.fromisoformat(manifest.made_at),
        now=_counts(office.database),
        then=then,
        own=manifest.vault_id == office.vault.id,
        agency=agency,
        lost_packets=tuple(sorted(sealed[sha256] for sha256 in sealed.keys() - held.keys())),
    )


def _counts(database: Database) -> Counts:
    with database.reading() as session:
        connection = session.connection()
        found = {name: connection.exec_driver_sql(query).scalar_one() for name, query in _TABLES.items()}
    return Counts(**found)


def _agency(database: Database) -> str:
    with database.reading() as session:
        return str(session.connection().exec_driver_sql("SELECT agency FROM office").scalar_one())


def _packets(database: Database) -> dict[str, str]:
    """SHA-256 → file name of every sealed packet."""
    with database.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT sha256, file_name FROM packet")
        return {str(sha256): str(name) for sha256, name in rows}
