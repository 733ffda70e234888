"""The first start: an office made, opened and set up in one go; it appears whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desktop.core.clock import Clock
from desktop.core.progress import Progress, Silent
from desktop.core.vault import Cost, Passphrase
from desktop.services import demo, settings
from desktop.services.office import Office, create_office, open_office


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a new office shall be. A demo is made of the samples, whose county is `demo.COUNTY`."""

    county_code: str
    passphrase: str = field(repr=False)
    agency: str = ""
    """Blank for the county's government."""
    coordinator: str = ""
    phone: str = ""
    email: str = ""
    seals: tuple[str, ...] = ()
    """Labels of the approval seals from left to right; none for the usual ones."""
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """The office, open for writing, and the code that is known only now."""

    office: Office
    recovery_code: str = field(repr=False)


def make(
    folder: Path,
    wishes: Wishes,
    *,
    clock: Clock,
    progress: Progress | None = None,
    cost: Cost = Cost(),  # noqa: B008 # it is frozen
) -> Made:
    """Make the office in `folder`, which is missing or empty, and open it.

    Raises as `create_office` does, and `Cancelled`; nothing is left in the folder then.
    """
    watched = progress or Silent()
    watched.step(0, 0, "first_office.step_make")
    created = create_office(
        folder,
        demo.COUNTY if wishes.demo else wishes.county_code,
        wishes.passphrase,
        agency=wishes.agency or None,
        coordinator=wishes.coordinator,
        phone=wishes.phone,
        email=wishes.email,
        clock=clock,
        cost=cost,
    )
    with _removed_on_failure(folder):
        office = open_office(folder, Passphrase(wishes.passphrase), clock=clock)
        try:
            _set_up(office, wishes, watched)
        except BaseException:
            office.close()
            raise
    return Made(office, created.recovery_code)


@contextmanager
def _removed_on_failure(folder: Path) -> Iterator[None]:
    """The folder was made a moment ago and holds nothing of anybody's: an unfinished office is no office."""
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _set_up(office: Office, wishes: Wishes, progress: Progress) -> None:
    if wishes.seals:
        with office.database.writing("office.seals", undoable=False) as journal:
            settings.put(journal, settings.SEALS, list(wishes.seals))
    if wishes.demo:
        demo.fill(office, progress=progress)
