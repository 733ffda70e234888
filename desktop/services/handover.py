"""Handover to a successor or a new PC: one encrypted file with everything, opened by a code of its own.

The file is a backup of a copy whose database, vault and signing key were all encrypted anew: neither the old
passphrase nor the old recovery code opens it, nor what is made of it, on any PC.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from desktop.core import paths, recovery_code, vault, vault_file
from desktop.core.clock import Clock
from desktop.core.errors import UsageError
from desktop.core.progress import Progress, Silent
from desktop.core.vault import Cost, Passphrase
from desktop.exports.office_key import relock
from desktop.models import copies
from desktop.services import backup, folder_build, office_secrets, restore, settings, signing_keys
from desktop.services.office import Office, open_office
from desktop.services.office_folder import DATABASE, FOLDERS, KEYS, OUTBOX, VAULT

SUFFIX = ".lgdlhandover"


@dataclass(frozen=True, slots=True)
class Handover:
    """The file, and the code that opens it: stored nowhere, and known only now."""

    path: Path
    people: int
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """The office on the other PC, and its new recovery code, which is known only now."""

    folder: Path
    people: int
    agency: str
    recovery_code: str = field(repr=False)


def make(
    office: Office,
    target: Path,
    *,
    progress: Progress | None = None,
    cost: Cost = Cost(),  # noqa: B008 # it is frozen
) -> Handover:
    """Write the file `target`, which must not be there; this office goes on as before.

    Raises `UsageError` for a file that is there, `storage.short` and the `file.…` failures.
    """
    if target.exists():
        raise UsageError("handover.taken", path=str(target))
    watched, code = progress or Silent(), recovery_code.generate()
    with folder_build.built_beside(target.with_name("handover")) as building:
        watched.step(0, 2, "handover.step_copy")
        copy = building / "office"
        _copied(office, copy, code, cost)
        watched.step(1, 2, "handover.step_copy")
        with open_office(copy, Passphrase(code), clock=office.clock) as copied:
            made = backup.make(copied, building / "file")
        made.path.replace(target)
        watched.step(2, 2, "handover.step_copy")
    with office.database.writing("handover.make", str(made.people), undoable=False) as journal:
        settings.put(journal, settings.HANDED_OVER, {"at": office.clock.now().isoformat()})
    return Handover(target, made.people, code)


def take_over(
    path: Path,
    folder: Path,
    code: str,
    passphrase: str,
    *,
    clock: Clock,
    cost: Cost = Cost(),  # noqa: B008 # it is frozen
) -> TakenOver:
    """Make the office of a handover file in `folder`, which is missing or empty, with a new passphrase.

    Raises `UsageError` for a short passphrase or a taken folder, and what `restore.restore` raises for a
    wrong code or a damaged file; nothing is left in the folder then.
    """
    vault.check_passphrase(passphrase)
    folder = folder_build.named(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("office.folder_taken", path=str(folder))
    once = Passphrase(code.strip())
    restored = restore.restore(path, folder, once, clock=clock)
    try:
        with open_office(folder, once, clock=clock) as office:
            office_secrets.change_passphrase(office, once, passphrase, cost=cost)
            with office_secrets.new_recovery_code(office, Passphrase(passphrase)) as new:
                agency = office.row().agency
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)  # it was made a moment ago, and the file is still there
        raise
    return TakenOver(folder, restored.people, agency, new)


def _copied(office: Office, folder: Path, code: str, cost: Cost) -> None:
    """The office in `folder` under a new key, which only `code` opens."""
    folder.mkdir()
    for name in FOLDERS:
        (folder / name).mkdir()
    new = vault.create(code, now=office.clock.now(), cost=cost)
    vault_file.save(new.vault, folder / VAULT)
    copies.copy(office.database, office.key, folder / DATABASE)
    copies.rekey(folder / DATABASE, office.key, new.key)
    for file in sorted((office.folder / OUTBOX).glob("[!.]*")):
        shutil.copy2(file, folder / OUTBOX / file.name)
    for file in sorted((office.folder / KEYS).glob("[!.]*")):
        content = file.read_bytes()
        if file.suffix == ".p12":
            content = relock(
                content, signing_keys.passphrase_of(office.key), signing_keys.passphrase_of(new.key)
            )
        paths.write_atomic(folder / KEYS / file.name, content)
