"""Making an office folder, and opening one: the two ways to an `Office`."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import vault, vault_file
from desktop.core.clock import Clock
from desktop.core.counties import county
from desktop.core.errors import EnvironmentFailure, UsageError
from desktop.core.logs import logging_to
from desktop.core.office_lock import OfficeLock
from desktop.core.vault import Cost, Keyring, Passphrase, RecoveryCode, Secret
from desktop.models import migrate
from desktop.models.database import Database
from desktop.models.office import OfficeRow
from desktop.services import backup, folder_build, office_build, office_place
from desktop.services.office_folder import DATABASE, LOGS, VAULT, Office

if TYPE_CHECKING:
    from desktop.models.journal import Journal
    from desktop.services.imported_plan import PlanFile

__all__ = [
    "Keyring",
    "Office",
    "OfficeCreated",
    "Passphrase",
    "RecoveryCode",
    "create_office",
    "open_office",
]

PAGE_BYTES = 4_096
"""SQLCipher 4's own page size: the file is whole pages."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OfficeCreated:
    """What the coordinator must keep: the code is stored nowhere, and this is the only time it is known."""

    recovery_code: str = field(repr=False)


def create_office(
    folder: Path,
    county_code: str,
    passphrase: str,
    *,
    agency: str | None = None,
    plan: str | PlanFile | None = None,
    coordinator: str = "",
    phone: str = "",
    email: str = "",
    clock: Clock,
    cost: Cost = Cost(),  # noqa: B008 # it is frozen
) -> OfficeCreated:
    """Make a new office in `folder`, which is missing or empty: it appears whole or not at all.

    `plan` is a ROC year or a plan that came as a file; without one it is the newest that came with the
    program.
    Raises `UsageError` for an unknown county or plan, a short passphrase, or a folder with something in it.
    """
    folder = folder_build.named(folder)
    found, year = county(county_code), _plan_year(plan)
    office_build.refuse_taken(folder)
    new = vault.create(passphrase, now=clock.now(), cost=cost)
    row = {"county_code": found.code, "agency": agency or found.government, "plan": year}
    contact = {"coordinator": coordinator, "phone": phone, "email": email}
    with folder_build.built_beside(folder) as building:
        with (
            office_build.made(building, new.vault, new.key, clock) as database,
            database.writing("office.create", found.code, undoable=False) as journal,
        ):
            journal.insert(OfficeRow, [{**row, **contact, "created_at": clock.now()}])
            _keep(journal, plan)
        folder_build.put_in_place(building, folder)
    return OfficeCreated(new.recovery_code)


def open_office(folder: Path, secret: Secret, *, read_only: bool = False, clock: Clock) -> Office:
    """Open an office; with `read_only` it takes no lock, so that a second window may look on.

    Raises `EnvironmentFailure`: `office.missing`, `office.locked` (at once), the `vault.…` codes for a wrong
    secret or a damaged vault, `database.…` and `migrate.…` for a damaged, foreign or newer database.
    """
    folder = folder_build.named(folder)
    folder_build.finish_replacement(folder)
    _require_office(folder)
    with ExitStack() as held:
        left = None
        if not read_only:
            left = held.enter_context(OfficeLock(folder, clock)).left
            folder_build.drop_unused_replacement(folder)
        held.enter_context(logging_to(folder / LOGS))
        opened = _unlocked(folder, secret, read_only=read_only, clock=clock)
        held.callback(opened.database.dispose)
        _bring_up_to_date(opened)
        opened.interrupted = left is not None
        opened.hold(held.pop_all())
    return opened


def _plan_year(plan: str | PlanFile | None) -> str:
    """The plan's year as it is stored; raises `UsageError` if the program came without it."""
    # Imported here: the reader of plans takes as long to load as the database, and opening does without it.
    from desktop.rules import load  # noqa: PLC0415 - see above

    if plan is None:
        return str(load.years()[-1])
    if not isinstance(plan, str):
        return str(plan.plan.year)
    if not plan.isdecimal():
        raise UsageError("rules.year_unknown", year=plan, known="、".join(map(str, load.years())))
    load.folder(int(plan))
    return str(int(plan))


def _keep(journal: Journal, plan: str | PlanFile | None) -> None:
    """Put a plan that came as a file into the new office."""
    from desktop.services import imported_plan  # noqa: PLC0415 - as in `_plan_year`

    if isinstance(plan, imported_plan.PlanFile):
        imported_plan.keep(journal, plan)


def _require_office(folder: Path) -> None:
    if not (folder / VAULT).exists() and not (folder / DATABASE).exists():
        raise EnvironmentFailure("office.missing", path=str(folder))


def _unlocked(folder: Path, secret: Secret, *, read_only: bool, clock: Clock) -> Office:
    wrapped = vault_file.load(folder / VAULT)
    _require_database(folder / DATABASE)
    key = wrapped.unlock(secret)
    database = Database(
        folder / DATABASE, key, clock=clock, actor=office_build.account(), read_only=read_only
    )
    return Office(folder, wrapped, key, database, clock, read_only, office_place.warnings(folder))


def _require_database(path: Path) -> None:
    """SQLite would quietly begin a new database in place of a missing or an empty file."""
    if not path.is_file():
        raise EnvironmentFailure("database.unreachable")
    if path.stat().st_size == 0:
        raise EnvironmentFailure("database.damaged")


def _bring_up_to_date(office: Office) -> None:
    """Raise if the database is not whole or not ours; carry out pending migrations after a proven backup."""
    office.database.check()
    # Without its tables the migrator would make an empty office of it.
    if _half_a_page(office.database.path) or migrate.schema_of(office.database) == 0:
        raise EnvironmentFailure("database.damaged")
    waiting = migrate.pending(office.database)
    if waiting and office.read_only:
        raise EnvironmentFailure("office.upgrade_first", path=str(office.folder))
    if waiting:
        migrate.upgrade(office.database, backup=lambda: backup.before(office, "migration"))
        _log.info("office upgraded to schema %d", migrate.CURRENT)


def _half_a_page(path: Path) -> bool:
    """Whether the end of the file is missing, which SQLite overlooks; a WAL would hold the page whole."""
    wal = path.with_name(f"{path.name}-wal")
    in_wal = wal.exists() and wal.stat().st_size > 0
    return path.stat().st_size % PAGE_BYTES != 0 and not in_wal
