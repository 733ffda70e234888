"""P1: from the start of the process to the first painted window, and to a usable roster of 10,000 people."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import first_paint, p2_roster_import, sides

RUNS = 9
PEOPLE = 10_000
AIM_WINDOW = 1.3
AIM_ROSTER = 3.0
_USABLE = "the roster is usable"
_SECRET = "benchmark passphrase"

BARE = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(QLabel("熠星送件站", alignment=Qt.AlignmentFlag.AlignCenter))
window.resize(1366, 768)
window.show()
app.exec()
"""
"""The least that is a window: one centred word of Chinese in whatever font the system has."""


def main(words: list[str]) -> int:
    """Measure the sides in turn and print the ratios; with `fill` or `roster` and a folder, be that side."""
    if words:
        {"fill": fill, "roster": roster}[words[0]](Path(words[1]))
        return 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "office")
        subprocess.run([sys.executable, "-m", "benchmarks.p1_startup", "fill", str(folder)], check=True)
        found = measured(commands(folder))
    print(f"Process start to painted window, medians of {RUNS} runs; the office: {PEOPLE:,} people\n")
    bare = found["bare PySide6 window"]
    rows = []
    for side, times in found.items():
        ratio = statistics.median(one / other for one, other in zip(times, bare, strict=True))
        aim = AIM_ROSTER if side.startswith("roster") else AIM_WINDOW
        told = ("", "") if times is bare else (f"{ratio:.2f}×", f"≤ {aim:g}×")
        rows.append((side, f"{1000 * statistics.median(times):.0f}", *told))
    sides.print_table(("side", "ms", "against bare", "aim"), rows)
    return 0


def commands(folder: Path) -> dict[str, tuple[Sequence[str], str]]:
    """Side → its command, and what it says on stderr when it is there."""
    painted = first_paint.PAINTED
    python, data = sys.executable, ["--data", str(folder)]
    found: dict[str, tuple[Sequence[str], str]] = {
        "bare PySide6 window": ([python, "-c", BARE], painted),
        "window, from source": ([python, "-m", "desktop", "gui", *data], painted),
        "first run, from source": ([python, "-m", "desktop", "gui"], painted),
    }
    program = first_paint.frozen()
    if program is None:
        print("There is no frozen program: `python3 dev.py build` makes it.\n")
    else:
        found["window, frozen"] = ([str(program), "gui", *data], painted)
    found["roster, from source"] = ([python, "-m", "benchmarks.p1_startup", "roster", str(folder)], _USABLE)
    return found


def measured(sought: Mapping[str, tuple[Sequence[str], str]]) -> dict[str, list[float]]:
    """Seconds of each side, in turn, after a first round that nobody counts."""
    times: dict[str, list[float]] = {side: [] for side in sought}
    for turn in range(RUNS + 1):
        for side, (command, until) in list(sought.items()):
            try:
                taken = first_paint.seconds(command, until=until)
            except TimeoutError:
                print(f"Left out: {side} showed nothing.\n")
                del times[side]
                continue
            if turn and side in times:
                times[side].append(taken)
        sought = {side: sought[side] for side in times}
    return times


def fill(folder: Path) -> None:
    """An office of 10,000 people that this computer remembers the key of, in a file beside it."""
    from desktop.core.clock import SystemClock
    from desktop.services import agencies, office_secrets, roster
    from desktop.services.office import Passphrase, create_office, open_office

    use_store(folder)
    clock = SystemClock()
    create_office(folder, "10009", _SECRET, clock=clock)
    with open_office(folder, Passphrase(_SECRET), clock=clock) as office:
        agencies.import_file(office, sides.ROOT / "resources" / "samples" / "agencies.csv")
        file = folder.parent / "roster.csv"
        p2_roster_import.write_csv(file, PEOPLE)
        result = roster.commit(office, roster.preview(office, file))
        assert result.committed, result.findings[:3]
        office_secrets.remember_here(office)


def roster(folder: Path) -> None:
    """The window where the PC remembers: it unlocks by itself; then the roster is shown with its rows."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QTableView

    from desktop import app as program
    from desktop.core.clock import SystemClock
    from desktop.core.preferences import Preferences
    from desktop.views.workbench import Place

    use_store(folder)
    qt = QApplication([])
    bench = program.workbench(qt, Preferences(folder.parent / "preferences.json"), SystemClock())
    window = program.open_window(bench, folder)
    window.show()

    def look() -> None:
        if window.page is not None and window.page.key != "roster":
            window.show_place(Place("roster"))
        tables = [table for table in window.findChildren(QTableView) if table.isVisible()]
        if any(table.model().rowCount() >= PEOPLE for table in tables):
            window.repaint()
            print(_USABLE, file=sys.stderr, flush=True)
            qt.quit()

    watch = QTimer(window)
    watch.timeout.connect(look)
    watch.start(1)
    QTimer.singleShot(20_000, qt.quit)  # a roster without a list is left out
    qt.exec()
    os._exit(0)  # nobody measures how it ends


def use_store(folder: Path) -> None:
    """A credential store in a file: a benchmark must not touch the one of whoever runs it."""
    import keyring
    from keyring.backend import KeyringBackend

    file = folder.parent / "store"

    class Store(KeyringBackend):
        priority = 1

        def get_password(self, service: str, username: str) -> str | None:
            return file.read_text(encoding="utf-8") if file.exists() else None

        def set_password(self, service: str, username: str, password: str) -> None:
            file.write_text(password, encoding="utf-8")

    keyring.set_keyring(Store())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
