"""The digest of short texts: every text whole, the contents right, nothing standing alone."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import pikepdf
import pytest

from desktop.exports import digest
from desktop.exports.digest import Digest, Entry
from desktop.exports.digest_front import Counts, Front
from tests.exports import packets
from tests.tools import require_tool

BODY = "讀完之後我體會到，重點不在工具，而在於把經驗整理成別人看得懂的知識，並且願意分享給同仁。"
FRONT = Front(
    title="雲林縣微心得月報",
    subtitle="104年3月",
    about=("104年度地方公務人員數位學習推動計畫　柒、五", "共 3 篇"),
    counts=(
        Counts(("來源類別", "篇數", "已張貼"), (("圖書", "2", "1"), ("TED", "1", "0"))),
        Counts(("服務機關", "篇數", "已張貼"), (("雲林縣政府", "3", "1"),)),
    ),
    contents=("目次", "作者", "頁次"),
)


def entry(number: int, paragraphs: Sequence[str] | None = None, name: str = "林𠮷𡍼") -> Entry:
    return Entry(
        heading=f"{number}. 讀〈第{number:03d}本書〉",
        about=("閱讀：圖書 學習的力量", "104/03/12 閱讀　120／300 字"),
        paragraphs=tuple(paragraphs or (BODY * (1 + number % 4), "應用於工作：每週分享一次。")),
        signature=f"雲林縣政府　科員　{name}",
        author=f"雲林縣政府 {name}",
    )


def drawn(count: int) -> bytes:
    return digest.render(Digest(FRONT, tuple(map(entry, range(1, count + 1))), packets.NOW))


def pages(content: bytes, folder: Path, order: str = "-raw") -> list[str]:
    """The text of each page without white space, as it was drawn or as it is laid out."""
    path = folder / "digest.pdf"
    path.write_bytes(content)
    command = [require_tool("pdftotext"), "-enc", "UTF-8", order, str(path), "-"]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return ["".join(page.split()) for page in done.stdout.split("\f")[:-1]]


@pytest.mark.tools
def test_the_first_page_says_what_of_when_and_how_many(tmp_path: Path) -> None:
    first, second = pages(drawn(3), tmp_path, "-layout")
    for said in ("雲林縣微心得月報104年3月", "柒、五", "圖書21", "TED10", "雲林縣政府31", "目次作者頁次"):
        assert said in first
    assert BODY not in first
    assert second.count("林𠮷𡍼") == 3


@pytest.mark.tools
def test_every_text_stands_whole_under_its_heading_and_above_its_author(tmp_path: Path) -> None:
    texts = [page for page in pages(drawn(20), tmp_path) if "科員" in page]
    foot = "雲林縣微心得月報104年3月頁次"
    total = "".join(text[: text.rindex(foot)] for text in texts)
    for number in range(1, 21):
        heading = f"{number}.讀〈第{number:03d}本書〉"
        at = total.index(heading)
        rest = total[at : total.index("雲林縣政府科員林𠮷𡍼", at)]
        assert BODY * (1 + number % 4) + "應用於工作：每週分享一次。" in rest


@pytest.mark.tools
def test_the_contents_give_the_page_on_which_each_text_begins(tmp_path: Path) -> None:
    found = pages(drawn(60), tmp_path)
    front = next(at for at, page in enumerate(found) if BODY[:10] in page)
    assert front == 2, "so many texts need two pages of contents"
    contents = "".join(found[:front])
    for number in range(1, 61):
        words = f"{number}.讀〈第{number:03d}本書〉"
        page = next(at for at, text in enumerate(found[front:], front + 1) if words in text)
        assert f"{words}雲林縣政府林𠮷𡍼{page}" in contents


@pytest.mark.tools
def test_no_page_begins_with_an_author_or_ends_with_a_heading(tmp_path: Path) -> None:
    """Whatever the lengths: each adds a line to the first text, so that every break comes up."""
    for length in range(1, 60):
        one, two = ("字" * 36 * length + "。",), (BODY * 3,)
        made = Digest(FRONT, (entry(1, one), entry(2, two), entry(3, two)), packets.NOW)
        _, *texts = pages(digest.render(made), tmp_path)
        for text in texts:
            assert not text.startswith("雲林縣政府科員")
            body = text[: text.rindex("雲林縣微心得月報")]
            assert not body.endswith(("本書〉", "力量", "／300字"))


def test_each_text_has_its_bookmark_on_its_page() -> None:
    with pikepdf.open(io.BytesIO(drawn(12))) as pdf, pdf.open_outline() as outline:
        (root,) = outline.root
        assert root.title == "雲林縣微心得月報　104年3月"
        numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
        told = []
        for child in root.children:
            assert isinstance(child.destination, pikepdf.Array), "a page, not a name"
            told.append((child.title, numbers[child.destination[0].objgen]))
    assert [title for title, _ in told] == [entry(number).heading for number in range(1, 13)]
    places = [page for _, page in told]
    assert places == list(accumulate(places, max))
    assert (places[0], places[-1] > 1) == (1, True)


@pytest.mark.tools
def test_a_character_without_a_glyph_is_told_at_the_foot(tmp_path: Path) -> None:
    made = Digest(FRONT, (entry(1, ("造字\ue000在此。",)),), packets.NOW)
    *_, last = pages(digest.render(made), tmp_path)
    assert "〓" in last
    assert "U+E000" in last


@pytest.mark.tools
def test_a_long_title_is_wrapped_within_the_margins(tmp_path: Path) -> None:
    heading = "1. " + "很長的標題" * 20
    made = Digest(FRONT, (Entry(heading, ("閱讀：圖書",), (BODY,), "某校　何老師", "何老師"),), packets.NOW)
    path = tmp_path / "long.pdf"
    path.write_bytes(digest.render(made))
    command = [require_tool("pdftotext"), "-bbox", str(path), "-"]
    told = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    rights = [float(part.split('"')[0]) for part in told.split('xMax="')[1:]]
    assert max(rights) < 595.3 - 50


def test_the_same_digest_is_the_same_bytes() -> None:
    assert drawn(3) == drawn(3)
