"""A new recovery code counts when it is kept, and the old one until then."""

from __future__ import annotations

from desktop.services.office import Office, RecoveryCode
from desktop.services.recovery_offer import RecoveryOffer
from tests.office_secrets import OLD, entries, leftovers, opens, renew


def test_a_kept_code_counts(office: Office) -> None:
    first = renew(office)
    offer = RecoveryOffer(office, OLD)
    assert (opens(office.folder, first), opens(office.folder, RecoveryCode(offer.code))) == (True, False)
    offer.keep()
    assert (opens(office.folder, first), opens(office.folder, RecoveryCode(offer.code))) == (False, True)


def test_a_dropped_code_changes_nothing(office: Office) -> None:
    first = renew(office)
    before = entries(office)
    offer = RecoveryOffer(office, OLD)
    offer.drop()
    assert opens(office.folder, first)
    assert not opens(office.folder, RecoveryCode(offer.code))
    assert (entries(office), leftovers(office.folder)) == (before, [])


def test_dropping_what_was_kept_takes_nothing_back(office: Office) -> None:
    offer = RecoveryOffer(office, OLD)
    offer.keep()
    offer.drop()
    assert opens(office.folder, RecoveryCode(offer.code))
