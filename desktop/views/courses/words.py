"""How the page says what the services tell in codes: verdicts, priority, ranks, days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desktop.core import terms
from desktop.core.clock import roc_short
from desktop.services.courses import Line, SessionSummary
from desktop.views.lists.words import verdict
from desktop.views.texts import Texts

Days = Iterable[tuple[date, date]]


def verdict_of(texts: Texts, line: Line) -> str:
    """The verdict of a nominee; one that rests on an attestation says so."""
    attested = line.attested_at is not None and line.verdict == "yes"
    return verdict(texts, "attested" if attested else line.verdict)


OUTCOME_TONES = {
    "selected": "good",
    "waiting": "doubt",
    "not_selected": "bad",
    "attended": "good",
    "completed": "good",
    "absent": "bad",
}
"""Outcome → tone of its chip."""


def outcome(texts: Texts, line: Line) -> str:
    """錄取, 結訓 36 小時, 缺席 … or nothing."""
    name = terms.label("outcome", line.outcome, texts.language)
    return texts.text("view.courses.outcome.hours-of", name=name, hours=line.hours) if line.hours else name


def rank_grade(texts: Texts, line: Line) -> str:
    """薦任 7, or what of it is known."""
    rank = terms.label("rank", line.rank, texts.language)
    return f"{rank} {line.grade or ''}".strip()


def place(texts: Texts, line: Line) -> str:
    """The rank within the regular nominees or, marked so, within the alternates."""
    return texts.text("view.courses.place-alternate", place=line.place) if line.alternate else str(line.place)


def days(periods: Days) -> str:
    """104/03/02–104/03/07、104/03/16."""
    return "、".join(
        roc_short(first) if first == last else f"{roc_short(first)}–{roc_short(last)}"
        for first, last in periods
    )


def short_days(periods: Days) -> str:
    """3/2–3/7: for a tab, where the year is plain."""
    return "、".join(
        _day(first) if first == last else f"{_day(first)}–{_day(last)}" for first, last in periods
    )


def _day(day: date) -> str:
    return f"{day.month}/{day.day}"


def session_name(texts: Texts, number: int) -> str:
    """第 1 期."""
    return texts.text("view.courses.session", session=number)


def tab(texts: Texts, session: SessionSummary) -> str:
    """A tab's words: the session, its people or regular nominees of the allotted seats, its days below."""
    people = f"{session.regular}/{session.seats}" if session.seats is not None else str(session.people)
    first = texts.text("view.courses.tab", session=session.number, people=people)
    return f"{first}\n{short_days(session.periods)}" if session.periods else first


def announced(texts: Texts, session: SessionSummary) -> str:
    """What letters say of a session, each with the number of its letter; or that none does."""
    values = {
        "seats": "" if session.seats is None else str(session.seats),
        "periods": days(session.periods),
        "venue": session.venue,
    }
    by_letter: dict[str, list[str]] = {}
    for part, value in values.items():
        if value:
            letter = session.letters.get(part)
            told = texts.text(f"view.courses.announced.{part}", value=value)
            by_letter.setdefault(letter.number if letter else "", []).append(told)
    parts = []
    for number, said in by_letter.items():
        plain = "　".join(said)
        by = texts.text("view.courses.announced.by", said=plain, letter=number)
        parts.append(by if number else plain)
    return "　".join(parts) or texts.text("view.courses.announced.nothing")
