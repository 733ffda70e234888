"""Papers and report of the pairs: agreements, the list, diaries, and figures that equal the data."""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import select

from desktop.core import paths
from desktop.core.errors import DataError
from desktop.core.text import grouped
from desktop.models.mentoring import Pairing
from desktop.models.people import Person
from desktop.services import (
    event_acts,
    mentoring,
    pairing_acts,
    pairs,
    pairs_papers,
    pairs_report,
    pairs_table,
)
from desktop.services.office import Office
from desktop.services.pairs_papers import Kind
from tests.builders import copy_office
from tests.tools import require_tool

SAMPLES = paths.resources() / "samples"
REASON = "兩人同在專案小組"


@pytest.fixture(scope="module")
def _with_pairs(_with_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pairs") / "office"
    with copy_office(_with_samples, folder) as office:
        mentoring.import_file(office, SAMPLES / "mentors.csv", "mentor")
        mentoring.import_file(office, SAMPLES / "mentees.csv", "mentee")
        pairing_acts.accept(office)
    return folder


@pytest.fixture
def office(_with_pairs: Path, tmp_path: Path) -> Iterator[Office]:
    """An office whose pools are paired: 48 pairs, all of them suggested."""
    with copy_office(_with_pairs, tmp_path / "office") as opened:
        yield opened


def words(content: bytes) -> str:
    require_tool("pdftotext")
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as document:
        return len(document.pages)


def answer(office: Office, ids: Sequence[int], state: str) -> None:
    pairs.state(office, ids, state, number="研習字第1040000789號", day=date(2015, 2, 20))


def rename(office: Office, person_id: int, name: str) -> None:
    with office.database.writing("people.change") as journal:
        journal.update(Person, person_id, {"name": name})


def test_the_list_has_the_counts_and_the_proof(office: Office) -> None:
    told = words(pairs_papers.pdf(office, Kind.ROSTER))
    with office.database.reading() as session:
        content = session.scalars(select(Pairing.certificate)).one().encode()
    digest = grouped(hashlib.sha256(content).hexdigest()[:12]).replace(" ", "")
    assert "師徒建議配對名冊" in told
    assert "配對48對，未配對0人；最低35分，總分3,647分。" in told
    assert f"最佳性已驗證（證明檔SHA-256{digest}）。" in told
    assert "人工指定" not in told
    people = [person for one in pairs.read(office) for person in (one.mentee, one.mentor)]
    assert [one.name for one in people if "".join(one.name.split()) not in told] == []


def test_the_list_says_what_was_granted_what_ended_and_who_is_left(office: Office) -> None:
    found = pairs.read(office)
    answer(office, [one.id for one in found[1:]], "granted")
    assert "最佳性已驗證" in words(pairs_papers.pdf(office, Kind.ROSTER)), "a letter changes nobody's pair"
    pairs.state(office, [found[0].id], "ended", reason="徒弟調職")
    told = words(pairs_papers.pdf(office, Kind.ROSTER))
    total = sum(one.points for one in found[1:])
    assert "師徒核定配對名冊" in told
    assert f"配對47對，未配對1人；最低35分，總分{total:,}分。名單於採用後異動，最佳性未驗證。" in told
    assert "核定47對104/02/20研習字第1040000789號" in told
    assert "終止：徒弟調職" in told
    assert "未配對1人" in told.split("終止1對")[1]


def test_a_pair_fixed_by_hand_prints_reason_and_rules(office: Office) -> None:
    mentors, mentees = mentoring.listing(office, "mentor"), mentoring.listing(office, "mentee")
    mentee, mentor = next(
        (one, other)
        for one in mentees
        for other in mentors
        if one.person.agency == other.person.agency and one.person.id != other.person.id
    )
    pairing_acts.lock(office, mentee.id, mentor.id, REASON)
    pairing_acts.accept(office)
    (one,) = (pair for pair in pairs.read(office) if pair.locked)
    assert pairs_papers.remark(one) == f"人工指定；理由：{REASON}；不符規則：同一機關"
    told = words(pairs_papers.pdf(office, Kind.ROSTER))
    assert f"人工指定；理由：{REASON}；不符規則：同一機關" in told
    assert "最佳性已驗證" in told, "the best that the fixed pair allows"


def test_what_the_center_granted_is_not_fixed_by_hand(office: Office) -> None:
    found = pairs.read(office)
    answer(office, [one.id for one in found], "granted")
    pairs.state(office, [found[0].id], "ended", reason="徒弟調職")
    pairing_acts.accept(office)
    told = words(pairs_papers.pdf(office, Kind.ROSTER))
    assert "核定47對" in told
    assert "人工指定" not in told
    assert "最佳性已驗證" in told


def test_each_pair_has_one_page_of_agreement(office: Office) -> None:
    found = pairs.read(office)
    first = found[0]
    rename(office, first.mentee.id, "𠮷𰻞彥廷")
    rename(office, first.mentor.id, "阿布達拉．以斯瑪哈桑．得魯安")
    pairs.put(office, first.id, {"first": "2015-02-01", "last": "2015-11-30", "aims": "熟悉預算\n編製決算"})
    pairs.put(office, first.id, {"manner": "每月兩次"})
    answer(office, [first.id], "granted")
    assert pages(pairs_papers.pdf(office, Kind.AGREEMENT)) == 48
    one = pairs_papers.pdf(office, Kind.AGREEMENT, [first.id])
    told = words(one)
    assert pages(one) == 1
    for said in (
        "𠮷𰻞彥廷",
        "阿布達拉．以斯瑪哈桑．得魯安",
        first.mentor.agency,
        first.mentee.email,
        "104/02/01",
        "104/11/30",
        "熟悉預算編製決算",
        "每月兩次",
        "■核定",
        "負保密義務",
        "師傅之主管",
        f"10009-PAIR-104-{first.id:03d}",
    ):
        assert said in told, said
    assert "機關首長" not in told, "those who sign are the two and their superiors"
    pairs.state(office, [first.id], "ended", reason="調職")
    with pytest.raises(DataError, match=r"pairs\.not_chosen"):
        pairs_papers.pdf(office, Kind.AGREEMENT, [first.id])
    assert pages(pairs_papers.pdf(office, Kind.AGREEMENT)) == 47


def test_a_diary_has_what_was_done_and_room_for_more(office: Office) -> None:
    first = pairs.read(office)[0]
    for month in range(3, 10):
        values = {"day": date(2015, month, 5), "mode": "online", "minutes": "60", "topic": f"主題{month}"}
        pairs.add_line(office, first.id, "discussion", values)
    practice = {"day": "2015-06-03", "until": "2015-06-05", "place": "主計處", "reflection": "收穫多"}
    pairs.add_line(office, first.id, "practice", practice)
    pairs.put(office, first.id, {"result": "完成提案"})
    told = words(pairs_papers.pdf(office, Kind.DIARY, [first.id]))
    for said in ("104/09/05線上60主題9", "104/06/03104/06/05主計處收穫多", "完成提案", "機關首長"):
        assert said in told, said
    with office.database.reading() as session:
        (pair,) = (one for one in pairs.of_session(session, date(2015, 12, 1)) if one.id == first.id)
    assert [len(rows) for rows in pairs_papers.entries(pair).values()] == [7 + 3, 1 + 3]


def test_the_blank_forms_have_nobody(office: Office) -> None:
    names = {name for one in pairs.read(office) for name in (one.mentor.name, one.mentee.name)}
    for kind in pairs_papers.FORMS:
        content = pairs_papers.blank(office, kind)
        told = words(content)
        assert pages(content) == 1
        assert not [name for name in names if name in told]
        assert pairs_papers.title(kind) in told


def test_without_pairs_there_is_only_the_blank(county: Office, tmp_path: Path) -> None:
    for kind in Kind:
        with pytest.raises(DataError, match=r"pairs\.none"):
            pairs_papers.pdf(county, kind)
    with pytest.raises(DataError, match=r"pairs\.none"):
        pairs_report.write(county, tmp_path)
    assert pages(pairs_papers.blank(county, Kind.AGREEMENT)) == 1


def test_all_papers_are_written_as_archives(office: Office, tmp_path: Path) -> None:
    written = pairs_papers.write(office, tmp_path / "out")
    assert [path.name for path in written] == [
        "mentoring-agreement.pdf",
        "mentoring-agreement-blank.pdf",
        "mentoring-roster.pdf",
        "mentoring-diary.pdf",
        "mentoring-diary-blank.pdf",
    ]
    for path in written:
        with pikepdf.open(path) as document, document.open_metadata() as meta:
            assert meta.pdfa_status == "1B", path.name
    assert len(pairs_papers.write(office, tmp_path / "some", [Kind.ROSTER])) == 1


@pytest.fixture
def year(office: Office) -> Office:
    """Two pairs granted with diaries, one ended with a result, one refused, the others suggested."""
    found = pairs.read(office)
    answer(office, [found[0].id, found[1].id, found[2].id], "granted")
    answer(office, [found[3].id], "refused")
    for day, mode, minutes in (("2015-03-02", "online", "60"), ("2015-05-04", "phone", "61")):
        values = {"day": day, "mode": mode, "minutes": minutes, "topic": "預算"}
        pairs.add_line(office, found[0].id, "discussion", values)
    pairs.add_line(
        office, found[1].id, "discussion", {"day": "2015-05-30", "mode": "online", "minutes": "60"}
    )
    pairs.add_line(office, found[1].id, "practice", {"day": "2015-06-01", "place": "主計處"})
    pairs.put(office, found[2].id, {"result": "完成改善提案"})
    pairs.state(office, [found[2].id], "ended", reason="徒弟調職")
    not_counted = {"day": "2015-04-01", "mode": "online", "minutes": "999", "topic": "建議中"}
    pairs.add_line(office, found[4].id, "discussion", not_counted)
    return office


def test_the_report_counts_what_granted_pairs_did(year: Office) -> None:
    with year.database.reading() as session:
        report = pairs_report.of_session(session, date(2015, 6, 30))
    assert report.states == {"suggested": 44, "granted": 2, "refused": 1, "ended": 1}
    assert (report.discussions, report.minutes, report.practices) == (3, 181, 1)
    assert [(one.number, one.discussions, one.minutes) for one in report.months] == [
        (3, 1, 60),
        (4, 0, 0),
        (5, 2, 121),
    ]
    assert {one.roc_year for one in report.months} == {104}
    assert report.modes == {"online": 2, "in_person": 0, "written": 0, "phone": 1}
    assert report.classes == (1, 1, 0, 1, 0), "none, up to 60, 120, 240 minutes, more"
    assert [one.id for one in report.silent] == [report.run[0].id], "57 days, and 29"
    assert [one.cells["result"] for one in report.results] == ["完成改善提案"]
    told = pairs_report.sentences(report, "en")
    assert told[0] == "Pairs: 2 granted, 44 suggested, 1 not granted, 1 ended."
    assert told[1] == "Discussions: 3, 181 minutes in all. Practices: 1."


def test_the_fields_of_the_report_are_those_of_pairing(office: Office) -> None:
    report = pairs_report.read(office)
    by_name = {one.name: one for one in report.fields}
    lines = {one.person.id: one for one in mentoring.listing(office)}
    needs = [one for one in report.pairs if "主計" in lines[one.mentee.id].terms.split("、")]
    covered = [one for one in needs if "主計" in lines[one.mentor.id].terms.split("、")]
    assert (by_name["主計"].needed, by_name["主計"].covered) == (len(needs), len(covered))
    counts = [one.needed for one in report.fields]
    assert counts == sorted(counts, reverse=True)


def test_screen_and_paper_have_the_same_figures(year: Office, tmp_path: Path) -> None:
    report = pairs_report.read(year)
    for name in pairs_report.CHARTS:
        drawn = pairs_report.chart(report, name, "en")
        assert len(pairs_report.lines(drawn)) == len(drawn.bars) > 0
        assert pairs_report.svg(drawn, 400, 12, dict.fromkeys(pairs_report.COLOURS, "#000"), "sans")
    paper, table = pairs_report.write(year, tmp_path)
    told = words(paper.read_bytes())
    for sentence in pairs_report.sentences(report, "zh_TW"):
        assert "".join(sentence.split()) in told
    assert "104/0300" not in told
    assert "104/05212" in told.replace("2121", "212"), "two discussions of 121 minutes in May"
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"), newline="")))
    assert len(rows) == 48
    assert rows[0]["討論分鐘"].strip('="') == "121"
    assert "完成改善提案" in told
    assert rows[2]["學習成果"] == "完成改善提案"


def test_a_camp_counts_each_person_once(office: Office) -> None:
    found = pairs.read(office)
    by_mentor = Counter(one.mentor.id for one in found)
    busy = next(mentor for mentor, count in by_mentor.items() if count > 1)
    own = [one for one in found if one.mentor.id == busy]
    answer(office, [one.id for one in own], "granted")
    people = [busy, *(one.mentee.id for one in own)]
    registered = event_acts.register(office, "launch_camp", people)
    event_acts.put_state(office, registered[:-1], "attended")
    event_acts.put_state(office, registered[-1:], "absent")
    report = pairs_report.read(office)
    assert [(one.mentors, one.mentees) for one in report.camps] == [(1, len(own) - 1), (0, 0)]
    told = [pairs_table.camp_states(one, "launch_camp", "zh_TW") for one in report.run]
    assert sorted(told) == ["出席"] * (len(own) - 1) + ["師傅出席、徒弟缺席"]
    assert pairs_table.camp_states(report.run[0], "sharing_camp", "zh_TW") == "—"
    agreements = words(pairs_papers.pdf(office, Kind.AGREEMENT, [one.id for one in own]))
    assert agreements.count("啟航共識營■參加") == len(own) - 1
