"""報名名冊 and 簽到表 of an event."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from desktop.core import paths, terms
from desktop.core.errors import DataError
from desktop.core.storage import require_writable
from desktop.exports.document import Values
from desktop.services import events, person_lists, plans, preflight, settings
from desktop.services.booklet_parts import header, yes_no
from desktop.services.events import Line
from desktop.services.office import Office

_BLANK_DAY = "日期：　　　年　　月　　日"
_NOT_SIGNING = frozenset({"waiting", "absent"})


class Kind(StrEnum):
    """What is listed; each names its layout in `resources/papers`."""

    ROSTER = "event_roster"
    SIGN_IN = "sign_in"


def pdf(office: Office, event_id: str, kind: Kind) -> bytes:
    """The list. Raises `DataError` when nobody stands on it, `UsageError` for an unknown event."""
    moment = office.clock.now()
    with office.database.reading() as session:
        own = events.event(plans.current(session), event_id)
        desk = preflight.read(session, own.activity.id)
        lines = events.lines(session, event_id)
        seals = tuple(settings.get(session, settings.SEALS))
    if kind is Kind.SIGN_IN:
        rows = [person_lists.person(one.person) for one in lines if one.state not in _NOT_SIGNING]
    else:
        rows = [{**person_lists.person(one.person), **_told(one)} for one in lines]
    if not rows:
        raise DataError("events.nobody")
    signing = kind is Kind.SIGN_IN
    return person_lists.pdf(
        kind,
        f"{own.activity.title.zh_TW}{own.title.zh_TW}",
        (_BLANK_DAY if signing else "",),
        header(desk, own.activity, moment),
        rows,
        () if signing else seals,
        moment,
    )


def write(office: Office, event_id: str, out: Path) -> list[Path]:
    """Write both lists, as `gathering-event-roster.pdf`. Raises as `pdf`."""
    require_writable(out)
    written = []
    for kind in Kind:
        written.append(out / f"{event_id}-{kind.replace('_', '-')}.pdf".replace("_", "-"))
        paths.write_atomic(written[-1], pdf(office, event_id, kind))
    return written


def _told(one: Line) -> Values:
    return {
        "meal": terms.label("meal", one.meal),
        "lodging": yes_no(one.lodging),
        "transport": terms.label("transport", one.transport),
        "access_need": yes_no(one.access_need),
        "state": terms.label("event_state", one.state),
        "note": one.note,
    }
