"""Why the pairs are as they are, in sentences: what a change costs, why somebody is left out, what helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from desktop.core import terms
from desktop.core.messages import catalogue
from desktop.rules.mentoring import CAPACITY
from desktop.rules.pairing_explain import Reason
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
            told.append(text.what(f"pairing.say.{name}", points=signed(value)))
    return ("、" if language == "zh_TW" else ", ").join(told)


def rules(found: Iterable[str], language: str) -> str:
    """Hard rules in words."""
    said = (terms.label("pair_rule", one, language) for one in found)
    return ("、" if language == "zh_TW" else ", ").join(said)


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


def _listed(words: list[str], language: str, *, most: int = _MOST_NAMES) -> str:
    joined = ("、" if language == "zh_TW" else ", ").join(words[:most])
    return joined if len(words) <= most else f"{joined}…"


def signed(value: int) -> str:
    """+3, −6, ±0."""
    return f"+{value}" if value > 0 else f"−{-value}" if value else "±0"


def explained(board: Board, language: str) -> Mapping[int, str]:
    """Members of the board → why they have no mentor, or what one more seat of theirs would gain.

    Pairs many times anew: seconds for hundreds of people.
    """
    paired = board.paired
    found = {
        board.mentees[at].id: _reason(paired, one, language) for at, one in pairing.reasons(paired).items()
    }
    for one in pairing.prices(paired):
        gain = one.change
        if gain.placed or gain.worst > 0 or gain.total > 0:
            told = figures(gain.placed, gain.worst, gain.total, language)
            found[board.mentors[one.mentor].id] = catalogue(language).what("pairing.say.price", gain=told)
    return found


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
