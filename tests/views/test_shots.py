"""Every scene can be pictured, with nothing cut off and no word of warning from Qt."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.app import open_window
from desktop.views.shots import command
from desktop.views.shots.registry import SCENES
from desktop.views.shots.scene import Office, Scene, Stage
from desktop.views.workbench import Workbench
from tests.builders import CLOCK


def shots(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`luminary shots`, in a process of its own: the scale is chosen before Qt starts."""
    return subprocess.run(
        [sys.executable, "-m", "desktop", "shots", "--out", str(folder), *words],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_every_scene_has_a_name_of_its_own() -> None:
    assert len({scene.name for scene in SCENES}) == len(SCENES)


PAGES = sorted({scene.name.partition("-")[0] for scene in SCENES})
"""First words of the scenes' names; in two parts, so that two processors share the longest test there is."""


@pytest.mark.parametrize("part", [0, 1])
def test_every_scene_is_pictured_whole(part: int, tmp_path: Path) -> None:
    pages = PAGES[part::2]
    done = shots(tmp_path, "--only", *pages)
    assert done.returncode == 0, done.stderr
    expected = {scene.name for scene in SCENES if scene.name.startswith(tuple(pages))}
    assert {path.stem for path in tmp_path.glob("*.png")} == expected


@pytest.mark.long
@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "en"),
        ("--lang", "zh_TW", "--scale", "2"),
        ("--lang", "en", "--scale", "2"),
        ("--lang", "zh_TW", "--theme", "dark"),
        ("--lang", "zh_TW", "--text-size", "1.5"),
        ("--lang", "en", "--text-size", "1.5"),
    ],
    ids=" ".join,
)
def test_in_every_language_scale_and_size(words: tuple[str, ...], tmp_path: Path) -> None:
    done = shots(tmp_path, *words)
    assert done.returncode == 0, done.stderr


def test_words_cut_off_are_told_with_the_scene(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def play(stage: Stage) -> QWidget | None:
        cut = QLabel("地方行政研習中心", stage.window)
        cut.setGeometry(0, 0, 20, 20)
        cut.show()
        return None

    monkeypatch.setattr(command, "SCENES", (Scene("cut", Office.NONE, play),))
    nowhere = command._Built(tmp_path / "none")
    monkeypatch.setattr(command, "_offices", lambda _place, _clock: dict.fromkeys(Office, nowhere))
    monkeypatch.setenv("QT_SCALE_FACTOR", "1")  # parse sets it for the process
    options = command.parse(["--out", str(tmp_path / "shots")])
    (fault,) = command.take(options, lambda folder: open_window(bench, folder), CLOCK)
    assert fault.startswith("cut: ")
    assert (tmp_path / "shots" / "cut.png").exists()
