from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import dev
from tests.tools import require_tool

ROOT = Path(dev.__file__).resolve().parent
SOURCE = (ROOT / "dev.py").read_text(encoding="utf-8")
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(lock: str) -> dict[str, list[Version]]:
    """Distribution → its versions (one for each range of Pythons) in a lock."""
    found: dict[str, list[Version]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", text_of(lock), re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(Version(version))
    return found


def text_of(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")


def run_dev(*words: str, folder: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "dev.py", *words],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_without_a_word_it_lists_its_tasks() -> None:
    done = run_dev()
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()[1:]] == list(dev.TASKS)
    assert all(action.__doc__ for action in dev.TASKS.values())


@pytest.mark.parametrize(
    "words", [("demonstrate",), ("check", "everything"), ("setup", "--fast"), ("build", "all")]
)
def test_a_wrong_word_ends_2(words: tuple[str, ...]) -> None:
    done = run_dev(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert words[-1] in done.stderr


def test_an_old_python_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(dev, "OLDEST_PYTHON", (99, 0))
    assert dev.main(["test"]) == 3
    assert "Python 3.11 or later is needed" in capsys.readouterr().err


def test_it_can_be_read_by_pythons_too_old_for_the_program() -> None:
    ast.parse(SOURCE, feature_version=(3, 7))
    with pytest.raises(SyntaxError):
        ast.parse("if x := 1: pass", feature_version=(3, 7))


def test_it_needs_the_standard_library_only() -> None:
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(SOURCE))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("thing", "here"),
    [
        (sys.executable, True),
        ("/nowhere/pdfbox2.jar", False),
        ("no-such-program", False),
        ("libno-such-library.so.1", False),
        pytest.param("libc.so.6", True, marks=pytest.mark.skipif(sys.platform != "linux", reason="glibc")),
    ],
)
def test_what_is_here_is_known(thing: str, here: bool) -> None:
    assert dev.present(thing) is here


@pytest.mark.skipif(sys.platform != "linux", reason="packages are Debian's")
def test_only_packages_that_lack_something_are_named() -> None:
    wanted = {"b": ("no-such-program",), "a": (sys.executable, "/nowhere"), "c": (sys.executable,)}
    assert dev.missing_packages(wanted) == ["a", "b"]


def test_every_package_is_needed_by_a_test() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py")]
    words = set(re.findall(r'"([^"\n]+)"', "\n".join(texts)))
    assert {thing for things in dev.DEBIAN_TOOLS.values() for thing in things} <= words


def test_a_tool_without_its_package_is_an_error() -> None:
    with pytest.raises(LookupError, match="DEBIAN_TOOLS"):
        require_tool("no-such-tool")


def test_an_absent_tool_skips_aloud(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(dev.DEBIAN_TOOLS, "its-package", ("no-such-tool",))
    with pytest.raises(pytest.skip.Exception, match="its-package"):
        require_tool("no-such-tool")


LEVELS = ("tools", *dev.LEVELS)


@pytest.mark.parametrize("lock", LEVELS)
def test_every_pin_has_its_hashes(lock: str) -> None:
    blocks = re.split(r"\n(?=\S)", text_of(lock).strip())
    assert blocks
    assert all(re.match(r"[\w.-]+==\S+", block) and "--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize(("smaller", "larger"), [("runtime", "dev"), ("dev", "bench")])
def test_a_larger_lock_holds_the_smaller(smaller: str, larger: str) -> None:
    assert pins(smaller).items() <= pins(larger).items()


def test_the_tools_agree_with_the_largest_lock() -> None:
    tools, largest = pins("tools"), pins("bench")
    assert all(largest.get(name, versions) == versions for name, versions in tools.items())


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("runtime", SETTINGS["project"]["dependencies"]),
        ("dev", SETTINGS["dependency-groups"]["dev"]),
        ("bench", SETTINGS["dependency-groups"]["bench"]),
        ("tools", SETTINGS["dependency-groups"]["tools"]),
    ],
)
def test_the_locks_hold_what_pyproject_asks(lock: str, wanted: list[str]) -> None:
    held = pins(lock)
    for requirement in map(Requirement, wanted):
        versions = held[canonicalize_name(requirement.name)]
        assert all(version in requirement.specifier for version in versions), str(requirement)


def test_one_lock_serves_linux_windows_and_mac() -> None:
    text = text_of("dev")
    assert re.search(r"^pywin32-ctypes==.*sys_platform == 'win32'", text, re.MULTILINE)
    assert re.search(r"^secretstorage==.*sys_platform == 'linux'", text, re.MULTILINE)


def copy_of_the_door(folder: Path) -> Path:
    shutil.copy(ROOT / "dev.py", folder)
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    return folder


def test_a_changed_lock_or_project_changes_the_fingerprint(tmp_path: Path) -> None:
    copy_of_the_door(tmp_path)
    before = dev.fingerprint(tmp_path, "dev")
    assert before == dev.fingerprint(tmp_path, "dev")
    for name in ("requirements/dev.lock", "requirements/tools.lock", "pyproject.toml"):
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        after = dev.fingerprint(tmp_path, "dev")
        assert after != before, name
        before = after


def test_a_moved_folder_remembers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = tmp_path / "installed.json"
    monkeypatch.setattr(dev, "STATE", state)
    dev.remember({"dev": "1"})
    assert dev.remembered()["dev"] == "1"
    state.write_text(
        json.dumps({**json.loads(state.read_text(encoding="utf-8")), "folder": "elsewhere"}), "utf-8"
    )
    assert dev.remembered() == {}
    state.write_text("{", encoding="utf-8")
    assert dev.remembered() == {}


@pytest.mark.slow
def test_without_internet_it_says_so_and_ends_3(tmp_path: Path) -> None:
    """PIP_NO_INDEX is the nearest that a test gets to a cable pulled out."""
    done = run_dev("demo", folder=copy_of_the_door(tmp_path), PIP_NO_INDEX="1", PIP_CONFIG_FILE=os.devnull)
    assert done.returncode == 3
    assert "tools.lock could not be installed" in done.stderr
    assert "internet connection" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_a_folder_that_cannot_be_written_ends_3(tmp_path: Path) -> None:
    copy_of_the_door(tmp_path)
    (tmp_path / ".venv").write_text("a file in the way", encoding="utf-8")
    done = run_dev("demo", folder=tmp_path)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_a_failed_gate_fails_the_check_and_shows_its_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gates = {
        "good": ("python", "-c", ""),
        "bad": ("python", "-c", "print('the reason'); raise SystemExit(1)"),
    }
    monkeypatch.setattr(dev, "CHECKS", gates)
    monkeypatch.setattr(dev, "prepare", lambda *_: None)
    monkeypatch.setattr(dev, "BIN", Path(sys.executable).parent)
    assert dev.main(["check"]) == 1
    printed = capsys.readouterr().out
    assert "the reason" in printed
    assert re.search(r"good +ok.*\nbad +FAILED", printed)
    monkeypatch.setattr(dev, "CHECKS", {"good": gates["good"]})
    assert dev.main(["check"]) == 0


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What a task runs, without running it; everything succeeds."""
    made: list[list[str]] = []

    def call(*command: object) -> int:
        made.append([str(word) for word in command])
        return 0

    monkeypatch.setattr(dev, "call", call)
    monkeypatch.setattr(dev, "prepare", lambda *_: None)
    return made


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["run", "--lang", "en"], ["gui", "--lang", "en"]),
        (["shots", "--only", "shell"], ["shots", "--out", "shots", "--only", "shell"]),
    ],
)
def test_the_window_and_its_pictures_are_a_word_away(
    calls: list[list[str]], words: list[str], wanted: list[str]
) -> None:
    assert dev.main(words) == 0
    assert [call[1:] for call in calls] == [wanted]
    assert Path(calls[0][0]).stem == "luminary"


def test_a_build_is_proved_where_it_lies(calls: list[list[str]]) -> None:
    assert dev.main(["build"]) == 0
    assert [call[2] for call in calls] == ["PyInstaller", "tests.frozen"]
    assert calls[0][-1] == "build.spec"
    assert Path(calls[1][-1]) == ROOT / "dist" / "luminary"


def test_a_failed_build_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[object, ...]] = []

    def call(*command: object) -> int:
        made.append(command)
        return 1

    monkeypatch.setattr(dev, "call", call)
    monkeypatch.setattr(dev, "prepare", lambda *_: None)
    assert dev.main(["build"]) == 1
    assert len(made) == 1


def test_what_a_build_makes_is_not_kept() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {"/build/", "/dist/", "/shots/"} <= set(ignored)
