"""Pictures of the page 送件: preflight, history, and every dialog in each of its states."""

from __future__ import annotations

import io
import itertools
import shutil
import zipfile
import zlib
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

from desktop.core.errors import EnvironmentFailure
from desktop.views.packets.build_dialog import BuildDialog, Result
from desktop.views.packets.copy_dialog import CopyDialog
from desktop.views.packets.drives import Drive
from desktop.views.packets.page import PacketsPage
from desktop.views.packets.verify_dialog import VerifyDialog
from desktop.views.packets.work_dialog import WorkDialog
from desktop.views.shots.scene import Office, Scene, Stage

_STICK = Drive(Path("E:/"), "KINGSTON", 14_200_000_000, False)
_LOCKED = Drive(Path("F:/"), "", 3_100_000_000, True)
_DIGEST = "620d99753477060e382efa0cec3df464dbdb7037297edb4bf2199c690def9520"
_copies = itertools.count()


def _page(stage: Stage) -> PacketsPage:
    stage.go("packets")
    page = stage.window.page
    assert isinstance(page, PacketsPage)
    return page


def _office_of_its_own(stage: Stage) -> None:
    """A copy of the office, so that what a scene changes is not seen by the next."""
    # Imported here: the scenes are listed before any office is open.
    from desktop.services.demo import PASSPHRASE
    from desktop.services.office import Passphrase, open_office

    stage.settle()
    bench = stage.window.bench
    source = bench.office.folder
    copied = stage.demo.parent / f"packets-{next(_copies)}"
    bench.lock()
    shutil.copytree(source, copied)
    bench.unlock(open_office(copied, Passphrase(PASSPHRASE), clock=bench.clock))


def _spoil(stage: Stage) -> None:
    """One nominee moves to the council, one to a new agency, one has an address that is none."""
    # Imported here: see `_office_of_its_own`.
    from desktop.services import nominations, people

    _office_of_its_own(stage)
    office = stage.window.bench.office
    with office.database.reading() as session:
        ids = [nominee.person.id for nominee in nominations.listing(session)]
    people.edit(office, ids[0], {"agency": "雲林縣議會"})
    people.edit(office, ids[1], {"email": "wang.at.yunlin"})
    people.edit(office, ids[2], {"agency": "雲林縣數位發展推動辦公室"})
    people.edit(office, ids[3], {"title": "", "unit": ""})


def _empty(stage: Stage) -> QWidget | None:
    _page(stage)
    return None


def _filled(stage: Stage) -> QWidget | None:
    page = _page(stage)
    page.findings.setFocus()
    page.findings.setCurrentIndex(page.findings.lines.index(2))
    return None


def _with_errors(stage: Stage) -> QWidget | None:
    _spoil(stage)
    page = _page(stage)
    page.findings.setFocus()
    page.findings.setCurrentIndex(page.findings.lines.index(1))
    return None


def _clean(stage: Stage) -> QWidget | None:
    """Whatever is open was withdrawn."""
    # Imported here: see `_office_of_its_own`.
    from desktop.services import (
        camp,
        camp_acts,
        nomination_changes,
        nominations,
        outcomes,
        reflection_acts,
        reflections,
    )

    _office_of_its_own(stage)
    office = stage.window.bench.office
    with office.database.reading() as session:
        waiting = [one.id for one in nominations.listing(session) if one.center_to_check]
    outcomes.put(office, waiting, outcomes.Outcome())
    nomination_changes.withdraw(office, waiting, "改派其他課程")
    camp_acts.withdraw(office, [one.id for one in camp.overview(office).lines], "改於明年參加")
    unfit = [one.id for one in reflections.listing(office, "zh_TW") if not one.sendable]
    reflection_acts.withdraw(office, unfit, "作者請求撤下")
    _page(stage)
    return None


def _two_packets(stage: Stage) -> QWidget | None:
    """The second is there, the first was changed by somebody."""
    # Imported here: see `_office_of_its_own`.
    from desktop.services import packet_history, packets

    _office_of_its_own(stage)
    office = stage.window.bench.office
    packets.seal(office)
    first = packet_history.history(office)[-1]
    with packet_history.path(office, first).open("ab") as file:
        file.write(b" ")
    _page(stage)
    return None


def _agency(stage: Stage) -> QWidget:
    _spoil(stage)
    page = _page(stage)
    lines = page.findings.lines.rows
    page.go_to(next(one.found for one in lines if one.found and one.found.place.agency_id))
    return stage.dialog()


def _build(stage: Stage) -> BuildDialog:
    _page(stage).seal()
    dialog = stage.dialog()
    assert isinstance(dialog, BuildDialog)
    return dialog


def _build_ready(stage: Stage) -> QWidget:
    dialog = _build(stage)
    dialog.choice.show_drives([_STICK])
    return dialog


def _build_nothing(stage: Stage) -> QWidget:
    return _build(stage)


def _build_refused(stage: Stage) -> QWidget:
    _spoil(stage)
    return _build(stage)


def _build_file(stage: Stage) -> QWidget:
    """Half a letter, and a certificate file that is not chosen yet."""
    dialog = _build(stage)
    dialog.choice.show_drives([_STICK, _LOCKED])
    dialog.signer.file.setChecked(True)
    dialog.letter.number.clear()
    dialog.letter.hand_in()
    dialog.fault.tell(dialog.bench.texts.text(dialog.signer.fault), "bad")
    return dialog


def _working(dialog: WorkDialog, code: str) -> QWidget:
    dialog.stack.setCurrentIndex(1)
    dialog.button_off()
    dialog.label.setText(dialog.bench.texts.text(code))
    dialog.bar.setRange(0, 5)
    dialog.bar.setValue(3)
    return dialog


def _build_working(stage: Stage) -> QWidget:
    return _working(_build(stage), "packet.step_sign")


def _build_done(stage: Stage) -> QWidget:
    # Imported here: see `_office_of_its_own`.
    from desktop.services.delivery import Delivered

    dialog = _build(stage)
    number = dialog.outline.number
    made = Delivered(Path(f"E:/{number}.asice"), Path(f"E:/{number}-slip.pdf"), _DIGEST, 1_417_103)
    dialog.show_result(Result((), dialog.outline.sequence, made))
    return dialog


def _build_not_copied(stage: Stage) -> QWidget:
    dialog = _build(stage)
    gone = EnvironmentFailure("delivery.gone", path="E:/")
    dialog.show_result(Result((), dialog.outline.sequence, undelivered=gone))
    return dialog


def _copy(stage: Stage) -> CopyDialog:
    page = _page(stage)
    page.history.copy()
    dialog = stage.dialog()
    assert isinstance(dialog, CopyDialog)
    return dialog


def _copy_sticks(stage: Stage) -> QWidget:
    dialog = _copy(stage)
    dialog.choice.show_drives([_STICK, _LOCKED])
    return dialog


def _copy_working(stage: Stage) -> QWidget:
    return _working(_copy(stage), "delivery.step_read")


def _copy_failed(stage: Stage) -> QWidget:
    dialog = _copy(stage)
    error = EnvironmentFailure("delivery.protected", path="F:/")
    dialog.fault.tell(dialog.bench.texts.catalogue.error(error), "bad")
    return dialog


def _verify(stage: Stage, path: Path) -> QWidget:
    _page(stage).verify(path)
    dialog = stage.dialog()
    assert isinstance(dialog, VerifyDialog)
    return dialog


def _demo_packet(stage: Stage) -> Path:
    return next((stage.demo / "packet").glob("*.asice"))


def _verify_ours(stage: Stage) -> QWidget:
    return _verify(stage, _demo_packet(stage))


def _verify_tampered(stage: Stage) -> QWidget:
    """Somebody changed a digit of a person's data, and the zip's own check sum with it."""
    content = _demo_packet(stage).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        table = packed.read("data/people.csv")
    changed = table.replace(b"19", b"18", 1)
    before, after = (zlib.crc32(one).to_bytes(4, "little") for one in (table, changed))
    path = stage.demo.parent / _demo_packet(stage).name
    path.write_bytes(content.replace(table, changed).replace(before, after))
    return _verify(stage, path)


def _verify_no_packet(stage: Stage) -> QWidget:
    path = stage.demo.parent / "名冊.asice"
    path.write_bytes(b"no packet at all")
    return _verify(stage, path)


def _verify_foreign(stage: Stage) -> QWidget:
    """Another county's packet, opened here."""
    # Imported here: see `_office_of_its_own`.
    from desktop.services import packets
    from desktop.services.demo import PASSPHRASE
    from desktop.services.office import Passphrase, create_office, open_office

    folder = stage.demo.parent / f"packets-{next(_copies)}"
    clock = stage.window.bench.clock
    create_office(folder, "10008", PASSPHRASE, coordinator="陳承辦", clock=clock)
    with open_office(folder, Passphrase(PASSPHRASE), clock=clock) as office:
        built = packets.build(office, stage.demo.parent)
    assert built.path is not None
    return _verify(stage, built.path)


def _states(stage: Stage) -> QDialog:
    from desktop.services import activity_states  # lazy: pictures without an office need no services

    activity_states.state_nil(stage.window.bench.office, "course-oer", "本年度無人推薦")
    _page(stage).show_states()
    return stage.dialog()


SCENES = (
    Scene("packets", Office.DEMO, _filled),
    Scene("packets-states", Office.DEMO, _states),
    Scene("packets-errors", Office.DEMO, _with_errors),
    Scene("packets-clean", Office.DEMO, _clean),
    Scene("packets-empty", Office.NEW, _empty),
    Scene("packets-two", Office.DEMO, _two_packets),
    Scene("packets-agency", Office.DEMO, _agency),
    Scene("packets-build", Office.DEMO, _build_ready),
    Scene("packets-build-nothing", Office.NEW, _build_nothing),
    Scene("packets-build-refused", Office.DEMO, _build_refused),
    Scene("packets-build-file", Office.DEMO, _build_file),
    Scene("packets-build-working", Office.DEMO, _build_working),
    Scene("packets-build-done", Office.DEMO, _build_done),
    Scene("packets-build-not-copied", Office.DEMO, _build_not_copied),
    Scene("packets-copy", Office.DEMO, _copy_sticks),
    Scene("packets-copy-working", Office.DEMO, _copy_working),
    Scene("packets-copy-failed", Office.DEMO, _copy_failed),
    Scene("packets-verify", Office.DEMO, _verify_ours),
    Scene("packets-verify-tampered", Office.DEMO, _verify_tampered),
    Scene("packets-verify-no-packet", Office.DEMO, _verify_no_packet),
    Scene("packets-verify-foreign", Office.DEMO, _verify_foreign),
)
