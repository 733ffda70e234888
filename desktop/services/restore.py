"""Restoring a backup: the new office is built beside its place and proven before it takes it."""

from __future__ import annotations

import itertools
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.core.clock import Clock
from desktop.core.errors import UsageError
from desktop.core.office_lock import OfficeLock
from desktop.core.storage import require_room, translated
from desktop.core.vault import Secret
from desktop.services import backup_parts, folder_build
from desktop.services.office_folder import BACKUPS, DATABASE, FOLDERS, INBOX, OUTBOX, VAULT

CARRIED = (BACKUPS, INBOX, OUTBOX)
"""What a restore must not lose: no backup holds the first two, and packets sealed since lie in the third."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored office. It opens with the passphrase or recovery code valid when the backup was made."""

    folder: Path
    people: int
    made_at: str
    """When the backup was made, ISO 8601 with offset."""
    kept: Path | None
    """Where the office that was there lies now, if there was one."""


def restore(path: Path, folder: Path, secret: Secret, *, clock: Clock) -> Restored:
    """Put the office in a backup into `folder`, whole or not at all; what was there is kept beside it.

    The kept one is named `<folder>.before-restore-<time>`. Raises `office.locked` while a program writes to
    `folder`, `office.folder_taken` if something else lies there, and what `backup.check` raises, with
    `DataError` `backup.damaged` for a damaged backup. Nothing has changed then.
    """
    folder = folder_build.named(folder)
    folder_build.finish_replacement(folder)
    _refuse_taken(folder)
    with translated(path):
        require_room(folder.parent, 3 * path.stat().st_size)
    with _unused(folder, clock) as lock, folder_build.built_beside(folder) as building:
        opened = backup_parts.unpack(path, building, secret, clock)
        backup_parts.extract_files(building, opened.key)
        for name in FOLDERS:
            (building / name).mkdir(exist_ok=True)
        _carry_over(folder, building)
        replaced = _kept_name(folder, clock) if folder.exists() and _is_office(folder) else None
        if os.name == "nt":
            lock.close()
        folder_build.replace_folder(building, folder, replaced)
    _log.info("office restored: %d people", opened.manifest.people)
    return Restored(folder, opened.manifest.people, opened.manifest.made_at, replaced)


def _refuse_taken(folder: Path) -> None:
    """Only a missing or empty folder or an office may be put aside: not the desktop, named by mistake."""
    if folder.exists() and not _is_office(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("office.folder_taken", path=str(folder))


def _is_office(folder: Path) -> bool:
    return (folder / VAULT).exists() or (folder / DATABASE).exists()


@contextmanager
def _unused(folder: Path, clock: Clock) -> Iterator[ExitStack]:
    """Hold the lock of the office that is there. Windows renames no folder with an open file in it."""
    with ExitStack() as held:
        if _is_office(folder):
            held.enter_context(OfficeLock(folder, clock))
        yield held


def _carry_over(folder: Path, building: Path) -> None:
    """Give the new office the files of `CARRIED`: they are never edited, so a link is as good as a copy."""
    for name in CARRIED:
        for source in sorted((folder / name).glob("[!.]*")):
            if source.is_file() and not (building / name / source.name).exists():
                _link_or_copy(source, building / name / source.name)


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # FAT and some shares have no links
        shutil.copy2(source, target)


def _kept_name(folder: Path, clock: Clock) -> Path:
    """A free name for the office that is replaced."""
    stem = f"{folder.name}.before-restore-{clock.now():%Y%m%d-%H%M%S}"
    names = (stem if number == 1 else f"{stem}-{number}" for number in itertools.count(1))
    return next(path for path in map(folder.with_name, names) if not path.exists())
