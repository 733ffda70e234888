"""What the center would send back of the English camp: circles, seats, stages, members refused by now.

To add a check: 1. write a generator of `Found` that takes `Camp`, 2. list it in CHECKS, 3. add its code to
resources/messages/camp.toml and a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity
from desktop.rules import camp_seats
from desktop.rules.camp_seats import Breach, Seat, Seats
from desktop.rules.evaluate import judge
from desktop.rules.plan import Activity
from desktop.rules.verdict import Answer
from desktop.services import camp_members, facts
from desktop.services.camp_members import Member
from desktop.services.course_checks import asked_of_center
from desktop.services.desk import Entry, Found
from desktop.services.places import Part, Place


@dataclass(frozen=True)
class Camp:
    """The members, what the rules know of them, and each as an entry of the desk."""

    activity: Activity
    members: tuple[Member, ...]
    seats: Seats
    reached: Mapping[int, tuple[str, ...]]
    """Member → the stages they came to."""
    known: Mapping[int, facts.Known]
    entry: Callable[[Member], Entry]


def run(camp: Camp) -> Iterator[Found]:
    """What every check finds."""
    for check in CHECKS:
        yield from check(camp)


def circles(activity: Activity, members: Sequence[camp_seats.Member]) -> Iterator[Finding]:
    """What the clause on circles does not provide for: to be confirmed with the center."""
    for breach in camp_seats.circle_breaches(members, activity):
        yield _finding(activity, activity.quotas["leaders"].clause, breach)


def _circles(camp: Camp) -> Iterator[Found]:
    for finding in circles(camp.activity, [camp_members.as_ruled(one) for one in camp.members]):
        yield Found(finding, Place(Part.CAMP, camp.activity.id))


def _seats(camp: Camp) -> Iterator[Found]:
    eligible = sum(one.verdict is not Answer.NO for one in camp.members)
    for breach in camp_seats.seat_breaches(camp.seats, eligible):
        finding = _finding(camp.activity, camp.activity.quotas["extra_seats"].clause, breach)
        yield Found(finding, Place(Part.CAMP, camp.activity.id, field="seats"))
    for one in camp.members:
        if one.seat is Seat.BEYOND:
            yield camp.entry(one).found(
                "preflight.camp_beyond", Severity.ERROR, seats=camp.seats.seated, extra=camp.seats.waiting
            )


def _stages(camp: Camp) -> Iterator[Found]:
    """Who came to a stage without the one before: the clause has a pyramid."""
    by_id = {one.id: one for one in camp.members}
    labels = {stage.id: stage.label for stage in camp.activity.stages}
    for stage, members in camp_seats.skipped(list(labels), camp.reached).items():
        for member in members:
            label = labels[stage]
            yield camp.entry(by_id[member]).found(
                "preflight.camp_stage_skipped", Severity.WARNING, stage=label.zh_TW, stage_en=label.en
            )


def _statements(camp: Camp) -> Iterator[Found]:
    """What the form requires besides the person: 英文姓名, and the word to take part in all stages."""
    for one in camp.members:
        entry = camp.entry(one)
        if not one.person.name_en:
            yield entry.found_in_roster("preflight.missing", Severity.WARNING, "英文姓名", "name_en")
        if one.commitment is not True:
            yield entry.found("preflight.camp_commitment", Severity.WARNING)


def _refused(camp: Camp) -> Iterator[Found]:
    """The rules, asked again with today's facts: a no must go, a changed answer must be looked at."""
    for one in camp.members:
        stated = camp_members.stated_facts(camp.known[one.person.id].facts, one, one.attested_codes)
        verdict = judge(camp.activity, stated)
        if verdict.answer is Answer.NO:
            reason = verdict.primary.text
            yield camp.entry(one).found(
                "preflight.refused", Severity.ERROR, reason=reason.zh_TW, reason_en=reason.en
            )
        elif verdict.answer is not one.verdict:
            yield camp.entry(one).found("preflight.changed", Severity.WARNING)
        if one.center_to_check and one.reasons:
            yield asked_of_center(camp.entry(one), one.reasons[0])


CHECKS: tuple[Callable[[Camp], Iterator[Found]], ...] = (_circles, _seats, _stages, _statements, _refused)


def _finding(activity: Activity, clause: str, breach: Breach) -> Finding:
    params: dict[str, Param] = {
        "activity": activity.title.zh_TW,
        "activity_en": activity.title.en,
        "circle": breach.circle,
        "count": breach.count,
        "limit": breach.limit,
    }
    return Finding(f"camp.{breach.kind}", Severity.WARNING, clause=clause, params=params)
