"""The proof of a frozen folder can fail; the build itself is `python3 dev.py build`."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import frozen

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder with something that only says that it is the program."""
    made = tmp_path / "luminary"
    made.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    made.chmod(0o755)
    return made


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_program_that_fails_is_told(program: Path) -> None:
    faults = frozen._faults_of_run(program)
    assert faults[0].startswith("luminary demo ended 3")
    assert faults[-1] == "a packet or the pictures are missing"


def test_a_folder_that_is_too_large_or_holds_unused_parts_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("libQt6Quick.so.6", "Qt6Qml.dll", "libQt6Core.so.6", "Qt6Gui.dll"):
        (tmp_path / name).write_bytes(bytes(2_000_000))
    assert frozen._faults_of_folder(tmp_path) == ["unused: Qt6Qml.dll", "unused: libQt6Quick.so.6"]
    monkeypatch.setattr(frozen, "LARGEST_MB", 5)
    assert frozen._faults_of_folder(tmp_path)[0].endswith("takes 8 MB")


def needed(name: str) -> bool:
    """What build.spec says of a file; the rest of it needs PyInstaller."""
    text = (ROOT / "build.spec").read_text(encoding="utf-8")
    names: dict[str, object] = {"SPECPATH": str(ROOT)}
    exec(compile(text[: text.index("analysis = Analysis(")], "build.spec", "exec"), names)
    answer = names["needed"]
    assert callable(answer)
    return bool(answer(name))


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6/Qt/plugins/iconengines/libqsvgicon.so", True),
        ("PySide6/Qt/plugins/qmltooling/libqmldbg_debugger.so", False),
        ("PySide6/Qt/translations/qtbase_zh_TW.qm", True),
        ("PySide6/translations/qtbase_de.qm", False),
        ("PySide6/Qt/lib/libQt6Network.so.6", True),  # QtPdf's library needs it
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6\\Qt6Qml.dll", False),
        ("resources/fonts/TW-Kai-98_1.ttf", True),
    ],
)
def test_only_what_is_used_is_kept(name: str, kept: bool) -> None:
    assert needed(name) is kept


@pytest.mark.long
def test_the_program_freezes_and_runs() -> None:
    done = subprocess.run([sys.executable, "dev.py", "build"], cwd=ROOT, check=False)
    assert done.returncode == 0


def test_nothing_is_left_out_that_the_program_imports() -> None:
    """Whatever is imported only when it is needed is missed only then."""
    tree = ast.parse((ROOT / "build.spec").read_text(encoding="utf-8"))
    named = (node for node in tree.body if isinstance(node, ast.Assign))
    (value,) = (node.value for node in named if ast.unparse(node.targets[0]) == "NOT_USED")
    left_out = tuple(f"{name}." for name in eval(ast.unparse(value)))
    modules = [ast.parse(file.read_text(encoding="utf-8")) for file in (ROOT / "desktop").rglob("*.py")]
    nodes = [node for module in modules for node in ast.walk(module)]
    imported = {one.name for node in nodes if isinstance(node, ast.Import) for one in node.names}
    imported |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    assert "scipy.optimize" in imported, "what is imported inside functions is seen"
    assert [name for name in sorted(imported) if f"{name}.".startswith(left_out)] == []
