from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from desktop.core.errors import Cancelled, EnvironmentFailure
from desktop.core.progress import Silent
from desktop.exports import forms
from desktop.exports.document import Booklet, MissingGlyph, PersonForm, Rendered, Roster
from tests.exports.booklets import FORM, HEADER, PRIVATE_USE, booklet, form, people, sample_forms
from tests.tools import require_tool

RARE = ("林𠮷", "𡍼美玲", "王㛢𤧚", "陳𨶒𬷮", "𰻞𰻞", "葛\U000e0100城")


def rendered(document: Booklet) -> tuple[bytes, Rendered]:
    out = io.BytesIO()
    drawn = forms.render_booklet(document, out, Silent())
    return out.getvalue(), drawn


def single(person: PersonForm) -> tuple[bytes, Rendered]:
    out = io.BytesIO()
    drawn = forms.render_single(booklet((person,)), person, out)
    return out.getvalue(), drawn


def text_of(pdf: bytes, folder: Path, *options: str) -> str:
    path = folder / "form.pdf"
    path.write_bytes(pdf)
    pdftotext = require_tool("pdftotext")
    command = [pdftotext, "-enc", "UTF-8", *options, str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@cache
def small() -> tuple[bytes, Rendered]:
    return rendered(booklet(sample_forms(5)))


def test_a_booklet_has_a_cover_a_roster_and_a_page_a_person() -> None:
    pdf, drawn = small()
    assert (drawn.pages, drawn.people, drawn.missing) == (7, 5, ())
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        sizes = [tuple(round(float(edge)) for edge in page.mediabox[2:]) for page in opened.pages]
    assert sizes == [(595, 842), (842, 595)] + [(595, 842)] * 5


def test_every_person_has_a_bookmark_to_the_page() -> None:
    with pikepdf.open(io.BytesIO(small()[0])) as opened, opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
        people_ = [item.title for item in outline.root[1].children]
        assert titles == ["薦送表冊", "薦送名冊"]
        assert people_ == [person.bookmark for person in sample_forms(5)]
        first = outline.root[1].children[0].destination
        assert isinstance(first, pikepdf.Array)
        assert opened.pages.index(pikepdf.Page(first[0])) == 2


@pytest.mark.tools
def test_every_name_of_the_samples_prints_and_is_found(tmp_path: Path) -> None:
    """The whole roster: 620 forms. pdftotext must give each name back as it was."""
    everybody = sample_forms(len(people()))
    pdf, drawn = rendered(booklet(everybody))
    assert drawn.missing == ()
    pages = text_of(pdf, tmp_path, "-layout").split("\f")[drawn.pages - len(everybody) :]
    lost = [person.name for person, page in zip(everybody, pages, strict=False) if person.name not in page]
    assert lost == []


@pytest.mark.tools
def test_rare_names_are_found_and_a_private_character_is_explained(tmp_path: Path) -> None:
    names = (*RARE, f"王{PRIVATE_USE}明")
    rows = people()
    pdf, drawn = rendered(booklet(tuple(form(rows[at], at + 1, name=name) for at, name in enumerate(names))))
    pages = text_of(pdf, tmp_path).split("\f")
    for name, page in zip(RARE, pages[2:], strict=False):
        assert name.replace("\U000e0100", "") in page
    last = pages[1 + len(names)]
    assert "王〓明" in last and "U+E000" in last
    assert all("U+E000" not in page for page in pages[2 : 1 + len(names)])
    assert drawn.missing == (
        MissingGlyph(PRIVATE_USE, "薦送名冊"),
        MissingGlyph(PRIVATE_USE, f"09007-BASIC-104-{len(names):03d}"),
    )


def test_a_seal_that_cannot_be_printed_is_told_of_every_form() -> None:
    """Seals that stand at the same height are drawn once."""
    forms_ = sample_forms(3)
    _, drawn = rendered(replace(booklet(forms_), seals=(f"{PRIVATE_USE}長",)))
    told = {missing.where for missing in drawn.missing}
    assert {one.form_no for one in forms_} <= told


@pytest.mark.tools
def test_a_form_says_everything_that_it_was_given(tmp_path: Path) -> None:
    values = {
        "name_note": "替代字：吉",
        "birth_date": "61/10/06",
        "seniority": "12 年",
        "mobile": "0912345678",
        "priority": "熠星參與",
        "attested": "林文華　104/01/05",
        "note": "行動不便",
    }
    person = form(people()[0], 3, **values)
    pdf, _ = single(person)
    text = text_of(pdf, tmp_path, "-layout")
    for value in values.values():
        assert value.split("　")[0] in text
    for label in ("服務機關", "推薦順位", "曾參加之班別", "承辦人", "機關首長", "個人資料告知", "頁次 1／1"):
        assert label in text
    assert "本表為承辦工具依計畫步驟研擬" in text
    assert "■男" in text and "□女" in text
    assert "■待確認，請中心查核參訓紀錄" in text
    assert f"{person.short_hash[:4]} {person.short_hash[4:8]} {person.short_hash[8:]}" in text
    assert "103年" in text  # a row of the table


@pytest.mark.tools
def test_the_longest_names_stay_on_one_page(tmp_path: Path) -> None:
    name, agency = "歐陽" * 20, "雲林縣政府附屬機關單位" * 5 + "雲林縣政府"
    assert (len(name), len(agency)) == (40, 60)
    pdf, drawn = single(form(people()[0], name=name, agency=agency, business_note="業務關聯" * 25))
    assert drawn.pages == 1
    text = re.sub(r"\s", "", text_of(pdf, tmp_path))
    assert text.count("歐陽") == 20
    assert text.count("附屬機關單位") == 5
    assert text.count("業務關聯") == 26


def seals_page(pdf: bytes, folder: Path) -> list[bool]:
    return ["機關首長" in page for page in text_of(pdf, folder).split("\f")[:-1]]


@pytest.mark.tools
@pytest.mark.parametrize("courses", [0, 8, 12, 20, 60])
def test_the_seals_stand_once_below_rows_of_their_form(courses: int, tmp_path: Path) -> None:
    rows = tuple((f"班別{number}", "103年", "第 1 期", "是") for number in range(courses))
    pdf, drawn = single(replace(form(people()[0]), tables={"prior_courses": rows}))
    pages = text_of(pdf, tmp_path, "-layout").split("\f")[:-1]
    assert seals_page(pdf, tmp_path) == [False] * (drawn.pages - 1) + [True]
    assert "聯 絡 人" in pages[-1], "at least the form's last row is on the page of the seals"
    assert len(re.findall(r"班別\d+", "".join(pages))) == courses
    for page in pages[1:]:
        assert people()[0]["姓名"] in page, "a further page says whose it is"


@pytest.mark.tools
def test_a_blank_form_has_every_option_open_and_no_date(tmp_path: Path) -> None:
    out = io.BytesIO()
    drawn = forms.render_blank(FORM, HEADER, out)
    assert drawn == Rendered(1, 0, ())
    text = text_of(out.getvalue(), tmp_path, "-layout")
    assert "□男" in text and "■" not in text
    assert re.search(r"中華民國\s+年\s+月\s+日", text) and "104年1月5日" not in text
    assert "承辦人" in text
    with pikepdf.open(out) as opened:
        assert "/CreationDate" not in opened.docinfo


@pytest.mark.tools
def test_the_offices_own_seals_are_drawn_in_their_order(tmp_path: Path) -> None:
    out = io.BytesIO()
    forms.render_blank(FORM, HEADER, out, seals=("科員", "科長", "處長"))
    text = text_of(out.getvalue(), tmp_path, "-layout")
    assert re.search(r"科員\s+科長\s+處長", text)
    assert "機關首長" not in text


def test_a_booklet_of_nobody_is_a_cover() -> None:
    empty = replace(booklet(()), roster=Roster(()))
    assert rendered(empty)[1] == Rendered(1, 0, ())


def test_the_same_booklet_gives_the_same_bytes() -> None:
    assert rendered(booklet(sample_forms(5)))[0] == small()[0]


def test_the_bytes_do_not_depend_on_hashes_zones_or_languages() -> None:
    code = (
        "import hashlib, io; from desktop.core.progress import Silent; from desktop.exports import forms; "
        "from tests.exports.booklets import booklet, sample_forms; out = io.BytesIO(); "
        "forms.render_booklet(booklet(sample_forms(3)), out, Silent()); "
        "print(hashlib.sha256(out.getvalue()).hexdigest())"
    )
    surroundings = (
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Taipei", "LC_ALL": "C.UTF-8"},
        {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C"},
    )
    digests = {
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code],
            check=True,
            capture_output=True,
            encoding="ascii",
            env={**os.environ, **surrounding},
            cwd=Path(__file__).parents[2],
        ).stdout
        for surrounding in surroundings
    }
    assert len(digests) == 1


def test_a_form_alone_is_the_page_of_the_booklet() -> None:
    """But for the page number: the same texts stand in the same places."""
    person = sample_forms(5)[4]
    alone, drawn = single(person)
    assert drawn == Rendered(1, 1, ())
    with pikepdf.open(io.BytesIO(alone)) as one, pikepdf.open(io.BytesIO(small()[0])) as all_:
        assert len(one.pages) == 1
        ours, theirs = (page.Contents.read_bytes() for page in (one.pages[0], all_.pages[6]))
    places = re.compile(rb"BT ([\d.]+ [\d.]+) Td /\w+ ([\d.]+) Tf")
    foot = -1
    assert places.findall(ours)[:foot] == places.findall(theirs)[:foot]
    assert len(places.findall(ours)) > 60


def test_progress_is_told_for_every_person_and_can_cancel() -> None:
    class Watched:
        def __init__(self, limit: int) -> None:
            self.steps: list[tuple[int, int, str]] = []
            self.limit = limit

        def step(self, done: int, total: int, label: str) -> None:
            self.steps.append((done, total, label))
            if done == self.limit:
                raise Cancelled

    watched = Watched(limit=99)
    forms.render_booklet(booklet(sample_forms(3)), io.BytesIO(), watched)
    assert watched.steps == [(done, 3, "forms.progress") for done in range(4)]
    out = io.BytesIO()
    with pytest.raises(Cancelled):
        forms.render_booklet(booklet(sample_forms(3)), out, Watched(limit=1))
    assert out.getvalue() == b""


def test_an_unknown_form_is_told() -> None:
    with pytest.raises(EnvironmentFailure, match=r"forms\.layout_unreadable"):
        forms.render_blank("no_such_form", {}, io.BytesIO())


@pytest.mark.tools
def test_the_page_of_a_form_has_ink_where_a_form_has_it(tmp_path: Path) -> None:
    """A rendered look: the rules of the grid and the seals are there, the margins are empty."""
    mutool = require_tool("mutool")
    path = tmp_path / "form.pdf"
    path.write_bytes(single(form(people()[0]))[0])
    page = tmp_path / "page.pgm"
    command = [mutool, "draw", "-q", "-r", "50", "-c", "gray", "-o", str(page), str(path), "1"]
    subprocess.run(command, check=True)
    header, size, _, pixels = page.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    assert header == b"P5"
    rows = [pixels[at * width : (at + 1) * width] for at in range(height)]
    margin = int(2 / 2.54 * 50) - 1
    assert all(min(row[:margin]) > 250 and min(row[-margin:]) > 250 for row in rows)
    assert all(min(row) > 250 for row in rows[:margin])
    ruled = [at for at, row in enumerate(rows) if sum(shade < 200 for shade in row) > 0.75 * width]
    assert 20 <= len(ruled) <= 80
