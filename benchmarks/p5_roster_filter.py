"""P5: a keystroke in the roster's filter, until the list is painted again, at three sizes of office."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks import p2_roster_import, sides

SIZES = (10_000, 100_000, 1_000_000)
TYPED = ("王", "王怡", "教育處 王", "user0001", "5500")
"""What is typed one character at a time, as a hand does; a space and every letter is a keystroke."""

RUNS = 3
LARGEST_PROXY = 100_000
"""QSortFilterProxyModel over a million rows takes a quarter of a minute a key: it is left out there."""


@dataclass(frozen=True, slots=True)
class Side:
    """One way to filter: `type_` is a keystroke's whole text, `painted` forces the repaint."""

    name: str
    type_: Callable[[str], object]


def keystrokes() -> list[str]:
    """Every text the field holds while `TYPED` is typed."""
    return [text[: length + 1] for text in TYPED for length in range(len(text))]


def strings(count: int) -> list[str]:
    """One search text a person: what the product's index holds, in one string."""
    return [" ".join((row[4], row[6], row[14], row[13], row[1], row[2], row[3])) for row in _rows(count)]


def _rows(count: int) -> Iterator[list[str]]:
    return iter(p2_roster_import.rows(count))


def measure(side: Side, repaint: Callable[[], object]) -> float:
    """The median of the keystrokes' medians, in milliseconds, repaint included."""
    times: list[float] = []
    for _run in range(RUNS):
        times.extend(_timed(side, text, repaint) for text in keystrokes())
    return statistics.median(times)


def worst(side: Side, repaint: Callable[[], object]) -> float:
    """The slowest keystroke, each taken as the best of some: the machine's noise left out."""
    slowest = 0.0
    for text in keystrokes():
        best = min(_timed(side, text, repaint) for _run in range(RUNS))
        slowest = max(slowest, best)
    return slowest


def _timed(side: Side, text: str, repaint: Callable[[], object]) -> float:
    side.type_(text[:-1])
    repaint()
    start = time.perf_counter()
    side.type_(text)
    repaint()
    return 1000 * (time.perf_counter() - start)


@contextmanager
def office(count: int) -> Iterator[Any]:
    """An office with so many invented people, encrypted as always."""
    from desktop.core.clock import SystemClock
    from desktop.core.vault import Cost, Passphrase
    from desktop.models.office import OfficeRow
    from desktop.models.people import Agency, Person
    from desktop.services.office import create_office, open_office

    secret = "benchmark passphrase"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "office")
        cost = Cost(memory_kib=64, iterations=1, lanes=1)
        create_office(folder, "10009", secret, coordinator="", clock=SystemClock(), cost=cost)
        with open_office(folder, Passphrase(secret), clock=SystemClock()) as opened:
            with opened.database.writing("roster.import", str(count)) as journal:
                names = ("雲林縣政府", "雲林縣斗六市公所")
                journal.insert(Agency, [{"name": name, "kind": "other"} for name in names])
                places = {name: number for number, name in enumerate(names, start=1)}
                for start in range(0, count, 50_000):
                    numbers = range(start, min(start + 50_000, count))
                    journal.insert(Person, [_person(number, places) for number in numbers])
                journal.update(OfficeRow, 1, {"last_person_no": count}, keep=True)
            yield opened


def _person(number: int, places: dict[str, int]) -> dict[str, object]:
    row = p2_roster_import._person(number)
    return {
        "person_no": number + 1,
        "id_type": "passport",
        "id_no": f"P{number:08d}",
        "name": row[4],
        "agency_id": places[row[1]],
        "unit": row[2],
        "title": row[3],
        "phone": row[13],
        "email": row[14],
        "personnel_type": "civil_servant",
    }


def ours(opened: Any) -> tuple[Side, Callable[[], object], Any]:
    """The product's own list and field."""
    from PySide6.QtWidgets import QApplication

    from desktop.app import workbench
    from desktop.core.clock import SystemClock
    from desktop.core.preferences import Preferences
    from desktop.services import people_list
    from desktop.views.roster.people_pane import PeoplePane
    from desktop.views.roster.store import PeopleStore

    app = QApplication.instance() or QApplication([sys.argv[0]])
    assert isinstance(app, QApplication)
    bench = workbench(app, Preferences(Path(tempfile.mkdtemp(), "p.json")), SystemClock())
    bench.unlock(opened)
    store = PeopleStore.of(bench)
    pane = PeoplePane(bench, store)
    pane.resize(760, 640)
    pane.show()
    store.index = people_list.index(opened)
    pane.show_people()
    app.processEvents()  # only what is on a screen is painted
    viewport = pane.table.viewport()
    return Side("ours", pane.search.setText), viewport.repaint, (bench, pane)


def like(opened: Any, repaint: Callable[[], object], table: Any) -> Side:
    """SELECT … LIKE over the same columns of a plain SQLite, then the same list."""
    import sqlite3

    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, text TEXT)")
    with opened.database.reading() as session:
        cursor = session.connection().connection.cursor()
        cursor.execute(
            "SELECT p.id, p.name || ' ' || p.id_no || ' ' || p.email || ' ' || p.phone || ' ' ||"
            " a.name || ' ' || p.unit || ' ' || p.title FROM person p JOIN agency a ON a.id = p.agency_id"
        )
        plain.executemany("INSERT INTO person VALUES (?, ?)", cursor)

    def type_(text: str) -> None:
        words = text.split() or [""]
        where = " AND ".join("text LIKE ?" for _word in words)
        found = plain.execute(f"SELECT id FROM person WHERE {where}", [f"%{word}%" for word in words])
        table.people.set_ids([row[0] for row in found])

    return Side("LIKE", type_)


def proxy(count: int) -> tuple[Side, Callable[[], object], Any]:
    """QSortFilterProxyModel over a model written in Python, as the handbook shows it."""
    from PySide6.QtCore import QAbstractListModel, QModelIndex, QSortFilterProxyModel, Qt
    from PySide6.QtWidgets import QListView

    class Strings(QAbstractListModel):
        """The search texts, one a row."""

        def __init__(self, texts: list[str]) -> None:
            super().__init__()
            self._texts = texts

        def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008 - Qt's default
            """Qt."""
            return 0 if parent.isValid() else len(self._texts)

        def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            """Qt."""
            return self._texts[index.row()] if role == Qt.ItemDataRole.DisplayRole else None

    return _proxied(
        "QSortFilterProxyModel, Python model", Strings(strings(count)), QSortFilterProxyModel(), QListView()
    )


def native(count: int) -> tuple[Side, Callable[[], object], Any]:
    """The same over Qt's own QStringListModel: nothing of it is Python."""
    from PySide6.QtCore import QSortFilterProxyModel, QStringListModel
    from PySide6.QtWidgets import QListView

    return _proxied(
        "QSortFilterProxyModel, QStringListModel",
        QStringListModel(strings(count)),
        QSortFilterProxyModel(),
        QListView(),
    )


def _proxied(name: str, model: Any, filtered: Any, view: Any) -> tuple[Side, Callable[[], object], Any]:
    from PySide6.QtWidgets import QApplication

    filtered.setSourceModel(model)
    view.setUniformItemSizes(True)
    view.setModel(filtered)
    view.resize(760, 640)
    view.show()
    QApplication.processEvents()  # only what is on a screen is painted
    return Side(name, filtered.setFilterFixedString), view.viewport().repaint, (model, filtered, view)


def compare(count: int) -> list[tuple[object, ...]]:
    """The rows of one size: ours beside each opponent, measured in one process, one after the other."""
    rows: list[tuple[object, ...]] = []
    with office(count) as opened:
        mine, repaint, held = ours(opened)
        filter_only = statistics.median(_filter_times(held[1]))
        own = measure(mine, repaint)
        slowest = worst(mine, repaint)
        rows.append(
            (
                f"{count:,}",
                "ours",
                f"{own:.2f}",
                f"{slowest:.1f}",
                "",
                "≤ 16 ms at 100,000",
                f"{filter_only:.2f} ms filtering",
            )
        )
        theirs = measure(like(opened, repaint, held[1].table), repaint)
        rows.append((f"{count:,}", "LIKE", f"{theirs:.2f}", "", f"{theirs / own:.0f}×", "≥ 10×", ""))
        held[0].runner.close()
    if count <= LARGEST_PROXY:
        for opponent in (proxy, native):
            side, paint, kept = opponent(count)
            theirs = measure(side, paint)
            target = "≥ 200×" if opponent is proxy else ""
            rows.append((f"{count:,}", side.name, f"{theirs:.2f}", "", f"{theirs / own:.0f}×", target, ""))
            del kept
    return rows


def _filter_times(pane: Any) -> list[float]:
    """The search alone, without the list."""
    times = []
    before = None
    for text in keystrokes():
        start = time.perf_counter()
        before = pane._store.index.search(text, 0, before)
        times.append(1000 * (time.perf_counter() - start))
    return times


def main(words: list[str]) -> int:
    """Measure every size, or the sizes named, and print the table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    started = datetime.now().astimezone()
    rows: list[tuple[object, ...]] = []
    for count in [int(word) for word in words] or SIZES:
        rows += compare(count)
    print(f"{len(keystrokes())} keystrokes to repaint, medians in ms, {started:%Y-%m-%d}")
    sides.print_table(("people", "side", "median ms", "worst ms", "ratio", "target", ""), rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
