"""Pictures of the collection: no round yet, the board, the ranked list, every dialog."""

from __future__ import annotations

import csv
import tempfile
from collections import defaultdict
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QDialog

from desktop.core import paths
from desktop.core.errors import DataError
from desktop.core.findings import Finding, Severity
from desktop.services.round_collect import Collected
from desktop.views.collection import collected
from desktop.views.collection.page import CollectionPage
from desktop.views.shots.scene import Office, Scene, Stage

_DUE = date(2015, 12, 31)
_NIL = 3
_GIVEN = 12


def _page(stage: Stage) -> CollectionPage:
    stage.go("collection")
    page = stage.window.page
    assert isinstance(page, CollectionPage)
    return page


def _filled(stage: Stage) -> CollectionPage:
    """A round in which some agencies have answered, one with somebody of another agency."""
    # Imported here, as in every scene: pictures without an office need no services.
    from desktop.services import round_board, round_collect, round_templates, rounds

    office = stage.window.bench.office
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = rounds.open_round(office, rounds.Asking("course-oer", _DUE, session=1))
        round_templates.write(office, made, folder)
        board = round_board.read(office, made)
        people = _people()
        files = []
        for line in board.lines[:_GIVEN]:
            own = people.get(line.agency, [])[:3]
            if line.number == _GIVEN:
                own = people[board.lines[0].agency][:1]
            rows = [f"{id_no},{name},1,{rank}" for rank, (id_no, name) in enumerate(own, start=1)]
            file = folder / f"LGDL-{board.token}-{line.number:03d}-1.csv"
            file.write_text("\n".join(["身分證統一編號,姓名,期別,推薦順位", *rows]), encoding="utf-8")
            files.append(file)
        round_collect.collect(office, files)
        for line in board.lines[_GIVEN : _GIVEN + _NIL]:
            rounds.nil(office, line.id)
    return _page(stage)


def _people() -> dict[str, list[tuple[str, str]]]:
    """Number and name of the sample's people, by agency."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    with (paths.resources() / "samples" / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found[row["服務機關"]].append((row["身分證統一編號"], row["姓名"]))
    return found


def _board(stage: Stage) -> None:
    page = _filled(stage)
    page.board.table.setFocus()


def _ranking(stage: Stage) -> None:
    page = _filled(stage)
    page.show_tab(page.ranking)
    page.ranking.table.select(2)


def _moving(stage: Stage) -> QDialog:
    _ranking(stage)
    page = _page(stage)
    page.show_tab(page.ranking)
    page.ranking.table.select(4)
    page.ranking.move_by_hand.click()
    return stage.dialog()


def _leaving(stage: Stage) -> QDialog:
    _ranking(stage)
    page = _page(stage)
    page.ranking.table.select(3)
    page.ranking.leave_out.click()
    return stage.dialog()


def _opening(stage: Stage) -> QDialog:
    _page(stage).open_round()
    return stage.dialog()


def _collected(stage: Stage) -> QDialog:
    page = _page(stage)
    doubt = Finding("rounds.nobody", Severity.ERROR)
    found = (
        Collected(Path("斗南鎮公所回復.xlsx"), "taken", 1, "雲林縣斗南鎮公所", "mark", 3),
        Collected(Path("無推薦.xlsx"), "nil", 1, "雲林縣西螺鎮公所", "mark"),
        Collected(Path("新增工作表.xlsx"), "doubt", 1, "雲林縣北港鎮公所", "mark", 0, (doubt,)),
        Collected(Path("名單.csv"), "refused", error=DataError("rounds.not_recognised", file="名單.csv")),
    )
    collected.tell(stage.window.bench, found, page)
    return stage.dialog()


def _letters(stage: Stage) -> None:
    from desktop.services import deadlines, letter_book  # lazy: see `_filled`

    office, number = stage.window.bench.office, "中企字第1040000123號"
    center = "地方行政研習中心"
    come = {"direction": "in", "day": date(2015, 1, 12), "number": number, "party": center}
    come |= {"subject": "檢送自製數位教材基礎班名額分配表，請依限推薦參訓人員", "kind": "allotment"}
    letter_book.register(office, come | {"activity": "course-basic", "deadline": date(2015, 3, 6)})
    deadlines.add(office, "函報基礎班名冊", date(2015, 3, 6), document_no=number)
    sent = {"direction": "out", "day": date(2015, 2, 10), "number": "府人訓字第1040000009號"}
    letter_book.register(office, sent | {"party": center, "subject": "函報推薦名冊", "kind": "submission"})
    page = _page(stage)
    page.show_tab(page.letters)
    page.letters.table.select(1)


def _no_letters(stage: Stage) -> None:
    page = _page(stage)
    page.show_tab(page.letters)


def _empty(stage: Stage) -> None:
    _page(stage)


SCENES = (
    Scene("collection-empty", Office.NEW, _empty),
    Scene("collection-board", Office.DEMO, _board),
    Scene("collection-ranking", Office.DEMO, _ranking),
    Scene("collection-move", Office.DEMO, _moving),
    Scene("collection-leave", Office.DEMO, _leaving),
    Scene("collection-open", Office.DEMO, _opening),
    Scene("collection-letters", Office.DEMO, _letters),
    Scene("collection-no-letters", Office.NEW, _no_letters),
    Scene("collection-collected", Office.DEMO, _collected),
)
