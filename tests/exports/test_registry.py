from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop.core.errors import DataError, EnvironmentFailure
from desktop.exports.registry import MAX_BYTES, Registration, load_registry

HEADER = "county_code,fingerprint_sha256,valid_from,valid_to,status,note\n"
PRINT = "ab" * 32


def registry(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "registry.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_lines_are_read(tmp_path: Path, encoding: str) -> None:
    first = f'10009,{PRINT},2015-01-01,,active,"雲林, 電話核對"\r\n'
    second = f"10008,{PRINT},2015-01-01,2015-06-30,revoked,\n\n"
    text = HEADER + first + second
    found = load_registry(registry(tmp_path, text, encoding))
    assert found.registrations == (
        Registration("10009", PRINT, date(2015, 1, 1), None, False),
        Registration("10008", PRINT, date(2015, 1, 1), date(2015, 6, 30), True),
    )
    assert found.of(PRINT) == found.registrations
    assert found.of("cd" * 32) == ()


def test_fingerprints_as_other_programs_print_them(tmp_path: Path) -> None:
    text = HEADER + f"10009,{':'.join(['AB'] * 32)},2015-01-01,,active,\n"
    assert load_registry(registry(tmp_path, text)).registrations[0].fingerprint == PRINT


def test_both_ends_of_the_window_count() -> None:
    line = Registration("10009", PRINT, date(2015, 1, 1), date(2015, 6, 30), False)
    days = [date(2014, 12, 31), date(2015, 1, 1), date(2015, 6, 30), date(2015, 7, 1)]
    assert [line.covers(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    "line",
    [
        f"1000,{PRINT},2015-01-01,,active,",
        f"10009,{PRINT[:-1]},2015-01-01,,active,",
        f"10009,{PRINT},104/01/01,,active,",
        f"10009,{PRINT},2015-02-30,,active,",
        f"10009,{PRINT},2015-01-01,soon,active,",
        f"10009,{PRINT},2015-01-01,,maybe,",
        f"10009,{PRINT},2015-01-01,,active",
        f"10009,{PRINT},2015-01-01,,active,a,b",
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    good = f"10009,{PRINT},2015-01-01,,active,\n"
    with pytest.raises(DataError) as caught:
        load_registry(registry(tmp_path, HEADER + good + line + "\n"))
    assert (caught.value.code, caught.value.params["record"]) == ("registry.bad_line", 3)


@pytest.mark.parametrize(
    "text", ["", "hello", HEADER.replace("note", "remark"), 'a"b', '"', "\0", "x" * (MAX_BYTES + 1)]
)
def test_what_is_no_registry_is_said(tmp_path: Path, text: str) -> None:
    with pytest.raises(DataError) as caught:
        load_registry(registry(tmp_path, text))
    assert caught.value.code == "registry.not_a_registry"


def test_other_encodings_and_missing_files_are_said(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        load_registry(registry(tmp_path, HEADER + "雲林", "cp950"))
    with pytest.raises(EnvironmentFailure):
        load_registry(tmp_path / "none.csv")
