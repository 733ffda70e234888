"""A handover by command line: made here, opened there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def test_a_handover_is_made_and_opened(
    county: Callable[..., tuple[int, Any, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, code, summary = tmp_path / "a.lgdlhandover", tmp_path / "code.txt", tmp_path / "summary.pdf"
    made = county("handover", "make", "--out", file, "--code-file", code, "--summary", summary)
    assert (made[0], made[1]["path"]) == (0, str(file))
    assert summary.read_bytes().startswith(b"%PDF")
    assert code.read_text(encoding="ascii").strip() not in made[2]
    assert county("handover", "make", "--out", file)[0] == 2, "never over a file"
    monkeypatch.setenv("LUMINARY_NEW_PASSPHRASE", "another sentence to remember")
    there = tmp_path / "there"
    asked = ("handover", "open", file, "--out", there, "--recovery-file", tmp_path / "recovery.txt")
    assert county(*asked, office=False)[0] == 2, "no code"
    assert county(*asked, "--code-file", code, office=False)[0] == 0
    assert county("office", "check", "--data", there, office=False)[0] == 3, "the old passphrase"
    monkeypatch.setenv("LUMINARY_PASSPHRASE", "another sentence to remember")
    assert county("office", "check", "--data", there, office=False)[0] == 0
