from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.core.errors import DataError, EnvironmentFailure, KnownError
from desktop.imports import inputs


def kind(content: bytes) -> str:
    return inputs.kind_of(inputs.given(content, "檔案"))


def test_kind_is_told_by_content() -> None:
    assert kind(b"PK\x03\x04rest") == "zip"
    assert kind("姓名,單位".encode()) == "text"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "imports.file-empty"),
        (b"%PDF-1.7", "imports.file-wrong-type"),
        (b"\x89PNG\r\n\x1a\n", "imports.file-wrong-type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "imports.workbook-old"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "imports.workbook-encrypted",
        ),
        (b"\xef\xbb\xbf <html><table>", "imports.file-is-markup"),
        (b"<?xml version='1.0'?><Workbook/>", "imports.file-is-markup"),
    ],
)
def test_what_is_no_table(content: bytes, code: str) -> None:
    with pytest.raises(DataError) as raised:
        kind(content)
    assert raised.value.code == code
    assert raised.value.params["file"] == "檔案"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(inputs.LARGEST + 1)  # sparse
    with pytest.raises(DataError, match=r"imports\.file-too-large"):
        inputs.kind_of(inputs.given(path))


def failure(path: Path) -> KnownError:
    with pytest.raises(EnvironmentFailure) as raised:
        inputs.kind_of(inputs.given(path))
    return raised.value


def test_missing_and_folders(tmp_path: Path) -> None:
    assert failure(tmp_path / "none.csv").code == "imports.file-missing"
    folder = failure(tmp_path)
    assert folder.code in {"imports.file-is-folder", "imports.file-unreadable"}  # Windows: no permission


def test_the_current_folder_has_a_name_too() -> None:
    assert failure(Path()).params["file"] == "."


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a file that may not be read")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "closed.csv"
    path.write_bytes(b"x")
    path.chmod(0)
    assert failure(path).code == "imports.file-unreadable"


def test_messages_name_no_folder(tmp_path: Path) -> None:
    assert failure(tmp_path / "none.csv").params == {"file": "none.csv"}
