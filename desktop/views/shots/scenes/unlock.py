"""Pictures of the entrance: the wizard's steps and mistakes, the passphrase, what goes wrong with it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from desktop.core import preferences
from desktop.core.errors import EnvironmentFailure
from desktop.views.shots.scene import Office, Scene, Stage
from desktop.views.unlock.entrance import Entrance
from desktop.views.unlock.page import UnlockPage
from desktop.views.unlock.wizard import Wizard

_PASSPHRASE = "四個不相干的詞：竹子、車票、星期三、湯匙"
_DRAWN_SECONDS = 0.6
_CODE = "7K3QX-9MTRB-W2C4V-HN6Y8-5PGZD-3FJQ1-XR7KA-M4T9E"
"""The shape of a code; no office has it."""


def _entrance(stage: Stage) -> Entrance:
    return stage.window.findChildren(Entrance)[-1]


def _wizard(stage: Stage, step: int = 0) -> Wizard:
    """The wizard, filled in up to a step."""
    wizard = stage.window.findChildren(Wizard)[-1]
    if step > 0:
        wizard.agency.county.choose("10009")
        wizard.next()
    if step > 1:
        wizard.contact.coordinator.setText("林承辦")
        wizard.contact.phone.setText("05-5522000#2205")
        wizard.contact.email.setText("training@example.gov.tw")
        wizard.next()
    return wizard


def _agency(stage: Stage) -> None:
    _wizard(stage)


def _agency_wrong(stage: Stage) -> None:
    wizard = _wizard(stage)
    wizard.agency.county.setEditText("新北")
    wizard.agency.county.setEditText("新竹")
    wizard.next()


def _demo(stage: Stage) -> None:
    _wizard(stage).agency.demo.setChecked(True)


def _contact(stage: Stage) -> None:
    _wizard(stage, 1)


def _contact_wrong(stage: Stage) -> None:
    wizard = _wizard(stage, 1)
    wizard.contact.coordinator.setText("林承辦")
    wizard.contact.email.setText("training.example.gov.tw")
    wizard.next()


def _passphrase(stage: Stage) -> None:
    new = _wizard(stage, 2).passphrase.new
    new.first.setText(_PASSPHRASE)
    new.second.setText(_PASSPHRASE)


def _passphrase_weak(stage: Stage) -> None:
    new = _wizard(stage, 2).passphrase.new
    new.first.setText("雲林縣政府1234567")
    new.second.setText("雲林縣政府")
    _wizard(stage).next()


def _recovery(stage: Stage) -> None:
    """The step as it looks after the office was made; nothing is made for a picture."""
    wizard = _wizard(stage, 2)
    wizard.recovery.show_code("雲林縣政府", _CODE)
    wizard.go(3)


def _recovery_not_kept(stage: Stage) -> None:
    _recovery(stage)
    _wizard(stage).next()


def _sheet(stage: Stage) -> QWidget:
    _recovery(stage)
    _wizard(stage).recovery.print.click()
    until = time.monotonic() + _DRAWN_SECONDS  # Qt draws pages beside us and tells nobody when it is done
    while time.monotonic() < until:
        stage.settle()
    return stage.dialog()


@contextmanager
def _unlocking(stage: Stage, folder: str = "office") -> Iterator[UnlockPage]:
    entrance = _entrance(stage)
    entrance.choose(stage.demo / folder)
    stage.settle()
    yield stage.window.findChildren(UnlockPage)[-1]
    stage.settle()


def _unlock(stage: Stage) -> None:
    with _unlocking(stage):
        pass


def _wrong(stage: Stage) -> None:
    with _unlocking(stage) as page:
        page.passphrase.setText("not this one at all")
        page.open()


def _locked(stage: Stage) -> None:
    with _unlocking(stage) as page:
        held = {"path": "D:/熠星送件站", "host": "PC-0212", "since": "2015-03-03 09:12"}
        page.refuse(EnvironmentFailure("office.locked", pid=4711, **held))


def _forgotten(stage: Stage) -> None:
    with _unlocking(stage):
        _entrance(stage).show_forgotten()


def _taken(stage: Stage) -> None:
    _entrance(stage).choose(stage.demo)


def _missing(stage: Stage) -> None:
    gone = Path("E:/熠星送件站")
    stage.window.bench.preferences.put(preferences.OFFICE, str(gone))
    _entrance(stage).show_folder(gone)
    stage.settle()
    stage.window.bench.preferences.put(preferences.OFFICE, "")


def _take_over(stage: Stage) -> QDialog:
    _entrance(stage).take_over()
    return stage.dialog()


SCENES = (
    Scene("unlock-take-over", Office.NONE, _take_over),
    Scene("unlock-wizard-1-agency", Office.NONE, _agency),
    Scene("unlock-wizard-1-wrong", Office.NONE, _agency_wrong),
    Scene("unlock-wizard-1-demo", Office.NONE, _demo),
    Scene("unlock-wizard-2-contact", Office.NONE, _contact),
    Scene("unlock-wizard-2-wrong", Office.NONE, _contact_wrong),
    Scene("unlock-wizard-3-passphrase", Office.NONE, _passphrase),
    Scene("unlock-wizard-3-weak", Office.NONE, _passphrase_weak),
    Scene("unlock-wizard-4-recovery", Office.NONE, _recovery),
    Scene("unlock-wizard-4-not-kept", Office.NONE, _recovery_not_kept),
    Scene("unlock-wizard-4-sheet", Office.NONE, _sheet),
    Scene("unlock-passphrase", Office.NONE, _unlock),
    Scene("unlock-wrong", Office.NONE, _wrong),
    Scene("unlock-locked", Office.NONE, _locked),
    Scene("unlock-forgotten", Office.NONE, _forgotten),
    Scene("unlock-folder-taken", Office.NONE, _taken),
    Scene("unlock-missing", Office.NONE, _missing),
)
