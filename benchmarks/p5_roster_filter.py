"""P5: a keystroke in the roster's search field: who fits, and until the list is painted again."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
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
MOST_PROXIED = 100_000
"""QSortFilterProxyModel needs a quarter of a minute a key for a million rows: it is left out there."""

_BATCH = 50_000


@dataclass(frozen=True, slots=True)
class Side:
    """One way to filter: `filter_` finds who fits a text, `show` lists them, `paint` paints the list."""

    name: str
    filter_: Callable[[str], Any]
    show: Callable[[Any], object]
    paint: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one keystroke: finding alone, and everything until it is painted."""

    found: float
    painted: float


def keystrokes() -> list[str]:
    """Every text that the field holds while `TYPED` is typed."""
    return [text[: length + 1] for text in TYPED for length in range(len(text))]


def measure(side: Side) -> list[Times]:
    """Each keystroke, the best of some runs: the machine's noise left out."""
    best = []
    for text in keystrokes():
        taken = [_keystroke(side, text) for _run in range(RUNS)]
        best.append(Times(min(one.found for one in taken), min(one.painted for one in taken)))
    return best


def _keystroke(side: Side, text: str) -> Times:
    side.show(side.filter_(text[:-1]))
    side.paint()
    start = time.perf_counter()
    found = side.filter_(text)
    between = time.perf_counter()
    side.show(found)
    side.paint()
    return Times(1000 * (between - start), 1000 * (time.perf_counter() - start))


@contextmanager
def office(count: int) -> Iterator[Any]:
    """An office with so many invented people, encrypted as always."""
    from desktop.core.clock import SystemClock
    from desktop.core.vault import Cost, Passphrase
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
                for start in range(0, count, _BATCH):
                    numbers = range(start, min(start + _BATCH, count))
                    journal.insert(Person, [_person(number, names) for number in numbers])
            yield opened


def _person(number: int, agencies: Sequence[str]) -> dict[str, object]:
    row = dict(zip(p2_roster_import.HEADER, p2_roster_import.person(number), strict=True))
    return {
        "person_no": number + 1,
        "id_type": "passport",
        "id_no": f"P{number:08d}",
        "name": row["姓名"],
        "agency_id": agencies.index(row["服務機關"]) + 1,
        "unit": row["單位"],
        "title": row["職稱"],
        "phone": row["公務電話"],
        "email": row["電子郵件"],
        "personnel_type": "civil_servant",
    }


def strings(opened: Any) -> list[tuple[int, str]]:
    """Everybody's id and one search text that says what the product's index knows."""
    with opened.database.reading() as session:
        cursor = session.connection().connection.cursor()
        cursor.execute(
            "SELECT p.id, p.name || ' ' || p.id_no || ' ' || p.email || ' ' || p.phone || ' ' ||"
            " a.name || ' ' || p.unit || ' ' || p.title FROM person p JOIN agency a ON a.id = p.agency_id"
        )
        return list(cursor)


def ours(opened: Any, pane: Any) -> Side:
    """The product: its index, its list."""
    from desktop.services import people_list

    index = people_list.index(opened)
    before: list[Any] = [None]

    def filter_(text: str) -> Any:
        before[0] = index.search(text, 0, before[0])
        return before[0]

    return Side("ours", filter_, pane.table.show_found, pane.table.viewport().repaint)


def like(texts: Sequence[tuple[int, str]], pane: Any) -> Side:
    """SELECT … LIKE in a plain SQLite in memory, shown in the product's list."""
    import sqlite3

    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, text TEXT)")
    plain.executemany("INSERT INTO person VALUES (?, ?)", texts)

    def filter_(text: str) -> list[int]:
        words = text.split() or [""]
        where = " AND ".join("text LIKE ?" for _word in words)
        found = plain.execute(f"SELECT id FROM person WHERE {where}", [f"%{word}%" for word in words])
        return [row[0] for row in found]

    return Side("LIKE", filter_, pane.table.people.set_ids, pane.table.viewport().repaint)


def proxied(name: str, model: Any) -> tuple[Side, object]:
    """QSortFilterProxyModel over a model, in a QListView; and what must live as long."""
    from PySide6.QtCore import QSortFilterProxyModel
    from PySide6.QtWidgets import QApplication, QListView

    filtered, view = QSortFilterProxyModel(), QListView()
    filtered.setSourceModel(model)
    view.setUniformItemSizes(True)
    view.setModel(filtered)
    view.resize(760, 640)
    view.show()
    QApplication.processEvents()  # only what is on a screen is painted
    side = Side(name, filtered.setFilterFixedString, lambda _nothing: None, view.viewport().repaint)
    return side, (model, filtered, view)


def python_model(texts: Sequence[str]) -> Any:
    """A list model written in Python, as the handbook shows it."""
    from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

    class Strings(QAbstractListModel):
        """The search texts, one a row."""

        def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008 - Qt's default
            """Qt."""
            return 0 if parent.isValid() else len(texts)

        def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            """Qt."""
            return texts[index.row()] if role == Qt.ItemDataRole.DisplayRole else None

    return Strings()


@contextmanager
def list_of_people(opened: Any) -> Iterator[Any]:
    """The product's own search field, filters and list, on the screen."""
    from PySide6.QtWidgets import QApplication

    from desktop.app import workbench
    from desktop.core.clock import SystemClock
    from desktop.core.preferences import Preferences
    from desktop.views.roster.people_pane import PeoplePane
    from desktop.views.roster.store import PeopleStore

    app = QApplication.instance() or QApplication([sys.argv[0]])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as place:
        bench = workbench(app, Preferences(Path(place, "preferences.json")), SystemClock())
        bench.unlock(opened)
        pane = PeoplePane(bench, PeopleStore.of(bench))
        pane.resize(760, 640)
        pane.show()
        app.processEvents()  # only what is on a screen is painted
        yield pane
        bench.runner.close()


def compare(count: int) -> Iterator[tuple[object, ...]]:
    """The rows of one size: ours, then every opponent on the same people in the same process."""
    from PySide6.QtCore import QStringListModel

    with office(count) as opened, list_of_people(opened) as pane:
        texts = strings(opened)
        mine = measure(ours(opened, pane))
        yield (f"{count:,}", "ours", *_medians(mine), f"{max(one.painted for one in mine):.1f}", "", "")
        yield _row(count, mine, measure(like(texts, pane)), "LIKE")
        plain = [text for _id, text in texts]
        if count > MOST_PROXIED:
            yield (f"{count:,}", "QSortFilterProxyModel", "not measured: some 15 s a key", "", "", "", "")
            return
        opponents = {"Python model": python_model(plain), "QStringListModel": QStringListModel(plain)}
        for name, model in opponents.items():
            side, kept = proxied(f"QSortFilterProxyModel, {name}", model)
            yield _row(count, mine, measure(side), side.name)
            del kept


def _row(count: int, mine: Sequence[Times], theirs: Sequence[Times], name: str) -> tuple[object, ...]:
    pairs = list(zip(mine, theirs, strict=True))
    found = statistics.median(other.found / own.found for own, other in pairs)
    painted = statistics.median(other.painted / own.painted for own, other in pairs)
    slowest = max(one.painted for one in theirs)
    return (f"{count:,}", name, *_medians(theirs), f"{slowest:.1f}", f"{found:.0f}×", f"{painted:.1f}×")


def _medians(times: Sequence[Times]) -> tuple[str, str]:
    found = statistics.median(one.found for one in times)
    return f"{found:.2f}", f"{statistics.median(one.painted for one in times):.2f}"


def main(words: list[str]) -> int:
    """Measure every size, or the sizes named, and print the table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    started = datetime.now().astimezone()
    rows = [row for count in [int(word) for word in words] or SIZES for row in compare(count)]
    print(
        f"{len(keystrokes())} keystrokes, each the best of {RUNS}, {started:%Y-%m-%d}. Targets: finding"
        " ≥ 200× against QSortFilterProxyModel and ≥ 10× against LIKE; painted within 16 ms at 100,000."
    )
    header = ("people", "side", "found ms", "painted ms", "slowest ms", "found", "painted")
    sides.print_table(header, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
