"""Micro-reflections after they were written: changed, posted, printed, sent; what is too long is kept out."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.core import paths, text
from desktop.core.errors import DataError, UsageError
from desktop.core.progress import Silent
from desktop.services import (
    agencies,
    changes_since,
    forms,
    packets,
    preflight,
    reflection_acts,
    reflection_digest,
    reflection_import,
    reflection_months,
    reflection_text,
    reflections,
    roster,
    undo,
)
from desktop.services.changes_since import Kind
from desktop.services.office import Office
from desktop.services.places import Part
from desktop.services.reflection_months import By
from desktop.services.reflections import Line, Show
from tests.builders import make_office

SAMPLES = paths.resources() / "samples"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make_office(tmp_path / "office") as made:
        agencies.import_file(made, SAMPLES / "agencies.csv")
        roster.commit(made, roster.preview(made, SAMPLES / "roster.csv"))
        reflection_import.import_file(made, SAMPLES / "reflections.csv")
        yield made


def listed(office: Office, show: Show = Show.ALL) -> tuple[Line, ...]:
    return reflections.listing(office, "zh_TW", show)


def test_a_teacher_outside_the_roster_writes_one_too(office: Office) -> None:
    with pytest.raises(DataError, match=r"reflections\.author_missing"):
        reflection_acts.add(office, author="何老師")
    made = reflection_acts.add(office, author="何老師", agency="雲林縣立斗六國民中學")
    body = "第一行\n  第二行有空白"
    reflection_acts.restate(
        office,
        made,
        {
            "source_type": "ted",
            "source_title": "學習的未來",
            "body": body,
            "consent": True,
            "read_date": date(2015, 4, 2),
            "title_of_post": "教師",
        },
    )
    line = reflections.one(office, made, "zh_TW")
    assert (line.agency, line.job_title, line.person_no) == ("雲林縣立斗六國民中學", "教師", None)
    assert (line.body, line.characters) == (body, 9)
    assert line.number == len(listed(office))
    assert line.sendable
    undo.undo(office.database)
    undo.undo(office.database)
    assert made not in {one.id for one in listed(office)}


def test_what_belongs_to_the_roster_or_the_plan_is_not_free(office: Office) -> None:
    first = listed(office)[0]
    for values in ({"author": "別人"}, {"agency": "某校"}, {"number": 9}):
        with pytest.raises(UsageError):
            reflection_acts.restate(office, first.id, values)
    for values in ({"source_type": "radio"}, {"post_place": "facebook"}, {"title": "長" * 101}):
        with pytest.raises(DataError):
            reflection_acts.restate(office, first.id, values)
    with pytest.raises(DataError, match=r"reflections\.place_missing"):
        reflection_acts.restate(office, first.id, {"post_place": "", "posted_date": date(2015, 4, 1)})
    assert listed(office)[0] == first


def test_only_what_is_short_enough_and_agreed_to_is_posted(office: Office) -> None:
    long = listed(office, Show.TOO_LONG)[0]
    fit = [one.id for one in listed(office) if one.sendable][:3]
    with pytest.raises(DataError, match=r"reflections\.post_too_long"):
        reflection_acts.post(office, [fit[0], long.id], "reading_club", date(2015, 4, 1))
    assert all(not one.posted for one in listed(office))
    reflection_acts.post(office, fit, "reading_club", date(2015, 4, 1), "https://example.gov.tw/1")
    assert [one.id for one in listed(office) if one.posted] == fit
    reflection_acts.restate(office, fit[0], {"posted_date": None, "consent": False})
    with pytest.raises(DataError, match=r"reflections\.post_without_consent"):
        reflection_acts.post(office, fit, "reading_club", date(2015, 4, 2))


def test_withdrawn_ones_are_listed_apart_and_their_numbers_never_come_again(office: Office) -> None:
    before = listed(office)
    with pytest.raises(DataError, match=r"nominate\.no_reason"):
        reflection_acts.withdraw(office, [before[-1].id], " ")
    reflection_acts.withdraw(office, [before[-1].id], "作者請求")
    assert len(listed(office)) == len(before) - 1
    assert [one.withdrawn_reason for one in listed(office, Show.WITHDRAWN)] == ["作者請求"]
    made = reflection_acts.add(office, author="何老師", agency="某校")
    assert reflections.one(office, made, "en").number == before[-1].number + 1
    counts = reflections.overview(office).counts
    assert (counts[Show.WITHDRAWN], counts[Show.TOO_LONG]) == (1, 2)


def test_the_text_to_paste_has_title_source_and_author(office: Office) -> None:
    line = listed(office)[0]
    told = reflection_text.paste(line).split("\n")
    assert told[0] == f"【{line.title}】"
    assert told[1] == f"閱讀：{line.source}"
    assert line.body in told
    assert told[-2].endswith(line.author)


def test_the_packet_has_what_may_be_public_and_tells_what_is_kept_out(office: Office, tmp_path: Path) -> None:
    teacher = reflection_acts.add(office, author="何老師", agency="某校")
    body = '引號"與逗號,\n第二段 𠮷'
    reflection_acts.restate(office, teacher, {"source_title": "書", "body": body, "consent": True})
    codes = [one.code for one in preflight.check(office, "reflections")]
    assert codes.count("preflight.reflection_too_long") == 2
    built = packets.build(office, tmp_path)
    assert built.path is not None
    assert packets.verify_file(built.path).accepted
    with zipfile.ZipFile(built.path) as packet:
        rows = list(csv.DictReader(io.StringIO(packet.read("data/reflections.csv").decode(), newline="")))
        people = packet.read("data/people.csv").decode()
        assert "forms/reflections.pdf" in packet.namelist()
        said = json.loads(packet.read("packet.json"))
    sent = [one for one in listed(office) if one.sendable]
    assert [int(row["reflection_no"]) for row in rows] == [one.number for one in sent]
    assert {"activity": "reflections", "session": None, "state": "submitted"} in said["scope"]
    assert said["counts"]["reflections"] == len(sent)
    assert max(int(row["characters"]) for row in rows) == 300
    assert (rows[-1]["person_no"], rows[-1]["body"]) == ("", body)
    assert all(row["person_no"] in people for row in rows)


def words(path: Path) -> str:
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return "".join(told.split())


def test_the_digest_of_a_month_has_every_text_whole(office: Office, tmp_path: Path) -> None:
    month = reflection_months.months(office)[0]
    path = reflection_digest.write(office, month, tmp_path)
    assert path.name == f"reflections-{month[0] - 1911}{month[1]:02d}.pdf"
    said = words(path)
    own = [
        one for one in listed(office) if one.sendable and one.read_date and one.read_date.month == month[1]
    ]
    assert f"{len(own)}篇" in said
    for one in own:
        assert one.author in said
        assert one.body[:12] in said
    assert "𠮷" in said
    with pytest.raises(DataError, match=r"reflections\.nothing_in_month"):
        reflection_digest.pdf(office, (2015, 12))


def test_the_digest_by_day_of_posting_has_only_what_was_posted(office: Office, tmp_path: Path) -> None:
    assert reflection_months.months(office, By.POSTED) == ()
    posted = [one for one in listed(office) if one.sendable][:2]
    reflection_acts.post(office, [one.id for one in posted], "reading_club", date(2015, 5, 4))
    assert reflection_months.months(office, By.POSTED) == ((2015, 5),)
    path = reflection_digest.write(office, (2015, 5), tmp_path, By.POSTED)
    assert path.name == "reflections-posted-10405.pdf"
    said = words(path)
    assert "收錄104年5月張貼" in said
    assert "共2篇" in said
    assert "104/05/04張貼" in said
    others = [one.author for one in listed(office) if one.sendable][2:]
    assert not [name for name in others if name in said]


def test_forms_of_the_selected_are_theirs_also_beside_a_teacher(office: Office, tmp_path: Path) -> None:
    """An author outside the roster has a form, but is no person that checks look at."""
    teacher = reflection_acts.add(office, author="何老師", agency="某校")
    reflection_acts.restate(office, teacher, {"source_title": "書", "body": "短文", "consent": True})
    last = [one for one in listed(office) if one.sendable][-2]
    path = tmp_path / "some.pdf"
    path.write_bytes(forms.people_pdf(office, "reflections", [last.id], Silent()))
    assert last.author in words(path)
    path.write_bytes(forms.people_pdf(office, "reflections", [teacher], Silent()))
    said = words(path)
    assert "何老師" in said
    assert "2／300字" in said
    assert last.author not in said


def test_only_what_changed_since_the_last_packet_is_unsent(office: Office, tmp_path: Path) -> None:
    sent = [one for one in listed(office) if one.sendable]
    assert kinds(office) == {Kind.ADDED: len(sent)}
    packets.build(office, tmp_path)
    assert kinds(office) == {}
    reflection_acts.restate(office, sent[0].id, {"body": "改寫"})
    reflection_acts.withdraw(office, [sent[1].id], "作者請求")
    reflection_acts.restate(office, sent[2].id, {"consent": False})
    long = listed(office, Show.TOO_LONG)[0]
    reflection_acts.restate(office, long.id, {"body": "縮短了"})
    assert kinds(office) == {Kind.CHANGED: 1, Kind.WITHDRAWN: 2, Kind.ADDED: 1}
    (changed,) = (one for one in changes_since.read(office).items if one.kind is Kind.CHANGED)
    assert changed.place is not None
    assert (changed.place.part, changed.place.nomination_id) == (Part.REFLECTIONS, sent[0].id)


def test_what_was_posted_and_is_agreed_to_no_more_is_told(office: Office) -> None:
    one = next(line for line in listed(office) if line.sendable)
    reflection_acts.post(office, [one.id], "reading_club", date(2015, 4, 1))
    reflection_acts.restate(office, one.id, {"consent": False})
    found = {finding.code: finding for finding in preflight.check(office, "reflections")}
    assert found["preflight.reflection_taken_back"].params["number"] == one.number
    assert "preflight.reflection_consent" not in found
    assert found["preflight.reflection_taken_back"].name == text.mask_name(one.author)


def kinds(office: Office) -> Counter[Kind]:
    return Counter(change.kind for change in changes_since.read(office).items)


@pytest.mark.parametrize(
    ("text", "month"), [("104/03", (2015, 3)), ("104.3", (2015, 3)), ("2015-12", (2015, 12))]
)
def test_a_month_is_read_as_people_write_it(text: str, month: tuple[int, int]) -> None:
    assert reflection_months.read_month(text) == month


@pytest.mark.parametrize("text", ["104", "104/13", "三月", "104/3/1", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        reflection_months.read_month(text)


def test_the_booklet_has_a_form_each(office: Office, tmp_path: Path) -> None:
    (file,) = forms.booklet(office, "reflections", tmp_path)
    sent = [one for one in listed(office) if one.sendable]
    assert (file.people, file.findings) == (len(sent), ())
    said = words(file.path)
    assert sent[0].body[:10] in said
    assert forms.blank(office, "reflections", tmp_path)[0].pages == 1
