"""Who gets a seat in the English camp (柒、二、（三）), and what is wrong with circles and stages.

Seats go by rank, never by the order of a file: the plan's number and those the center granted are 正取, the
next ones up to the seats asked for go out as 增額候補 so that the center can allot, those beyond are refused.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.rules.plan import Activity

FAMILY = "english_camp"
_MEMBERS, _EXTRA, _LEADERS, _CIRCLES = "members", "extra_seats", "leaders", "circles"
_COUNCIL = "council_within_quota"


class Seat(StrEnum):
    """What a member's rank comes to."""

    SEAT = "seat"
    """正取."""
    EXTRA = "extra"
    """增額候補: asked for, not granted yet."""
    BEYOND = "beyond"
    """More than the county may have or has asked for."""
    NONE = ""
    """Not eligible: takes no seat."""


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats of a county. `requested` None: nothing was stated, so the plan's most wait as candidates."""

    base: int
    most_extra: int
    granted: int = 0
    requested: int | None = None
    released: int = 0

    @property
    def seated(self) -> int:
        """正取: the plan's number, less what was released, and what was granted."""
        return max(self.base - self.released, 0) + self.granted

    @property
    def waiting(self) -> int:
        """增額候補: asked for and not granted yet."""
        asked = self.most_extra if self.requested is None else self.requested
        return max(min(asked, self.most_extra) - self.granted, 0)


@dataclass(frozen=True, slots=True)
class Member:
    """One member as the seats look at them; `key` is the caller's."""

    key: int
    rank: int
    eligible: bool
    council: bool = False
    circle: str = ""
    leader: bool = False


def seats(activity: Activity, *, granted: int = 0, requested: int | None = None, released: int = 0) -> Seats:
    """The seats by the plan's numbers and what the county has asked, got and given back."""
    return Seats(_most(activity, _MEMBERS), _most(activity, _EXTRA), granted, requested, released)


def allot(members: Iterable[Member], have: Seats, *, council_within: bool = True) -> Mapping[int, Seat]:
    """Member's key → what the rank comes to. Without `council_within` council staff take no county seat."""
    found: dict[int, Seat] = {}
    taken = 0
    for one in sorted(members, key=lambda one: (one.rank, one.key)):
        if not one.eligible:
            found[one.key] = Seat.NONE
        elif one.council and not council_within:
            found[one.key] = Seat.SEAT
        else:
            found[one.key] = _seat(taken, have)
            taken += 1
    return found


def council_within(activity: Activity) -> bool:
    """Whether council staff count within the county's number."""
    return bool(activity.settings[_COUNCIL].value)


def _seat(taken: int, have: Seats) -> Seat:
    if taken < have.seated:
        return Seat.SEAT
    return Seat.EXTRA if taken < have.seated + have.waiting else Seat.BEYOND


@dataclass(frozen=True, slots=True)
class Breach:
    """What the clause does not provide for: the end of a code of resources/messages/camp.toml, numbers."""

    kind: str
    circle: str = ""
    count: int = 0
    limit: int = 0


def circle_breaches(members: Sequence[Member], activity: Activity) -> tuple[Breach, ...]:
    """Circles with too few or too many leaders, more circles than the plan knows, people without one."""
    circles: defaultdict[str, int] = defaultdict(int)
    for one in members:
        if one.circle:
            circles[one.circle] += one.leader
    leaders = activity.quotas[_LEADERS]
    found = [
        Breach("no_leader", name, count, leaders.minimum or 1)
        for name, count in circles.items()
        if count < (leaders.minimum or 0)
    ]
    found += [
        Breach("too_many_leaders", name, count, leaders.maximum)
        for name, count in circles.items()
        if leaders.maximum is not None and count > leaders.maximum
    ]
    most = activity.quotas[_CIRCLES].maximum
    if most is not None and len(circles) > most:
        found.append(Breach("too_many_circles", count=len(circles), limit=most))
    without = sum(not one.circle for one in members)
    if without:
        found.append(Breach("no_circle", count=without))
    return tuple(found)


def seat_breaches(have: Seats, eligible: int) -> tuple[Breach, ...]:
    """Numbers of seats that do not fit each other or the people."""
    asked = have.requested or 0
    found = []
    if asked > have.most_extra:
        found.append(Breach("requested_too_many", count=asked, limit=have.most_extra))
    if have.granted > have.most_extra:
        found.append(Breach("granted_too_many", count=have.granted, limit=have.most_extra))
    if have.requested is not None and have.granted > have.requested:
        found.append(Breach("granted_more_than_requested", count=have.granted, limit=asked))
    if have.released > have.base:
        found.append(Breach("released_too_many", count=have.released, limit=have.base))
    if have.released and (asked or have.granted):
        found.append(Breach("released_and_requested", count=have.released, limit=asked or have.granted))
    if have.released and eligible > have.base - have.released:
        found.append(Breach("released_needed", count=eligible, limit=have.base - have.released))
    if asked and eligible < have.base + asked:
        found.append(Breach("requested_needless", count=eligible, limit=have.base + asked))
    return tuple(found)


def skipped(stages: Sequence[str], reached: Mapping[int, Iterable[str]]) -> Mapping[str, tuple[int, ...]]:
    """Stage → members who came to it without having been in the former one: a pyramid has none."""
    at = {stage: number for number, stage in enumerate(stages)}
    found: defaultdict[str, list[int]] = defaultdict(list)
    for member, own in reached.items():
        numbers = {at[stage] for stage in own if stage in at}
        for number in sorted(numbers):
            if number > 0 and number - 1 not in numbers:
                found[stages[number]].append(member)
    return {stage: tuple(found[stage]) for stage in stages if stage in found}


def heads(stages: Sequence[str], reached: Mapping[int, Iterable[str]]) -> tuple[int, ...]:
    """How many people came to each stage, in the plan's order."""
    counted = Counter(stage for own in reached.values() for stage in set(own))
    return tuple(counted[stage] for stage in stages)


def _most(activity: Activity, quota: str) -> int:
    maximum = activity.quotas[quota].maximum
    assert maximum is not None, "the plan of a camp states its numbers"
    return maximum
