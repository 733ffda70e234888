"""P4: a whole pairing (floor, proof, one answer) against one bare assignment call, and against mentor-match.

The bare side has the matrix that ours comes to ready as SciPy wants it: a column a seat, nothing below the
floor. Ours starts from the table of scores. mentor-match scores the same people by rules of its own that
forbid the same pairs, with one seat a mentor, as it knows no more.
"""

from __future__ import annotations

import importlib.util
import math
import os
import random
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import sides

if TYPE_CHECKING:
    from desktop.rules.mentoring import Mentee, Mentor

SIZES = (100, 200, 400, 800, 1_000, 2_000, 5_000)
MOST_TIMES = 4
EXPONENT = 2.6
RIVAL = "mentor-match"
RIVAL_SIZES = {100: 5, 400: 3, 800: 3}
"""People on either side → runs besides the one to warm up."""
RIVAL_FASTER = 100
SUBJECTS = tuple(f"專長{at}" for at in range(20))
SPOKEN = ("台語", "客語", "英語")


def people(count: int) -> tuple[list[Mentor], list[Mentee]]:
    """So many of each: some twenty to an agency, one to four subjects, one seat or two."""
    from desktop.rules.mentoring import Mentee, Mentor

    chance = random.Random(count)
    agencies = [f"機關{at}" for at in range(max(4, min(60, count // 20)))]

    def spoken() -> frozenset[str]:
        return frozenset(("國語", *chance.sample(SPOKEN, chance.randint(0, 2))))

    def some(letter: str, share: float) -> frozenset[str]:
        return frozenset({f"{letter}{chance.randrange(count):05d}"} if chance.random() < share else ())

    mentors = [
        Mentor(
            id=f"O{at:05d}",
            agency=chance.choice(agencies),
            grade=chance.choice((None, 7, 8, 9, 10, 11, 12)),
            expertise=frozenset(chance.sample(SUBJECTS, chance.randint(1, 4))),
            capacity=chance.choice((1, 1, 1, 2)),
            languages=spoken(),
            wishes=some("E", 0.1),
            avoid=some("E", 0.02),
        )
        for at in range(count)
    ]
    mentees = [
        Mentee(
            id=f"E{at:05d}",
            agency=chance.choice(agencies),
            grade=chance.choice((None, 3, 4, 5, 6, 7, 8)),
            needs=tuple(chance.sample(SUBJECTS, chance.randint(1, 4))),
            languages=spoken(),
            wishes=some("O", 0.2),
            avoid=some("O", 0.05),
            supervisor=next(iter(some("O", 0.3)), ""),
        )
        for at in range(count)
    ]
    return mentors, mentees


def prepare(folder: Path, count: int) -> None:
    """The scores of so many people and their floor, for both sides of the first claim."""
    import numpy as np

    from desktop.rules import mentoring, pairing_matching

    mentors, mentees = people(count)
    table = np.array(mentoring.scores(mentors, mentees, mentoring.settings()))
    seats = np.array([one.capacity for one in mentors])
    _matching, floor, _higher = pairing_matching.floor(table, seats, wanted=True)
    np.savez(folder / f"{count}.npz", table=table.astype(np.int16), seats=seats, floor=floor)


def ours(folder: Path, count: int) -> None:
    """The product's own way."""
    import numpy as np

    from desktop.rules import pairing

    data = np.load(folder / f"{count}.npz")
    table, seats = data["table"].astype(np.int64), data["seats"]
    ids = [f"E{at:05d}" for at in range(count)], [f"O{at:05d}" for at in range(count)]
    pairing.best([[1]], [1], ["E"], ["O"])  # SciPy is loaded
    found = []
    sides.measured(lambda: found.extend(pairing.solve(table, seats, *ids) for _time in range(_times(count))))
    _tell(folder, "ours", count, f"{len(found[0].pairs)} {found[0].floor} {len(found[0].levels)}")


def bare(folder: Path, count: int) -> None:
    """One call, a column a seat; a pair weighs more than all scores, a forbidden one nothing."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    data = np.load(folder / f"{count}.npz")
    table = data["table"].astype(np.float64)
    weights = np.where(table >= data["floor"], table + 100 * count, 0)
    weights = np.take(weights, np.repeat(np.arange(count), data["seats"]), axis=1)
    del table
    sides.measured(lambda: [linear_sum_assignment(weights, maximize=True) for _time in range(_times(count))])


def ours_from_people(folder: Path, count: int) -> None:
    """Scores and pairs of the people that mentor-match pairs."""
    from dataclasses import replace

    from desktop.rules import mentoring, pairing

    mentors, mentees = people(count)
    mentors, rules = [replace(one, capacity=1) for one in mentors], mentoring.settings()
    ids = [one.id for one in mentees], [one.id for one in mentors]
    pairing.best([[1]], [1], ["E"], ["O"])
    found = []

    def work() -> None:
        found.append(pairing.solve(mentoring.scores(mentors, mentees, rules), [1] * count, *ids))

    sides.measured(work)
    _tell(folder, "ours_from_people", count, str(len(found[0].pairs)))


def rival(folder: Path, count: int) -> None:
    """mentor-match, as its manual writes rules, one round."""
    import operator

    from matching.mentee import Mentee as TheirMentee
    from matching.mentor import Mentor as TheirMentor
    from matching.process import process_data
    from matching.rules import rule

    mentors, mentees = people(count)
    theirs, own = {one.id: one for one in mentors}, {one.id: one for one in mentees}

    def person(one: Mentor | Mentee, subject: str) -> dict[str, str | int]:
        return {"email": one.id, "grade": one.grade or 0, "organisation": one.agency, "profession": subject}

    from desktop.rules import mentoring

    rules = [
        rule.Disqualify(
            lambda match: bool(
                mentoring.broken(theirs[match.mentor.email], own[match.mentee.email], frozenset())
            )
        ),
        rule.Grade(2, operator.eq, {True: 20, False: 0}),
        rule.Equivalent("profession", {True: 30, False: 0}),
    ]
    given = [TheirMentor(**person(one, min(one.expertise))) for one in mentors]
    taken = [TheirMentee(**person(one, one.needs[0])) for one in mentees]
    sides.measured(lambda: process_data(given, taken, [rules]))
    _tell(folder, "rival", count, str(sum(bool(one.mentors) for one in taken)))


SIDES = {"ours": ours, "bare": bare, "ours_from_people": ours_from_people, "rival": rival}


def _times(count: int) -> int:
    """A short call is measured over several."""
    return max(1, 2_000 // count)


def _tell(folder: Path, side: str, count: int, text: str) -> None:
    (folder / f"{side}-{count}").write_text(text, encoding="utf-8")


def _told(folder: Path, side: str, count: int) -> str:
    return (folder / f"{side}-{count}").read_text(encoding="utf-8")


def claims(folder: Path) -> None:
    """Ours and the bare call at every size, and how both grow."""
    rows, seconds = [], {}
    for count in SIZES:
        prepare(folder, count)
        words = {name: [name, str(folder), str(count)] for name in ("ours", "bare")}
        found = sides.in_turn("p4_pairing", words, runs=3 if count > 2_000 else sides.RUNS)
        mine, theirs = sides.median(found["ours"]), sides.median(found["bare"])
        seconds[count] = mine.seconds / _times(count)
        placed, floor, levels = _told(folder, "ours", count).split()
        rows.append(
            (
                f"{count:,}",
                f"{1000 * seconds[count]:.1f}",
                f"{1000 * theirs.seconds / _times(count):.1f}",
                f"{sides.ratio(found['ours'], found['bare']):.1f}×",
                f"{mine.peak_mb:.0f}",
                f"{theirs.peak_mb:.0f}",
                placed,
                floor,
                levels,
            )
        )
        (folder / f"{count}.npz").unlink()
    header = ("people", "ours ms", "bare call ms", "ratio", "peak MB", "bare MB", "placed", "floor", "levels")
    sides.print_table(header, rows)
    grown = math.log(seconds[SIZES[-1]] / seconds[1_000]) / math.log(SIZES[-1] / 1_000)
    print(
        f"\nAim: ≤ {MOST_TIMES}×. P7: growth from 1,000 to 5,000 by exponent {grown:.2f}, aim: ≤ {EXPONENT}"
    )


def rivals(folder: Path) -> None:
    """mentor-match and ours, from people to pairs."""
    if importlib.util.find_spec("matching") is None:
        print(f"\nSkipped: {RIVAL} is not installed.")
        return
    rows = []
    for count, runs in RIVAL_SIZES.items():
        words = {name: [name, str(folder), str(count)] for name in ("ours_from_people", "rival")}
        found = sides.in_turn("p4_pairing", words, runs=runs)
        mine, theirs = (sides.median(found[name]).seconds for name in words)
        placed = [int(_told(folder, name, count)) for name in words]
        assert placed[0] >= placed[1], placed
        rows.append((f"{count:,}", f"{mine:.3f}", f"{theirs:.2f}", f"{theirs / mine:.0f}×", *placed))
    print(f"\n{RIVAL} 7, from people to pairs, one seat a mentor; aim: ≥ {RIVAL_FASTER}× at 800\n")
    sides.print_table(("people", "ours s", "theirs s", "ours is faster", "placed", "they placed"), rows)


def main(words: list[str]) -> int:
    """Measure all sides in turn; with a side, a folder and a number of people, run that side once."""
    if words:
        SIDES[words[0]](Path(words[1]), int(words[2]))
        return 0
    print(f"So many mentors and mentees each, medians, {datetime.now().astimezone():%Y-%m-%d}\n")
    with tempfile.TemporaryDirectory() as place:
        claims(Path(place))
        rivals(Path(place))
    if hasattr(os, "getloadavg"):
        load = os.getloadavg()[2]  # in 15 minutes; one is this benchmark itself
        print(
            f"\nLoad {load:.1f} on {os.cpu_count()} processors: above 1 the machine was busy with other work."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
