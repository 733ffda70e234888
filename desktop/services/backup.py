"""Backups of an office: made and proven, listed, checked; one is made by itself before every large change."""

from __future__ import annotations

import itertools
import logging
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.core.clock import Clock
from desktop.core.errors import DataError, EnvironmentFailure, KnownError
from desktop.core.progress import Progress, Silent
from desktop.core.storage import require_room, translated
from desktop.core.vault import Secret
from desktop.models import proof
from desktop.services import backup_file, backup_parts, backup_rotation
from desktop.services.backup_file import SUFFIX, Manifest
from desktop.services.backup_rotation import Made
from desktop.services.folder_build import built_beside, remove_stale
from desktop.services.office_folder import BACKUPS, DATABASE, Office

AUTOMATIC = "auto-"
"""How the names of backups begin that the rotation may delete."""

_BY_HAND = "backup-"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One backup. One that is not `ok` has no people and a blank time."""

    path: Path
    sha256: str
    people: int
    made_at: str
    """ISO 8601 with offset."""
    ok: bool
    reason: str = ""
    """What it was made before (import, nominate, migration), or hand; blank when not `ok`."""
    size: int = 0
    """Bytes of the file."""


def make(office: Office, target: Path | None = None, *, progress: Progress | None = None) -> BackupInfo:
    """Make a backup and prove it: opened, every page checked, counted and hashed before it gets its name.

    `target` is a file, or a folder in which it is named by itself; without one it goes to the office's own
    backups. An earlier backup of this office at `target` is replaced, but never by an emptier one
    (`backup.emptier`), and nothing else is (`backup.taken`).
    """
    place = office.backups if target is None else target
    if place.is_dir() or target is None:
        place = _free_name(place, _BY_HAND, office.clock.now())
    return _made(office, place, "hand", progress or Silent())


def before(office: Office, reason: str) -> BackupInfo | None:
    """Make an automatic backup ahead of a large change, such as `import`, and delete those it supersedes.

    None for an office with neither people nor agencies, unless its schema is about to change. Raises if it
    did not succeed: the change must not begin then.
    """
    if reason != "migration" and not proof.has_data(office.database):
        return None
    place = _free_name(office.backups, AUTOMATIC, office.clock.now())
    info = _made(office, place, reason, Silent())
    _rotate(office.backups, info, office.clock.now())
    return info


def list_(folder: Path) -> tuple[BackupInfo, ...]:
    """The backups in an office folder, the latest first, each read whole against its seal but not opened.

    Needs no passphrase. Raises `office.missing`.
    """
    if not (folder / BACKUPS).is_dir():
        raise EnvironmentFailure("office.missing", path=str(folder))
    found = [_described(path) for path in sorted((folder / BACKUPS).glob(f"[!.]*{SUFFIX}"))]
    return tuple(sorted(found, key=lambda info: (info.made_at, info.path.name), reverse=True))


def check(path: Path, secret: Secret | bytes, *, clock: Clock) -> BackupInfo:
    """Open a backup and check all of it: seal, vault, every page and file, and the count of people.

    `secret` is the passphrase or recovery code that was valid when it was made, or the office's key. A
    damaged backup comes back as not `ok`; raises `EnvironmentFailure` for a wrong secret or an unreadable
    file, `DataError` `backup.foreign` for another kind of file.
    """
    with tempfile.TemporaryDirectory(prefix="luminary-") as name, translated(Path(name)):
        require_room(Path(name), 3 * _size(path))
        try:
            opened = backup_parts.unpack(path, Path(name), secret, clock)
        except DataError as error:
            if error.code != "backup.damaged":
                raise
            return _broken(path)
        return _info(path, opened.manifest, opened.sha256)


def last_proven(folder: Path) -> datetime | None:
    """When the latest backup in an office folder was made; quick, for only the newest is looked at.

    Each was proven before it got its name. None without any that can be read.
    """
    found = (folder / BACKUPS).glob(f"[!.]*{SUFFIX}")
    for path in sorted(found, key=lambda path: path.stat().st_mtime, reverse=True):
        try:
            return datetime.fromisoformat(backup_file.read_manifest(path).made_at)
        except (KnownError, ValueError):
            continue
    return None


def check_here(office: Office, path: Path, secret: Secret | None = None) -> BackupInfo:
    """`check` with the open office's key where that opens it, so that nobody is asked.

    Raises `backup.needs_secret` for the backup of another office as long as no `secret` is given.
    """
    own = backup_file.read_manifest(path).vault_id == office.vault.id
    if secret is None and not own:
        raise EnvironmentFailure("backup.needs_secret")
    return check(path, secret or office.key, clock=office.clock)


def _made(office: Office, target: Path, reason: str, progress: Progress) -> BackupInfo:
    require_room(target.parent, 3 * _office_size(office))
    with built_beside(target.with_name("backup")) as building:
        remove_stale(target.parent, f".*{SUFFIX}.*.part")
        progress.step(0, 2, "backup.step_copy")
        manifest = backup_parts.collect(office, building, reason)
        _refuse_worse(target, manifest)
        progress.step(1, 2, "backup.step_write")
        sha256 = backup_file.write(target, manifest, building)
        progress.step(2, 2, "backup.step_write")
    _log.info("backup made before %s: %d people", reason, manifest.people)
    return _info(target, manifest, sha256)


def _refuse_worse(target: Path, manifest: Manifest) -> None:
    """A good backup is never replaced by an emptier one, and what is no backup of this office never."""
    if not target.exists():
        return
    try:
        old = backup_file.read_manifest(target)
    except KnownError as error:
        raise EnvironmentFailure("backup.taken", path=str(target)) from error
    if old.vault_id != manifest.vault_id:
        raise EnvironmentFailure("backup.taken", path=str(target))
    if old.people > manifest.people and _described(target).ok:
        raise DataError("backup.emptier", path=str(target), old=old.people, new=manifest.people)


def _free_name(folder: Path, prefix: str, now: datetime) -> Path:
    """A name by the time that nothing has yet, and that sorts in the order of making."""
    stem = f"{prefix}{now:%Y%m%d-%H%M%S}"
    names = (stem if number == 1 else f"{stem}-{number:04d}" for number in itertools.count(1))
    return next(path for name in names if not (path := folder / f"{name}{SUFFIX}").exists())


def _rotate(folder: Path, newest: BackupInfo, now: datetime) -> None:
    """Delete what has been superseded; one that cannot be read stays for a person to look at."""
    made = [one for one in map(_automatic, _automatic_files(folder)) if one is not None]
    # The one just made counts as the last even if the PC's clock has been set back.
    made.sort(key=lambda one: (one.path == newest.path, one.path.stem))
    for path in backup_rotation.superseded(made, now.date()):
        path.unlink(missing_ok=True)


def _automatic_files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"{AUTOMATIC}*{SUFFIX}"))


def _automatic(path: Path) -> Made | None:
    try:
        manifest = backup_file.read_manifest(path)
        return Made(path, datetime.fromisoformat(manifest.made_at).date(), manifest.people)
    except (KnownError, ValueError):
        return None


def _described(path: Path) -> BackupInfo:
    try:
        return _info(path, *backup_file.verify(path))
    except KnownError:  # damaged, unreadable or of a newer version: listed all the same
        return _broken(path)


def _info(path: Path, manifest: Manifest, sha256: str) -> BackupInfo:
    return BackupInfo(
        path, sha256, manifest.people, manifest.made_at, ok=True, reason=manifest.reason, size=_size(path)
    )


def _broken(path: Path) -> BackupInfo:
    try:
        return BackupInfo(path, backup_file.part(path).sha256, 0, "", ok=False)
    except OSError:
        return BackupInfo(path, "", 0, "", ok=False)


def _office_size(office: Office) -> int:
    files = [path for _, path in backup_parts.files(office.folder)]
    wal = office.folder / f"{DATABASE}-wal"
    return sum(_size(path) for path in (*files, office.folder / DATABASE, wal) if path.exists())


def _size(path: Path) -> int:
    with translated(path):
        return path.stat().st_size
