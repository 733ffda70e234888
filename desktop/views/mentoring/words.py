"""How the page of e-mentoring says what it shows."""

from __future__ import annotations

from desktop.core import terms
from desktop.core.clock import roc_short
from desktop.services import pairing_words
from desktop.services.pairing_board import Alternative, Board, Cost, MemberLine
from desktop.services.pairs import PairOf
from desktop.views.texts import Texts

PAIR_TONES = {"suggested": "", "granted": "good", "refused": "bad", "ended": "bad"}


def joined(texts: Texts, *parts: str) -> str:
    """What there is of some parts, with the language's space between them."""
    return ("　" if texts.language == "zh_TW" else "  ").join(part for part in parts if part)


def person(texts: Texts, one: MemberLine) -> str:
    """Agency, title and grade."""
    grade = "" if one.grade is None else texts.text("view.mentoring.grade", grade=one.grade)
    return joined(texts, one.agency, one.job_title, grade)


def totals(texts: Texts, board: Board) -> str:
    """48/48 配對 · 最低 35 · 總分 3,647"""
    return texts.text(
        "view.mentoring.totals",
        placed=board.now.placed,
        mentees=len(board.mentees),
        worst=board.now.worst,
        total=f"{board.now.total:,}",
    )


def cost(texts: Texts, found: Cost | None) -> str:
    """−6, ±0, that fewer would be placed, or that it cannot be; nothing while it is not reckoned."""
    if found is None:
        return ""
    if not found.possible:
        return texts.text("view.mentoring.cost-full")
    if found.placed < 0:
        return texts.text("view.mentoring.cost-placed", count=-found.placed)
    return pairing_words.signed(found.total)


def against(texts: Texts, one: Alternative) -> str:
    """What stands against another mentor."""
    return pairing_words.rules(one.rules, texts.language)


def pair_state(texts: Texts, one: PairOf) -> str:
    """建議, 核定, 未核定, 終止."""
    return terms.label("pair_state", one.state, texts.language)


def asked(texts: Texts, one: PairOf) -> str:
    """52 天無紀錄, or nothing."""
    return texts.text("view.mentoring.silent", days=one.silent or 0) if one.is_silent else ""


def camps(texts: Texts, one: PairOf) -> str:
    """啟航共識營：師 出席、徒 未報名"""
    told = []
    for camp, (mentor, mentee) in one.camps.items():
        said = [
            terms.label("event_state", state, texts.language)
            if state
            else texts.text("view.mentoring.camp.none")
            for state in (mentor, mentee)
        ]
        told.append(texts.text(f"view.mentoring.camp.{camp}", mentor=said[0], mentee=said[1]))
    return "\n".join(told)


def pair(texts: Texts, one: PairOf) -> str:
    """Both agencies, points, state with its letter, and why it was fixed or ended."""
    agencies = f"{one.mentor.agency} – {one.mentee.agency}"
    day = roc_short(one.document_date) if one.document_date else ""
    state = joined(texts, pair_state(texts, one), day, one.document_no)
    points = texts.text("view.mentoring.points", points=one.points)
    told = [joined(texts, agencies, points), state]
    if one.locked:
        broken = pairing_words.rules(one.rules, texts.language)
        told.append(joined(texts, texts.text("view.mentoring.fixed"), broken))
    if one.reason:
        told.append(texts.text("view.mentoring.reason", reason=one.reason))
    if one.ended_reason:
        told.append(texts.text("view.mentoring.ended-reason", reason=one.ended_reason))
    return "\n".join(told)
