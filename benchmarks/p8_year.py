"""P8: a year's county at rest: 10,000 people, 3,000 nominations, 200 packets; every page opens at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks import p2_roster_import, sides

PEOPLE = 10_000
NOMINATIONS = 3_000
PACKETS = 200
AIM_MS = 100
AIM_MB = 250
_COURSES = ("course-basic", "course-advanced", "course-newmedia", "course-oer", "course-marketing")
_SECRET = "benchmark passphrase"


def main(words: list[str]) -> int:
    """Fill an office and measure a window on it; with `fill` or `open` and a folder, do one of them."""
    if words:
        {"fill": fill, "open": open_pages}[words[0]](Path(words[1]))
        return 0
    with tempfile.TemporaryDirectory() as place:
        folder = str(Path(place, "office"))
        _child("fill", folder)
        found = json.loads(_child("open", folder).splitlines()[-1])
    print(f"{PEOPLE:,} people, {NOMINATIONS:,} nominations, {PACKETS} packets; from the click to the paint\n")
    rows = [(page, f"{first:.0f}", f"{again:.0f}", f"≤ {AIM_MS}") for page, first, again in found["pages"]]
    sides.print_table(("page", "first time, ms", "again, ms", "aim"), rows)
    print(f"\nMemory at rest: {found['mb']:.0f} MB, at most {found['peak_mb']:.0f} MB; aim ≤ {AIM_MB} MB")
    return 0


def _child(word: str, folder: str) -> str:
    """Each in a process of its own: filling must not count in the window's memory."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.p8_year", word, folder],
        cwd=sides.ROOT,
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    return done.stdout


def fill(folder: Path) -> None:
    """The county: its roster through the import, the rest as rows."""
    from desktop.core.clock import SystemClock
    from desktop.models.courses import Nomination
    from desktop.models.packets import Packet
    from desktop.services import agencies, roster
    from desktop.services.office import Passphrase, create_office, open_office

    clock = SystemClock()
    create_office(folder, "10009", _SECRET, coordinator="林承辦", clock=clock)
    with open_office(folder, Passphrase(_SECRET), clock=clock) as office:
        agencies.import_file(office, sides.ROOT / "resources" / "samples" / "agencies.csv")
        file = folder.parent / "roster.csv"
        p2_roster_import.write_csv(file, PEOPLE)
        result = roster.commit(office, roster.preview(office, file))
        assert result.committed, result.findings[:3]
        with office.database.writing("nomination.import", "1") as journal:
            journal.insert(Nomination, list(_nominations(clock.now())))
        with office.database.writing("packet.seal", "1", undoable=False) as journal:
            journal.insert(Packet, list(_packets(clock.now())))


def _nominations(now: datetime) -> Iterator[dict[str, object]]:
    """Spread over five courses, their first sessions."""
    empty = dict.fromkeys(("lodging", "access_need", "attested_at", "withdrawn_at"))
    for number in range(NOMINATIONS):
        course, place = _COURSES[number % len(_COURSES)], number // len(_COURSES)
        yield empty | {
            "activity": course,
            "session": 1,
            "rank": place + 1,
            "person_id": number + 1,
            "verdict": ("yes", "unknown")[number % 4 == 0],
            "reasons": "[]",
            "created_at": now,
        }


def _packets(now: datetime) -> Iterator[dict[str, object]]:
    for number in range(1, PACKETS + 1):
        name = f"LGDL-104-10009-{number:04d}"
        yield {
            "sequence": number,
            "packet_id": name,
            "file_name": f"{name}.asice",
            "sha256": f"{number:064x}",
            "previous_sha256": f"{number - 1:064x}" if number > 1 else "",
            "signer_sha256": "0" * 64,
            "counts": json.dumps({"people": 41}),
            "scope": json.dumps([{"activity": "course-basic", "session": 1, "state": "whole"}]),
            "sealed_at": now - timedelta(days=PACKETS - number),
        }


def open_pages(folder: Path) -> None:
    """Every page of the registry, from the click until it is read and painted: once new, once again."""
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    from desktop import app as program
    from desktop.core.clock import SystemClock
    from desktop.core.preferences import Preferences
    from desktop.services.office import Passphrase, open_office
    from desktop.views.pages import PAGES
    from desktop.views.workbench import Place

    qt = QApplication([])
    clock = SystemClock()
    bench = program.workbench(qt, Preferences(folder.parent / "preferences.json"), clock)
    window = program.open_window(bench, folder)
    window.show()
    bench.unlock(open_office(folder, Passphrase(_SECRET), clock=clock))
    window.open_office()

    def rest() -> None:
        while True:
            qt.processEvents()
            if not bench.runner.busy:
                break
            time.sleep(0.001)
        qt.sendPostedEvents(None, QEvent.Type.UpdateRequest)

    def show(page: str) -> float:
        start = time.perf_counter()
        window.show_place(Place(page))
        rest()
        return 1000 * (time.perf_counter() - start)

    rest()
    while not window.warm_up.done:
        rest()
    rest()
    keys = [page.key for page in PAGES]
    # The window opens on the first page: leave it before it is measured.
    first = {key: show(key) for key in [*keys[1:], keys[0]]}
    again = {key: show(key) for key in [*keys[1:], keys[0]]}
    pages = [(key, first[key], again[key]) for key in keys]
    print(json.dumps({"pages": pages, "mb": resident_mb(), "peak_mb": sides.peak_mb()}), flush=True)
    os._exit(0)  # nobody measures how it ends


def resident_mb() -> float:
    """The resident memory of this process in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
