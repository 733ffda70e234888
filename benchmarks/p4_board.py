"""The board of pairs in the window with 200 mentees and 150 mentors: what a person waits for.

There is no opponent; a frame of a screen lasts 16 ms, and what takes under 100 ms feels immediate.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from benchmarks import sides

MENTORS, MENTEES = 150, 200
RUNS = 15
TERMS = ("人事", "主計", "民政", "社福", "工程", "資訊", "法制", "採購", "文化", "教育", "農業", "地政")


def main(words: list[str]) -> int:
    """Print the table; takes no words."""
    del words
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Imported here: the platform must be chosen before Qt is loaded.
    from PySide6.QtWidgets import QApplication

    from desktop.app import workbench
    from desktop.core.preferences import Preferences
    from desktop.services import pairing_board
    from desktop.views.mentoring.arrangement import arrange
    from desktop.views.mentoring.board_view import BoardView
    from tests.builders import CLOCK, fill_from_samples, make_office

    with tempfile.TemporaryDirectory() as place, make_office(Path(place, "office")) as office:
        fill_from_samples(office)
        _recommend(office)
        pairing_board.read(office)  # SciPy is loaded
        board = pairing_board.read(office)
        held, over = board.mentees[5].id, board.mentors[7].id
        application = QApplication([])
        bench = workbench(application, Preferences(Path(place, "preferences.json")), CLOCK)
        view = BoardView(bench)
        view.resize(730, 560)
        view.show()
        view.show_board(board, arrange(board))
        application.processEvents()  # nothing is painted before the window is there

        def key() -> None:
            view._step(1)
            application.processEvents()

        print(
            f"{MENTEES} mentees, {MENTORS} mentors, medians of {RUNS}, {datetime.now().astimezone():%Y-%m-%d}"
        )
        sides.print_table(
            ("what", "ms"),
            [
                ("pairing all, with the proof checked", _median(lambda: pairing_board.read(office))),
                (
                    "cost of a mentee held over a mentor",
                    _median(lambda: pairing_board.cost(board, [(held, over)])),
                ),
                ("a frame of the board", _median(view.viewport().repaint)),
                ("a key to the next mentee", _median(key)),
            ],
        )
        bench.runner.close()
    return 0


def _recommend(office: object) -> None:
    """Both pools from the samples' people."""
    from sqlalchemy import select

    from desktop.models.mentoring import MentoringMember
    from desktop.models.people import Person
    from desktop.services.office import Office

    assert isinstance(office, Office)
    chance = random.Random(3)
    with office.database.writing("benchmark.pools") as journal:
        people = list(journal.session.scalars(select(Person.id).limit(MENTORS + MENTEES)))
        chance.shuffle(people)
        own = {
            "languages": "國語",
            "leave_consent": None,
            "withdrawn_at": None,
            "created_at": office.clock.now(),
        }
        journal.insert(
            MentoringMember,
            [
                own
                | {
                    "role": "mentor" if at < MENTORS else "mentee",
                    "person_id": person,
                    "capacity": chance.choice((1, 1, 2, 2, 3)) if at < MENTORS else None,
                    "terms": "、".join(chance.sample(TERMS, 3)),
                }
                for at, person in enumerate(people)
            ],
        )


def _median(work: Callable[[], object]) -> str:
    taken = []
    for _run in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    return f"{statistics.median(taken):.1f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
