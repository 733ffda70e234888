"""The checks behind the preflight: each looks at the desk and says what the center would send back, and why.

To add a check: 1. write a generator of `Found` that takes `Desk` (or `Desk` and a nominee) and says where it
is mended, 2. list it in CHECKS, SESSION_CHECKS or NOMINEE_CHECKS, 3. add its code to
resources/messages/preflight.toml and a test.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from desktop.core import text
from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity
from desktop.core.messages import LANGUAGES, catalogue
from desktop.exports import fonts
from desktop.exports.packet import LONGEST_LINE
from desktop.exports.table_check import check_tables
from desktop.imports.layouts import layout
from desktop.models.office import OfficeRow
from desktop.rules import ranks
from desktop.rules.evaluate import judge
from desktop.rules.plan import Activity, Plan
from desktop.rules.ranks import Ranked
from desktop.rules.verdict import Answer
from desktop.services import facts, nominations, packet_tables
from desktop.services.nominations import Nominee
from desktop.services.places import Part, Place

_AT_ONCE = 20
"""People whose cells are checked in one go: the check tells at most so many of one column."""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding, and where it can be mended."""

    finding: Finding
    place: Place


@dataclass(frozen=True)
class Desk:
    """All that the checks look at, read once."""

    plan: Plan
    office: OfficeRow
    nominees: tuple[Nominee, ...]
    known: dict[int, facts.Known]
    unconfirmed: Mapping[str, int]
    """Agencies that a roster named and nobody has confirmed: name → id."""
    letter: dict[str, str] | None

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

    @cached_property
    def unfit(self) -> Mapping[int, tuple[str, ...]]:
        """Person → the columns that the packet's table would not take."""
        people = list({nominee.person.id: nominee.person for nominee in self.nominees}.values())
        found: defaultdict[int, list[str]] = defaultdict(list)
        for start in range(0, len(people), _AT_ONCE):
            some = people[start : start + _AT_ONCE]
            for bad in check_tables({"people": [packet_tables.person(person) for person in some]}):
                found[some[(bad.record or 2) - 2].id].append(bad.field or "")
        return {person: tuple(columns) for person, columns in found.items()}


def run(desk: Desk, *, whole: bool) -> Iterator[Found]:
    """What every check finds; `whole` adds those about the packet as such."""
    for office_check in CHECKS if whole else ():
        yield from office_check(desk)
    for session_check in SESSION_CHECKS:
        yield from session_check(desk)
    for nominee in desk.nominees:
        for nominee_check in NOMINEE_CHECKS:
            yield from nominee_check(desk, nominee)


def _contact(desk: Desk) -> Iterator[Found]:
    """The center must know whom to call, and packet.json has room for one line each."""
    for label, column in (("承辦人", "coordinator"), ("公務電話", "phone"), ("電子郵件", "email")):
        value, place = getattr(desk.office, column), Place(Part.CONTACT, field=column)
        if not value and column != "email":
            yield Found(Finding("preflight.contact", Severity.WARNING, field=label), place)
        if not text.is_line(value, LONGEST_LINE):
            yield Found(Finding("preflight.contact_format", Severity.ERROR, field=label), place)


def _letter(desk: Desk) -> Iterator[Found]:
    if desk.letter is None:
        yield Found(Finding("preflight.letter", Severity.WARNING), Place(Part.LETTER))


def _nothing(desk: Desk) -> Iterator[Found]:
    if not desk.nominees:
        yield Found(Finding("preflight.nothing", Severity.WARNING), Place(Part.NOMINATIONS))


def _ranks(desk: Desk) -> Iterator[Found]:
    """Ranks of a session run 1, 2, 3 … without a gap, the alternates after the regular nominees."""
    for nominees in desk.sessions.values():
        places = [Ranked(one.id, one.rank, one.alternate) for one in nominees]
        for fault in ranks.faults(places):
            nearest = next((one for one in nominees if one.rank >= fault.ranks[0]), nominees[0])
            yield _about_session(desk, fault.code, Severity.WARNING, nearest, ranks=fault.listed)
        if all(place.alternate for place in places):
            yield _about_session(desk, "preflight.only_alternates", Severity.WARNING, nominees[0])


def _seats(desk: Desk) -> Iterator[Found]:
    """More regular nominees than the seats that a letter allots; without a letter there is no number."""
    for (activity, number), nominees in desk.sessions.items():
        plan = {one.number: one for one in desk.plan.activity(activity).sessions}
        if number not in plan:
            yield _about_session(desk, "preflight.session", Severity.ERROR, nominees[0])
            continue
        seats = plan[number].seats
        regular = [one for one in nominees if not one.alternate]
        if seats is not None and len(regular) > seats:
            yield _about_session(
                desk, "preflight.seats", Severity.ERROR, regular[seats], seats=seats, people=len(regular)
            )


def _refused(desk: Desk, nominee: Nominee) -> Iterator[Found]:
    """The rules, asked again with today's facts: a no must go, a changed answer must be looked at."""
    known = desk.known[nominee.person.id]
    stated = nominations.stated_facts(known.facts, nominee, nominee.attested_codes)
    verdict = judge(desk.activity(nominee), stated)
    if verdict.answer is Answer.NO:
        reason = verdict.primary.text
        yield _about(
            desk, nominee, "preflight.refused", Severity.ERROR, reason=reason.zh_TW, reason_en=reason.en
        )
    elif verdict.answer is not nominee.verdict:
        yield _about(desk, nominee, "preflight.changed", Severity.WARNING)


def _to_check(desk: Desk, nominee: Nominee) -> Iterator[Found]:
    """What goes out as 請中心查核: the center will look, or the coordinator does what the reason advises."""
    if not nominee.center_to_check or not nominee.reasons:
        return
    one = nominee.reasons[0]
    found = _about(
        desk,
        nominee,
        "preflight.to_check",
        Severity.WARNING,
        reason=one.text("zh_TW"),
        reason_en=one.text("en"),
    )
    finding = found.finding
    texts = {
        language: (catalogue(language).what(finding.code, **finding.params), one.texts[language][1])
        for language in LANGUAGES
    }
    yield replace(found, finding=replace(finding, clause=one.clause, texts=texts))


def _missing(desk: Desk, nominee: Nominee) -> Iterator[Found]:
    """Fields that the form requires (design: 姓名, 證件, 機關, 單位, 職稱, 人員類別, e-mail)."""
    required = (("單位", "unit"), ("職稱", "title"), ("電子郵件", "email"))
    for field, column in required:
        if not getattr(nominee.person, column):
            yield _of_person(desk, nominee, "preflight.missing", Severity.WARNING, field, column)


def _name(desk: Desk, nominee: Nominee) -> Iterator[Found]:
    """A name that will not print needs a substitute or a CNS code, so that the center can read it."""
    person = nominee.person
    if fonts.unprintable(person.name) and not (person.name_substitute or person.cns_code):
        yield _of_person(desk, nominee, "preflight.name", Severity.WARNING, "姓名", "name_substitute")


def _fits_packet(desk: Desk, nominee: Nominee) -> Iterator[Found]:
    """What the packet's table would not take, such as an e-mail address that is none."""
    for column in desk.unfit.get(nominee.person.id, ()):
        label = _labels().get(column, column)
        yield _of_person(desk, nominee, "preflight.format", Severity.ERROR, label, column)


def _agency(desk: Desk, nominee: Nominee) -> Iterator[Found]:
    agency_id = desk.unconfirmed.get(nominee.person.agency)
    if agency_id is not None:
        found = _about(desk, nominee, "preflight.agency", Severity.WARNING, field="服務機關")
        place = Place(Part.AGENCIES, person_id=nominee.person.id, agency_id=agency_id, field="agency")
        yield Found(found.finding, place)


Check = Callable[[Desk], Iterator[Found]]
NomineeCheck = Callable[[Desk, Nominee], Iterator[Found]]

CHECKS: tuple[Check, ...] = (_contact, _letter, _nothing)
SESSION_CHECKS: tuple[Check, ...] = (_ranks, _seats)
NOMINEE_CHECKS: tuple[NomineeCheck, ...] = (
    _refused,
    _to_check,
    _missing,
    _fits_packet,
    _name,
    _agency,
)


def _labels() -> dict[str, str]:
    """Column of a person → what the roster calls it."""
    return {column.field: column.name for column in layout("roster").columns}


def _who(nominee: Nominee) -> tuple[str, str]:
    return text.mask_id(nominee.person.id_no), text.mask_name(nominee.person.name)


def _nomination(nominee: Nominee) -> Place:
    return Place(Part.NOMINATIONS, nominee.activity, nominee.session, nominee.id, nominee.person.id)


def _stand(desk: Desk, nominee: Nominee) -> dict[str, Param]:
    title = desk.activity(nominee).title
    return {
        "activity": title.zh_TW,
        "activity_en": title.en,
        "session": nominee.session,
        "rank": nominee.rank,
    }


def _about(
    desk: Desk,
    nominee: Nominee,
    code: str,
    severity: Severity,
    *,
    field: str | None = None,
    **params: Param,
) -> Found:
    """About a nomination, which is mended in its activity's list."""
    person, name = _who(nominee)
    finding = Finding(
        code,
        severity,
        person=person,
        name=name,
        field=field,
        clause=desk.activity(nominee).clause,
        params={**_stand(desk, nominee), **params},
    )
    return Found(finding, _nomination(nominee))


def _of_person(desk: Desk, nominee: Nominee, code: str, severity: Severity, field: str, column: str) -> Found:
    """About a field of a nominee, which is mended in the roster."""
    found = _about(desk, nominee, code, severity, field=field)
    place = Place(
        Part.PERSON,
        nominee.activity,
        nominee.session,
        nominee.id,
        person_id=nominee.person.id,
        field=column,
    )
    return Found(found.finding, place)


def _about_session(desk: Desk, code: str, severity: Severity, nominee: Nominee, **params: Param) -> Found:
    """About a whole session, which is mended where `nominee` stands."""
    activity = desk.activity(nominee)
    title = {"activity": activity.title.zh_TW, "activity_en": activity.title.en}
    finding = Finding(
        code, severity, clause=activity.clause, params={**title, "session": nominee.session, **params}
    )
    return Found(finding, _nomination(nominee))
