"""A round with the agencies from the first file out to the nominations."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.core.findings import Severity
from desktop.imports import inputs, round_files
from desktop.imports.round_files import Mark
from desktop.models.letters import StoredFile
from desktop.models.rounds import CollectionRound
from desktop.services import (
    reflections,
    round_board,
    round_collect,
    round_consolidation,
    round_templates,
    rounds,
    showcase,
    undo,
)
from desktop.services.integrity import check_integrity
from desktop.services.nominations import listing
from desktop.services.office import Office
from desktop.services.rounds import Asking
from tests.rounds import CITY, DUE, GOVERNMENT, TOWN, as_csv, filled, nil, opened, people_of


def collect_one(office: Office, path: Path) -> round_collect.Collected:
    (one,) = round_collect.collect(office, [path])
    return one


def line(office: Office, round_id: int, agency: str) -> round_board.BoardLine:
    return next(one for one in round_board.read(office, round_id).lines if one.agency == agency)


def test_every_agency_that_the_clause_allows_gets_a_workbook(county: Office, tmp_path: Path) -> None:
    made, files = opened(county, tmp_path / "out", agencies=())
    (listed,) = rounds.listing(county)
    assert (listed.id, listed.agencies, listed.returned, listed.state) == (made, len(files), 0, "open")
    assert "雲林縣議會" not in files, "柒、一 names no council"
    assert len(files) > 25
    board = round_board.read(county, made)
    assert (board.days_left, board.count("sent")) == (25, len(files))
    camp, with_council = opened(county, tmp_path / "camp", activity="english-camp", agencies=())
    assert "雲林縣議會" in with_council
    assert round_board.read(county, camp).token != board.token


def test_a_workbook_says_what_there_is_to_know(county: Office, tmp_path: Path) -> None:
    made, files = opened(county, tmp_path / "out", session=2, places=3, agencies=(TOWN,), note="請附簡歷")
    (path,) = files.values()
    board = round_board.read(county, made)
    assert path.name == f"LGDL-{board.token}-001-1 {TOWN}.xlsx"
    book = openpyxl.load_workbook(path)
    fill, read, hidden = book.worksheets
    said = "\n".join(str(cell) for row in fill.values for cell in row if cell)
    assert all(one in said for one in (TOWN, "中華民國104年1月30日", "推薦人數：3", "期別：2", "林承辦"))
    told = "\n".join(str(cell) for row in read.values for cell in row if cell)
    assert all(one in told for one in ("柒、一、（一）", "自製數位教材", "請附簡歷", "個人資料告知"))
    assert (hidden.sheet_state, hidden["A1"].value) == ("veryHidden", f"LGDL-{board.token}-001-1")
    assert {rule.type for rule in fill.data_validations.dataValidation} == {"list", "textLength"}
    properties: Any = book
    assert properties.custom_doc_props["LGDL"].value == hidden["A1"].value
    assert all(cell.data_type != "f" for row in fill.iter_rows() for cell in row)
    assert str(tmp_path) not in str(book.properties)


def test_what_comes_back_is_read(county: Office, tmp_path: Path) -> None:
    made, files = opened(county, tmp_path / "out")
    people = people_of(TOWN)[:3]
    one = collect_one(county, filled(files[TOWN], people, tmp_path / "回復.xlsx"))
    assert (one.state, one.agency, one.recognised, one.records) == ("taken", TOWN, "mark", 3)
    assert one.findings == ()
    board = line(county, made, TOWN)
    assert (board.people, board.returns, board.file_name) == (3, 1, "回復.xlsx")
    assert collect_one(county, tmp_path / "回復.xlsx").state == "same"
    assert line(county, made, TOWN).returns == 1


def test_the_example_is_nobody_and_an_untouched_workbook_is_a_question(
    county: Office, tmp_path: Path
) -> None:
    made, files = opened(county, tmp_path / "out")
    one = collect_one(county, files[TOWN])
    assert (one.state, one.records) == ("doubt", 0)
    assert [finding.code for finding in one.findings] == ["rounds.nobody"]
    assert line(county, made, TOWN).state == "doubt"


def test_recommending_nobody_is_an_answer(county: Office, tmp_path: Path) -> None:
    made, files = opened(county, tmp_path / "out")
    assert collect_one(county, nil(files[TOWN], tmp_path / "a.xlsx")).state == "nil"
    rounds.nil(county, line(county, made, CITY).id)
    board = round_board.read(county, made)
    assert board.count("nil") == 2
    both = filled(nil(files[GOVERNMENT], tmp_path / "b.xlsx"), people_of(GOVERNMENT)[:1], tmp_path / "c.xlsx")
    one = collect_one(county, both)
    assert (one.state, [finding.code for finding in one.findings]) == ("doubt", ["rounds.nil_with_people"])


def test_a_second_answer_says_what_is_different(county: Office, tmp_path: Path) -> None:
    made, files = opened(county, tmp_path / "out")
    first, second, third = people_of(TOWN)[:3]
    collect_one(county, filled(files[TOWN], [first, second], tmp_path / "a.xlsx"))
    one = collect_one(county, filled(files[TOWN], [{**second, "備註": "可配合"}, third], tmp_path / "b.xlsx"))
    assert one.second
    assert tuple(map(len, (one.added, one.removed, one.changed))) == (1, 1, 1)
    assert first["姓名"] not in str(one), "names in a result are masked"
    assert (line(county, made, TOWN).people, line(county, made, TOWN).returns) == (2, 2)


def renamed(path: Path, folder: Path) -> Path:
    return Path(shutil.copy(path, folder / "新增 Microsoft Excel 工作表 (3).xlsx"))


def without_title(path: Path, folder: Path) -> Path:
    """Somebody deletes the rows above the header: the hidden sheet still says whose it is."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))
    sheet.delete_rows(1, 4)
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def only_first_sheet(path: Path, folder: Path) -> Path:
    """Somebody copies the visible sheet into another workbook: the title still says whose it is."""
    old, book = openpyxl.load_workbook(path).worksheets[0], openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in old.values:
        sheet.append(list(row))
    book.save(folder / "b.xlsx")
    return folder / "b.xlsx"


def in_cp950(path: Path, folder: Path) -> Path:
    return as_csv(path, folder / "名單.csv")


@pytest.mark.parametrize("reshape", [renamed, without_title, only_first_sheet, in_cp950])
def test_a_file_is_known_however_it_was_reshaped(county: Office, tmp_path: Path, reshape: object) -> None:
    made, files = opened(county, tmp_path / "out")
    whole = filled(files[TOWN], people_of(TOWN)[:2], tmp_path / "回復.xlsx")
    one = collect_one(county, reshape(whole, tmp_path))  # type: ignore[operator]
    assert (one.state, one.agency, one.recognised, one.records) == ("taken", TOWN, "mark", 2), one.error
    assert line(county, made, TOWN).people == 2


def own_table(folder: Path, name: str, title: str, agency: str) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([title])
    sheet.append(["身分證統一編號", "姓名", "期別", "推薦順位"])
    for number, one in enumerate(people_of(agency)[:2], start=1):
        sheet.append([one["身分證統一編號"], one["姓名"], 1, number])
    book.save(folder / name)
    return folder / name


def test_without_a_mark_the_agencys_name_tells(county: Office, tmp_path: Path) -> None:
    opened(county, tmp_path / "out")
    one = collect_one(county, own_table(tmp_path, "a.xlsx", f"{TOWN}推薦名冊", TOWN))
    assert (one.state, one.agency, one.recognised) == ("taken", TOWN, "name")
    two = collect_one(county, own_table(tmp_path, f"{CITY}.xlsx", "推薦名冊", CITY))
    assert (two.state, two.agency, two.recognised) == ("taken", CITY, "name")


def test_what_nobody_can_tell_is_asked(county: Office, tmp_path: Path) -> None:
    made, _files = opened(county, tmp_path / "out")
    path = own_table(tmp_path, "a.xlsx", "推薦名冊", TOWN)
    one = collect_one(county, path)
    assert one.error is not None
    assert (one.state, one.error.code) == ("refused", "rounds.not_recognised")
    both = collect_one(county, own_table(tmp_path, f"{CITY}、{TOWN}.xlsx", "推薦名冊", TOWN))
    assert both.error is not None
    assert both.error.code == "rounds.two_agencies"
    told = round_collect.assign(county, path, line(county, made, TOWN).id)
    assert (told.state, told.recognised) == ("taken", "hand")


def test_what_cannot_be_read_says_why_and_keeps_no_other_back(county: Office, tmp_path: Path) -> None:
    _made, files = opened(county, tmp_path / "out")
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(files[CITY].read_bytes()[:4000])
    old = tmp_path / "old.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    good = filled(files[TOWN], people_of(TOWN)[:1], tmp_path / "good.xlsx")
    found = round_collect.collect(county, [damaged, old, tmp_path / "none.xlsx", good])
    assert [one.state for one in found] == ["refused", "refused", "refused", "taken"]
    assert [one.error.code for one in found if one.error] == [
        "imports.workbook-damaged",
        "imports.workbook-old",
        "imports.file-missing",
    ]


def test_a_wrong_cell_keeps_the_whole_file_back_and_says_where(county: Office, tmp_path: Path) -> None:
    made, files = opened(county, tmp_path / "out")
    good, bad = people_of(TOWN)[:2]
    path = filled(files[TOWN], [good, {**bad, "身分證統一編號": "A123456788"}], tmp_path / "a.xlsx")
    one = collect_one(county, path)
    assert one.state == "doubt"
    (error,) = (finding for finding in one.findings if finding.severity is Severity.ERROR)
    assert (error.field, error.record is not None, error.row) == ("身分證統一編號", True, 8)
    asked = line(county, made, TOWN)
    assert (asked.state, asked.people) == ("doubt", 0)
    assert [finding.code for finding in asked.questions] == [error.code]
    mended = collect_one(county, filled(files[TOWN], [good, bad], tmp_path / "b.xlsx"))
    assert mended.state == "taken"
    assert line(county, made, TOWN).questions == ()


def test_people_of_others_and_people_named_twice_are_asked_about(county: Office, tmp_path: Path) -> None:
    made, files = opened(county, tmp_path / "out")
    shared = people_of(CITY)[0]
    collect_one(county, filled(files[TOWN], [shared], tmp_path / "a.xlsx"))
    collect_one(county, filled(files[CITY], [shared], tmp_path / "b.xlsx"))
    assert {finding.code for finding in line(county, made, TOWN).questions} == {
        "rounds.other_agency",
        "rounds.twice",
    }
    assert [finding.code for finding in line(county, made, CITY).questions] == ["rounds.twice"]
    (wrong,) = (one for one in round_consolidation.read(county, made) if one.agency == TOWN)
    round_consolidation.leave_out(county, [wrong.id], "由服務機關推薦")
    assert line(county, made, CITY).questions == ()
    assert line(county, made, TOWN).state == "consolidated"


def test_the_people_of_an_agency_can_be_listed_for_ticking(county: Office, tmp_path: Path) -> None:
    made, _files = opened(county, tmp_path / "out", agencies=(TOWN,))
    sent = round_templates.write(county, made, tmp_path / "listed", people=True)
    (path,) = sent.workbooks
    assert "-001-2 " in path.name, "the second file of this agency"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    known = {row["身分證統一編號"] for row in people_of(TOWN)}
    assert known <= {cell for row in sheet.values for cell in row}
    sheet.cell(8, 1, "V")
    book.save(tmp_path / "ticked.xlsx")
    one = collect_one(county, tmp_path / "ticked.xlsx")
    assert one.records == 1


def test_the_list_is_ranked_explained_moved_and_taken(county: Office, tmp_path: Path) -> None:
    made, files = opened(county, tmp_path / "out")
    for place, agency in enumerate((CITY, TOWN, GOVERNMENT)):
        collect_one(county, filled(files[agency], people_of(agency)[:3], tmp_path / f"{place}.xlsx"))
    lines = round_consolidation.read(county, made)
    assert len(lines) == 9
    assert [one.rank for one in lines] == list(range(1, 10))
    assert lines[0].because == ""
    assert all(one.because for one in lines[1:])
    last = lines[-1]
    with pytest.raises(DataError, match=r"rounds\.reason"):
        round_consolidation.move(county, last.id, 1, " ")
    round_consolidation.move(county, last.id, 1, "業務承辦人")
    moved = round_consolidation.read(county, made)
    assert (moved[0].id, moved[0].because) == (last.id, "承辦人調整：業務承辦人")
    round_consolidation.move(county, last.id, 0, "")
    assert round_consolidation.read(county, made) == lines
    eligible = [one for one in lines if str(one.answer) != "no" and not one.problems]
    result = round_consolidation.take(county, made)
    assert (result.committed, result.accepted) == (True, len(eligible)), result.findings
    with county.database.reading() as session:
        nominated = listing(session, "course-basic")
    assert [one.person.id for one in nominated] == [one.person_id for one in eligible]
    again = round_consolidation.read(county, made)
    assert {one.state for one in again if one.person_id in {two.person_id for two in eligible}} == {"taken"}
    assert undo.undo(county.database).action == "nomination.import"
    assert {one.state for one in round_consolidation.read(county, made)} == {"open"}


def test_a_round_is_undone_and_redone_with_its_files(county: Office, tmp_path: Path) -> None:
    made, files = opened(county, tmp_path / "out")
    collect_one(county, filled(files[TOWN], people_of(TOWN)[:1], tmp_path / "a.xlsx"))
    undo.undo(county.database)
    assert line(county, made, TOWN).state == "sent"
    undo.redo(county.database)
    assert line(county, made, TOWN).people == 1
    with county.database.reading() as session:
        (file,) = session.query(StoredFile).all()
    assert file.content == (tmp_path / "a.xlsx").read_bytes()
    assert check_integrity(county) == ()


def test_a_closed_round_takes_nothing(county: Office, tmp_path: Path) -> None:
    made, files = opened(county, tmp_path / "out")
    rounds.close(county, made)
    one = collect_one(county, filled(files[TOWN], people_of(TOWN)[:1], tmp_path / "a.xlsx"))
    assert one.error is not None
    assert one.error.code == "rounds.closed"
    with pytest.raises(DataError, match=r"rounds\.closed"):
        round_templates.write(county, made, tmp_path / "more")
    rounds.close(county, made, closed=False)
    assert collect_one(county, tmp_path / "a.xlsx").state == "taken"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"activity": "luminary"}, "rounds.no_round"),
        ({"activity": "course-basic", "session": 9}, "rounds.session_unknown"),
        ({"activity": "course-basic", "agencies": ("不存在",)}, "rounds.agency_unknown"),
        ({"activity": "course-basic", "due": date(2015, 1, 4)}, "rounds.due_past"),
    ],
)
def test_what_is_no_round_is_refused(county: Office, values: dict[str, object], code: str) -> None:
    with pytest.raises((DataError, UsageError), match=code.replace(".", r"\.")):
        rounds.open_round(county, Asking(**({"due": DUE} | values)))  # type: ignore[arg-type]
    assert rounds.listing(county) == ()


def test_reflections_come_back_in_a_round(county: Office, tmp_path: Path) -> None:
    made, files = opened(county, tmp_path / "out", activity="reflections", agencies=(TOWN,))
    person = people_of(TOWN)[0]
    read = {"來源類別": "圖書", "來源名稱": "學習的力量", "心得": "範例教學很有用", "同意公開": "是"}
    outside = {"姓名": "楊老師", "服務機關": TOWN, **read}
    rows = [{**person, **read}, {**person, **read, "來源名稱": "雲端時代"}, outside]
    one = collect_one(county, filled(files[TOWN], rows, tmp_path / "a.xlsx"))
    assert (one.state, one.records) == ("taken", 3), [str(finding) for finding in one.findings]
    lines = round_consolidation.read(county, made)
    assert [one.position for one in lines] == [1, 2, 3]
    assert (lines[2].person_id, lines[2].problems) == (None, ())
    assert round_consolidation.take(county, made).accepted == 3
    held = reflections.listing(county, "zh_TW")
    assert sorted(one.source_title for one in held) == sorted(["學習的力量", "雲端時代", "學習的力量"])
    assert {one.state for one in round_consolidation.read(county, made)} == {"taken"}
    assert line(county, made, TOWN).state == "consolidated"
    with pytest.raises(DataError, match=r"rounds\.nobody_to_take"):
        round_consolidation.take(county, made)
    again = [*rows[:2], {**outside, "心得": "改過了"}]
    second = collect_one(county, filled(files[TOWN], again, tmp_path / "b.xlsx"))
    assert (second.added, second.removed, second.changed) == ((), (), ("楊○師",))


def test_seats_come_back_in_a_round(county: Office, tmp_path: Path) -> None:
    made, files = opened(county, tmp_path / "out", activity="showcase", agencies=(TOWN, CITY))
    first, second = people_of(TOWN)[0], people_of(CITY)[0]
    speaks = {"參加方式": "發表", "發表主題": "數位學習推動經驗"}
    collect_one(county, filled(files[TOWN], [{**first, **speaks}], tmp_path / "a.xlsx"))
    guest = {"姓名": "李來賓", "服務機關": CITY, "參加方式": "參加"}
    collect_one(county, filled(files[CITY], [guest, {**second, "參加方式": "發表"}], tmp_path / "b.xlsx"))
    lines = round_consolidation.read(county, made)
    assert [(one.name, bool(one.problems)) for one in lines] == [
        (first["姓名"], False),
        (second["姓名"], True),
        ("李來賓", False),
    ], "who speaks names a subject; of a guest outside the roster nothing is known"
    result = round_consolidation.take(county, made)
    assert (result.committed, result.accepted) == (True, 2)
    assert [(one.name, one.rank) for one in showcase.listing(county)] == [(first["姓名"], 1), ("李來賓", 2)]
    assert [one.state for one in round_consolidation.read(county, made)] == ["taken", "open", "taken"]


def test_contacts_are_remembered_for_the_next_round(county: Office, tmp_path: Path) -> None:
    made, _files = opened(county, tmp_path / "a")
    rounds.restate(county, line(county, made, TOWN).id, {"contact": "陳小姐", "email": "chen@example.gov.tw"})
    again, _files = opened(county, tmp_path / "b", activity="course-oer")
    assert (line(county, again, TOWN).contact, line(county, again, TOWN).email) == (
        "陳小姐",
        "chen@example.gov.tw",
    )


def test_marks_are_found_wherever_they_stand() -> None:
    mark = Mark("ABCDEF23", 7, 2)
    assert str(mark) == "LGDL-ABCDEF23-007-2"
    text = f"機關,{mark}\n".encode("utf-16-le")
    assert round_files.marks(inputs.given(b"\xff\xfe" + text, "a.csv")) == {mark}
    assert round_files.marks(inputs.given(b"a,b\n", f"{mark} x.csv")) == {mark}
    assert round_files.marks(inputs.given(b"LGDL-ABCDEF23-007\n", "a.csv")) == set()


@pytest.mark.parametrize("name", ["saved.xlsx", "saved.ods", "saved.csv"])
def test_what_libreoffice_saved_is_read(county: Office, tmp_path: Path, name: str) -> None:
    """The files were saved by LibreOffice 7.4 from a workbook of a round with this token."""
    made, _files = opened(county, tmp_path / "out")
    with county.database.writing("round.open") as journal:
        journal.update(CollectionRound, made, {"token": "LIBREOFF"})
    one = collect_one(county, paths.resources().parent / "tests" / "data" / "rounds" / name)
    assert (one.state, one.agency, one.recognised, one.records) == ("taken", TOWN, "mark", 2), one.error
