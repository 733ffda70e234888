"""`luminary shots --out DIR`: a PNG of every scene, and exit status 1 if anything in one is cut off."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop.core import messages
from desktop.core.clock import Clock
from desktop.views.main_window import SIZE, MainWindow
from desktop.views.shots.clipping import clipped
from desktop.views.shots.registry import SCENES
from desktop.views.shots.scene import Office, Scene, Stage

OpenWindow = Callable[[Path], MainWindow]
"""Folder of an office → a window of its own; `desktop.app` gives it, for only it may build one."""

_IGNORED = "This plugin does not support "
"""Said by the offscreen plugin; nothing else is ignored."""


@dataclass(frozen=True, slots=True)
class Options:
    """What `luminary shots` was asked for."""

    out: Path
    language: str
    theme: str
    text_size: float
    size: QSize
    only: tuple[str, ...]
    """Scenes whose name begins with one of these; all where it is blank."""


def parse(argv: Sequence[str]) -> Options:
    """Read the words; `--scale` is Qt's own scale factor and must be set before Qt starts."""
    parser = argparse.ArgumentParser(prog="luminary shots", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--lang", choices=messages.LANGUAGES, default=messages.LANGUAGES[0])
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--text-size", type=float, default=1.0)
    parser.add_argument("--size", type=_size, default=QSize(*SIZE), metavar="1366x768")
    parser.add_argument("--only", nargs="+", default=[""], metavar="NAME")
    given = parser.parse_args(argv)
    os.environ["QT_SCALE_FACTOR"] = f"{given.scale:g}"
    return Options(given.out, given.lang, given.theme, given.text_size, given.size, tuple(given.only))


def _size(text: str) -> QSize:
    width, _, height = text.partition("x")
    return QSize(int(width), int(height))


def take(options: Options, open_window: OpenWindow, clock: Clock) -> list[str]:
    """Write every picture and return what is wrong in them: words cut off, and Qt's warnings."""
    options.out.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="luminary-shots-") as place, _warnings(faults):
        built = _offices(Path(place), clock)
        for kind in Office:
            scenes = [one for one in SCENES if one.office is kind and one.name.startswith(options.only)]
            for scene in scenes:
                own = _own(built[kind], Path(place) / "stages" / scene.name)
                stage = Stage(open_window(own.folder), built[Office.DEMO].folder.parent)
                faults += _picture(scene, stage, own, options)
    return faults


@dataclass(frozen=True, slots=True)
class _Built:
    """An office for the stage, and its recovery code, which opens it ten times as fast as a passphrase."""

    folder: Path
    code: str = ""


def _own(office: _Built, folder: Path) -> _Built:
    """A copy of an office for one scene: what is written there shows in no other picture."""
    if office.folder.exists():
        shutil.copytree(office.folder, folder)
    return replace(office, folder=folder)


def _picture(scene: Scene, stage: Stage, own: _Built, options: Options) -> list[str]:
    window = stage.window
    window.resize(options.size)
    window.show()
    if scene.office is not Office.NONE:
        _enter(stage, own)
    shown = scene.play(stage) or window
    stage.settle()
    shown.grab().save(str(options.out / f"{scene.name}.png"))
    faults = [f"{scene.name}: {fault}" for fault in clipped(shown)]
    if shown is not window:
        shown.close()
    window.close()
    window.deleteLater()
    QApplication.processEvents()
    return faults


def _enter(stage: Stage, own: _Built) -> None:
    # Imported here: the first scenes are those without an office.
    from desktop.services.office import RecoveryCode, open_office

    bench = stage.window.bench
    bench.unlock(open_office(own.folder, RecoveryCode(own.code), clock=bench.clock))
    stage.window.open_office()
    stage.settle()


def _offices(place: Path, clock: Clock) -> dict[Office, _Built]:
    """A folder without an office, a new one, and the demo county."""
    # Imported here: see `_enter`.
    from desktop.core.progress import Silent
    from desktop.services import demo
    from desktop.services.office import create_office

    made = {one.what: one.path for one in demo.run(place / "demo", clock=clock, progress=Silent())}
    code = made["demo.recovery"].read_text(encoding="ascii").strip()
    new = create_office(place / "new", demo.COUNTY, demo.PASSPHRASE, coordinator="林承辦", clock=clock)
    return {
        Office.NONE: _Built(place / "none"),
        Office.NEW: _Built(place / "new", new.recovery_code),
        Office.DEMO: _Built(place / "demo" / "office", code),
    }


@contextmanager
def _warnings(faults: list[str]) -> Iterator[None]:
    """Collect what Qt warns of."""

    def hear(kind: QtMsgType, _context: object, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not text.startswith(_IGNORED):
            faults.append(f"Qt: {text}")

    before = qInstallMessageHandler(hear)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
