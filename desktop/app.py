"""The composition root of the window: build its parts, show it, and only then load what is heavy."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop.core import messages, paths, preferences, version
from desktop.core.clock import TAIWAN, Clock, FixedClock, SystemClock
from desktop.core.preferences import Preferences
from desktop.core.progress import Progress
from desktop.views.changes import ChangeBus
from desktop.views.closing import Closing
from desktop.views.errors import Presenter
from desktop.views.first_paint import FirstPaint
from desktop.views.garbage import GarbageCollector
from desktop.views.main_window import MainWindow
from desktop.views.shell.backups import AutomaticBackups
from desktop.views.tasks import TaskRunner
from desktop.views.texts import Texts
from desktop.views.theme import Theme
from desktop.views.unlock.entrance import Entrance
from desktop.views.workbench import Navigator, Workbench

if TYPE_CHECKING:
    from argparse import ArgumentParser

_SHOTS_DAY = datetime(2015, 3, 3, 10, 0, tzinfo=TAIWAN)
"""Pictures show the same day whenever they are made: a Tuesday early in the plan's year."""


def main(argv: Sequence[str]) -> int:
    """Open the window and stay until it is closed; returns the exit status."""
    options = _options(argv)
    app = QApplication.instance() or QApplication([sys.argv[0]])
    assert isinstance(app, QApplication)
    app.setApplicationName("LuminaryDesk")
    chosen = Preferences(paths.preferences_file())
    bench = workbench(app, chosen, SystemClock(), language=options.lang)
    window = open_window(bench, options.data or first_folder(chosen))
    window.before_closing = AutomaticBackups(bench, window).before_closing
    bench.presenter.install()
    FirstPaint(window, bench.runner)
    window.show()
    QTimer.singleShot(0, lambda: _finish(app, bench))
    return app.exec()


def first_folder(chosen: Preferences) -> Path:
    """The office to open when none is named: the one opened last, else the platform's own place."""
    last = chosen.get(preferences.OFFICE)
    return Path(last) if last else paths.default_office()


def shots(argv: Sequence[str]) -> int:
    """`luminary shots`: offscreen pictures of every page and dialog; returns the exit status."""
    # Imported here: the window does without it.
    from desktop.views.shots import command

    options = command.parse(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([sys.argv[0]])
    clock = FixedClock(_SHOTS_DAY)

    def window(folder: Path) -> MainWindow:
        chosen = Preferences(options.out / ".preferences.json")
        made = workbench(app, chosen, clock, language=options.language, built_at=_SHOTS_DAY)
        made.theme.choose(options.theme)
        made.theme.resize_text(options.text_size)
        return open_window(made, folder)

    faults = command.take(options, window, clock)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(list(options.out.glob('*.png')))} PNG → {options.out}")
    return 1 if faults else 0


def workbench(
    app: QApplication,
    chosen: Preferences,
    clock: Clock,
    *,
    language: str | None = None,
    built_at: datetime = version.BUILT_AT,
) -> Workbench:
    """The parts of a window, with the language, theme and text size that were chosen last."""
    texts = Texts(language or chosen.get(preferences.LANGUAGE))
    presenter = Presenter(texts)
    runner = TaskRunner()
    runner.unexpected = presenter.present
    GarbageCollector(runner)
    return Workbench(
        texts=texts,
        theme=Theme(app, chosen.get(preferences.THEME), chosen.get(preferences.TEXT_SIZE)),
        preferences=chosen,
        clock=clock,
        runner=runner,
        bus=ChangeBus(),
        presenter=presenter,
        navigator=Navigator(),
        built_at=built_at,
    )


def open_window(bench: Workbench, folder: Path) -> MainWindow:
    """The window with its entrance: the passphrase, or the wizard where there is no office yet."""

    def entrance(place: Path) -> Entrance:
        made = Entrance(bench, place)
        made.unlocked.connect(enter)
        return made

    def enter(office: object) -> None:
        bench.unlock(office)  # type: ignore[arg-type] # the entrance emits nothing else
        window.open_office()

    window = MainWindow(bench, entrance(folder))
    window.closing = Closing(bench, window, entrance)
    bench.theme.dress()
    return window


def _finish(app: QApplication, bench: Workbench) -> None:
    """What can wait until the window is seen."""
    # Imported here: see above.
    from desktop.views import qt_words

    bench.runner.run(_load)
    app.setWindowIcon(QIcon(str(paths.resources() / "icons" / "luminary.svg")))
    qt_words.follow(app, bench.texts)


def _load(_progress: Progress) -> None:
    """Load what opening an office needs, while the passphrase is typed."""
    # Imported here, in the worker after the first paint: it takes three times as long as the window.
    import desktop.services.office  # noqa: F401 - loaded for later
    from desktop.views.printing import elsewhere

    elsewhere.sweep()
    for language in messages.LANGUAGES:
        messages.catalogue(language).read_all()


@dataclass(slots=True)
class _Options:
    """What `luminary gui` may be told; as its name says it would be, the parser fills it in."""

    data: Path | None = None
    lang: str | None = None


def _options(argv: Sequence[str]) -> _Options:
    return _parser().parse_args(argv, _Options()) if argv else _Options()


def _parser() -> ArgumentParser:
    # Imported here: whoever opens the window by its icon gives no words.
    import argparse

    parser = argparse.ArgumentParser(prog="luminary gui")
    parser.add_argument("--data", type=Path, metavar="DIR")
    parser.add_argument("--lang", choices=messages.LANGUAGES)
    return parser
