"""`luminary pairs`: list, state, agreement, diary, papers and report, from outside."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.main import main
from desktop.core import paths
from desktop.services import agencies, mentoring, pairing_acts, roster
from tests.builders import PASSPHRASE, make_office

SAMPLES = paths.resources() / "samples"
Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture(scope="module")
def _paired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("paired") / "office"
    with make_office(folder) as office:
        agencies.import_file(office, SAMPLES / "agencies.csv")
        roster.commit(office, roster.preview(office, SAMPLES / "roster.csv"))
        mentoring.import_file(office, SAMPLES / "mentors.csv", "mentor")
        mentoring.import_file(office, SAMPLES / "mentees.csv", "mentee")
        pairing_acts.accept(office)
    return folder


@pytest.fixture
def paired(_paired: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on an office with 48 pairs."""
    shutil.copytree(_paired, tmp_path / "office")
    monkeypatch.setenv("LUMINARY_PASSPHRASE", PASSPHRASE)
    return run


def test_pairs_are_listed_with_masked_names(paired: Run) -> None:
    status, data, _ = paired("pairs", "list")
    assert (status, len(data["pairs"])) == (0, 48)
    assert sum(one["points"] for one in data["pairs"]) == 3647
    assert all("○" in one["mentor"] and "○" in one["mentee"] for one in data["pairs"])
    assert {one["state"] for one in data["pairs"]} == {"suggested"}


def test_the_center_grants_and_a_pair_ends(paired: Run) -> None:
    first, second = (str(one["id"]) for one in paired("pairs", "list")[1]["pairs"][:2])
    assert paired("pairs", "state", first, "--state", "granted")[1]["error"]["code"] == (
        "proposal.answer_without_letter"
    )
    letter = ("--number", "研習字第9號", "--date", "104/02/20")
    assert paired("pairs", "state", first, second, "--state", "granted", *letter)[0] == 0
    assert paired("pairs", "state", second, "--state", "ended")[0] == 1
    assert paired("pairs", "state", second, "--state", "ended", "--reason", "調職")[0] == 0
    found = {str(one["id"]): one for one in paired("pairs", "list")[1]["pairs"]}
    assert (found[first]["state"], found[first]["document_date"]) == ("granted", "2015-02-20")
    assert found[second]["state"] == "ended"
    assert paired("pairs", "state", "9999", "--state", "suggested")[0] == 2


def test_agreement_and_diary_are_filled_and_mended(paired: Run) -> None:
    first = str(paired("pairs", "list")[1]["pairs"][0]["id"])
    assert paired("pairs", "put", first, "--set", "aims=熟悉預算", "first=2015-02-01")[1]["set"] == [
        "aims",
        "first",
    ]
    assert paired("pairs", "put", first, "--set", "aims")[1]["error"]["code"] == "proposal.no_pair"
    assert paired("pairs", "put", first, "--set", "color=red")[0] == 2
    log = ("pairs", "log", first, "--list", "discussion", "--set")
    status, data, _ = paired(*log, "day=2015-03-02", "mode=online", "minutes=60", "topic=預算")
    assert (status, data["list"]) == (0, "discussion")
    assert paired(*log, "day=2015-13-02")[1]["error"]["code"] == "proposal.no_day"
    assert paired("pairs", "log", first, "--list", "talk", "--set", "day=2015-03-02")[0] == 2
    (one,) = (one for one in paired("pairs", "list")[1]["pairs"] if str(one["id"]) == first)
    assert one["fields"] == {"aims": "熟悉預算", "first": "2015-02-01"}
    assert [(line["line"], line["topic"]) for line in one["lists"]["discussion"]] == [(data["line"], "預算")]
    assert paired("pairs", "remove", str(data["line"]))[0] == 0
    assert paired("pairs", "remove", str(data["line"]))[0] == 2


def test_papers_and_report_are_written(paired: Run, tmp_path: Path) -> None:
    status, data, _ = paired("pairs", "papers", "--kind", "roster", "--out", tmp_path / "papers")
    assert (status, [Path(one).name for one in data["files"]]) == (0, ["mentoring-roster.pdf"])
    assert len(paired("pairs", "papers", "--out", tmp_path / "papers")[1]["files"]) == 5
    status, data, _ = paired("pairs", "report", "--out", tmp_path / "report")
    assert [Path(one).name for one in data["files"]] == ["mentoring-report.pdf", "mentoring-pairs.csv"]
    assert all(Path(one).stat().st_size for one in data["files"])
    assert data["sentences"][0].startswith("核定 0 對、建議 48 對")


def test_what_is_silent_is_told_in_words(
    paired: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = paired("pairs", "list")[1]["pairs"][0]["id"]
    letter = ("--number", "研習字第9號", "--date", "104/02/20")
    paired("pairs", "state", str(first), "--state", "granted", *letter)
    assert main(["pairs", "list", "--data", str(tmp_path / "office"), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "days without an entry in the diary" in told
    assert told.splitlines()[-1] == "pairs: 48"


@pytest.mark.parametrize("word", ["list", "state", "put", "log", "remove", "papers", "report"])
def test_every_command_explains_itself(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for language in ("zh_TW", "en"):
        assert main(["pairs", word, "--help", "--lang", language]) == 0
        told.append(capsys.readouterr().out)
    assert told[0].isascii() is False
    assert told[1].isascii() or "’" in told[1], "no Chinese in the English help"
    assert told[1].startswith(f"usage: luminary pairs {word}")
