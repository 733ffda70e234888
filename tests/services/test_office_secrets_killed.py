"""Killed at any line while a secret changes: the old one or the new one opens, and the log knows."""

from __future__ import annotations

import functools
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from desktop.core import paths, vault_file
from desktop.services import office_secrets, settings
from desktop.services.integrity import check_integrity
from desktop.services.office import Office, Passphrase, RecoveryCode, open_office
from tests.builders import CLOCK, COST, make_office
from tests.killing import die, killed_by_itself
from tests.office_secrets import NEW, OLD, change, leftovers, opening, recorded, renew

pytestmark = pytest.mark.slow

WRITERS = {
    module.__file__ for module in (office_secrets, vault_file, paths, settings) if module.__file__ is not None
}
"""The files whose every line is a moment at which a change may be killed."""


class Lines:
    """Counts the lines of `WRITERS` as they run, and kills the process at one of them."""

    def __init__(self, last: int | None = None) -> None:
        self.seen, self.last = 0, last

    def trace(self, frame: FrameType, event: str, _argument: object) -> Any:
        if frame.f_code.co_filename not in WRITERS:
            return None
        if event == "line":
            self.seen += 1
            if self.seen == self.last:
                die()
        return self.trace

    def during(self, work: Callable[[Office], object], office: Office) -> int:
        before = sys.gettrace()
        sys.settrace(self.trace)
        try:
            work(office)
        finally:
            sys.settrace(before)
        return self.seen


def hand_over(office: Office) -> None:
    """As the command does: the sheet is written in the block."""
    with office_secrets.new_recovery_code(office, OLD) as code:
        (office.folder.parent / "sheet").write_text(code, encoding="utf-8")


def in_place(office: Office) -> None:
    """What no service does: the vault written over the old one."""
    new = office.vault.change_passphrase(office.key, NEW.text, now=CLOCK.now(), cost=COST)
    vault_file.save(new, office.folder / "new.json")
    with (office.folder / "vault.json").open("wb", buffering=0) as file:
        file.write((office.folder / "new.json").read_bytes()[:100])
        paths.sync_folder(office.folder)  # its lines are such moments
        file.write((office.folder / "new.json").read_bytes()[100:])


def act(folder: Path, work: Callable[[Office], object], last: int | None = None) -> int:
    with open_office(folder, OLD, clock=CLOCK) as office:
        return Lines(last).during(work, office)


def killed_at_each_line(place: Path, work: Callable[[Office], object]) -> Iterator[tuple[Path, RecoveryCode]]:
    """The folder after each kill, and the recovery code that was on the old sheet."""
    with make_office(place / "office") as office:
        old = renew(office)
    shutil.copytree(place / "office", place / "counted" / "office")
    for number in range(1, act(place / "counted" / "office", work) + 1):
        folder = place / str(number) / "office"
        shutil.copytree(place / "office", folder)
        killed_by_itself(functools.partial(act, folder, work, number))
        yield folder, old


def test_killed_at_any_line_one_passphrase_opens_and_the_log_knows(tmp_path: Path) -> None:
    met, left = set(), 0
    for folder, old in killed_at_each_line(tmp_path, change):
        (good,) = opening(folder, OLD, NEW)
        met.add(good)
        left += len(leftovers(folder))
        with open_office(folder, old, clock=CLOCK) as office:
            assert check_integrity(office) == ()
            logged = recorded(office)["vault_sha256"] == vault_file.fingerprint(office.vault)
            assert logged or good == OLD, "a change took effect without its entry"
            change(office, old, Passphrase("yet another sentence"))
            assert leftovers(folder) == []
    assert met == {OLD, NEW}
    assert left, "no kill left anything behind, so nothing showed that it is removed"


def test_killed_at_any_line_the_old_sheet_or_the_new_one_opens(tmp_path: Path) -> None:
    met = set()
    for folder, old in killed_at_each_line(tmp_path, hand_over):
        sheet = folder.parent / "sheet"
        new = [RecoveryCode(sheet.read_text(encoding="utf-8"))] if sheet.exists() else []
        (good,) = opening(folder, old, *new)
        met.add(good == old)
    assert met == {True, False}


def test_the_judge_sees_a_vault_that_nothing_opens(tmp_path: Path) -> None:
    """The control: written in place, there is a moment at which neither opens."""
    found = [opening(folder, OLD, NEW, old) for folder, old in killed_at_each_line(tmp_path, in_place)]
    assert found[0] != []
    assert [] in found
