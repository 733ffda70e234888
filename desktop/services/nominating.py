"""Nominating from a file for an activity of any family, and the report on it.

To add a family: write its `nominate_file`, and list it in FAMILIES.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from desktop.core.errors import UsageError
from desktop.rules import camp_seats
from desktop.services import camp_nominate, nominate, plans
from desktop.services.nominate import NominationResult
from desktop.services.office import Office


class NominateFile(Protocol):
    """Judges the people of a file and writes them, all or none."""

    def __call__(
        self,
        office: Office,
        activity_id: str,
        path: Path,
        *,
        attest: bool,
        dry_run: bool,
        skip_errors: bool,
    ) -> NominationResult:
        """As `services.nominate.nominate_file`."""


FAMILIES: Mapping[str, NominateFile] = {
    plans.FAMILY: nominate.nominate_file,
    camp_seats.FAMILY: camp_nominate.nominate_file,
}
"""Family of activities → how its files are taken."""


def nominate_file(
    office: Office,
    activity_id: str,
    path: Path,
    *,
    attest: bool = False,
    dry_run: bool = False,
    skip_errors: bool = False,
) -> NominationResult:
    """Nominate the people of a file; raises `UsageError` for an activity that nobody is nominated for."""
    with office.database.reading() as session:
        family = plans.current(session).activity(activity_id).family
    if family not in FAMILIES:
        raise UsageError("nominate.not_a_course", activity=activity_id)
    return FAMILIES[family](
        office, activity_id, path, attest=attest, dry_run=dry_run, skip_errors=skip_errors
    )
