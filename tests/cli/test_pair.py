"""The sample files are paired as the plan of the product says, and the proof is checked from the files."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from desktop.core import paths
from desktop.rules import pairing_weights

SAMPLES = paths.resources() / "samples"
FILES = ("--mentors", SAMPLES / "mentors.csv", "--mentees", SAMPLES / "mentees.csv")
Run = Callable[..., tuple[int, Any, str]]
Rows = list[dict[str, str]]


def read(path: Path) -> Rows:
    return list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def sample(name: str) -> tuple[list[str], list[list[str]]]:
    with (SAMPLES / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


class Paths:
    """Where one run writes."""

    def __init__(self, folder: Path, name: str = "a") -> None:
        self.out, self.proof = folder / f"{name}.csv", folder / f"{name}.json"
        self.explain = folder / f"{name}-why.csv"
        self.words = ("--out", self.out, "--certificate", self.proof)
        self.whole = (*self.words, "--explain", self.explain)


@pytest.fixture
def to(tmp_path: Path) -> Paths:
    return Paths(tmp_path)


def test_the_samples_are_paired_and_proven(run: Run, to: Paths) -> None:
    status, data, _ = run("pair", *FILES, *to.words, office=False)
    figures = {"placed": 48, "unplaced": 0, "floor": 35, "total": 3647, "unique": True}
    assert (status, data) == (0, {**figures, "certificate": str(to.proof), "findings": []})
    rows = read(to.out)
    assert list(rows[0]) == ["mentee_id", "mentor_id", "points", "locked", "broken_rule"]
    assert (sum(int(row["points"]) for row in rows), min(int(row["points"]) for row in rows)) == (3647, 35)
    assert {row["mentee_id"] for row in rows} == {row[0] for row in sample("mentees")[1]}
    assert run("pair-check", to.proof, *FILES, office=False)[:2] == (0, {"valid": True, "findings": []})


def test_pairs_that_nothing_puts_before_others_are_not_written(
    run: Run, to: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SHA-256 of the ids hardly ever leaves equals; here it always does."""
    monkeypatch.setattr(pairing_weights, "ties", lambda _seed, _rows, _columns, pairs: [7 for _pair in pairs])
    status, data, _ = run("pair", *FILES, *to.words, office=False)
    assert (status, data["error"]["code"]) == (1, "pairing.equals")
    assert not to.proof.exists()


def test_a_proof_that_was_changed_does_not_hold(run: Run, to: Paths) -> None:
    run("pair", *FILES, *to.words)
    told = json.loads(to.proof.read_text(encoding="utf-8"))
    told["u"][3] += 1
    to.proof.write_text(json.dumps(told), encoding="utf-8")
    status, data, error = run("pair-check", to.proof, *FILES)
    assert (status, data["valid"]) == (1, False)
    assert [one["code"] for one in data["findings"]] == ["certificate.potentials"]
    assert data["findings"][0]["message"] in error
    for content in ("x", "[]", "[" * 100_000):
        to.proof.write_text(content, encoding="utf-8")
        status, data, _ = run("pair-check", to.proof, *FILES)
        assert (status, data["error"]["code"]) == (1, "certificate.unreadable")


def test_another_file_is_not_the_one_that_was_paired(run: Run, to: Paths, tmp_path: Path) -> None:
    other = tmp_path / "mentees.csv"
    run("pair", *FILES, *to.words)
    other.write_bytes((SAMPLES / "mentees.csv").read_bytes() + b"\r\n")
    _status, data, _ = run("pair-check", to.proof, "--mentors", FILES[1], "--mentees", other)
    assert [one["code"] for one in data["findings"]] == ["certificate.inputs"]


def test_the_explanation_has_numbers_only(run: Run, to: Paths) -> None:
    run("pair", *FILES, *to.whole)
    text = to.explain.read_text(encoding="utf-8")
    proof = to.proof.read_text(encoding="utf-8")
    for name in ("mentors", "mentees"):
        for one in sample(name)[1]:
            assert not any(cell in text or cell in proof for cell in one[:3]), one[0]
    rows = read(to.explain)
    mentees = [row for row in rows if row["kind"] == "mentee"]
    assert [int(row["mentee"]) for row in mentees] == list(range(48))
    assert [[int(row["mentee"]), int(row["mentor"])] for row in mentees] == json.loads(proof)["pairs"]
    for row in mentees:
        parts = sum(int(row[name]) for name in ("needs", "first", "gap", "wish"))
        assert parts == int(row["points"])
        assert row["other_mentor"] not in {"", row["mentor"]}
        worse = int(row["change_placed"]), int(row["change_worst"]), int(row["change_total"])
        assert worse <= (0, 0, 0), "no other pair is better"
    seats = [row for row in rows if row["kind"] == "seat"]
    assert seats and all(int(row["change_total"]) > 0 for row in seats)


def test_who_is_left_out_is_told_why(run: Run, to: Paths, tmp_path: Path) -> None:
    header, rows = sample("mentors")
    few = write(tmp_path / "few.csv", header, rows[:24])
    status, data, error = run("pair", "--mentors", few, *FILES[2:], *to.whole)
    assert (status, data["placed"], data["unplaced"]) == (0, 46, 2)
    assert [one["code"] for one in data["findings"]] == ["pairing.no_seat"] * 2
    assert "○" in error
    assert sum(not row["mentor_id"] for row in read(to.out)) == 2
    left = [row for row in read(to.explain) if row["kind"] == "mentee" and not row["mentor"]]
    assert len(left) == 2
    assert all(len(row["rivals"].split()) > int(row["seats"]) for row in left)
    assert any((row["relief"], row["change_placed"]) == ("capacity", "1") for row in left)
    assert run("pair-check", to.proof, "--mentors", few, *FILES[2:])[1]["valid"]


def test_empty_pools_and_one_agency(run: Run, to: Paths, tmp_path: Path) -> None:
    header, rows = sample("mentors")
    nobody = write(tmp_path / "nobody.csv", header, [])
    status, data, _ = run("pair", "--mentors", nobody, *FILES[2:], *to.whole)
    assert (status, data["placed"], data["floor"], data["total"]) == (0, 0, 0, 0)
    assert {one["code"] for one in data["findings"]} == {"pairing.none_admissible"}
    assert run("pair-check", to.proof, "--mentors", nobody, *FILES[2:])[1]["valid"]
    header_of_mentees, mentees = sample("mentees")
    none = write(tmp_path / "none.csv", header_of_mentees, [])
    status, data, _ = run("pair", *FILES[:2], "--mentees", none, *to.whole)
    assert (status, data["placed"], data["unplaced"], data["findings"]) == (0, 0, 0, [])
    agency = mentees[0][2]
    same = write(tmp_path / "same.csv", header, [row for row in rows if row[2] == agency])
    alone = write(tmp_path / "alone.csv", header_of_mentees, [row for row in mentees if row[2] == agency])
    _, data, _ = run("pair", "--mentors", same, "--mentees", alone, *to.whole)
    assert data["placed"] == 0, "pairs are across agencies"
    assert all("agency:" in row["forbidden"] for row in read(to.explain))
    _, data, _ = run("pair", *FILES[:2], "--mentees", alone, *to.whole)
    assert data["unplaced"] == 0


def test_rows_in_another_order_give_the_same(run: Run, to: Paths, tmp_path: Path) -> None:
    words: list[str | Path] = []
    for name in ("mentors", "mentees"):
        header, rows = sample(name)
        words += [f"--{name}", write(tmp_path / f"{name}.csv", header, rows[::-2] + rows[-2::-2])]
    other = Paths(tmp_path, "b")
    run("pair", *FILES, *to.words)
    run("pair", *words, *other.words)
    assert other.out.read_bytes() == to.out.read_bytes()
    told, again = (json.loads(path.read_text(encoding="utf-8")) for path in (to.proof, other.proof))
    assert told.pop("inputs") != again.pop("inputs")
    assert told == again


def colleagues() -> tuple[str, str]:
    """A mentee and a mentor of one agency."""
    mentors = {row[2]: row[0] for row in sample("mentors")[1]}
    return next((row[0], mentors[row[2]]) for row in sample("mentees")[1] if row[2] in mentors)


def test_a_lock_against_a_rule_needs_a_reason_and_prints_the_rule(
    run: Run, to: Paths, tmp_path: Path
) -> None:
    both = colleagues()
    locks = write(tmp_path / "locks.csv", ["徒弟", "師傅", "理由"], [[*both, ""]])
    status, data, _ = run("pair", *FILES, "--locks", locks, *to.words)
    assert (status, data["error"]["code"]) == (1, "pairing.lock_reason")
    assert not to.out.exists()
    assert not to.proof.exists()
    write(locks, ["徒弟", "師傅", "理由"], [[*both, "專案需要"]])
    status, data, error = run("pair", *FILES, "--locks", locks, *to.words)
    assert (status, [one["code"] for one in data["findings"]]) == (0, ["pairing.by_hand"])
    assert "同一機關" in error
    (row,) = [row for row in read(to.out) if row["mentee_id"] == both[0]]
    assert (row["mentor_id"], row["locked"], row["broken_rule"]) == (both[1], "true", "agency")
    assert run("pair-check", to.proof, *FILES, "--locks", locks)[:2] == (0, {"valid": True, "findings": []})
    _, data, _ = run("pair-check", to.proof, *FILES)
    assert [one["code"] for one in data["findings"]] == ["certificate.inputs", "certificate.locks"]


def test_a_claimed_lock_is_no_way_around_the_proof(run: Run, to: Paths) -> None:
    run("pair", *FILES, *to.words)
    told = json.loads(to.proof.read_text(encoding="utf-8"))
    told["locks"] = told["pairs"]
    to.proof.write_text(json.dumps(told), encoding="utf-8")
    _, data, _ = run("pair-check", to.proof, *FILES)
    assert "certificate.locks" in [one["code"] for one in data["findings"]]


def test_locks_that_cannot_be_kept_are_refused(run: Run, to: Paths, tmp_path: Path) -> None:
    mentor = next(row for row in sample("mentors")[1] if row[5] == "1")
    others = [row[0] for row in sample("mentees")[1] if row[2] != mentor[2]]
    header = ["mentee_id", "mentor_id", "reason"]
    locks = write(tmp_path / "locks.csv", header, [[one, mentor[0], "需要"] for one in others[:2]])
    status, data, _ = run("pair", *FILES, "--locks", locks, *to.words)
    assert (status, data["error"]["code"]) == (1, "pairing.lock_capacity")
    elsewhere = next(row[0] for row in sample("mentors")[1] if row[2] != mentor[2])
    write(locks, header, [[others[0], one, "需要"] for one in (mentor[0], elsewhere)])
    status, data, _ = run("pair", *FILES, "--locks", locks, *to.words)
    assert (status, data["error"]["code"]) == (1, "pairing.lock_twice")
    write(locks, header, [[others[0], "A100000001", "需要"]])
    status, data, _ = run("pair", *FILES, "--locks", locks, *to.words)
    assert (status, data["error"]["code"]) == (1, "pairing.lock_unknown")
    write(locks, header, [[others[0], "", "需要"]])
    status, data, _ = run("pair", *FILES, "--locks", locks, *to.words)
    assert (status, data["error"]["code"]) == (1, "pairing.list")
    assert not to.out.exists()


def test_a_pair_of_an_earlier_year_is_not_made_again(run: Run, to: Paths, tmp_path: Path) -> None:
    run("pair", *FILES, *to.words)
    first = read(to.out)[0]
    both = [first["mentee_id"], first["mentor_id"]]
    history = write(tmp_path / "history.csv", ["徒弟", "師傅", "年度"], [[*both, "103"]])
    status, data, _ = run("pair", *FILES, "--history", history, *to.words)
    assert (status, data["placed"]) == (0, 48)
    assert read(to.out)[0]["mentor_id"] != both[1]
    assert run("pair-check", to.proof, *FILES, "--history", history)[1]["valid"]
    assert run("pair-check", to.proof, *FILES)[0] == 1


def test_no_input_is_written_over(run: Run, to: Paths) -> None:
    for words in (("--out", FILES[1]), ("--out", to.proof)):
        status, data, _ = run("pair", *FILES, *to.words, *words)
        assert (status, data["error"]["code"]) == (2, "cli.pair.same_file")
    assert (SAMPLES / "mentors.csv").stat().st_size > 1000


def test_the_check_imports_no_solver(run: Run, to: Paths) -> None:
    run("pair", *FILES, *to.words)
    words = ["pair-check", *map(str, (to.proof, *FILES))]
    code = f"import sys; from desktop.cli.main import main; assert main({words!r}) == 0; "
    code += "assert not {'scipy', 'numpy', 'desktop.rules.pairing_levels'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
