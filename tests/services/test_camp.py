"""The English camp: the sample's seats, circles, stages, and what a coordinator does with the members."""

from __future__ import annotations

import csv
import json
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.rules.camp_seats import Seat
from desktop.rules.verdict import Answer
from desktop.services import (
    agencies,
    camp,
    camp_acts,
    camp_letters,
    camp_nominate,
    camp_seats,
    camp_stages,
    forms,
    history,
    nominating,
    nomination_report,
    packets,
    preflight,
    roster,
    undo,
)
from desktop.services.camp_seats import SeatLetter
from desktop.services.office import Office

SAMPLES = paths.resources() / "samples"
CAMP = "english-camp"
LETTER = SeatLetter(
    requested=4, reason="合格者 54 人", granted=4, document_no="研習字第1號", document_date=date(2015, 3, 2)
)


@pytest.fixture
def county(office: Office) -> Office:
    """The samples' people in an office."""
    agencies.import_file(office, SAMPLES / "agencies.csv")
    roster.commit(office, roster.preview(office, SAMPLES / "roster.csv"))
    history.import_file(office, SAMPLES / "history.csv")
    return office


@pytest.fixture
def filled(county: Office) -> Office:
    """The same with the sample's 54 members."""
    nominating.nominate_file(county, CAMP, SAMPLES / "english-camp.csv", skip_errors=True)
    return county


def test_the_sample_gives_the_expected_seats(county: Office, tmp_path: Path) -> None:
    result = nominating.nominate_file(county, CAMP, SAMPLES / "english-camp.csv", dry_run=True)
    assert (result.records, result.accepted, result.refused, result.committed) == (59, 54, 5, False)
    report = tmp_path / "report.csv"
    nomination_report.write(county, result, report, "zh_TW")
    found, expected = table(report), table(SAMPLES / "english-camp.expected.csv")
    assert len(found) == len(expected) == 60
    for own, asked in zip(found, expected, strict=True):
        assert own[:3] == asked[:3]
        # The program also warns of contract staff, whom the clause does not name.
        assert [one for one in own[3].split("；") if "約聘僱" not in one] == [asked[3]] or not asked[3]
        assert own[3] == asked[3] or "約聘僱" in own[3]
    assert [one.code for one in result.findings if one.record is None] == ["camp.too_many_leaders"]


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_refusals_forbid_the_file_unless_skipped(county: Office) -> None:
    assert not nominating.nominate_file(county, CAMP, SAMPLES / "english-camp.csv").committed
    assert camp.overview(county).lines == ()
    assert nominating.nominate_file(county, CAMP, SAMPLES / "english-camp.csv", skip_errors=True).committed
    found = camp.overview(county)
    assert [one.rank for one in found.lines] == list(range(1, 55))
    assert (found.taken[Seat.SEAT], found.taken[Seat.EXTRA]) == (50, 4)
    assert [(one.name, len(one.leaders), len(one.members)) for one in found.circles] == [
        ("雲林e英語圈", 4, 50)
    ]
    assert [one.kind for one in found.breaches] == ["too_many_leaders"]
    assert all(one.name_en for one in found.lines), "the file fills the roster's English names"
    undo.undo(county.database)
    assert camp.overview(county).lines == ()


def test_the_same_file_again_changes_nothing(filled: Office) -> None:
    before = camp.overview(filled).lines
    nominating.nominate_file(filled, CAMP, SAMPLES / "english-camp.csv", skip_errors=True)
    assert camp.overview(filled).lines == before


def test_granted_seats_turn_candidates_into_members(filled: Office) -> None:
    camp_seats.put(filled, LETTER)
    found = camp.overview(filled)
    assert (found.taken[Seat.SEAT], found.taken[Seat.EXTRA], found.letter) == (54, 0, LETTER)
    camp_seats.put(filled, SeatLetter(requested=2))
    found = camp.overview(filled)
    assert (found.taken[Seat.SEAT], found.taken[Seat.EXTRA], found.taken[Seat.BEYOND]) == (50, 2, 2)
    codes = [one.code for one in preflight.check(filled, CAMP) if one.severity == "error"]
    assert codes == ["preflight.camp_beyond", "preflight.camp_beyond"]


@pytest.mark.parametrize(
    ("letter", "code"),
    [
        (SeatLetter(granted=3), "camp.granted_without_letter"),
        (SeatLetter(requested=11), "camp.requested_out_of_range"),
        (SeatLetter(released=-1), "camp.released_out_of_range"),
        (
            SeatLetter(granted=11, document_no="x", document_date=date(2015, 1, 1)),
            "camp.granted_out_of_range",
        ),
        (SeatLetter(document_no="一\n二"), "camp.line_too_long"),
    ],
)
def test_seats_that_cannot_be_are_refused(filled: Office, letter: SeatLetter, code: str) -> None:
    with pytest.raises(DataError) as refused:
        camp_seats.put(filled, letter)
    assert refused.value.code == code
    assert camp.overview(filled).letter == SeatLetter()


def header(*rows: str, path: Path) -> Path:
    path.write_text(
        "\n".join(["身分證統一編號,姓名,推薦順位,英語檢定,檢定成績,圈名,圈長,全程參加", *rows]),
        encoding="utf-8",
    )
    return path


def people(count: int) -> list[tuple[str, str]]:
    """Some people of the sample who are not in the camp's file."""
    with (SAMPLES / "english-camp.csv").open(encoding="utf-8-sig", newline="") as file:
        members = {row["身分證統一編號"] for row in csv.DictReader(file)}
    with (SAMPLES / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["身分證統一編號"] not in members]
    fit = [row for row in rows if row["人員類別"] == "公務人員" and "學校" not in row["服務機關"]]
    return [(row["身分證統一編號"], row["姓名"]) for row in fit[:count]]


def test_whoever_ranks_beyond_the_seats_is_refused_by_rank_not_by_place_in_the_file(
    filled: Office, tmp_path: Path
) -> None:
    some = people(8)
    rows = [
        f"{id_no},{name},{rank},自評,中級,雲林e英語圈,,是"
        for rank, (id_no, name) in zip(range(62, 54, -1), some, strict=True)
    ]
    path = header(*rows, path=tmp_path / "more.csv")
    result = nominating.nominate_file(filled, CAMP, path, dry_run=True)
    assert [one.rank for one in result.nominations if not one.accepted] == [62, 61]
    assert {one.seat for one in result.nominations if one.accepted} == {"extra"}
    assert [one.code for one in result.findings if one.severity == "error"] == ["camp.beyond"] * 2


def test_a_rank_that_somebody_has_is_refused(filled: Office, tmp_path: Path) -> None:
    ((id_no, name),) = people(1)
    path = header(f"{id_no},{name},3,自評,中級,雲林e英語圈,,是", path=tmp_path / "taken.csv")
    result = nominating.nominate_file(filled, CAMP, path)
    assert [one.code for one in result.findings if one.severity == "error"] == ["camp.rank_taken"]


def test_charts_that_differ_wait_for_attestation(county: Office, tmp_path: Path) -> None:
    ((id_no, name),) = people(1)
    path = header(f"{id_no},{name},,TOEIC,760,雲林e英語圈,是,是", path=tmp_path / "open.csv")
    camp_nominate.nominate_file(county, CAMP, path)
    (one,) = camp.overview(county).lines
    assert (one.verdict, one.level.text, one.seat) == (Answer.UNKNOWN, "B1–B2", Seat.SEAT)
    assert "preflight.to_check" in [found.code for found in preflight.check(county, CAMP)]
    camp_acts.attest(county, [one.id], "中心 104.2.3 電話紀錄")
    (one,) = camp.overview(county).lines
    assert (one.verdict, one.attested_basis) == (Answer.YES, "中心 104.2.3 電話紀錄")
    undo.undo(county.database)
    camp_nominate.nominate_file(county, CAMP, path, attest=True)
    assert camp.overview(county).lines[0].verdict is Answer.YES


def test_members_are_added_ranked_restated_and_withdrawn(filled: Office) -> None:
    before = camp.overview(filled).lines
    held = {one.person_id for one in before}
    some = [one for one in range(1, 120) if one not in held]
    judged = camp_acts.judge_people(filled, some)
    fit = next(one for one in some if judged[one].answer is not Answer.NO)
    refused = next((one for one in some if judged[one].answer is Answer.NO), None)
    made = camp_acts.add(filled, fit)
    last = camp.overview(filled).lines[-1]
    assert (last.id, last.rank, last.circle) == (made, 55, "雲林e英語圈")
    with pytest.raises(DataError, match=r"camp\.held"):
        camp_acts.add(filled, fit)
    if refused is not None:
        with pytest.raises(DataError, match=r"nominate\.refused"):
            camp_acts.add(filled, refused)
    camp_acts.rearrange(filled, [made], 1)
    assert camp.overview(filled).lines[0].id == made
    camp_acts.restate(filled, made, {"english_test": "TOEIC", "english_score": "900", "motivation": " 學習 "})
    first = camp.overview(filled).lines[0]
    assert (first.verdict, first.seat, first.motivation) == (Answer.NO, Seat.NONE, "學習")
    with pytest.raises(DataError, match=r"camp\.leader_without_circle"):
        camp_acts.restate(filled, made, {"circle": "", "leader": True})
    camp_acts.withdraw(filled, [made], "業務調整")
    assert [one.id for one in camp.overview(filled).lines] == [one.id for one in before]
    for _ in range(4):
        undo.undo(filled.database)
    assert camp.overview(filled).lines == before


def stage_file(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["身分證統一編號,姓名,階段,情形,退出原因", *rows]), encoding="utf-8")
    return path


def test_stage_results_make_the_pyramid(filled: Office, tmp_path: Path) -> None:
    with (SAMPLES / "english-camp.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second, third = list(csv.DictReader(file))[:3]
    a, b, c = ((row["身分證統一編號"], row["姓名"]) for row in (first, second, third))
    path = stage_file(
        tmp_path / "stages.csv",
        f"{a[0]},{a[1]},線上閱讀及討論,通過,",
        f"{a[0]},{a[1]},線上大會考,參加,",
        f"{b[0]},{b[1]},線上大會考,參加,",
        f"{c[0]},{c[1]},reading,退出,調職",
    )
    result = camp_stages.import_file(filled, path)
    assert (result.new, result.errors, result.committed) == (4, 0, True)
    assert [(one.code, one.record) for one in result.findings] == [("camp.stage_skipped", 4)]
    found = camp.overview(filled).stages
    assert [(one.heads, one.passed, one.left) for one in found[:2]] == [(2, 1, 1), (2, 0, 0)]
    assert len(found[1].skipped) == 1
    assert "preflight.camp_stage_skipped" in [one.code for one in preflight.check(filled, CAMP)]
    again = camp_stages.import_file(filled, path)
    assert (again.new, again.same) == (0, 4)
    undo.undo(filled.database)
    undo.undo(filled.database)
    assert camp.overview(filled).stages[0].heads == 0


def test_stage_results_that_cannot_be_are_refused(filled: Office, tmp_path: Path) -> None:
    with (SAMPLES / "english-camp.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    who = f"{row['身分證統一編號']},{row['姓名']}"
    path = stage_file(
        tmp_path / "stages.csv",
        f"{who},線上閱讀及討論,退出,",
        f"{who},期末考,參加,",
        "A123456789,沒這人,線上大會考,參加,",
    )
    result = camp_stages.import_file(filled, path)
    assert not result.committed
    assert [one.code for one in result.findings] == [
        "camp.left_without_reason",
        "camp.stage_unknown",
        "camp.not_a_member",
    ]


def test_a_result_by_hand_needs_a_reason_for_leaving(filled: Office) -> None:
    one = camp.overview(filled).lines[0]
    with pytest.raises(DataError, match=r"camp\.reason_missing"):
        camp_stages.put(filled, [one.id], "reading", "left", " ")
    camp_stages.put(filled, [one.id], "reading", "left", "調職")
    assert camp.overview(filled).lines[0].stages["reading"].left_reason == "調職"
    camp_stages.put(filled, [one.id], "reading", "")
    assert camp.overview(filled).lines[0].stages == {}


def test_the_letters_say_what_is_asked_for(filled: Office, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"camp\.no_letters"):
        camp_letters.write(filled, tmp_path)
    with pytest.raises(DataError, match=r"camp\.nothing_release"):
        camp_letters.pdf(filled, camp_letters.RELEASE)
    camp_seats.put(filled, SeatLetter(requested=4, reason="合格者 54 人"))
    (path,) = camp_letters.write(filled, tmp_path)
    text = words(path)
    assert "雲林縣政府函" in text
    assert "並申請增額4名" in text
    assert "合格者54人，計畫名額50名，依推薦順位列增額候補4人" in text
    assert "申請理由：合格者54人。" in text
    camp_seats.put(filled, SeatLetter(released=6))
    (path,) = camp_letters.write(filled, tmp_path)
    assert "釋出餘額6名" in words(path)
    assert "釋出後保留44名" in words(path)


def words(path: Path) -> str:
    """The text of a PDF without white space."""
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return "".join(told.split())


def test_the_booklet_has_seats_circles_and_a_form_each(filled: Office, tmp_path: Path) -> None:
    camp_seats.put(filled, LETTER)
    (file,) = forms.booklet(filled, CAMP, tmp_path)
    assert (file.people, file.findings) == (54, ())
    text = words(file.path)
    assert "核定增額4名（中華民國104年3月2日研習字第1號）" in text
    assert "雲林e英語圈" in text
    assert text.count("可全程參加五階段") == 54
    assert "英語主要檢測參考對照表" in text
    assert "自評，無證書" in text


def test_the_packet_carries_members_stages_and_seats(filled: Office, tmp_path: Path) -> None:
    camp_seats.put(filled, LETTER)
    camp_stages.put(filled, [1, 2], "reading", "passed")
    camp_stages.put(filled, [2], "exam", "left", "調職")
    built = packets.build(filled, tmp_path)
    assert built.path is not None
    answer = packets.verify_file(built.path)
    assert answer.accepted
    with zipfile.ZipFile(built.path) as packet:
        said = json.loads(packet.read("packet.json"))
        members = packet.read("data/camp_members.csv").decode().splitlines()
        stages = packet.read("data/camp_stages.csv").decode().splitlines()
    assert said["camp"] == {
        "base": 50,
        "granted": 4,
        "granted_by": {"date": "2015-03-02", "number": "研習字第1號"},
        "requested": 4,
        "released": 0,
    }
    assert said["counts"]["camp_members"] == len(members) - 1 == 54
    assert {line.split(",")[9] for line in members[1:]} == {"seat"}
    assert stages[0] == "person_no,stage,result,left_reason"
    assert len(stages) == 4
    assert {"activity": CAMP, "session": None, "state": "submitted"} in said["scope"]
