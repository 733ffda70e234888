"""Pictures of the settings: every section, in an office that works and in a new one, and every dialog."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QScrollArea, QWidget

from desktop.core.clock import TAIWAN
from desktop.views.settings.sections import SECTIONS
from desktop.views.shots.scene import Office, Scene, Stage


def _section(field: str, stage: Stage) -> None:
    stage.go("settings", field=field)


def _activity(activity: str, stage: Stage) -> None:
    stage.go("settings", field="plan", activity=activity)


def _pressed(field: str, name: str, stage: Stage) -> QDialog:
    """The dialog that a button of a section opens."""
    stage.go("settings", field=field)
    _press(stage.window, name)
    return stage.dialog()


def _key_statement(stage: Stage) -> QDialog:
    dialog = _pressed("keys", "key-statement", stage)
    stage.drawn()
    return dialog


def _press(root: QWidget, name: str) -> None:
    root.findChildren(QPushButton, name)[-1].click()


def _type(root: QWidget, name: str, text: str) -> None:
    line = root.findChildren(QLineEdit, name)[-1]
    line.setText(text)
    line.setModified(True)
    line.editingFinished.emit()


def _office_faults(stage: Stage) -> None:
    stage.go("settings", field="office")
    _type(stage.window, "office-agency", "")
    _type(stage.window, "office-email", "承辦人信箱")
    stage.settle()


def _letter_filled(stage: Stage) -> None:
    # Imported here, as in every scene: pictures without an office need no services.
    from desktop.services import letters

    letters.put(stage.window.bench.office, date(2015, 2, 10), "府人訓字第1040000001號")
    stage.go("settings", field="letter")


def _letter_wrong(stage: Stage) -> None:
    stage.go("settings", field="letter")
    _type(stage.window, "letter-day", "104/02/30")
    stage.settle()


def _seals_many(stage: Stage) -> None:
    from desktop.services import approval_seals  # lazy: see `_letter_filled`

    labels = ("承辦人", "科長", "單位主管", "人事單位", "主任秘書", "機關首長")
    approval_seals.put(stage.window.bench.office, labels)
    stage.go("settings", field="seals")


def _passphrase(stage: Stage) -> QDialog:
    dialog = _pressed("secrets", "secret-change", stage)
    dialog.findChildren(QLineEdit, "new-passphrase")[-1].setText("短了一些")
    return dialog


def _passphrase_wrong(stage: Stage) -> QDialog:
    dialog = _pressed("secrets", "secret-change", stage)
    for name in ("passphrase-current", "new-passphrase", "repeat-passphrase"):
        dialog.findChildren(QLineEdit, name)[-1].setText("一句好記而且夠長的新密碼")
    _press(dialog, "passphrase-do")
    stage.settle()
    return dialog


def _recovery_shown(stage: Stage) -> QDialog:
    from desktop.services.demo import PASSPHRASE  # lazy: see `_letter_filled`

    dialog = _pressed("secrets", "secret-renew", stage)
    dialog.findChildren(QLineEdit, "recovery-current")[-1].setText(PASSPHRASE)
    _press(dialog, "recovery-do")
    stage.settle()
    return dialog


def _restore_preview(stage: Stage) -> QDialog:
    from desktop.services.demo import PASSPHRASE  # lazy: see `_letter_filled`

    dialog = _pressed("backups", "backup-restore", stage)
    dialog.findChildren(QLineEdit, "restore-secret")[-1].setText(PASSPHRASE)
    _press(dialog, "restore-do")
    stage.settle()
    return dialog


def _handover_code(stage: Stage) -> QDialog:
    from desktop.views.settings.handover_dialog import HandoverDialog  # lazy: see `_letter_filled`

    dialog = _pressed("backups", "backup-handover", stage)
    assert isinstance(dialog, HandoverDialog)
    dialog.make(stage.window.bench.office.folder.parent / "移交.lgdlhandover")
    stage.settle()
    dialog.code.setText("7KQ2M-X3PLD-9SWRA-4TNVB-M8CHE-2ZKPQ-YD5RT-J3MWA")  # the true one differs each time
    return dialog


def _purge(stage: Stage) -> QDialog:
    from desktop.services import privacy  # lazy: see `_letter_filled`
    from desktop.views.settings.privacy import PurgeDialog  # lazy: the same

    stage.go("settings", field="privacy")
    old = privacy.Purgeable(
        date(2010, 3, 3),
        214,
        1_830_000,
        datetime(2008, 1, 7, tzinfo=TAIWAN),
        datetime(2010, 2, 26, tzinfo=TAIWAN),
    )
    PurgeDialog(stage.window.bench, old, stage.window).open()
    return stage.dialog()


def _decided(stage: Stage) -> None:
    from desktop.services import plans  # lazy: see `_letter_filled`

    office = stage.window.bench.office
    for field, value in (
        ("session.1.seats", "40"),
        ("session.1.periods", "2015-03-16/2015-03-21"),
        ("session.1.venue", "本中心電腦教室"),
    ):
        plans.change(
            office, "course-basic", field, value, document="中企字第1040000123號", day=date(2015, 2, 9)
        )
    plans.decide(office, "course-basic", "contract_staff", "refuse")
    _activity("course-basic", stage)


def _below(field: str, stage: Stage) -> None:
    """A section scrolled to its end."""
    stage.go("settings", field=field)
    for holder in stage.window.findChildren(QScrollArea):
        holder.verticalScrollBar().setValue(holder.verticalScrollBar().maximum())


def _check_other(stage: Stage) -> QDialog:
    from desktop.views.settings.backup_dialogs import CheckDialog  # lazy: see `_letter_filled`

    stage.go("settings", field="backups")
    path = next(stage.window.bench.office.backups.glob("*"))
    CheckDialog(stage.window.bench, path, lambda _info: None, stage.window).open()
    return stage.dialog()


SCENES = (
    *(Scene(f"settings-{spec.key}", Office.DEMO, partial(_section, spec.key)) for spec in SECTIONS),
    *(
        Scene(f"settings-new-{key}", Office.NEW, partial(_section, key))
        for key in ("letter", "keys", "backups", "privacy")
    ),
    Scene("settings-office-faults", Office.DEMO, _office_faults),
    Scene("settings-letter-filled", Office.DEMO, _letter_filled),
    Scene("settings-letter-wrong", Office.NEW, _letter_wrong),
    Scene("settings-seals-many", Office.NEW, _seals_many),
    Scene("settings-key-statement", Office.DEMO, _key_statement),
    Scene("settings-key-renew", Office.DEMO, partial(_pressed, "keys", "key-renew")),
    Scene("settings-passphrase", Office.DEMO, _passphrase),
    Scene("settings-passphrase-wrong", Office.DEMO, _passphrase_wrong),
    Scene("settings-recovery", Office.DEMO, partial(_pressed, "secrets", "secret-renew")),
    Scene("settings-recovery-shown", Office.DEMO, _recovery_shown),
    Scene("settings-purge", Office.DEMO, _purge),
    Scene("settings-privacy-log", Office.DEMO, partial(_below, "privacy")),
    Scene("settings-check", Office.DEMO, _check_other),
    Scene("settings-handover", Office.DEMO, partial(_pressed, "backups", "backup-handover")),
    Scene("settings-handover-code", Office.DEMO, _handover_code),
    Scene("settings-restore", Office.DEMO, partial(_pressed, "backups", "backup-restore")),
    Scene("settings-restore-preview", Office.DEMO, _restore_preview),
    Scene("settings-plan-course", Office.DEMO, _decided),
    Scene("settings-plan-camp", Office.DEMO, partial(_activity, "english-camp")),
    Scene("settings-plan-luminary", Office.DEMO, partial(_activity, "luminary")),
    Scene("settings-about-libraries", Office.DEMO, partial(_below, "about")),
    Scene("settings-licence", Office.DEMO, partial(_pressed, "about", "licence-kai")),
)
