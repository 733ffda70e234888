"""The sample files are paired as the plan of the product says, and the proof is checked from the files."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.core import paths

SAMPLES = paths.resources() / "samples"
FILES = ("--mentors", SAMPLES / "mentors.csv", "--mentees", SAMPLES / "mentees.csv")
Run = Callable[..., tuple[int, Any, str]]


def test_the_samples_are_paired_and_proven(county: Run, tmp_path: Path) -> None:
    out, proof = tmp_path / "pairs.csv", tmp_path / "proof.json"
    status, data, _ = county("pair", *FILES, "--out", out, "--certificate", proof)
    assert (status, data) == (0, {"placed": 48, "worst": 35, "total": 3647, "mentees": 48})
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert sum(int(row["分數"]) for row in rows) == 3647
    assert county("pair-check", proof, *FILES)[:2] == (0, {"faults": []})
    told = json.loads(proof.read_text(encoding="utf-8"))
    told["levels"][0]["u"][3] += 1
    proof.write_text(json.dumps(told), encoding="utf-8")
    assert county("pair-check", proof, *FILES)[:2] == (1, {"faults": ["certificate.potentials"]})
    proof.write_text("x", encoding="utf-8")
    assert county("pair-check", proof, *FILES)[0] == 1


def test_another_file_is_not_the_one_that_was_paired(county: Run, tmp_path: Path) -> None:
    proof, other = tmp_path / "proof.json", tmp_path / "mentees.csv"
    county("pair", *FILES, "--out", tmp_path / "pairs.csv", "--certificate", proof)
    other.write_bytes((SAMPLES / "mentees.csv").read_bytes() + b"\r\n")
    _status, data, _ = county("pair-check", proof, "--mentors", FILES[1], "--mentees", other)
    assert data["faults"] == ["certificate.inputs"]


def test_the_check_imports_no_solver() -> None:
    code = "import sys; from desktop.rules import certificate; assert 'scipy' not in sys.modules; "
    code += "assert 'desktop.rules.pairing' not in sys.modules and 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
