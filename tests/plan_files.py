"""Plans of another year, made from the one that came with the program as the center would: data only."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from desktop.core import paths

RENAMED = "course-newmedia", "course-shortfilm"
"""Even a course may be another one."""


def plan_105(folder: Path) -> Path:
    """Write the plan of 105 into `folder`: the days of 2016, and one course under another name."""
    folder.mkdir(parents=True)
    for file in held_files():
        text = _a_year_later(file.read_text(encoding="utf-8"))
        (folder / file.name.replace(*RENAMED)).write_text(text, encoding="utf-8")
    return folder


def plan_104(folder: Path, changes: dict[str, tuple[str, str]]) -> Path:
    """Write the plan of 104 with corrections: file → what stood there, what stands there now."""
    folder.mkdir(parents=True)
    for file in held_files():
        text = file.read_text(encoding="utf-8")
        if file.name in changes:
            assert changes[file.name][0] in text
            text = text.replace(*changes[file.name])
        (folder / file.name).write_text(text, encoding="utf-8")
    return folder


def zipped(folder: Path, target: Path, *, inside: str = "105/") -> Path:
    """The folder as a zip file, its files below `inside`."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"{inside}{file.name}")
    return target


def held_files() -> list[Path]:
    """The files of the plan that came with the program."""
    return sorted((paths.resources() / "plans" / "104").glob("*.toml"))


def _a_year_later(text: str) -> str:
    text = text.replace("plan104.", "plan105.").replace("year = 104", "year = 105").replace(*RENAMED)
    text = text.replace("104年", "105年").replace("103年", "104年")
    return re.sub(r"\b2015\b", "2016", text)
