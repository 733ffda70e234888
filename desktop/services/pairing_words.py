"""Why the pairs are as they are, in sentences: what a change costs, why somebody is left out, what helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from desktop.core import terms
from desktop.core.messages import catalogue
from desktop.rules.mentoring import CAPACITY
from desktop.rules.pairing_explain import Change, Reason
from desktop.services import pairing
from desktop.services.pairing import Paired
from desktop.services.pairing_board import Board, Cost

_MOST_NAMES = 4


def cost(board: Board, found: Cost, language: str) -> str:
    """全體總分 −6、最低分不變，另有 2 人改配：…"""
    text = catalogue(language)
    if not found.possible:
        return text.what("pairing.say.full")
    told = [figures(found.placed, found.worst, found.total, language)]
    if found.moves:
        names = [board.names[one.mentee] for one in found.moves]
        told.append(text.what("pairing.say.moved", count=len(names), names=_listed(names, language)))
    else:
        told.append(text.what("pairing.say.nobody_moves"))
    if found.rules:
        told.append(text.what("pairing.say.breaks", rules=rules(found.rules, language)))
    return "\n".join(told)


def figures(placed: int, worst: int, total: int, language: str) -> str:
    """What changes of the figures."""
    text = catalogue(language)
    told = []
    if placed:
        code = "pairing.say.more_placed" if placed > 0 else "pairing.say.fewer_placed"
        told.append(text.what(code, count=abs(placed)))
    for name, value in (("total", total), ("worst", worst)):
        if value or name == "total":
            told.append(text.what(f"pairing.say.{name}", points=_signed(value)))
    return ("、" if language == "zh_TW" else ", ").join(told)


def rules(found: Iterable[str], language: str) -> str:
    """Hard rules in words."""
    said = (terms.label("pair_rule", one, language) for one in found)
    return ("、" if language == "zh_TW" else ", ").join(said)


def unplaced(paired: Paired, language: str) -> Mapping[str, str]:
    """Each mentee who is not placed → why, and what would place them."""
    found = pairing.reasons(paired)
    return {paired.pools.mentees[at].id: _reason(paired, one, language) for at, one in found.items()}


def prices(paired: Paired, language: str) -> Mapping[str, str]:
    """Each mentor of whom one more seat would gain something → what."""
    mentors = paired.pools.mentors
    return {
        mentors[one.mentor].id: catalogue(language).what(
            "pairing.say.price", gain=_gain(one.change, language)
        )
        for one in pairing.prices(paired)
        if one.change.placed or one.change.worst > 0 or one.change.total > 0
    }


def _reason(paired: Paired, found: Reason, language: str) -> str:
    return "\n".join(_reason_lines(paired, found, language))


def _reason_lines(paired: Paired, found: Reason, language: str) -> Iterator[str]:
    text, pools = catalogue(language), paired.pools
    if not found.rivals:
        told = [f"{rules([rule], language)} {count}" for rule, count in found.forbidden.items()]
        yield text.what("pairing.say.no_admissible", rules=_listed(told, language, most=len(told)))
    else:
        yield text.what("pairing.say.competition", rivals=len(found.rivals), seats=found.seats)
    if found.relief is None:
        yield text.what("pairing.say.no_relief")
    else:
        name = pools.names[pools.mentors[found.relief.mentor].id]
        if found.relief.rule == CAPACITY:
            yield text.what("pairing.say.relief_seat", mentor=name)
        else:
            lifted = rules([found.relief.rule], language)
            yield text.what("pairing.say.relief_rule", mentor=name, rule=lifted)


def _gain(change: Change, language: str) -> str:
    return figures(change.placed, change.worst, change.total, language)


def _listed(words: list[str], language: str, *, most: int = _MOST_NAMES) -> str:
    joined = ("、" if language == "zh_TW" else ", ").join(words[:most])
    return joined if len(words) <= most else f"{joined}…"


def _signed(value: int) -> str:
    return f"+{value}" if value > 0 else f"−{-value}" if value else "±0"


def explained(board: Board, language: str) -> Mapping[int, str]:
    """Members of the board → why they have no mentor, or what one more seat of theirs would gain.

    Pairs many times anew: seconds for hundreds of people.
    """
    paired = board.paired
    reasons, seats = unplaced(paired, language), prices(paired, language)
    mentees = zip(board.mentees, paired.pools.mentees, strict=True)
    mentors = zip(board.mentors, paired.pools.mentors, strict=True)
    left_out = {line.id: reasons[one.id] for line, one in mentees if one.id in reasons}
    return left_out | {line.id: seats[one.id] for line, one in mentors if one.id in seats}


def differences(before: Board, after: Board, language: str) -> str:
    """What a decision changed: who moved, and the figures."""
    was = {one.id: one.mentor for one in before.mentees}
    moved = [one.name for one in after.mentees if was.get(one.id, one.mentor) != one.mentor]
    told = figures(
        after.now.placed - before.now.placed,
        after.now.worst - before.now.worst,
        after.now.total - before.now.total,
        language,
    )
    text = catalogue(language)
    if not moved:
        return text.what("pairing.say.nobody_moved")
    return text.what("pairing.say.re_run", count=len(moved), names=_listed(moved, language), figures=told)
