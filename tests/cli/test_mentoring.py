"""E-mentoring from the command line: words, pairs of earlier years, and neighbours; people are masked."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.core import paths
from desktop.exports import strict_json
from desktop.services import mentoring
from tests.builders import PASSPHRASE, fill_from_samples, make_office

SAMPLES = paths.resources() / "samples"
Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled") / "office"
    with make_office(folder) as office:
        fill_from_samples(office)
        for role in ("mentor", "mentee"):
            assert mentoring.import_file(office, SAMPLES / f"{role}s.csv", role).committed
    return folder


@pytest.fixture
def pools(run: Run, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The office with people and both pools."""
    shutil.copytree(filled, tmp_path / "office")
    monkeypatch.setenv("LUMINARY_PASSPHRASE", PASSPHRASE)
    return run


def test_words_are_listed_and_given_aliases(pools: Run) -> None:
    status, data, _ = pools("mentoring", "terms", "list")
    assert status == 0
    first = data["terms"][0]
    assert set(first) == {"term", "mentors", "mentees", "only", "written", "similar"}
    assert first["mentors"] + first["mentees"] >= data["terms"][-1]["mentors"] + data["terms"][-1]["mentees"]
    assert all(not one["own"] for one in data["aliases"])
    assert pools("mentoring", "terms", "alias", "人資", "人力資源")[:2] == (
        0,
        {"alias": "人資", "term": "人事"},
    )
    _, data, _ = pools("mentoring", "terms", "list")
    assert {"alias": "人資", "term": "人事", "own": True} in data["aliases"]
    status, data, _ = pools("mentoring", "terms", "alias", "人事", "人資")
    assert (status, data["error"]["code"]) == (1, "mentoring_terms.itself")
    assert pools("mentoring", "terms", "unalias", "人資")[:2] == (0, {"removed": "人資"})
    for words, code in (
        (("unalias", "人資"), "mentoring_terms.no_alias"),
        (("alias", "人資"), "cli.mentoring.words"),
        (("list", "人資"), "cli.mentoring.words"),
    ):
        status, data, _ = pools("mentoring", "terms", *words)
        assert (status, data["error"]["code"]) == (2, code)


def test_pairs_of_earlier_years_are_taken_and_listed(pools: Run, tmp_path: Path) -> None:
    with (SAMPLES / "mentees.csv").open(encoding="utf-8-sig", newline="") as file:
        mentee = next(iter(csv.DictReader(file)))
    path = tmp_path / "history.csv"
    path.write_text(f"徒弟,師傅,年度\n{mentee['身分證統一編號']},Z299999999,\nA1,A1,103\n", encoding="utf-8")
    status, data, _ = pools("mentoring", "history", path)
    assert (status, data["committed"], data["errors"]) == (1, False, 1)
    path.write_text(f"徒弟,師傅,年度\n{mentee['身分證統一編號']},Z299999999,\n", encoding="utf-8")
    status, data, _ = pools("mentoring", "history", path, "--dry-run")
    assert (status, data["new"], data["committed"]) == (0, 1, False)
    assert pools("mentoring", "history", path)[1]["committed"]
    assert pools("mentoring", "history", path)[1]["same"] == 1
    _, data, _ = pools("mentoring", "history")
    assert data == {"pairs": [{"year": 103, "mentor": "Z29*****99", "mentee": "何○明"}]}


def test_a_neighbour_is_asked_without_names(pools: Run, tmp_path: Path) -> None:
    own, other, out = tmp_path / "own.json", tmp_path / "other.json", tmp_path / "across.csv"
    status, data, _ = pools("mentoring", "export-pool", "--out", own)
    assert (status, data) == (0, {"path": str(own), "people": 84})
    told = json.loads(own.read_text(encoding="utf-8"))
    told["county"] = "10010"
    del told["sha256"]
    digest = hashlib.sha256(strict_json.write(told)).hexdigest()
    other.write_bytes(strict_json.write({**told, "sha256": digest}))
    status, data, _ = pools("mentoring", "union", other)
    assert status == 0
    assert data["counties"] == ["10010"]
    assert data["alone"] == {"placed": 48, "worst": 35, "total": 3647}
    assert data["apart"] == {"placed": 96, "worst": 35, "total": 7294}
    together = data["together"]
    assert (together["placed"], together["worst"], together["total"]) >= (96, 35, 7294)
    assert data["across"]
    assert all("○" in one["name"] for one in data["across"])
    assert not out.exists()
    pools("mentoring", "union", other, "--out", out)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == len(data["across"])
    assert not any("○" in row["姓名"] for row in rows)
    token = told["members"][0]["id"]
    status, known, _ = pools("mentoring", "who", token)
    assert (status, known["members"][0]["token"]) == (0, token)
    assert "○" not in known["members"][0]["name"]
    status, data, _ = pools("mentoring", "who", "0" * 16)
    assert (status, data["error"]["code"]) == (1, "pool.unknown_token")
    assert pools("mentoring", "union", own)[1]["error"]["code"] == "pool.own"
