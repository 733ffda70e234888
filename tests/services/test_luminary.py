"""The Luminary proposal: what it lacks, who counts as a participant, what goes into the packet."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from desktop.core.errors import DataError, UsageError
from desktop.models.people import Person
from desktop.services import (
    demo_diagnosis,
    demo_luminary,
    facts,
    forms,
    luminary,
    luminary_closing,
    luminary_steps,
    packets,
    people_list,
    preflight,
    undo,
)
from desktop.services.integrity import check_integrity
from desktop.services.office import Office
from tests.services.test_diagnosis_files import text

DAY = date(2015, 3, 20)


def lacks(office: Office) -> list[str]:
    with office.database.reading() as session:
        return [finding.code.rpartition(".")[2] for finding in luminary.findings(session)]


def test_what_a_proposal_lacks_is_said(office: Office) -> None:
    assert lacks(office) == [], "nothing is asked before it is begun"
    luminary.put(office, {"title": "深耕計畫"})
    assert lacks(office) == ["field_missing"] * 4 + ["list_empty"] * 3
    luminary.put(office, {"kind": "renewal"})
    assert lacks(office).count("field_missing") == 6, "a renewal says what came of last year"
    luminary.put(
        office, {"kind": "new", "background": "一", "content": "二", "expected": "三", "sharing": "四"}
    )
    luminary.add_line(office, "team", {"name": "王小明", "agency": "雲林縣政府", "role": "member"})
    luminary.add_line(office, "goal", {"indicator": "教材", "baseline": "6", "target": "12"})
    luminary.add_line(office, "schedule", {"month": "104/05", "task": "諮詢"})
    assert lacks(office) == ["line_missing", "convener", "small_team"]
    (goal,) = luminary.read(office).lines("goal")
    luminary.restate_line(office, goal.id, {"due": date(2015, 11, 30)})
    (member,) = luminary.read(office).lines("team")
    luminary.restate_line(office, member.id, {"role": "convener"})
    assert lacks(office) == ["small_team"]
    luminary.add_line(office, "visit", {"day": date(2015, 5, 11), "experts": "專家"})
    assert lacks(office) == ["small_team", "visit_first"]
    assert undo.undo(office.database).action == "proposal.line"


def test_a_text_over_its_limit_is_kept_and_said(office: Office) -> None:
    luminary.put(office, {"background": "字" * 832})
    assert len(luminary.read(office).cells["background"]) == 832
    with office.database.reading() as session:
        found = next(one for one in luminary.findings(session) if one.code == "proposal.text_too_long")
    assert found.params["over"] == 32


@pytest.mark.parametrize(
    ("name", "values", "code"),
    [
        ("team", {"role": "boss"}, "nominate.value_unknown"),
        ("goal", {"due": "soon"}, "proposal.no_day"),
        ("budget", {"amount": "much"}, "proposal.no_number"),
        ("request", {"items": "A1 Z9"}, "proposal.no_item"),
        ("team", {"name": "王\n小明"}, "proposal.one_line"),
        ("team", {"name": "王" * 41}, "nominate.too_long"),
        ("team", {"age": "40"}, "nominate.field_unknown"),
        ("nothing", {}, "proposal.no_list"),
    ],
)
def test_what_cannot_stand_is_refused(office: Office, name: str, values: dict[str, str], code: str) -> None:
    with pytest.raises((DataError, UsageError), match=code.replace(".", r"\.")):
        luminary.add_line(office, name, values)
    assert not luminary.read(office).exists, "all or nothing"


def test_rows_move_up(office: Office) -> None:
    made = [luminary.add_line(office, "schedule", {"task": name}) for name in "甲乙丙"]
    luminary.remove_line(office, made[0])
    assert [(one.number, one.cells["task"]) for one in luminary.read(office).lines("schedule")] == [
        (1, "乙"),
        (2, "丙"),
    ]
    assert luminary.add_line(office, "schedule", {"task": "丁"})
    assert [one.number for one in luminary.read(office).lines("schedule")] == [1, 2, 3]
    with pytest.raises(UsageError, match=r"proposal\.line_gone"):
        luminary.remove_line(office, 999)


def test_an_answer_needs_its_letter(office: Office) -> None:
    with pytest.raises(DataError, match=r"proposal\.answer_without_letter"):
        luminary.state(office, "selected", number="研習字第1號")
    luminary.state(office, "selected", number="研習字第1號", day=DAY)
    luminary.state(office, "submitted")
    found = luminary.read(office)
    assert (found.state, found.document_no, found.document_date) == ("submitted", "", None)
    with pytest.raises(UsageError, match=r"proposal\.no_state"):
        luminary.state(office, "lost")


def star(office: Office, person_id: int) -> tuple[bool, bool]:
    """As the rules see it, and as the list of people shows it."""
    with office.database.reading() as session:
        known = facts.of_people(session, [person_id])[person_id]
    rows = people_list.rows(office, [person_id])
    return known.facts.luminary, people_list.Filter.LUMINARY in rows[0].flags


def test_the_team_of_a_selected_government_takes_part(county: Office) -> None:
    with county.database.reading() as session:
        person = session.query(Person).filter_by(name="張玉珍").one()
        person_id, agency = person.id, "雲林縣政府"
    luminary.add_line(county, "team", {"name": "張玉珍", "agency": agency, "role": "convener"})
    assert star(county, person_id) == (False, False), "of a draft nobody does"
    luminary.state(county, "selected", number="研習字第1號", day=DAY)
    assert star(county, person_id) == (True, True)
    luminary.state(county, "not_selected", number="研習字第2號", day=DAY)
    assert star(county, person_id) == (False, False)
    luminary.state(county, "renewed", number="研習字第3號", day=DAY)
    assert star(county, person_id) == (True, True)
    (line,) = luminary.read(county).lines("team")
    luminary.restate_line(county, line.id, {"name": "別人"})
    assert star(county, person_id) == (False, False)


def test_a_draft_stays_out_of_the_packet(county: Office, tmp_path: Path) -> None:
    luminary.put(county, {"title": "深耕計畫"})
    demo_diagnosis.answers(county)
    codes = [one.finding.code for one in preflight.found(county)]
    assert not [code for code in codes if code.startswith("proposal.")]
    luminary.state(county, "submitted")
    codes = [one.finding.code for one in preflight.found(county)]
    assert codes.count("proposal.field_missing") == 4


def test_everything_is_in_the_packet(county: Office, tmp_path: Path) -> None:
    demo_diagnosis.answers(county)
    demo_diagnosis.agree(county)
    demo_luminary.run(county)
    built = packets.build(county, tmp_path / "out")
    assert built.path is not None
    assert packets.verify_file(built.path).complete
    with zipfile.ZipFile(built.path) as archive:
        names = archive.namelist()
        items = archive.read("data/diagnosis_items.csv").decode("utf-8-sig")
        visits = archive.read("data/luminary_visits.csv").decode("utf-8-sig")
    assert "forms/luminary.pdf" in names
    assert sum(name.startswith("data/luminary_") and name.endswith(".csv") for name in names) == 9
    rows = list(csv.DictReader(io.StringIO(items)))
    assert (len(rows), rows[20]["item"], rows[20]["gap_index"]) == (36, "D3", "12")
    assert next(iter(csv.DictReader(io.StringIO(visits))))["items"] == "D3"
    assert check_integrity(county) == ()


def test_the_proposal_is_printed(county: Office, tmp_path: Path) -> None:
    demo_luminary.run(county)
    (written,) = forms.booklet(county, "luminary", tmp_path)
    said = text(written.path)
    assert all(one in said for one in ("雲林數位學習深耕計畫", "張玉珍", "召集人", "60,000", "104/11/30"))
    assert "計畫原文為103年，疑為誤植" in said
    (blank,) = forms.blank(county, "luminary", tmp_path)
    assert "推動數位學習熠星方案提案書" in text(blank.path)


def test_the_closing_report_says_what_became_of_each_gap(county: Office, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"proposal\.nothing_done"):
        luminary_closing.pdf(county)
    demo_diagnosis.answers(county)
    demo_diagnosis.agree(county)
    demo_luminary.run(county)
    said = text(luminary_closing.write(county, tmp_path))
    assert "訂定教材檢核表" in said
    assert "改善行動2項，已完成1項" in said
    assert "尚無行動的優先題項：A4" in said


def test_the_steps_are_marked_as_they_are_done(county: Office) -> None:
    assert not any(one.done for one in luminary_steps.read(county))
    demo_luminary.run(county)
    done = {one.name: one.done for one in luminary_steps.read(county)}
    assert done == {
        "team": True,
        "proposal": True,
        "selection": True,
        "diagnosis": False,
        "consultation": False,
        "sharing": True,
    }
