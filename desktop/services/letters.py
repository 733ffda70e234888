"""The covering letter that the next packet goes with: its date and document number (文號)."""

from __future__ import annotations

from datetime import date
from typing import Any

from desktop.core import text
from desktop.core.errors import UsageError
from desktop.exports.packet import LONGEST_LINE, Letter
from desktop.services import settings
from desktop.services.office import Office


def current(office: Office) -> Letter | None:
    """The letter that was stated last."""
    with office.database.reading() as session:
        return read(settings.get(session, settings.LETTER))


def put(office: Office, day: date, number: str) -> None:
    """State the letter; it stays for later packets until it is stated anew.

    Raises `UsageError` for a number that is blank, longer than the packet takes, or has a line break.
    """
    stated = number.strip()
    if not stated or not text.is_line(stated, LONGEST_LINE):
        raise UsageError("packet.letter_number", longest=LONGEST_LINE)
    value = {"date": day.isoformat(), "number": stated}
    with office.database.writing("letter.set", stated) as journal:
        settings.put(journal, settings.LETTER, value)


def clear(office: Office) -> None:
    """State that there is no letter yet."""
    with office.database.writing("letter.clear") as journal:
        if settings.get(journal.session, settings.LETTER) is not None:
            settings.put(journal, settings.LETTER, None)


def read(stored: dict[str, Any] | None) -> Letter | None:
    """The letter from the value that is stored."""
    if stored is None:
        return None
    return Letter(date.fromisoformat(stored["date"]), stored["number"])
