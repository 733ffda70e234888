"""The log: enough to find a fault, nothing about a person."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from desktop.core import logs
from desktop.core.errors import DataError
from desktop.core.logs import REDACTED, logging_to, redact

LOGGER = logging.getLogger("desktop.test")


@pytest.mark.parametrize(
    "personal",
    [
        "A123456789",
        "a223456781",
        "Ａ１２３４５６７８９",
        "AC01234567",
        "A800000014",
        "王小明",
        "𠮷野家",
        "林Ａ",
        "user@example.gov.tw",
        "0912-345-678",
        "05-5522000#2205",
        "(05) 552 2000",
        "+886912345678",
        "70/01/02",
        "1981-01-02",
        "19810102",
    ],
)
def test_what_is_personal_is_taken_out(personal: str) -> None:
    text = redact(f"row of {personal} failed")
    assert REDACTED in text
    for piece in (personal, personal[-5:]):
        assert piece not in text


@pytest.mark.parametrize("kept", ["schema 1", "620 people", "desktop.core", "backup.damaged", "office.db"])
def test_what_is_needed_stays(kept: str) -> None:
    assert redact(kept) == kept


def written(folder: Path) -> str:
    return (folder / logs.FILE_NAME).read_text(encoding="utf-8")


def test_our_records_are_written_and_others_are_not(tmp_path: Path) -> None:
    with logging_to(tmp_path):
        LOGGER.info("imported %d of %s", 620, "王小明")
        LOGGER.debug("too small")
        logging.getLogger("library").warning("quotes the data")
    LOGGER.warning("after the end")
    assert "INFO desktop.test imported 620 of ※" in written(tmp_path)
    assert len(written(tmp_path).splitlines()) == 1


def test_an_exception_is_written_without_its_words(tmp_path: Path) -> None:
    with logging_to(tmp_path):
        try:
            raise ValueError("Wang Xiaoming, born in 70")
        except ValueError as error:
            try:
                raise DataError("imports.unreadable", name="Wang") from error
            except DataError:
                LOGGER.exception("import failed")
    text = written(tmp_path)
    assert "desktop.core.errors.DataError imports.unreadable" in text
    assert "builtins.ValueError" in text
    assert "test_logs.py:" in text
    assert "Wang" not in text


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    with logging_to(tmp_path / "none"):
        LOGGER.info("lost")


def test_the_log_does_not_grow_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LARGEST_FILE", 1_000)
    with logging_to(tmp_path):
        for number in range(1_000):
            LOGGER.info("line %d", number)
    assert len(list(tmp_path.iterdir())) == logs.KEPT_FILES + 1
    assert all(path.stat().st_size <= 1_000 for path in tmp_path.iterdir())


def test_the_loggers_are_as_before(tmp_path: Path) -> None:
    root = logging.getLogger(logs.ROOT)
    before = (root.level, root.propagate, list(root.handlers))
    with logging_to(tmp_path):
        assert root.handlers
    assert (root.level, root.propagate, list(root.handlers)) == before
