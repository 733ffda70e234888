"""Masking, retention and the purge: the log stays whole, and what is younger can still be undone."""

from __future__ import annotations

from datetime import datetime

import pytest

from desktop.core.clock import TAIWAN, FixedClock
from desktop.core.errors import UsageError
from desktop.services import audit_log, office_profile, privacy, undo
from desktop.services.integrity import check_integrity
from desktop.services.office import Office


def at(office: Office, year: int, month: int = 1, day: int = 5) -> None:
    office.clock = office.database.clock = FixedClock(datetime(year, month, day, 9, tzinfo=TAIWAN))


def test_numbers_are_masked_until_somebody_decides_otherwise(office: Office) -> None:
    assert privacy.masked(office)
    assert privacy.shown_id("A123456789", masked=privacy.masked(office)) == "A12*****89"
    privacy.mask(office, False)
    assert privacy.shown_id("A123456789", masked=privacy.masked(office)) == "A123456789"
    assert audit_log.entries(office, audit_log.ids(office, "secrets"))[0].action == "privacy.unmask"
    undo.undo(office.database)
    assert privacy.masked(office)


def test_years_out_of_range_are_refused(office: Office) -> None:
    for years in (0, 31):
        with pytest.raises(UsageError, match=r"privacy\.retention_range"):
            privacy.retain(office, years)
    privacy.retain(office, 1)
    assert privacy.read(office).retention_years == 1


def test_old_values_go_and_younger_ones_stay(office: Office) -> None:
    office_profile.edit(office, "phone", "05-1111111")
    at(office, 2019)
    office_profile.edit(office, "phone", "05-2222222")
    at(office, 2020, 1, 6)
    old = privacy.purgeable(office)
    assert (old.before.isoformat(), old.actions) == ("2015-01-06", 2)  # making the office, the first edit
    entries = audit_log.ids(office)
    assert privacy.purge(office) == 2
    assert privacy.purgeable(office).actions == 0
    assert check_integrity(office) == ()
    assert audit_log.ids(office)[1:] == entries, "the log keeps every entry"
    assert undo.undo(office.database).action == "office.edit"
    assert office_profile.read(office).phone == "05-1111111"
    assert undo.stacks(office.database).done == (), "what was purged cannot be undone"


def test_nothing_old_is_nothing_to_do(office: Office) -> None:
    entries = audit_log.ids(office)
    assert privacy.purge(office) == 0
    assert audit_log.ids(office) == entries


def test_what_follows_a_younger_entry_stays(office: Office) -> None:
    """A clock set back makes a late entry look old: only what stands before all younger ones goes."""
    at(office, 2020)
    office_profile.edit(office, "phone", "05-1111111")
    at(office, 2010)
    office_profile.edit(office, "phone", "05-2222222")
    at(office, 2022)
    assert privacy.purge(office) == 1  # making the office
    assert [action.action for action in undo.stacks(office.database).done] == ["office.edit", "office.edit"]


def test_the_twenty_ninth_of_february_has_an_anniversary(office: Office) -> None:
    at(office, 2020, 2, 29)
    privacy.retain(office, 1)
    assert privacy.purgeable(office).before.isoformat() == "2019-02-28"
