"""From nominations to the document that is printed: the booklet of one activity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import terms
from desktop.core.clock import roc_short
from desktop.exports.document import Booklet, Cover, PersonForm, Roster, RosterGroup, Values
from desktop.models.people import CourseHistory
from desktop.rules.plan import Activity, Period, Plan
from desktop.rules.plan import Session as PlanSession
from desktop.services import settings
from desktop.services.booklet_parts import (
    LANGUAGE,
    attestation,
    county,
    cover_facts,
    header,
    person_values,
    rank_grade,
    sentences,
    verdict_label,
    yes_no,
)
from desktop.services.course_dossier import CourseDossier
from desktop.services.desk import Desk
from desktop.services.nominations import Nominee

FORM = "course_nomination"
_RECORDS = ".history_incomplete"
"""How the code ends of the reason that asks for the course records, in the plan of any year."""


def booklet(session: Session, desk: Desk, activity_id: str, moment: datetime) -> Booklet:
    """The booklet of an activity: cover, roster, one form a person in rank order."""
    activity = desk.plan.activity(activity_id)
    nominees = desk.only(activity_id).dossier(CourseDossier).nominees
    histories = _histories(session, [nominee.person.id for nominee in nominees])
    forms = tuple(
        _form(desk, activity, nominee, number, histories[nominee.person.id], moment.date())
        for number, nominee in enumerate(nominees, start=1)
    )
    return Booklet(
        form=FORM,
        title=f"{county(desk)}{activity.title.zh_TW}薦送表冊",
        header=header(desk, activity, moment),
        cover=_cover(desk, activity, nominees),
        roster=_roster(nominees, histories),
        forms=forms,
        seals=tuple(settings.get(session, settings.SEALS)),
        created=moment,
    )


def _cover(desk: Desk, activity: Activity, nominees: Sequence[Nominee]) -> Cover:
    return Cover(
        title=activity.title.zh_TW,
        facts=tuple(cover_facts(desk, activity)),
        count_header=("期別", "推薦", "備取", "合格", "待確認"),
        counts=_counts(nominees),
        findings=tuple(sentences(desk, activity, "期別-順位")),
        notes=tuple(f"{note.clause}：{note.text.zh_TW}" for note in activity.notes),
    )


def _counts(nominees: Sequence[Nominee]) -> tuple[tuple[str, ...], ...]:
    by_session: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for nominee in nominees:
        counter = by_session[nominee.session]
        counter["alternate" if nominee.alternate else "regular"] += 1
        counter[str(nominee.verdict)] += 1
    rows = [(f"第 {number} 期", *_numbers(counter)) for number, counter in sorted(by_session.items())]
    if len(rows) > 1:
        rows.append(("合計", *_numbers(sum(by_session.values(), Counter()))))
    return tuple(rows)


def _numbers(counter: Counter[str]) -> tuple[str, ...]:
    return tuple(str(counter[key]) for key in ("regular", "alternate", "yes", "unknown"))


def _roster(nominees: Sequence[Nominee], histories: dict[int, list[CourseHistory]]) -> Roster:
    groups: defaultdict[tuple[int, bool], list[Values]] = defaultdict(list)
    for nominee in nominees:
        row = _roster_row(nominee, histories[nominee.person.id])
        groups[nominee.session, nominee.alternate].append(row)
    return Roster(
        tuple(
            RosterGroup(f"第 {number} 期{'備取' if alternate else ''}", tuple(rows))
            for (number, alternate), rows in sorted(groups.items())
        )
    )


def _roster_row(nominee: Nominee, history: Sequence[CourseHistory]) -> Values:
    person = nominee.person
    return {
        "rank": str(nominee.rank),
        "agency": person.agency,
        "unit": person.unit,
        "title": person.title,
        "rank_grade": rank_grade(person),
        "name": person.name,
        "sex": terms.label("sex", person.sex),
        "id_no": person.id_no,
        "phone": person.phone,
        "email": person.email,
        "attended": _years(history),
        "priority": "優先" if nominee.priority else "",
        "meal": terms.label("meal", nominee.meal),
        "lodging": yes_no(nominee.lodging),
        "note": "；".join(part for part in (verdict_label(nominee.verdict), nominee.note) if part),
    }


def _form(
    desk: Desk,
    activity: Activity,
    nominee: Nominee,
    number: int,
    history: Sequence[CourseHistory],
    day: date,
) -> PersonForm:
    person = nominee.person
    kind = activity.id.removeprefix("course-").upper()
    return PersonForm(
        form_no=f"{desk.office.county_code}-{kind}-{desk.plan.year}-{number:03d}",
        name=person.name,
        bookmark=f"{nominee.rank} {person.name}（{person.agency}）",
        values=person_values(person, day) | _nomination(desk.plan, activity, nominee),
        tables={"prior_courses": tuple(_prior(row) for row in history)},
        entry=nominee.id,
    )


def _nomination(plan: Plan, activity: Activity, nominee: Nominee) -> dict[str, str]:
    planned = next((one for one in activity.sessions if one.number == nominee.session), None)
    return {
        "course": activity.title.zh_TW,
        "session": f"第 {nominee.session} 期",
        "dates": _dates(activity, planned),
        "venue": _venue(plan, activity, planned),
        "rank": str(nominee.rank),
        "alternate": "備取" if nominee.alternate else "",
        "eligibility": _eligibility(nominee),
        "reasons": "；".join(reason.text(LANGUAGE) for reason in nominee.reasons),
        "priority": "、".join(_priority_labels(activity, nominee)),
        "business_relation": terms.label("business_relation", nominee.business_relation),
        "business_note": nominee.business_note,
        "meal": terms.label("meal", nominee.meal),
        "lodging": yes_no(nominee.lodging),
        "access_need": yes_no(nominee.access_need),
        "attested": attestation(nominee),
        "note": nominee.note,
    }


def _years(history: Sequence[CourseHistory]) -> str:
    """When the person attended: the list has no room for names of courses, the person's form has them."""
    years = dict.fromkeys(row.roc_year for row in history if row.attended)
    return f"{'、'.join(map(str, years))}年" if years else ""


def _eligibility(nominee: Nominee) -> str:
    """The verdict; what only the center's records can answer is asked of the center."""
    if any(reason.code.endswith(_RECORDS) for reason in nominee.reasons):
        return "待確認，請中心查核參訓紀錄"
    return verdict_label(nominee.verdict) or "合格"


def _priority_labels(activity: Activity, nominee: Nominee) -> list[str]:
    labels = {priority.basis.code: priority.basis.label.zh_TW for priority in activity.priorities}
    return [labels.get(code, code) for code in nominee.priority]


def _dates(activity: Activity, planned: PlanSession | None) -> str:
    """The session's own days where a letter announced them, else the plan's words."""
    if planned is not None and planned.periods:
        return "、".join(_period(period) for period in planned.periods)
    return activity.schedule.text.zh_TW


def _period(period: Period) -> str:
    first, last = roc_short(period.first), roc_short(period.last)
    return first if first == last else f"{first}–{last}"


def _venue(plan: Plan, activity: Activity, planned: PlanSession | None) -> str:
    announced = (planned.venue if planned else "") or activity.venue
    labels = {place.code: place.label.zh_TW for place in plan.places}
    return announced or "或".join(labels[code] for code in activity.places)


def _prior(row: CourseHistory) -> tuple[str, ...]:
    return (
        row.course,
        f"{row.roc_year}年",
        f"第 {row.session} 期" if row.session else "",
        "是" if row.attended else "否",
    )


def _histories(session: Session, ids: Sequence[int]) -> defaultdict[int, list[CourseHistory]]:
    found: defaultdict[int, list[CourseHistory]] = defaultdict(list)
    wanted = set(ids)
    rows = session.scalars(select(CourseHistory).order_by(CourseHistory.roc_year, CourseHistory.id))
    for row in rows:
        if row.person_id in wanted:
            found[row.person_id].append(row)
    return found
