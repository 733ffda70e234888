"""What the bottom line and the rail say."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from desktop.core import paths
from desktop.core.clock import TAIWAN, FixedClock
from desktop.core.findings import Finding, Severity
from desktop.models.courses import Nomination
from desktop.services import backup, nominate, packets, settings, standing
from desktop.services.office import Office, Passphrase, open_office
from tests.builders import CLOCK, PASSPHRASE, add_people, make_office

LONG_AGO = datetime(2014, 1, 1, tzinfo=TAIWAN)
SAMPLE = paths.resources() / "samples" / "nominate-newmedia.csv"


def later(office: Office, days: float) -> Office:
    """The same office on another day."""
    office.clock = FixedClock(CLOCK.now() + timedelta(days=days))
    office.database.clock = office.clock
    return office


def test_a_new_office_has_nothing_to_lose(office: Office) -> None:
    now = standing.read(office, built_at=LONG_AGO)
    assert (now.backup_at, now.backup_is_old, now.unsent, now.ever_sent) == (None, False, 0, False)
    assert now.saved_at == CLOCK.now()
    assert now.warnings == ()


def test_a_backup_is_told_and_grows_old(office: Office) -> None:
    add_people(office, 3)
    assert standing.read(office, built_at=LONG_AGO).backup_is_old
    backup.make(later(office, 1))
    now = standing.read(office, built_at=LONG_AGO)
    assert (now.backup_at, now.backup_is_old) == (office.clock.now(), False)
    assert not standing.read(later(office, 2), built_at=LONG_AGO).backup_is_old
    assert standing.read(later(office, 2.1), built_at=LONG_AGO).backup_is_old


def test_a_file_that_is_no_backup_does_not_count(office: Office) -> None:
    add_people(office, 3)
    (office.backups / "auto-20150105-090000.lgdlbackup").write_bytes(b"damaged")
    assert standing.read(office, built_at=LONG_AGO).backup_at is None


def test_a_read_only_office_is_not_asked_for_backups(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        add_people(office, 3)
        secret = Passphrase(PASSPHRASE)
        with open_office(tmp_path / "office", secret, read_only=True, clock=CLOCK) as looking:
            assert not standing.read(looking, built_at=LONG_AGO).backup_is_old
            assert standing.marks(looking).read_only


def test_a_clock_before_the_build_or_the_last_packet_is_told(county: Office, tmp_path: Path) -> None:
    nominate.nominate_file(county, "course-newmedia", SAMPLE, skip_errors=True)
    packets.build(county, tmp_path)
    sent = standing.read(county, built_at=LONG_AGO)
    assert (sent.unsent, sent.ever_sent, sent.warnings) == (0, True, ())
    (build,) = standing.warnings(county, built_at=CLOCK.now() + timedelta(days=1))
    assert build.code == "signer.clock_before_build"
    (export,) = standing.warnings(later(county, -1), built_at=LONG_AGO)
    assert export.code == "signer.clock_before_export"


def test_the_place_of_the_folder_is_told(office: Office) -> None:
    found = Finding("office.network", Severity.WARNING, params={"path": "Z:"})
    office.findings = (found,)
    assert standing.warnings(office, built_at=LONG_AGO) == (found,)


def test_counts_and_errors(county: Office) -> None:
    assert standing.counts(county) == standing.Counts(620, 0, 0, 0)
    nominate.nominate_file(county, "course-newmedia", SAMPLE, skip_errors=True)
    before = standing.counts(county)
    assert (before.people, before.nominated, before.errors) == (620, 14, 0)
    assert before.warnings > 0
    with county.database.writing("nomination.rank") as journal:
        journal.update(Nomination, 1, {"session": 9})
    assert standing.counts(county) == replace(before, errors=1, warnings=standing.counts(county).warnings)


def test_a_demo_is_marked(office: Office) -> None:
    with office.database.writing("demo.fill", undoable=False) as journal:
        settings.put(journal, settings.DEMO, True)
    assert standing.marks(office) == standing.Marks(read_only=False, demo=True)
