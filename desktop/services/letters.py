"""The covering letter that the next packet goes with: an outgoing letter of the book of letters (收發文)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.errors import UsageError
from desktop.core.messages import catalogue
from desktop.exports.packet import LONGEST_LINE, Letter
from desktop.models import letters as book
from desktop.models.journal import Journal
from desktop.models.packets import Packet
from desktop.services import settings
from desktop.services.office import Office

_KIND = "submission"


def current(office: Office) -> Letter | None:
    """The letter that was stated last."""
    with office.database.reading() as session:
        return stated(session)


def put(office: Office, day: date, number: str) -> None:
    """State the letter, which enters it in the book; it stays for later packets until it is stated anew.

    A letter that no packet went with yet is corrected, another one is entered beside it. Raises `UsageError`
    for a number that is blank, longer than the packet takes, or has a line break.
    """
    told = number.strip()
    if not told or not text.is_line(told, LONGEST_LINE):
        raise UsageError("packet.letter_number", longest=LONGEST_LINE)
    with office.database.writing("letter.set", told) as journal:
        row = _row(journal.session, told)
        if row is None:
            settings.put(journal, settings.LETTER, {"letter": _enter(journal, day, told)})
            return
        journal.update(book.Letter, row.id, {"day": day, "number": told})
        settings.put(journal, settings.LETTER, {"letter": row.id})


def clear(office: Office) -> None:
    """State that there is no letter yet; the book keeps it."""
    with office.database.writing("letter.clear") as journal:
        if settings.get(journal.session, settings.LETTER) is not None:
            settings.put(journal, settings.LETTER, None)


def stated(session: Session) -> Letter | None:
    """The letter as the packet names it."""
    value = settings.get(session, settings.LETTER)
    if value is None:
        return None
    if "letter" not in value:  # stated by a version before the book of letters
        return Letter(date.fromisoformat(value["date"]), value["number"])
    row = session.get(book.Letter, value["letter"])
    return None if row is None or not row.number else Letter(row.day, row.number)


def is_stated(session: Session, letter_id: int) -> bool:
    """Whether the next packet goes with this letter of the book."""
    return bool((settings.get(session, settings.LETTER) or {}).get("letter") == letter_id)


def _row(session: Session, number: str) -> book.Letter | None:
    """The outgoing letter with this number; else the one stated before, if no packet went with it."""
    same = select(book.Letter).filter_by(direction="out", number=number)
    found = session.scalars(same.order_by(book.Letter.id.desc()).limit(1)).first()
    if found is not None:
        return found
    before = session.get(book.Letter, (settings.get(session, settings.LETTER) or {}).get("letter", 0))
    if before is None or before.kind != _KIND:
        return None
    sealed = select(Packet.id).where(Packet.sealed_at >= before.created_at).limit(1)
    return before if session.scalar(sealed) is None else None


def _enter(journal: Journal, day: date, number: str) -> int:
    text = catalogue("zh_TW")
    row = {
        "direction": "out",
        "kind": _KIND,
        "day": day,
        "number": number,
        "party": text.text("letters.packet_party"),
        "subject": text.text("letters.packet_subject"),
        "deadline": None,
        "file_id": None,
        "created_at": journal.clock.now(),
    }
    (made,) = journal.insert(book.Letter, [row])
    return made
