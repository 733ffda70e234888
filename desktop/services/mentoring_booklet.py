"""From the pools of e-mentoring to what is printed: a cover with counts, a list by role, a form a person.

Whom somebody wishes to be kept apart from is never named: the form passes through colleagues' hands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import terms
from desktop.core.findings import Finding
from desktop.core.messages import catalogue
from desktop.exports.document import Booklet, Cover, PersonForm, Roster, RosterGroup, Values
from desktop.models.people import Person
from desktop.rules.plan import Activity
from desktop.services import (
    form_columns,
    mentoring_form,
    pairing_parts,
    pairs,
    pairs_papers,
    preflight,
    settings,
)
from desktop.services.booklet_parts import (
    LANGUAGE,
    county,
    cover_facts,
    header,
    person_values,
    rank_grade,
    yes_no,
)
from desktop.services.desk import Desk
from desktop.services.mentoring import MENTEE, MENTOR, Line
from desktop.services.mentoring_dossier import MentoringDossier

FORM = "mentoring"
_PLAIN = ("domains", "task", "career", "availability", "tools", "prefer")
"""Fields that are printed as they stand."""
_FEW = 10
"""People whom a finding about several of them names."""
_KINDS: Mapping[str, str] = {MENTOR: "MENTOR", MENTEE: "MENTEE"}


def booklet(session: Session, desk: Desk, activity_id: str, moment: datetime) -> Booklet:
    """The booklet: cover, mentors and mentees, one recommendation form each."""
    activity = desk.plan.activity(activity_id)
    own = desk.only(activity_id).dossier(MentoringDossier)
    names = _names(session, (*own.mentors, *own.mentees))
    held = Counter(
        member
        for one in own.pairs
        if one.state in pairs.STANDING
        for member in (one.mentor_member, one.mentee_member)
    )
    groups = tuple(
        RosterGroup(
            terms.label("mentoring_role", role),
            tuple(_row(at, one, held[one.id]) for at, one in enumerate(some, 1)),
        )
        for role, some in ((MENTOR, own.mentors), (MENTEE, own.mentees))
        if some
    )
    return Booklet(
        form=FORM,
        title=f"{county(desk)}{activity.title.zh_TW}推薦表冊",
        header=header(desk, activity, moment),
        cover=_cover(desk, activity, own),
        roster=Roster(groups),
        forms=tuple(
            _form(desk, at, one, names, moment)
            for some in (own.mentors, own.mentees)
            for at, one in enumerate(some, 1)
        ),
        seals=tuple(settings.get(session, settings.SEALS)),
        created=moment,
    )


def _cover(desk: Desk, activity: Activity, own: MentoringDossier) -> Cover:
    seats = sum(one.seats for one in own.mentors)
    going = [one for one in own.pairs if one.state in pairs.STANDING]
    mentors, mentees = len({one.mentor_member for one in going}), len({one.mentee_member for one in going})
    return Cover(
        title=activity.title.zh_TW,
        facts=tuple(cover_facts(desk, activity)),
        count_header=("名單", "人數", "可帶人數", "已配對", "未配對"),
        counts=(
            (
                terms.label("mentoring_role", MENTOR),
                *map(str, (len(own.mentors), seats, mentors, len(own.mentors) - mentors)),
            ),
            (
                terms.label("mentoring_role", MENTEE),
                str(len(own.mentees)),
                "—",
                *map(str, (mentees, len(own.mentees) - mentees)),
            ),
        ),
        findings=tuple(_findings(desk, activity)),
        notes=tuple(_notes(own)),
    )


def _findings(desk: Desk, activity: Activity) -> Iterator[str]:
    """What the center should look at; the same about several people is one sentence."""
    text = catalogue(LANGUAGE)
    alike: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in preflight.findings(desk.only(activity.id), whole=False):
        alike[text.words(finding)[0]].append(finding)
    for words, some in alike.items():
        if len(some) == 1:
            yield text.sentence(replace(some[0], texts={LANGUAGE: (words, "")}))
        else:
            names = "、".join(one.name or "" for one in some[:_FEW])
            more = "等" if len(some) > _FEW else ""
            yield f"{words}：{names}{more} {len(some)} 人。"


def _notes(own: MentoringDossier) -> Iterator[str]:
    if not own.pairs:
        return
    states = Counter(one.state for one in own.pairs)
    told = [
        f"{terms.label('pair_state', code)} {states[code]} 對"
        for code in terms.vocabulary("pair_state").codes
        if states[code]
    ]
    yield f"{'、'.join(told)}。"
    yield pairs_papers.counts(own)


def _row(number: int, one: Line, held: int) -> Values:
    person = one.person
    return {
        "number": str(number),
        "agency": person.agency,
        "unit": person.unit,
        "title": person.title,
        "rank_grade": rank_grade(person),
        "name": person.name,
        "terms": one.terms,
        "capacity": str(one.seats) if one.role == MENTOR else "",
        "languages": one.languages,
        "leave_consent": yes_no(one.leave_consent),
        "paired": _paired(one, held),
        "note": one.note,
    }


def _paired(one: Line, held: int) -> str:
    if not held:
        return "未配對"
    return f"已配 {held} 人" if one.role == MENTOR else "已配對"


def _form(desk: Desk, number: int, one: Line, names: Mapping[str, str], moment: datetime) -> PersonForm:
    role = terms.label("mentoring_role", one.role)
    cells = {
        column.name: form_columns.shown(column, one.cells.get(column.name, ""))
        for column in mentoring_form.form().member
    }
    own, years = person_values(one.person, moment.date()), cells["years_service"]
    return PersonForm(
        form_no=f"{desk.office.county_code}-{_KINDS[one.role]}-{desk.plan.year}-{number:03d}",
        name=one.person.name,
        bookmark=f"{role} {number} {one.person.name}（{one.person.agency}）",
        entry=one.id,
        values={
            **own,
            **{name: cells[name] for name in _PLAIN},
            "seniority": f"{years} 年" if years else own["seniority"],
            "story": cells["experience" if one.role == MENTOR else "goals"],
            "consent": {"yes": "同意", "no": "不同意"}.get(one.cells.get("consent", ""), ""),
            "role": role,
            "terms": one.terms,
            "capacity": f"{one.seats} 人" if one.role == MENTOR else "",
            "modes": one.modes,
            "languages": one.languages,
            "wishes": _wished(one, names),
            "avoid": "有" if one.avoid else "無",
            "leave_consent": yes_no(one.leave_consent),
            "note": one.note,
        },
    )


def _wished(one: Line, names: Mapping[str, str]) -> str:
    """The names of those wished for; a number that nobody has is only counted."""
    numbers = pairing_parts.parts(one.wishes)
    known = [names[number] for number in numbers if number in names]
    others = len(numbers) - len(known)
    return "、".join([*known, *([f"名冊外 {others} 人"] if others else [])])


def _names(session: Session, lines: Sequence[Line]) -> Mapping[str, str]:
    """Number → name of everybody who is wished for and stands in the roster."""
    wanted = {number for one in lines for number in pairing_parts.parts(one.wishes)}
    rows = session.execute(select(Person.id_no, Person.name).where(Person.id_no.in_(wanted)))
    return {number: name for number, name in rows if number in wanted}
