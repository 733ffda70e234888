"""The log file of an office: rotating, and without personal data."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from desktop.core.errors import KnownError
from desktop.core.text import halfwidth

ROOT = "desktop"
"""Only our own loggers: what libraries say may quote the data."""

FILE_NAME = "luminary.log"
LARGEST_FILE = 1_000_000
KEPT_FILES = 5

_HAN = "\u2e80-\u2fff\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0010ffff"
_PERSONAL = re.compile(
    rf"""
      (?<![A-Za-z0-9]) [A-Za-z][A-Da-d1289]\d{{8}} (?!\d)     # national and UI numbers
    | [\w.+-]+ @ [\w-]+ (?:\.[\w-]+)+                         # mail addresses
    | \d{{2,4}} ([-/.]) \d{{1,2}} \1 \d{{1,2}}                # dates: one may be a birthday
    | \+? \d (?:[\s()-]? \d){{6,}} (?:\#\d+)?                 # telephone numbers, passports, compact dates
    | [{_HAN}][{_HAN}\ufe00-\ufe0f\U000e0100-\U000e01ef·‧・]* # names; also folders named after a person
    """,
    re.VERBOSE,
)
REDACTED = "※"


def redact(text: str) -> str:
    """`text` without what could be an ID, an address, a number to call, a date, or a Chinese name.

    Romanised names cannot be told from other words: log codes and counts, never rows.
    """
    return _PERSONAL.sub(REDACTED, halfwidth(text))


class PrivateFormatter(logging.Formatter):
    """Redacts the message, and of an exception writes its kind and places only: its words may quote a row."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, then one line a frame of the exception."""
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {redact(record.getMessage())}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else "\n".join([line, *_places(error)])


class PatientHandler(RotatingFileHandler):
    """A log that cannot be written (disk full, file held by another program) never stops the work."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Drop the record: the person is told about the disk by the work itself."""


@contextmanager
def logging_to(folder: Path) -> Iterator[None]:
    """Write our loggers' records, from INFO up, to `folder` until the end of the block."""
    logger = logging.getLogger(ROOT)
    handler = PatientHandler(
        folder / FILE_NAME, maxBytes=LARGEST_FILE, backupCount=KEPT_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(PrivateFormatter())
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False  # the console is for messages
    try:
        yield
    finally:
        logger.removeHandler(handler)
        handler.close()
        logger.setLevel(level)
        logger.propagate = propagate


def _places(error: BaseException) -> Iterator[str]:
    code = f" {error.code}" if isinstance(error, KnownError) else ""
    yield f"  {type(error).__module__}.{type(error).__qualname__}{code}"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"    {Path(frame.filename).name}:{frame.lineno} {frame.name}"
    if error.__cause__ is not None:
        yield from _places(error.__cause__)
