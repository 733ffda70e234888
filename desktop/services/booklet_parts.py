"""What every booklet is made of, whatever the family: its header, the cover's facts, a person's values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Protocol

from desktop.core import counties, terms
from desktop.core.clock import roc_long, roc_short
from desktop.core.messages import catalogue
from desktop.exports.document import Values
from desktop.rules.plan import Activity
from desktop.rules.verdict import Answer
from desktop.services import preflight
from desktop.services.desk import Desk

LANGUAGE = "zh_TW"
"""Paper is always in Chinese."""


def header(desk: Desk, activity: Activity, moment: datetime) -> Values:
    """What every form of an activity shares; also printed on a blank one."""
    row = desk.office
    return {
        "county": county(desk),
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


def county(desk: Desk) -> str:
    """The county's name."""
    return counties.county(desk.office.county_code).zh


def cover_facts(desk: Desk, activity: Activity) -> list[tuple[str, str]]:
    """What a cover says before its counts: label and text."""
    row = desk.office
    contact = "　".join(part for part in (row.coordinator, row.phone, row.email) if part)
    facts = [
        ("薦送機關", row.agency),
        ("聯絡人", contact),
        ("計畫依據", f"{desk.plan.title.zh_TW}{activity.clause}"),
        ("參加對象", activity.who.text.zh_TW.removeprefix("參加對象：")),
        ("辦理時間", _period(activity)),
    ]
    if desk.letter is not None:
        facts.append(("送件公文", f"{roc_long(desk.letter.date)}　{desk.letter.number}"))
    return facts


def _period(activity: Activity) -> str:
    """As the plan says it, with its note where the plan seems to be mistaken."""
    note = activity.schedule.note
    return f"{activity.schedule.text.zh_TW}（{note.zh_TW}）" if note else activity.schedule.text.zh_TW


def sentences(desk: Desk, activity: Activity, places_are: str) -> list[str]:
    """What the center should look at; the same thing about several people is one sentence.

    `places_are` says what their places are made of, such as 期別-順位.
    """
    text = catalogue(LANGUAGE)
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for finding in preflight.findings(desk.only(activity.id), whole=False):
        about = finding.params
        if finding.code == "preflight.to_check":
            grouped[f"待確認：{about['reason']}"].append(str(about["at"]))
        else:
            grouped[text.sentence(replace(finding, texts={LANGUAGE: (text.words(finding)[0], "")}))] = []
    return [
        f"{sentence}，共 {len(places)} 人（{places_are} {'、'.join(places)}）。" if places else sentence
        for sentence, places in grouped.items()
    ]


def person_values(person: Any, day: date) -> dict[str, str]:
    """The values of the person's own block, for a person's row with `agency`."""
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
        "seniority": seniority(person.hired_date, day),
        "phone": person.phone,
        "mobile": person.mobile,
        "email": person.email,
        "it_staff": yes_no(person.it_staff),
        "luminary": yes_no(person.is_luminary),
    }


def seniority(hired: date | None, day: date) -> str:
    """Full years since somebody came; blank where the roster does not say."""
    if hired is None or hired > day:
        return ""
    years = day.year - hired.year - ((day.month, day.day) < (hired.month, hired.day))
    return f"{years} 年" if years else "未滿 1 年"


def verdict_label(answer: Answer) -> str:
    """What a verdict prints; nothing for a yes."""
    return {Answer.YES: "", Answer.NO: "不合格", Answer.UNKNOWN: "待確認"}[answer]


class Attested(Protocol):
    """What may have been attested."""

    @property
    def attested_at(self) -> datetime | None:
        """When; None if it was not."""

    @property
    def attested_by(self) -> str:
        """In whose name."""

    @property
    def attested_basis(self) -> str:
        """From which paper."""


def attestation(one: Attested) -> str:
    """Who attested, when, from what (切結)."""
    if not one.attested_at:
        return ""
    return f"{one.attested_by}　{roc_short(one.attested_at.date())}　{one.attested_basis}"


def rank_grade(person: Any) -> str:
    """薦任第七職等, or what of it is known."""
    rank = terms.label("rank", person.rank)
    return f"{rank}第{_CHINESE[person.grade]}職等" if person.grade else rank


_CHINESE = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四")


def yes_no(value: bool | None) -> str:
    """是, 否, or nothing where it is not stated."""
    return "" if value is None else ("是" if value else "否")
