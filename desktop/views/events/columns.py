"""How the lists of registrations and of offers say what they show."""

from __future__ import annotations

from desktop.core import terms
from desktop.core.clock import roc_short
from desktop.services.events import Line
from desktop.services.hosting import Line as Offer
from desktop.views.table_model import Column
from desktop.views.texts import Texts

TONES = {"registered": "", "confirmed": "good", "waiting": "doubt", "attended": "good", "absent": "bad"}
OFFER_TONES = {"offered": "", "agreed": "good", "declined": "bad"}


def state(texts: Texts, line: Line) -> str:
    """已報名, ✓ 已確認, ? 候補, ✓ 出席, ✕ 缺席."""
    return texts.text(f"view.events.state.{line.state}")


def needs(texts: Texts, line: Line) -> str:
    """Meal, lodging, transport and access in words."""
    language = texts.language
    told = [
        terms.label("meal", line.meal, language),
        texts.text("view.events.lodging") if line.lodging else "",
        terms.label("transport", line.transport, language),
        texts.text("view.events.access") if line.access_need else "",
    ]
    return "　".join(part for part in told if part)


def registrations(texts: Texts) -> tuple[Column[Line], ...]:
    """Name, agency, title, needs, state."""
    return (
        Column("name", "view.courses.column.name", lambda line: line.name, 84),
        Column("agency", "view.courses.column.agency", lambda line: line.person.agency, 168),
        Column("title", "view.courses.column.title", lambda line: line.person.title, 84),
        Column(
            "needs",
            "view.events.column.needs",
            lambda line: needs(texts, line),
            0,
            tip=lambda line: "\n".join(part for part in (needs(texts, line), line.note) if part),
        ),
        Column(
            "state",
            "view.events.column.state",
            lambda line: state(texts, line),
            120,
            tone=lambda line: TONES[line.state] or None,
        ),
    )


def days(offer: Offer) -> str:
    """104/04/13–104/04/17, or nothing."""
    return "–".join(dict.fromkeys(roc_short(day) for day in (offer.first, offer.last) if day))


def offer_state(texts: Texts, offer: Offer) -> str:
    """已提出, ✓ 已同意, ✕ 未採用."""
    return texts.text(f"view.hosting.state.{offer.state}")


def offers(texts: Texts, titles: dict[str, str]) -> tuple[Column[Offer], ...]:
    """Course, session, days, place, room for, state; `titles` are the courses' in the language shown."""
    return (
        Column("course", "view.hosting.column.course", lambda one: titles.get(one.activity, ""), 120),
        Column("session", "view.hosting.column.session", lambda one: str(one.session), 76, numeric=True),
        Column("days", "view.hosting.column.days", days, 168),
        Column("place", "view.hosting.column.place", lambda one: one.place, 0, tip=lambda one: one.rooms),
        Column("capacity", "view.hosting.column.capacity", lambda one: one.capacity, 88, numeric=True),
        Column(
            "state",
            "view.events.column.state",
            lambda one: offer_state(texts, one),
            116,
            tone=lambda one: OFFER_TONES[one.state] or None,
        ),
    )
