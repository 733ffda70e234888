"""A round as it really runs: workbooks go out, agencies fill them in, files come back."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from desktop.core import paths
from desktop.services import round_templates, rounds
from desktop.services.office import Office
from desktop.services.rounds import Asking

SAMPLES = paths.resources() / "samples"
TOWN, CITY, GOVERNMENT = "雲林縣斗南鎮公所", "雲林縣斗六市公所", "雲林縣政府"
DUE = date(2015, 1, 30)
HEADER = 5
_OF_THE_ROSTER = ("備註", "英語檢定", "檢定成績")
"""Columns of the sample roster that the workbooks have too, with another meaning."""


def opened(office: Office, out: Path, **values: Any) -> tuple[int, dict[str, Path]]:
    """Open a round for the basic course and send the workbooks: the round, and agency → file."""
    usual: dict[str, Any] = {"activity": "course-basic", "due": DUE, "agencies": (GOVERNMENT, CITY, TOWN)}
    made = rounds.open_round(office, Asking(**(usual | values)))
    sent = round_templates.write(office, made, out)
    return made, {path.stem.split(" ", 1)[1]: path for path in sent.workbooks}


def people_of(agency: str) -> list[dict[str, str]]:
    """The people of an agency of the samples, in the order of the roster."""
    return _people()[agency]


def _people() -> dict[str, list[dict[str, str]]]:
    found: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    with (SAMPLES / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found[row["服務機關"]].append(row)
    return found


def filled(path: Path, people: Sequence[Mapping[str, str]], target: Path, *, session: int = 1) -> Path:
    """The workbook with people in it, saved as an agency does."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {str(cell.value): int(cell.column or 0) for cell in sheet[HEADER]}
    for number, person in enumerate(people, start=1):
        told = {"推薦順位": str(number), "期別": str(session), **person}
        told = {name: told[name] for name in columns if name in told and name not in _OF_THE_ROSTER}
        for name, value in told.items():
            sheet.cell(HEADER + 1 + number, columns[name], value)
    book.save(target)
    return target


def nil(path: Path, target: Path) -> Path:
    """The workbook with V in the box of recommending nobody."""
    book = openpyxl.load_workbook(path)
    book.worksheets[0].cell(HEADER - 1, 1, "V")
    book.save(target)
    return target


def as_csv(path: Path, target: Path, encoding: str = "cp950") -> Path:
    """The first sheet saved as CSV by an office program: the title stands above the header."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    with target.open("w", encoding=encoding, newline="", errors="replace") as file:
        csv.writer(file).writerows([["" if cell is None else cell for cell in row] for row in sheet.values])
    return target
