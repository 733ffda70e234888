"""The first start: one action from nothing to an open office, or nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.errors import Cancelled, UsageError
from desktop.services import approval_seals, demo, first_office, standing
from desktop.services.first_office import Wishes
from desktop.services.office import RecoveryCode, open_office
from tests.builders import CLOCK, COST, PASSPHRASE


class CancelledAt:
    """Progress that is cancelled at a step."""

    def __init__(self, label: str) -> None:
        self.label = label

    def step(self, done: int, total: int, label: str) -> None:
        if label == self.label:
            raise Cancelled


def test_it_is_open_and_as_it_was_wished(tmp_path: Path) -> None:
    wishes = Wishes("63000", PASSPHRASE, "臺北市議會", "王小明", "02-27208889", "a@b.tw", ("承辦人", "主任"))
    made = first_office.make(tmp_path / "office", wishes, clock=CLOCK, cost=COST)
    with made.office as office:
        row = office.row()
        assert (row.county_code, row.agency, row.coordinator) == ("63000", "臺北市議會", "王小明")
        assert approval_seals.read(office) == ("承辦人", "主任")
        assert standing.marks(office) == standing.Marks(read_only=False, demo=False)
    open_office(tmp_path / "office", RecoveryCode(made.recovery_code), clock=CLOCK).close()
    assert made.recovery_code not in repr(made)
    assert PASSPHRASE not in repr(wishes)


def test_a_demo_holds_people_and_says_so(tmp_path: Path) -> None:
    wishes = Wishes("63000", PASSPHRASE, demo=True)
    with first_office.make(tmp_path / "office", wishes, clock=CLOCK, cost=COST).office as office:
        counts = standing.counts(office)
        assert office.row().county_code == demo.COUNTY
        assert (counts.people, counts.nominated) == (620, 221)
        assert standing.marks(office).demo
        assert list(office.outbox.iterdir()) == [], "nothing is sealed: that is for practice"


@pytest.mark.parametrize("label", ["first_office.step_make", "demo.step_nominations"])
def test_cancelled_it_leaves_nothing(tmp_path: Path, label: str) -> None:
    wishes = Wishes(demo.COUNTY, PASSPHRASE, demo=True)
    with pytest.raises(Cancelled):
        first_office.make(tmp_path / "office", wishes, clock=CLOCK, cost=COST, progress=CancelledAt(label))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()
    with pytest.raises(UsageError):
        first_office.make(tmp_path, Wishes(demo.COUNTY, PASSPHRASE), clock=CLOCK, cost=COST)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
