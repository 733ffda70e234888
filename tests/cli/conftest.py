"""One office, and commands run on it as from outside."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.main import main
from desktop.core import paths

SAMPLES = paths.resources() / "samples"
PASSPHRASE = "correct horse battery staple"


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, Any, str]]:
    """Run a command on one office: (exit status, JSON of stdout or None, stderr)."""
    monkeypatch.setenv("LUMINARY_PASSPHRASE", PASSPHRASE)

    def command(*words: str | Path, office: bool = True) -> tuple[int, Any, str]:
        given = [str(word) for word in words]
        data = ["--data", str(tmp_path / "office")] if office else []
        status = main([*given, *data, "--json"])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return status, json.loads(captured.out) if captured.out else None, captured.err

    return command


@pytest.fixture
def county(run: Callable[..., tuple[int, Any, str]], tmp_path: Path) -> Callable[..., tuple[int, Any, str]]:
    """The same with an office of the samples' county and its agencies."""
    assert run("office", "init", "--county", "10009", "--recovery-file", tmp_path / "code")[0] == 0
    assert run("agencies", "import", SAMPLES / "agencies.csv")[0] == 0
    return run
