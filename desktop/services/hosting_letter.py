"""The letter with which the county offers to hold a session."""

from __future__ import annotations

from pathlib import Path

from desktop.core import paths
from desktop.core.clock import roc_long
from desktop.core.errors import DataError, UsageError
from desktop.core.storage import require_writable
from desktop.exports import official_letter
from desktop.services import hosting, official_letters, plans
from desktop.services.office import Office

_LETTER = "hosting_offer"


def letter(office: Office, offer_id: int) -> bytes:
    """The letter that offers the session to the center. Raises `DataError` while no place is named."""
    with office.database.reading() as session:
        plan = plans.current(session)
        one = hosting.found(session, offer_id)
        own = plan.activity(one.activity)
    if not one.place:
        raise DataError("hosting.no_place")
    days = "、".join(dict.fromkeys(roc_long(day) for day in (one.first, one.last) if day))
    values = {
        "activity": own.title.zh_TW,
        "clause": own.clause,
        "session": one.session,
        "days": days.replace("、", "至") or "配合貴中心排定",
        "place": one.place,
        "rooms": one.rooms or "配合課程需要提供",
        "capacity": f"{one.capacity}人" if one.capacity else "配合課程需要",
        "contact": "　".join(part for part in (one.contact, one.phone) if part),
    }
    composed = official_letters.compose(_LETTER, office.row(), plan, values, office.clock.now())
    return official_letter.render(composed)


def write_letter(office: Office, activity: str, number: int, out: Path) -> Path:
    """Write `hosting-offer-course-basic-2.pdf`; raises as `letter`, `UsageError` for what is not offered."""
    offers = {(one.activity, one.session): one.id for one in hosting.listing(office)}
    if (activity, number) not in offers:
        raise UsageError("hosting.not_offered", activity=activity, session=number)
    content = letter(office, offers[activity, number])
    require_writable(out)
    path = out / f"hosting-offer-{activity}-{number}.pdf"
    paths.write_atomic(path, content)
    return path
