"""Plans as folders and zip files: read wherever the plan lies inside, and nothing else let in."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from desktop.core.errors import DataError, EnvironmentFailure
from desktop.rules import plan_files
from desktop.rules.load import load_plan, parse
from tests.plan_files import held_files, plan_105, zipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return plan_105(tmp_path / "105")


@pytest.mark.parametrize("inside", ["", "105/", "計畫/105/", "105\\"])
def test_folder_plan_file_and_zip_file_say_the_same(folder: Path, tmp_path: Path, inside: str) -> None:
    archive = zipped(folder, tmp_path / "plan.zip", inside=inside)
    read = [plan_files.read(one) for one in (folder, folder / "plan.toml", archive)]
    assert read[0] == read[1] == read[2]
    assert parse(read[0]).sha256 == load_plan(folder).sha256
    assert parse(read[0]).year == 105


def test_what_lies_beside_the_plan_is_left_aside(folder: Path, tmp_path: Path) -> None:
    archive = zipped(folder, tmp_path / "plan.zip")
    with zipfile.ZipFile(archive, "a") as more:
        more.writestr("__MACOSX/105/._plan.toml", b"\0\5\26\7")
        more.writestr("__MACOSX/105/plan.toml", b"\0\5\26\7")
        more.writestr("105/說明.docx", b"PK")
        more.writestr("forms/nomination.toml", b"x = 1")
        more.writestr("../../evil.toml", b"x = 1")
    before = sorted(tmp_path.rglob("*"))
    assert plan_files.read(archive) == plan_files.read(folder)
    assert sorted(tmp_path.rglob("*")) == before, "nothing is unpacked"


def test_a_mark_at_the_start_of_a_file_does_no_harm(folder: Path) -> None:
    before = load_plan(folder).title
    for file in folder.iterdir():
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert parse(plan_files.read(folder)).title == before


def refused(source: Path) -> str:
    with pytest.raises((DataError, EnvironmentFailure)) as raised:
        plan_files.read(source)
    return raised.value.code


def test_what_is_no_plan_is_refused(folder: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7")
    assert refused(letter) == "plan_file.damaged"
    assert refused(tmp_path / "none.zip") == "file.missing"
    assert refused(tmp_path) == "plan_file.none"
    empty = tmp_path / "empty.zip"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("readme.txt", "x")
    assert refused(empty) == "plan_file.none"
    damaged = zipped(folder, tmp_path / "damaged.zip")
    content = bytearray(damaged.read_bytes())
    content[200] ^= 0xFF
    damaged.write_bytes(content)
    assert refused(damaged) == "plan_file.damaged"


def test_two_plans_in_one_file_are_refused(folder: Path, tmp_path: Path) -> None:
    archive = zipped(folder, tmp_path / "plan.zip")
    with zipfile.ZipFile(archive, "a") as more:
        more.writestr("104/plan.toml", b"year = 104")
    assert refused(archive) == "plan_file.several"
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(archive, "w") as twice:
        twice.writestr("plan.toml", b"year = 105")
        twice.writestr("plan.toml", b"year = 106")
    assert refused(archive) == "plan_file.damaged"


def test_a_bomb_and_a_flood_are_refused(folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "bomb.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("plan.toml", b"#" * (plan_files.LARGEST + 1))
    assert refused(archive) == "plan_file.too_large"
    (folder / "big.toml").write_bytes(b"#" * (plan_files.LARGEST + 1))
    assert refused(folder) == "plan_file.too_large"
    (folder / "big.toml").unlink()
    for number in range(plan_files.MOST_FILES):
        (folder / f"more-{number}.toml").touch()
    assert refused(folder) == "plan_file.too_many"
    assert refused(zipped(folder, archive)) == "plan_file.too_many"


def test_the_bundled_plan_is_far_from_the_limits() -> None:
    sizes = [file.stat().st_size for file in held_files()]
    assert max(sizes) * 20 < plan_files.LARGEST
    assert len(sizes) * 3 < plan_files.MOST_FILES
