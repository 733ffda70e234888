"""Booklets of the sample county, built without a database."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import cycle, islice

from desktop.core import paths
from desktop.core.clock import TAIWAN
from desktop.exports.document import Booklet, Cover, PersonForm, Roster, RosterGroup

FORM = "course_nomination"
CREATED = datetime(2015, 1, 5, 9, 30, tzinfo=TAIWAN)
SEALS = ("承辦人", "單位主管", "人事單位", "機關首長")
PRIVATE_USE = "\ue000"

HEADER = {
    "county": "雲林縣",
    "agency": "雲林縣政府",
    "contact": "林文華",
    "phone": "05-5522000#2101",
    "email": "hr2101@example.gov.tw",
    "plan_year": "民國104年",
    "plan_title": "104年度地方公務人員數位學習推動計畫",
    "activity": "自製數位教材基礎班",
    "fill_date": "中華民國104年1月5日",
}


@lru_cache
def people() -> tuple[dict[str, str], ...]:
    """The sample roster."""
    with (paths.resources() / "samples" / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


def form(row: dict[str, str], number: int = 1, **values: str) -> PersonForm:
    """The form of a person of the sample roster; `values` overrides its fields."""
    own = {
        "session": "第 1 期",
        "dates": "104/03/02–104/03/09",
        "venue": "地方行政研習中心或地方政府",
        "rank": str(number),
        "alternate": "",
        "name": row["姓名"],
        "name_note": "",
        "sex": row["性別"],
        "birth_date": row["出生年月日"],
        "id_type": row["證件類別"],
        "id_no": row["身分證統一編號"],
        "agency": row["服務機關"],
        "unit": row["單位"],
        "title": row["職稱"],
        "personnel_type": row["人員類別"],
        "rank_grade": f"{row['審定官等']}第{row['審定職等']}職等" if row["審定官等"] else "",
        "seniority": "",
        "phone": row["公務電話"],
        "mobile": "",
        "email": row["電子郵件"],
        "meal": "葷",
        "lodging": "否",
        "access_need": "否",
        "eligibility": "待確認，請中心查核參訓紀錄",
        "reasons": "參訓紀錄不完整，請中心查核",
        "priority": "熠星參與" if row["熠星參與"] else "",
        "luminary": "是" if row["熠星參與"] else "否",
        "it_staff": "是" if row["資訊人員"] else "否",
        "business_relation": row["數位學習業務"],
        "business_note": "辦理機關數位學習推動業務",
        "note": row["備註"],
    }
    name = values.get("name", row["姓名"])
    return PersonForm(
        form_no=f"09007-BASIC-104-{number:03d}",
        name=name,
        bookmark=f"{number} {name}（{row['服務機關']}）",
        values=own | values,
        tables={
            "prior_courses": (("自製數位教材基礎班", "103年", "第 2 期", "是"),) if number % 3 == 0 else ()
        },
    )


def booklet(forms: tuple[PersonForm, ...]) -> Booklet:
    """A booklet with these forms, listed in two groups."""
    half = (len(forms) + 1) // 2
    groups = (("第 1 期", forms[:half]), ("第 1 期備取", forms[half:]))
    return Booklet(
        form=FORM,
        title="雲林縣自製數位教材基礎班薦送表冊",
        header=HEADER,
        cover=Cover(
            title="自製數位教材基礎班",
            facts=(
                ("薦送機關", "雲林縣政府"),
                ("聯絡人", "林文華　05-5522000#2101　hr2101@example.gov.tw"),
                ("計畫依據", "104年度地方公務人員數位學習推動計畫柒、一、（一）1"),
                ("參加對象", "地方政府公務人員，未曾參加中心自製數位教材相關班別者"),
                ("辦理時間", "3月至7月"),
            ),
            count_header=("期別", "推薦", "備取", "合格", "待確認"),
            counts=(("第 1 期", str(half), str(len(forms) - half), "0", str(len(forms))),),
            findings=("順位 3 曹○宏：參訓紀錄不完整，請中心查核。", "順位 5：請補附證明文件。"),
            notes=("柒、一、（一）5：計畫原文為「自製數位素材基礎班」，疑為教材。",),
        ),
        roster=Roster(tuple(RosterGroup(title, tuple(map(_row, group))) for title, group in groups if group)),
        forms=forms,
        seals=SEALS,
        created=CREATED,
    )


def sample_forms(count: int) -> tuple[PersonForm, ...]:
    """The forms of the first people of the sample roster, over again where there are no more."""
    return tuple(form(row, number) for number, row in enumerate(islice(_endless(), count), 1))


def _endless() -> Iterator[dict[str, str]]:
    return cycle(people())


def _row(one: PersonForm) -> dict[str, str]:
    return dict(one.values) | {"attended": "", "priority": "優先" if one.values["priority"] else ""}
