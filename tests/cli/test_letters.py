"""The book of letters by command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_letters_are_entered_listed_and_their_files_written(
    run: Callable[..., tuple[int, Any, str]], tmp_path: Path
) -> None:
    assert run("office", "init", "--county", "10009", "--recovery-file", tmp_path / "code")[0] == 0
    scan = tmp_path / "letter.pdf"
    scan.write_bytes(b"%PDF")
    told = ("--number", "中企字第1號", "--party", "研習中心", "--deadline", "104/02/06", "--file", scan)
    status, data, _ = run("letters", "add", "in", "104/01/12", "請推薦參訓人員", *told)
    assert (status, data) == (0, {"id": 1})
    status, data, _ = run("letters", "list", "--out", tmp_path / "out")
    (line,) = data["letters"]
    assert (line["number"], line["deadline"], line["file"]) == ("中企字第1號", "2015-02-06", "letter.pdf")
    assert (tmp_path / "out" / "letters.pdf").read_bytes().startswith(b"%PDF")
    assert run("letters", "export-file", "1", "--out", tmp_path / "out")[0] == 0
    assert run("letters", "export-file", "1", "--out", tmp_path / "out")[0] == 1, "never over a file"
    assert run("letters", "export-file", "7", "--out", tmp_path / "out")[0] == 2
    assert run("letters", "add", "in", "104/02/30", "x")[0] == 2
