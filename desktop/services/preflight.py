"""Everything the center would send back, found before it does.

To add a check: 1. write a generator of findings that takes `Desk` (or `Desk` and a nominee), 2. list it in
CHECKS or NOMINEE_CHECKS, 3. add its code to resources/messages/preflight.toml and a test.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity
from desktop.core.messages import LANGUAGES, catalogue
from desktop.exports import fonts
from desktop.exports.packet import LONGEST_LINE
from desktop.exports.table_check import check_tables
from desktop.imports.layouts import layout
from desktop.models.office import OfficeRow
from desktop.models.people import Agency
from desktop.rules import ranks
from desktop.rules.evaluate import judge
from desktop.rules.plan import Activity, Plan
from desktop.rules.ranks import Ranked
from desktop.rules.verdict import Answer
from desktop.services import facts, nominations, packet_tables, plans, settings
from desktop.services.nominations import Nominee
from desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class Desk:
    """All that the checks look at, read once."""

    plan: Plan
    office: OfficeRow
    nominees: tuple[Nominee, ...]
    known: dict[int, facts.Known]
    unconfirmed: frozenset[str]
    """Agencies that a roster named and nobody has confirmed."""
    letter: dict[str, str] | None

    def activity(self, nominee: Nominee) -> Activity:
        """The activity somebody is nominated for."""
        return self.plan.activity(nominee.activity)


def check(office: Office, activity: str | None = None) -> tuple[Finding, ...]:
    """Findings about one activity, or about the whole packet; errors are what must be mended first."""
    with office.database.reading() as session:
        desk = read(session, activity)
    return tuple(findings(desk, whole=activity is None))


def read(session: Session, activity: str | None = None) -> Desk:
    """The data for the checks, from one consistent view."""
    plan = plans.current(session)
    if activity is not None:
        plan.activity(activity)
    nominees = tuple(nominations.listing(session, activity))
    return Desk(
        plan=plan,
        office=session.scalars(select(OfficeRow)).one(),
        nominees=nominees,
        known=facts.of_people(session, {nominee.person.id for nominee in nominees}),
        unconfirmed=frozenset(session.scalars(select(Agency.name).where(~Agency.confirmed))),
        letter=settings.get(session, settings.LETTER),
    )


def of_activity(desk: Desk, activity: str) -> Desk:
    """The same desk with the nominees of one activity."""
    return replace(desk, nominees=tuple(one for one in desk.nominees if one.activity == activity))


def findings(desk: Desk, *, whole: bool) -> Iterator[Finding]:
    """The findings of every check; `whole` adds those about the packet as such."""
    for office_check in CHECKS if whole else ():
        yield from office_check(desk)
    for session_check in SESSION_CHECKS:
        yield from session_check(desk)
    for nominee in desk.nominees:
        for nominee_check in NOMINEE_CHECKS:
            yield from nominee_check(desk, nominee)


def _contact(desk: Desk) -> Iterator[Finding]:
    """The center must know whom to call, and packet.json has room for one line each."""
    row = desk.office
    for field, value in (("承辦人", row.coordinator), ("公務電話", row.phone), ("電子郵件", row.email)):
        if not value and field != "電子郵件":
            yield Finding("preflight.contact", Severity.WARNING, field=field)
        if not text.is_line(value, LONGEST_LINE):
            yield Finding("preflight.contact_format", Severity.ERROR, field=field)


def _letter(desk: Desk) -> Iterator[Finding]:
    if desk.letter is None:
        yield Finding("preflight.letter", Severity.WARNING)


def _nothing(desk: Desk) -> Iterator[Finding]:
    if not desk.nominees:
        yield Finding("preflight.nothing", Severity.WARNING)


def _ranks(desk: Desk) -> Iterator[Finding]:
    """Ranks of a session run 1, 2, 3 … without a gap, the alternates after the regular nominees."""
    for (activity, session), places in _by_session(desk).items():
        for fault in ranks.faults(places):
            yield _about_session(desk, fault.code, Severity.WARNING, activity, session, ranks=fault.listed)
        if all(place.alternate for place in places):
            yield _about_session(desk, "preflight.only_alternates", Severity.WARNING, activity, session)


def _seats(desk: Desk) -> Iterator[Finding]:
    """More regular nominees than the seats that a letter allots; without a letter there is no number."""
    for (activity, session), places in _by_session(desk).items():
        plan = {one.number: one for one in desk.plan.activity(activity).sessions}
        if session not in plan:
            yield _about_session(desk, "preflight.session", Severity.ERROR, activity, session)
            continue
        seats, people = plan[session].seats, sum(not place.alternate for place in places)
        if seats is not None and people > seats:
            yield _about_session(
                desk, "preflight.seats", Severity.ERROR, activity, session, seats=seats, people=people
            )


def _by_session(desk: Desk) -> dict[tuple[str, int], list[Ranked]]:
    found: defaultdict[tuple[str, int], list[Ranked]] = defaultdict(list)
    for nominee in desk.nominees:
        place = Ranked(nominee.id, nominee.rank, nominee.alternate)
        found[nominee.activity, nominee.session].append(place)
    return found


def _refused(desk: Desk, nominee: Nominee) -> Iterator[Finding]:
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


def _to_check(desk: Desk, nominee: Nominee) -> Iterator[Finding]:
    """What goes out as 請中心查核: the center will look, or the coordinator does what the reason advises."""
    if not nominee.center_to_check or not nominee.reasons:
        return
    one = nominee.reasons[0]
    finding = _about(
        desk,
        nominee,
        "preflight.to_check",
        Severity.WARNING,
        reason=one.text("zh_TW"),
        reason_en=one.text("en"),
    )
    texts = {
        language: (catalogue(language).what(finding.code, **finding.params), one.texts[language][1])
        for language in LANGUAGES
    }
    yield replace(finding, clause=one.clause, texts=texts)


def _missing(desk: Desk, nominee: Nominee) -> Iterator[Finding]:
    """Fields that the form requires (design: 姓名, 證件, 機關, 單位, 職稱, 人員類別, e-mail)."""
    required = (("單位", "unit"), ("職稱", "title"), ("電子郵件", "email"))
    for field, column in required:
        if not getattr(nominee.person, column):
            yield _about(desk, nominee, "preflight.missing", Severity.WARNING, field=field)


def _name(desk: Desk, nominee: Nominee) -> Iterator[Finding]:
    """A name that will not print needs a substitute or a CNS code, so that the center can read it."""
    person = nominee.person
    if fonts.unprintable(person.name) and not (person.name_substitute or person.cns_code):
        yield _about(desk, nominee, "preflight.name", Severity.WARNING, field="姓名")


def _fits_packet(desk: Desk, nominee: Nominee) -> Iterator[Finding]:
    """What the packet's table would not take, such as an e-mail address that is none."""
    labels = {column.field: column.name for column in layout("roster").columns}
    for bad in check_tables({"people": [packet_tables.person(nominee.person)]}):
        field = labels.get(bad.field or "", bad.field)
        yield _about(desk, nominee, "preflight.format", Severity.ERROR, field=field)


def _agency(desk: Desk, nominee: Nominee) -> Iterator[Finding]:
    if nominee.person.agency in desk.unconfirmed:
        yield _about(desk, nominee, "preflight.agency", Severity.WARNING, field="服務機關")


Check = Callable[[Desk], Iterator[Finding]]
NomineeCheck = Callable[[Desk, Nominee], Iterator[Finding]]

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


def _who(nominee: Nominee) -> tuple[str, str]:
    return text.mask_id(nominee.person.id_no), text.mask_name(nominee.person.name)


def _place(desk: Desk, nominee: Nominee) -> dict[str, Param]:
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
) -> Finding:
    person, name = _who(nominee)
    return Finding(
        code,
        severity,
        person=person,
        name=name,
        field=field,
        clause=desk.activity(nominee).clause,
        params={**_place(desk, nominee), **params},
    )


def _about_session(
    desk: Desk, code: str, severity: Severity, activity: str, session: int, **params: Param
) -> Finding:
    title = desk.plan.activity(activity).title
    return Finding(
        code,
        severity,
        clause=desk.plan.activity(activity).clause,
        params={"activity": title.zh_TW, "activity_en": title.en, "session": session, **params},
    )
