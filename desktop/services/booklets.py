"""From nominations to the document that is printed: the booklet of one activity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import counties, terms
from desktop.core.clock import roc_long, roc_short
from desktop.core.messages import catalogue
from desktop.exports.document import Booklet, Cover, PersonForm, Roster, RosterGroup, Values
from desktop.models.people import CourseHistory
from desktop.rules.plan import Activity, Period, Plan
from desktop.rules.plan import Session as PlanSession
from desktop.rules.verdict import Answer
from desktop.services import preflight, settings
from desktop.services.nominations import Nominee
from desktop.services.preflight import Desk

FORM = "course_nomination"
_LANGUAGE = "zh_TW"  # paper is always in Chinese
_RECORDS = ".history_incomplete"
"""How the code ends of the reason that asks for the course records, in the plan of any year."""


def booklet(session: Session, desk: Desk, activity_id: str, moment: datetime) -> Booklet:
    """The booklet of an activity: cover, roster, one form a person in rank order."""
    activity = desk.plan.activity(activity_id)
    nominees = [nominee for nominee in desk.nominees if nominee.activity == activity_id]
    histories = _histories(session, [nominee.person.id for nominee in nominees])
    forms = tuple(
        _form(desk, activity, nominee, number, histories[nominee.person.id], moment.date())
        for number, nominee in enumerate(nominees, start=1)
    )
    return Booklet(
        form=FORM,
        title=f"{_county(desk)}{activity.title.zh_TW}薦送表冊",
        header=header(desk, activity, moment),
        cover=_cover(desk, activity, nominees),
        roster=_roster(nominees, histories),
        forms=forms,
        seals=tuple(settings.get(session, settings.SEALS)),
        created=moment,
    )


def header(desk: Desk, activity: Activity, moment: datetime) -> Values:
    """What every form of an activity shares; also printed on a blank one."""
    row = desk.office
    return {
        "county": _county(desk),
        "agency": row.agency,
        "contact": row.coordinator,
        "phone": row.phone,
        "email": row.email,
        "plan_year": f"民國{desk.plan.year}年",
        "plan_title": desk.plan.title.zh_TW,
        "activity": activity.title.zh_TW,
        "clause": activity.clause,
        "fill_date": roc_long(moment.date()),
    }


def _county(desk: Desk) -> str:
    return counties.county(desk.office.county_code).zh


def _cover(desk: Desk, activity: Activity, nominees: Sequence[Nominee]) -> Cover:
    return Cover(
        title=activity.title.zh_TW,
        facts=tuple(_facts(desk, activity)),
        count_header=("期別", "推薦", "備取", "合格", "待確認"),
        counts=_counts(nominees),
        findings=tuple(_sentences(desk, activity)),
        notes=tuple(f"{note.clause}：{note.text.zh_TW}" for note in activity.notes),
    )


def _facts(desk: Desk, activity: Activity) -> list[tuple[str, str]]:
    row = desk.office
    contact = "　".join(part for part in (row.coordinator, row.phone, row.email) if part)
    facts = [
        ("薦送機關", row.agency),
        ("聯絡人", contact),
        ("計畫依據", f"{desk.plan.title.zh_TW}{activity.clause}"),
        ("參加對象", activity.who.text.zh_TW.removeprefix("參加對象：")),
        ("辦理時間", activity.schedule.text.zh_TW),
    ]
    if desk.letter is not None:
        day = date.fromisoformat(desk.letter["date"])
        facts.append(("送件公文", f"{roc_long(day)}　{desk.letter['number']}"))
    return facts


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


def _sentences(desk: Desk, activity: Activity) -> list[str]:
    """What the center should look at; the same thing about several people is one sentence."""
    text = catalogue(_LANGUAGE)
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for finding in preflight.findings(preflight.of_activity(desk, activity.id), whole=False):
        about = finding.params
        if finding.code == "preflight.to_check":
            grouped[f"待確認：{about['reason']}"].append(f"{about['session']}-{about['rank']}")
        else:
            grouped[text.sentence(replace(finding, texts={_LANGUAGE: (text.words(finding)[0], "")}))] = []
    return [
        f"{sentence}，共 {len(places)} 人（期別-順位 {'、'.join(places)}）。" if places else sentence
        for sentence, places in grouped.items()
    ]


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
        "lodging": _yes_no(nominee.lodging),
        "note": "；".join(part for part in (_verdict(nominee.verdict), nominee.note) if part),
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
        values=_person(person, day) | _nomination(desk.plan, activity, nominee),
        tables={"prior_courses": tuple(_prior(row) for row in history)},
    )


def _person(person: Any, day: date) -> dict[str, str]:
    return {
        "name": person.name,
        "name_note": "　".join(
            part
            for part in (
                f"替代字：{person.name_substitute}" if person.name_substitute else "",
                f"CNS 字碼：{person.cns_code}" if person.cns_code else "",
                person.name_description,
            )
            if part
        ),
        "name_en": person.name_en,
        "sex": terms.label("sex", person.sex),
        "birth_date": roc_short(person.birth_date) if person.birth_date else "",
        "id_type": terms.label("id_type", person.id_type),
        "id_no": person.id_no,
        "agency": person.agency,
        "unit": person.unit,
        "title": person.title,
        "personnel_type": terms.label("personnel_type", person.personnel_type),
        "rank_grade": rank_grade(person),
        "seniority": _seniority(person.hired_date, day),
        "phone": person.phone,
        "mobile": person.mobile,
        "email": person.email,
        "it_staff": _yes_no(person.it_staff),
        "luminary": _yes_no(person.luminary),
    }


def _seniority(hired: date | None, day: date) -> str:
    """Full years since somebody came; blank where the roster does not say."""
    if hired is None or hired > day:
        return ""
    years = day.year - hired.year - ((day.month, day.day) < (hired.month, hired.day))
    return f"{years} 年" if years else "未滿 1 年"


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
        "reasons": "；".join(reason.text(_LANGUAGE) for reason in nominee.reasons),
        "priority": "、".join(_priority_labels(activity, nominee)),
        "business_relation": terms.label("business_relation", nominee.business_relation),
        "business_note": nominee.business_note,
        "meal": terms.label("meal", nominee.meal),
        "lodging": _yes_no(nominee.lodging),
        "access_need": _yes_no(nominee.access_need),
        "attested": _attestation(nominee),
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
    return _verdict(nominee.verdict) or "合格"


def _verdict(answer: Answer) -> str:
    return {Answer.YES: "", Answer.NO: "不合格", Answer.UNKNOWN: "待確認"}[answer]


def _priority_labels(activity: Activity, nominee: Nominee) -> list[str]:
    labels = {priority.basis.code: priority.basis.label.zh_TW for priority in activity.priorities}
    return [labels.get(code, code) for code in nominee.priority]


def _attestation(nominee: Nominee) -> str:
    if not nominee.attested_at:
        return ""
    return f"{nominee.attested_by}　{roc_short(nominee.attested_at.date())}　{nominee.attested_basis}"


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


def rank_grade(person: Any) -> str:
    """薦任第七職等, or what of it is known."""
    rank = terms.label("rank", person.rank)
    return f"{rank}第{_CHINESE[person.grade]}職等" if person.grade else rank


_CHINESE = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四")


def _yes_no(value: bool | None) -> str:
    return "" if value is None else ("是" if value else "否")


def _histories(session: Session, ids: Sequence[int]) -> defaultdict[int, list[CourseHistory]]:
    found: defaultdict[int, list[CourseHistory]] = defaultdict(list)
    wanted = set(ids)
    rows = session.scalars(select(CourseHistory).order_by(CourseHistory.roc_year, CourseHistory.id))
    for row in rows:
        if row.person_id in wanted:
            found[row.person_id].append(row)
    return found
