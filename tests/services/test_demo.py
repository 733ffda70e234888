"""Where a demo may be made; what it makes is proved end to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.errors import UsageError
from desktop.core.progress import Silent
from desktop.services import demo
from tests.builders import CLOCK


def begin(out: Path) -> None:
    """The first step: the place is cleared and an office made."""
    next(demo.run(out, clock=CLOCK, progress=Silent()))


def test_the_current_folder_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    begin(Path())
    assert (tmp_path / "recovery-code.txt").is_file()


def test_an_earlier_demo_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    begin(out)
    (out / "forms" / "old.pdf").touch()
    (out / "notes.txt").write_text("my own", encoding="utf-8")
    begin(out)
    assert not (out / "forms" / "old.pdf").exists()
    assert (out / "notes.txt").read_text(encoding="utf-8") == "my own"


def test_another_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").touch()
    with pytest.raises(UsageError, match=r"demo\.folder_not_empty"):
        begin(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.docx"]
