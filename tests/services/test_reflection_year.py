"""Micro-reflections after they were written: changed, posted, printed, sent; what is too long is kept out."""

from __future__ import annotations

import csv
import io
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.services import (
    agencies,
    forms,
    packets,
    preflight,
    reflection_acts,
    reflection_digest,
    reflection_import,
    reflection_text,
    reflections,
    roster,
    undo,
)
from desktop.services.office import Office
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
    sent = [one for one in listed(office) if one.sendable]
    assert [int(row["reflection_no"]) for row in rows] == [one.number for one in sent]
    assert max(int(row["characters"]) for row in rows) == 300
    assert (rows[-1]["person_no"], rows[-1]["body"]) == ("", body)
    assert all(row["person_no"] in people for row in rows)


def words(path: Path) -> str:
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return "".join(told.split())


def test_the_digest_of_a_month_has_every_text_whole(office: Office, tmp_path: Path) -> None:
    month = reflection_digest.months(office)[0]
    path = reflection_digest.write(office, month, tmp_path)
    assert path.name == f"reflections-{month[0] - 1911}{month[1]:02d}.pdf"
    text = words(path)
    own = [
        one for one in listed(office) if one.sendable and one.read_date and one.read_date.month == month[1]
    ]
    assert f"{len(own)}篇" in text
    for one in own:
        assert one.author in text
        assert one.body[:12] in text
    assert "𠮷" in text
    with pytest.raises(DataError, match=r"reflections\.nothing_in_month"):
        reflection_digest.pdf(office, (2015, 12))


@pytest.mark.parametrize(
    ("text", "month"), [("104/03", (2015, 3)), ("104.3", (2015, 3)), ("2015-12", (2015, 12))]
)
def test_a_month_is_read_as_people_write_it(text: str, month: tuple[int, int]) -> None:
    assert reflection_digest.read_month(text) == month


@pytest.mark.parametrize("text", ["104", "104/13", "三月", "104/3/1", ""])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        reflection_digest.read_month(text)


def test_the_booklet_has_a_form_each(office: Office, tmp_path: Path) -> None:
    (file,) = forms.booklet(office, "reflections", tmp_path)
    sent = [one for one in listed(office) if one.sendable]
    assert (file.people, file.findings) == (len(sent), ())
    text = words(file.path)
    assert sent[0].body[:10] in text
    assert forms.blank(office, "reflections", tmp_path)[0].pages == 1
