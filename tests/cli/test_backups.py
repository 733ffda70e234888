"""`luminary backup`: what it prints, how it ends, and that it never loses anything."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.command import PASSPHRASE_VARIABLE
from desktop.cli.main import main
from desktop.services import backup
from tests.builders import PASSPHRASE, add_people, make_office


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed office with three people; its passphrase is known."""
    monkeypatch.setenv(PASSPHRASE_VARIABLE, PASSPHRASE)
    with make_office(tmp_path / "office") as office:
        add_people(office, 3)
    return tmp_path / "office"


class Ran:
    """How a command ended and what it said."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Any:
    def run(*words: object) -> Ran:
        status = main(["backup", *map(str, words)])
        return Ran(status, *capfd.readouterr())

    return run


def test_a_backup_is_made_listed_and_checked(folder: Path, tmp_path: Path, run: Any) -> None:
    made = run("make", "--data", folder, "--json")
    assert made.status == 0
    assert made.data.keys() == {"path", "sha256", "people", "ok"}
    assert (made.data["people"], made.data["ok"]) == (3, True)
    checked = run("check", made.data["path"], "--json")
    assert (checked.status, checked.data) == (0, made.data)
    (listed,) = run("list", "--data", folder, "--json").data["backups"]
    assert listed == made.data | {"made_at": listed["made_at"]}


def test_it_goes_where_it_is_told(folder: Path, tmp_path: Path, run: Any) -> None:
    target = tmp_path / "stick" / "a.lgdlbackup"
    assert run("make", "--data", folder, "--to", target).status == 0
    assert target.exists()


def test_people_read_the_time_as_they_write_it(folder: Path, run: Any) -> None:
    run("make", "--data", folder)
    assert re.search(r"：[0-9]{3}/[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}，", run("list", "--data", folder).out)
    english = run("list", "--data", folder, "--lang", "en").out
    assert re.search(r": [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}, ", english)


def test_an_office_without_backups_says_so(folder: Path, run: Any) -> None:
    ran = run("list", "--data", folder)
    assert (ran.status, ran.out.strip()) == (0, "還沒有備份。")


def test_a_backup_is_restored(folder: Path, tmp_path: Path, run: Any) -> None:
    path = run("make", "--data", folder, "--json").data["path"]
    ran = run("restore", path, "--data", tmp_path / "new", "--json")
    assert ran.status == 0
    assert (ran.data["people"], ran.data["kept"]) == (3, None)
    kept = run("restore", path, "--data", folder, "--json").data["kept"]
    assert Path(kept).name.startswith("office.before-restore-")
    assert "密碼" in run("restore", path, "--data", folder).out


def test_the_recovery_code_is_read_from_a_file(folder: Path, tmp_path: Path, run: Any) -> None:
    with make_office(tmp_path / "other") as office:
        office.vault, code = office.vault.new_recovery_code(office.key, now=office.clock.now())
        path = backup.make(office, tmp_path / "a.lgdlbackup").path
    (tmp_path / "code.txt").write_text(code.lower() + "\n", encoding="utf-8")
    assert run("check", path, "--recovery-file", tmp_path / "code.txt").status == 0
    (tmp_path / "code.txt").write_text(code[:-1], encoding="utf-8")
    ran = run("check", path, "--recovery-file", tmp_path / "code.txt")
    assert ran.status == 3
    assert "39" in ran.err


def test_a_damaged_backup_ends_1(folder: Path, run: Any) -> None:
    path = Path(run("make", "--data", folder, "--json").data["path"])
    content = bytearray(path.read_bytes())
    content[5000] ^= 1
    path.write_bytes(content)
    ran = run("check", path, "--json")
    assert (ran.status, ran.data["ok"], ran.data["people"]) == (1, False, None)
    assert "已損壞" in ran.err
    assert run("list", "--data", folder).status == 1
    assert run("restore", path, "--data", folder).status == 1


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["make", "--data", "none"], 3),
        (["list", "--data", "none"], 3),
        (["check", "none.lgdlbackup"], 3),
        (["check"], 2),
        (["restore", "none.lgdlbackup", "--data", "none"], 3),
    ],
)
def test_what_is_not_there_is_told(
    folder: Path, words: list[str], status: int, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    ran = run(*words)
    assert ran.status == status
    assert "Traceback" not in ran.err


def test_a_wrong_passphrase_ends_3(folder: Path, run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = run("make", "--data", folder, "--json").data["path"]
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "another passphrase")
    for words in (["check", path], ["restore", path, "--data", folder], ["make", "--data", folder]):
        ran = run(*words)
        assert (ran.status, ran.out) == (3, "")
        assert "密碼不對" in ran.err
