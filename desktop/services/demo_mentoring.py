"""E-mentoring of the demo county: both pools, pairs accepted and granted, and what they did all year."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from desktop.core import paths
from desktop.imports import mentoring as reader
from desktop.imports.tables import open_table
from desktop.services import event_import, facts, mentoring, pairing_acts, pairs
from desktop.services.office import Office
from desktop.services.pairs import DISCUSSION, PRACTICE, PairOf

LETTER: Final = ("研習字第1040000234號", date(2015, 3, 20))
_GRANTED: Final = 42
"""Pairs that the letter grants; the others are still suggestions."""
_CAMP: Final = "師徒啟航共識營"

_SILENT = 3
"""Number of the pair that wrote in April and never again."""
_LAST_TALK: Final = date(2015, 10, 19)

_AGREEMENT: Final = {
    "first": "2015-04-01",
    "last": "2015-11-30",
    "aims": "熟悉跨機關專案的分工與時程控管，於 10 月底前獨立完成一份可供機關採用的推動計畫。",
    "manner": "每月線上討論一次，每次約 50 分鐘；8 月到師傅機關見習一日。",
}
_RESULT: Final = "完成推動計畫初稿並經科務會議採納，已與師傅機關約定後續資料交換的窗口。"


@dataclass(frozen=True, slots=True)
class _Diary:
    """What a pair did: (day, manner, minutes, topic, next time) each, and perhaps a practice."""

    discussions: Sequence[tuple[str, str, str, str, str]]
    practice: tuple[str, str, str, str] = ("", "", "", "")
    """First and last day, place, reflection; blank for none."""


_DIARIES: Final[Mapping[int, _Diary]] = {
    0: _Diary(
        (
            ("2015-04-09", "online", "60", "認識彼此業務，訂定學習目標", "帶一件正在辦理的案件來討論"),
            ("2015-06-11", "online", "45", "拆解採購案的時程與分工", "補上風險清單"),
            ("2015-08-13", "in_person", "90", "檢視推動計畫初稿", "依意見修正後再寄"),
            ("2015-10-22", "online", "50", "推動計畫定稿與簡報演練", ""),
        ),
        (
            "2015-08-13",
            "2015-08-13",
            "師傅服務機關會議室",
            "第一次全程旁聽跨機關協調會，體會到先把各方的限制問清楚，比急著提方案更重要。",
        ),
    ),
    1: _Diary(
        (
            ("2015-04-15", "online", "50", "公文流程與簽辦重點", "整理自己最常退件的三種情形"),
            ("2015-07-08", "phone", "30", "退件原因的改善做法", "試行檢核表一個月"),
            ("2015-10-28", "online", "40", "檢核表試行的成效", ""),
        ),
    ),
    2: _Diary(
        (
            ("2015-05-05", "in_person", "80", "鄉公所與縣府的業務銜接", "約一次電話確認窗口"),
            ("2015-10-27", "written", "20", "補助計畫的核銷問題", ""),
        ),
    ),
    _SILENT: _Diary((("2015-04-10", "online", "30", "初次見面與聯絡方式", "五月再約"),)),
}


def run(office: Office) -> None:
    """Recommend both pools, accept and grant pairs, and enter what they did up to the end of the year."""
    for role in mentoring.LISTS:
        _recommend(office, role)
    pairing_acts.accept(office)
    granted = pairs.read(office)[:_GRANTED]
    number, day = LETTER
    pairs.state(office, [one.id for one in granted], pairs.GRANTED, number=number, day=day)
    _attend(office, [granted[at] for at in _DIARIES])
    for at, one in enumerate(granted):
        _enter(office, one, _DIARIES.get(at) or _talk(at, one))
    pairs.put(office, granted[0].id, {**_AGREEMENT, "result": _RESULT})


def _recommend(office: Office, role: str) -> None:
    """The sample's people, all of whom but the last agree to be paired."""
    path = paths.resources() / "samples" / f"{mentoring.LISTS[role]}.csv"
    with office.database.reading() as session:
        reading = reader.read(open_table(path, mentoring.LISTS[role]), passports=facts.passports(session))
    last = len(reading.drafts) - 1
    reading.drafts = [
        draft._replace(role=role, consent="yes" if at < last else "", availability="週二、週四下午")
        for at, draft in enumerate(reading.drafts)
    ]
    done = mentoring.import_reading(office, reading)
    assert done.committed, "the samples have no errors"


def _attend(office: Office, some: Sequence[PairOf]) -> None:
    """Both people of some pairs were at the launch camp."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "camp.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("身分證統一編號", "姓名", "活動", "狀態"))
            there = {person.id_no: person.name for one in some for person in (one.mentor, one.mentee)}
            writer.writerows((number, name, _CAMP, "出席") for number, name in there.items())
        assert event_import.import_file(office, path).committed, "those who are paired may attend"


def _talk(at: int, one: PairOf) -> _Diary:
    """The short diary of all others: one talk in autumn."""
    day = _LAST_TALK + timedelta(days=at // 2)
    return _Diary(((day.isoformat(), "online", "40", f"{one.mentee.unit or '承辦'}業務的經驗分享", ""),))


def _enter(office: Office, one: PairOf, diary: _Diary) -> None:
    for talk in diary.discussions:
        values = dict(zip(("day", "mode", "minutes", "topic", "next"), talk, strict=True))
        pairs.add_line(office, one.id, DISCUSSION, values)
    if diary.practice[0]:
        values = dict(zip(("day", "until", "place", "reflection"), diary.practice, strict=True))
        pairs.add_line(office, one.id, PRACTICE, values)
