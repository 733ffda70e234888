"""A round with the agencies for the demo county: out to all, back from most, some of it in doubt."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sqlalchemy import select

from desktop.imports.round_files import NIL
from desktop.models.people import Person
from desktop.services import (
    letter_book,
    plans,
    round_board,
    round_collect,
    round_kinds,
    round_templates,
    rounds,
)
from desktop.services.office import Office
from desktop.services.round_board import BoardLine
from desktop.services.rounds import Asking

ACTIVITY: Final = "course-oer"
_DAYS = 10
"""Until the answers are due."""
_LETTER = "研習字第1040000078號"
_SUBJECT = "請薦送人員參加開放教材應用實作班，請查照轉知。"
_PLACES = 2
_SILENT = 4
"""Agencies that have not answered: the last ones."""
_NIL, _STRANGER, _ELSEWHERE = 5, 7, 9
"""Numbers of agencies that recommend nobody, a wrong number, somebody of another agency."""

_People = Mapping[int, Sequence[tuple[str, str]]]
"""Agency → (number, name) of its people."""


def run(office: Office) -> int:
    """Open the round, send the workbooks and collect what comes back; returns the round."""
    today = office.clock.now().date()
    letter = letter_book.register(
        office,
        {
            "direction": "in",
            "day": today,
            "number": _LETTER,
            "subject": _SUBJECT,
            "activity": ACTIVITY,
            "kind": "announcement",
            "deadline": today + timedelta(days=2 * _DAYS),
        },
    )
    due = today + timedelta(days=_DAYS)
    made = rounds.open_round(office, Asking(ACTIVITY, due, places=_PLACES, letter_id=letter))
    with TemporaryDirectory() as folder:
        round_templates.write(office, made, Path(folder) / "out")
        round_collect.collect(office, list(_returns(office, made, Path(folder))))
    return made


def _returns(office: Office, round_id: int, folder: Path) -> Iterator[Path]:
    """The agencies' files, saved as CSV as some office program does: their mark stands in the name."""
    board = round_board.read(office, round_id)
    with office.database.reading() as session:
        activity = plans.current(session).activity(board.activity)
        headers = {one.header for one in round_kinds.columns(activity, "")}
        people: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
        for row in session.execute(select(Person.agency_id, Person.id_no, Person.name).order_by(Person.id)):
            people[row.agency_id].append((row.id_no, row.name))
    columns = ("推薦順位", "身分證統一編號", "姓名", "期別", "業務關係", "業務說明")
    assert headers.issuperset(columns)
    for line in board.lines[:-_SILENT]:
        path = folder / f"LGDL-{board.token}-{line.number:03d}-1 {line.agency}.csv"
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerows([["V", NIL]] if line.number == _NIL else [])
        writer.writerow(columns)
        writer.writerows(() if line.number == _NIL else _rows(line, people, len(activity.sessions)))
        path.write_text(text.getvalue(), encoding="utf-8-sig")
        yield path


def _rows(line: BoardLine, people: _People, sessions: int) -> Iterator[tuple[str, ...]]:
    chosen = list(people[line.agency_id][: _PLACES - line.number % 2])
    if line.number == _STRANGER:
        chosen = [(chosen[0][0][:-1] + str((int(chosen[0][0][-1]) + 1) % 10), chosen[0][1])]
    if line.number == _ELSEWHERE:
        chosen = [next(one for key, some in people.items() if key != line.agency_id for one in some)]
    for rank, (id_no, name) in enumerate(chosen, start=1):
        session = 1 + line.number % max(sessions, 1)
        yield str(rank), id_no, name, str(session), "承辦", "辦理機關數位學習推動業務"
