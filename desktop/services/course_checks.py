"""What the center would send back of the courses: ranks, seats, and nominees whom the rules refuse by now.

To add a check: 1. write a generator of `Found` that takes `Courses` (and a nominee), 2. list it in
SESSION_CHECKS or NOMINEE_CHECKS, 3. add its code to resources/messages/preflight.toml and a test.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity
from desktop.core.messages import LANGUAGES, catalogue
from desktop.rules import ranks
from desktop.rules.evaluate import judge
from desktop.rules.plan import Activity, Plan
from desktop.rules.ranks import Ranked
from desktop.rules.verdict import Answer
from desktop.services import facts, nominations
from desktop.services.desk import Entry, Found
from desktop.services.nominations import Nominee
from desktop.services.reasons import FrozenReason


@dataclass(frozen=True)
class Courses:
    """The nominees, what the rules know of them, and each as an entry of the desk."""

    plan: Plan
    nominees: tuple[Nominee, ...]
    known: Mapping[int, facts.Known]
    entry: Callable[[Nominee], Entry]

    def activity(self, nominee: Nominee) -> Activity:
        """The activity somebody is nominated for."""
        return self.plan.activity(nominee.activity)

    @cached_property
    def sessions(self) -> Mapping[tuple[str, int], tuple[Nominee, ...]]:
        """The nominees of each session in rank order."""
        found: defaultdict[tuple[str, int], list[Nominee]] = defaultdict(list)
        for nominee in self.nominees:
            found[nominee.activity, nominee.session].append(nominee)
        return {key: tuple(some) for key, some in found.items()}


def run(courses: Courses) -> Iterator[Found]:
    """What every check finds."""
    for session_check in SESSION_CHECKS:
        yield from session_check(courses)
    for nominee in courses.nominees:
        for nominee_check in NOMINEE_CHECKS:
            yield from nominee_check(courses, nominee)


def _ranks(courses: Courses) -> Iterator[Found]:
    """Ranks of a session run 1, 2, 3 … without a gap, the alternates after the regular nominees."""
    for nominees in courses.sessions.values():
        places = [Ranked(one.id, one.rank, one.alternate) for one in nominees]
        for fault in ranks.faults(places):
            nearest = next((one for one in nominees if one.rank >= fault.ranks[0]), nominees[0])
            yield _about_session(courses, fault.code, Severity.WARNING, nearest, ranks=fault.listed)
        if all(place.alternate for place in places):
            yield _about_session(courses, "preflight.only_alternates", Severity.WARNING, nominees[0])


def _seats(courses: Courses) -> Iterator[Found]:
    """More regular nominees than the seats that a letter allots; without a letter there is no number."""
    for (activity, number), nominees in courses.sessions.items():
        plan = {one.number: one for one in courses.plan.activity(activity).sessions}
        if number not in plan:
            yield _about_session(courses, "preflight.session", Severity.ERROR, nominees[0])
            continue
        seats = plan[number].seats
        regular = [one for one in nominees if not one.alternate]
        if seats is not None and len(regular) > seats:
            yield _about_session(
                courses, "preflight.seats", Severity.ERROR, regular[seats], seats=seats, people=len(regular)
            )


def _refused(courses: Courses, nominee: Nominee) -> Iterator[Found]:
    """The rules, asked again with today's facts: a no must go, a changed answer must be looked at."""
    known = courses.known[nominee.person.id]
    activity = courses.activity(nominee)
    held = (activity, courses.plan.year)
    stated = nominations.stated_facts(known.facts, nominee, nominee.attested_codes, held=held)
    verdict = judge(activity, stated)
    if verdict.answer is Answer.NO:
        reason = verdict.primary.text
        yield courses.entry(nominee).found(
            "preflight.refused", Severity.ERROR, reason=reason.zh_TW, reason_en=reason.en
        )
    elif verdict.answer is not nominee.verdict:
        yield courses.entry(nominee).found("preflight.changed", Severity.WARNING)


def _to_check(courses: Courses, nominee: Nominee) -> Iterator[Found]:
    if nominee.center_to_check and nominee.reasons:
        yield asked_of_center(courses.entry(nominee), nominee.reasons[0])


def asked_of_center(entry: Entry, reason: FrozenReason) -> Found:
    """What goes out as 請中心查核: the center will look, or the coordinator does what the reason advises."""
    found = entry.found(
        "preflight.to_check", Severity.WARNING, reason=reason.text("zh_TW"), reason_en=reason.text("en")
    )
    finding = found.finding
    texts = {
        language: (catalogue(language).what(finding.code, **finding.params), reason.texts[language][1])
        for language in LANGUAGES
    }
    return replace(found, finding=replace(finding, clause=reason.clause, texts=texts))


SESSION_CHECKS: tuple[Callable[[Courses], Iterator[Found]], ...] = (_ranks, _seats)
NOMINEE_CHECKS: tuple[Callable[[Courses, Nominee], Iterator[Found]], ...] = (_refused, _to_check)


def _about_session(
    courses: Courses, code: str, severity: Severity, nominee: Nominee, **params: Param
) -> Found:
    """About a whole session, which is mended where `nominee` stands."""
    activity = courses.activity(nominee)
    title = {"activity": activity.title.zh_TW, "activity_en": activity.title.en}
    finding = Finding(
        code, severity, clause=activity.clause, params={**title, "session": nominee.session, **params}
    )
    return Found(finding, courses.entry(nominee).place)
