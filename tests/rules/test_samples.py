"""The sample nominations: every verdict and reason of `nominate-*.expected.csv`, from the CSV files alone."""

from __future__ import annotations

import csv
from collections import defaultdict

import pytest

from desktop.core import paths
from desktop.rules.evaluate import judge
from desktop.rules.facts import Attendance, Facts
from desktop.rules.load import bundled

KINDS = {
    "府": "government",
    "所屬機關": "subordinate",
    "公所": "township",
    "議會": "council",
    "學校": "school",
}
TYPES = {
    "公務人員": "civil_servant",
    "聘用": "contract_hired",
    "約僱": "contract_employed",
    "警察": "police",
    "醫事": "medical",
    "教育人員": "education",
}
RELATIONS = {"": "", "承辦": "officer", "相關": "related", "資訊": "it"}


def rows(name: str) -> list[dict[str, str]]:
    with (paths.resources() / "samples" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


PEOPLE = {row["身分證統一編號"]: row for row in rows("roster.csv")}
AGENCIES = {row["機關名稱"]: KINDS[row["機關別"]] for row in rows("agencies.csv")}
HISTORY: defaultdict[str, list[Attendance]] = defaultdict(list)
for record in rows("history.csv"):
    HISTORY[record["身分證統一編號"]].append(Attendance(record["班別"], int(record["年度"])))


def facts(nomination: dict[str, str], *, complete: bool) -> Facts:
    someone = PEOPLE[nomination["身分證統一編號"]]
    return Facts(
        agency_kind=AGENCIES[someone["服務機關"]],
        personnel_type=TYPES[someone["人員類別"]],
        it_staff=someone["資訊人員"] == "是",
        elearning_role=RELATIONS[someone["數位學習業務"]],
        luminary=someone["熠星參與"] == "是",
        history=tuple(HISTORY[nomination["身分證統一編號"]]),
        history_complete=complete,
        business_relation=RELATIONS[nomination["業務關係"]],
    )


@pytest.mark.parametrize(("course", "people"), [("basic", 22), ("advanced", 13), ("newmedia", 14)])
def test_a_sample_gets_exactly_what_is_expected(course: str, people: int) -> None:
    activity = bundled(104).activity(f"course-{course}")
    given = []
    for record, nomination in enumerate(rows(f"nominate-{course}.csv"), start=2):
        for complete in (True, False):
            verdict = judge(activity, facts(nomination, complete=complete))
            given.append(
                (str(record), "是" if complete else "否", verdict.answer.value, verdict.primary.text.zh_TW)
            )
    expected = [tuple(row.values()) for row in rows(f"nominate-{course}.expected.csv")]
    assert given == expected
    assert len(given) == 2 * people


def test_contract_staff_of_the_sample_are_warned_about() -> None:
    activity = bundled(104).activity("course-basic")
    warned = {
        record
        for record, nomination in enumerate(rows("nominate-basic.csv"), start=2)
        if judge(activity, facts(nomination, complete=True)).warnings
    }
    assert warned == {4, 9, 13}


def test_the_same_name_with_another_id_shares_no_history() -> None:
    last = rows("nominate-newmedia.csv")[-1]
    namesakes = [id_no for id_no, someone in PEOPLE.items() if someone["姓名"] == last["姓名"]]
    assert len(namesakes) > 1
    assert any(HISTORY[id_no] for id_no in namesakes)
    assert not HISTORY[last["身分證統一編號"]]
