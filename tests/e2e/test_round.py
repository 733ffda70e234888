"""The whole round: workbooks to every agency, thirty files back in every state, nominations made."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from desktop.services import (
    round_board,
    round_collect,
    round_consolidation,
    round_papers,
    rounds,
)
from desktop.services.integrity import check_integrity
from desktop.services.nominations import listing
from tests.builders import fill_from_samples, make_office
from tests.rounds import as_csv, filled, nil, opened, people_of
from tests.tools import require_tool


def test_a_round_over_all_agencies(tmp_path: Path) -> None:
    with fill_from_samples(make_office(tmp_path / "office")) as office:
        made, files = opened(office, tmp_path / "out", agencies=(), places=2)
        names = list(files)
        assert len(names) == 31
        back = tmp_path / "back"
        back.mkdir()
        for name in names[:20]:
            filled(files[name], people_of(name)[:2], back / f"{name}.xlsx")
        for name in names[20:24]:  # saved as CSV, with the title above
            whole = filled(files[name], people_of(name)[:1], tmp_path / "whole.xlsx")
            as_csv(whole, back / f"{name}.csv", "utf-8-sig")
        nil(files[names[24]], back / "無推薦.xlsx")
        shutil.copy(files[names[25]], back / "沒填.xlsx")
        wrong = {**people_of(names[26])[0], "身分證統一編號": "A123456788"}
        filled(files[names[26]], [wrong], back / "檢查碼.xlsx")
        filled(files[names[27]], people_of(names[0])[:1], back / "別機關的人.xlsx")
        (back / "損壞.xlsx").write_bytes(files[names[28]].read_bytes()[:5000])
        again = filled(files[names[0]], people_of(names[0])[1:3], tmp_path / "again.xlsx")
        shutil.copy(again, back / "第二次.xlsx")

        found = round_collect.collect(
            office, sorted(back.iterdir(), key=lambda one: one.name == "第二次.xlsx")
        )
        assert len(found) == 30
        states = [one.state for one in found]
        assert [states.count(name) for name in ("taken", "nil", "doubt", "refused")] == [26, 1, 2, 1]
        second = found[-1]
        assert (second.second, len(second.added), len(second.removed), len(second.changed)) == (True, 1, 1, 1)

        board = round_board.read(office, made)
        assert board.count("sent") == 3
        assert board.count("nil") == 1
        assert {one.agency for one in round_papers.doubtful(board)} == {names[25], names[26], names[27]}
        assert board.count("returned") == 24

        lines = round_consolidation.read(office, made)
        assert len(lines) == 20 * 2 + 4 + 1
        assert all(one.because for one in lines[1:])
        papers = (
            round_papers.reminder(office, made),
            round_papers.questions(office, made),
            round_papers.consolidated(office, made),
        )
        for at, content in enumerate(papers):
            (tmp_path / f"{at}.pdf").write_bytes(content)
        assert names[28] in text(tmp_path / "0.pdf")
        assert "檢查碼" in text(tmp_path / "1.pdf")
        assert "機關內順位1先於2" in text(tmp_path / "2.pdf")

        result = round_consolidation.take(office, made)
        eligible = [one for one in lines if str(one.answer) != "no" and not one.problems]
        assert (result.committed, result.accepted) == (True, len(eligible))
        with office.database.reading() as session:
            assert len(listing(session, "course-basic")) == len(eligible) > 20
        assert round_board.read(office, made).count("consolidated") > 10
        rounds.close(office, made)
        assert check_integrity(office) == ()


def text(path: Path) -> str:
    require_tool("pdftotext")
    told = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True
    )
    return "".join(told.stdout.split())
