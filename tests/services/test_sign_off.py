"""The memo to sign and the letter to the center say what the data says."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.services import activity_states, letters, reflection_import, rounds, sign_off
from desktop.services.office import Office
from desktop.services.rounds import Asking
from tests.rounds import DUE, TOWN
from tests.tools import require_tool

SAMPLES = paths.resources() / "samples"


def text(content: bytes, tmp_path: Path) -> str:
    require_tool("pdftotext")
    (tmp_path / "a.pdf").write_bytes(content)
    command = ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"]
    return "".join(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())


def test_the_memo_has_numbers_the_round_and_boxes_to_sign(sealed: Office, tmp_path: Path) -> None:
    told = text(sign_off.memo(sealed, "course-oer"), tmp_path)
    for one in ("簽", "數位開放資源推廣研習班", "推薦2人", "由本機關彙整", "擬辦", "承辦人", "機關首長"):
        assert one in told
    rounds.open_round(sealed, Asking("course-oer", DUE, agencies=(TOWN,)))
    told = text(sign_off.memo(sealed, "course-oer"), tmp_path)
    assert "向1個機關收件，0個機關回復" in told


def test_texts_are_counted_as_texts(county: Office, tmp_path: Path) -> None:
    reflection_import.import_file(county, SAMPLES / "reflections.csv", skip_errors=True)
    assert "篇" in text(sign_off.memo(county, "reflections"), tmp_path)


def test_there_is_no_memo_about_nobody(county: Office) -> None:
    with pytest.raises(DataError, match=r"sign_off\.nobody"):
        sign_off.memo(county, "course-basic")
    with pytest.raises(UsageError, match=r"rules\.activity_unknown"):
        sign_off.memo(county, "course-none")


def test_the_letter_names_what_is_sent_and_what_is_not(sealed: Office, tmp_path: Path) -> None:
    activity_states.state_nil(sealed, "showcase", "無人報名")
    letters.put(sealed, date(2015, 2, 10), "府人訓字第1040000001號")
    told = text(sign_off.cover_letter(sealed), tmp_path)
    assert "本次送件：數位開放資源推廣研習班。" in told
    assert "無推薦：數位學習成果發表會。" in told
    assert "自製數位教材基礎班" in told.partition("另行函報")[2]
    assert "府人訓字第1040000001號" in told
    assert "中華民國104年2月10日" in told


def test_both_are_written(sealed: Office, tmp_path: Path) -> None:
    names = [one.name for one in sign_off.write_memo(sealed, "course-oer", tmp_path / "out")]
    assert names == ["memo-course-oer.pdf", "course-oer.pdf"]
    assert sign_off.write_cover_letter(sealed, tmp_path / "out").read_bytes().startswith(b"%PDF")
