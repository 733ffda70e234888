"""The camp's letters to the center: asking for extra seats (增額申請), giving seats back (餘額釋出)."""

from __future__ import annotations

from pathlib import Path

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.core.storage import require_writable
from desktop.exports import official_letter
from desktop.rules.camp_seats import Seat
from desktop.rules.verdict import Answer
from desktop.services import camp_members, camp_seats, official_letters, plans
from desktop.services.office import Office

REQUEST, RELEASE = "camp_request", "camp_release"
LETTERS = (REQUEST, RELEASE)


def pdf(office: Office, name: str) -> bytes:
    """One of LETTERS. Raises `DataError` when no seats are asked for, or none given back."""
    with office.database.reading() as session:
        plan = plans.current(session)
        activity = camp_seats.activity(plan)
        stated, seats = camp_seats.stated(session), camp_seats.seats(session, plan)
        members = camp_members.listing(session, plan)
        row = office.row()
    if not {REQUEST: stated.requested, RELEASE: stated.released}.get(name):
        raise DataError(f"camp.nothing_{name.removeprefix('camp_')}")
    values = {
        "activity": activity.title.zh_TW,
        "clause": activity.quotas["extra_seats"].clause,
        "base": seats.base,
        "requested": stated.requested,
        "released": stated.released,
        "kept": seats.base - stated.released,
        "reason": stated.reason.rstrip("。"),
        "eligible": sum(one.verdict is not Answer.NO for one in members),
        "waiting": sum(one.seat is Seat.EXTRA for one in members),
    }
    letter = official_letters.compose(name, row, plan, values, office.clock.now())
    return official_letter.render(letter)


def write(office: Office, out: Path) -> list[Path]:
    """Write the letters that there is something to say in; raises `DataError` when there is none."""
    with office.database.reading() as session:
        stated = camp_seats.stated(session)
    wanted = [name for name, seats in ((REQUEST, stated.requested), (RELEASE, stated.released)) if seats]
    if not wanted:
        raise UsageError("camp.no_letters")
    require_writable(out)
    written = []
    for name in wanted:
        path = out / f"{name.replace('_', '-')}.pdf"
        paths.write_atomic(path, pdf(office, name))
        written.append(path)
    return written
