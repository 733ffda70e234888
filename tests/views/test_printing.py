from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPageLayout, QPageRanges
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from desktop.core.errors import DataError, EnvironmentFailure
from desktop.core.progress import Silent
from desktop.exports import forms
from desktop.views.main_window import MainWindow
from desktop.views.printing import elsewhere, job, preview
from desktop.views.printing.document import Document, Part, extents
from desktop.views.printing.preview import PdfPreview
from tests.exports.booklets import booklet, sample_forms
from tests.views.conftest import settled
from tests.views.hands import click, find, press, write

COUNT = 3
"""People in the booklet: their forms stand behind its cover and its list."""


@lru_cache
def paper() -> bytes:
    """A booklet as the courses page prints it."""
    buffer = io.BytesIO()
    forms.render_booklet(booklet(sample_forms(COUNT)), buffer, Silent())
    return buffer.getvalue()


def mixed() -> bytes:
    """A4 upright, A4 lying, A5 upright, each with a frame near its edge."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for size in ((595.28, 841.89), (841.89, 595.28), (419.53, 595.28)):
        canvas.setPageSize(size)
        canvas.setFillColorRGB(0.8, 0, 0)
        canvas.rect(20, 20, size[0] - 40, size[1] - 40, fill=0, stroke=1)
        canvas.rect(40, 40, 60, 30, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def ink(image: QImage) -> list[int]:
    """Left, right, upper and lower edge of what is not white."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    dark = lines[:, : grey.width()] < 200
    return [int(place) for axis in (0, 1) for place in np.flatnonzero(dark.any(axis))[[0, -1]]]


def to_file(file: Path, change: Callable[[QPrinter], object] = lambda _printer: None) -> Callable[..., bool]:
    """Somebody who prints to a file and changes something in the print dialog."""

    def choose(printer: QPrinter, _parent: QWidget, *, some: bool) -> bool:
        printer.setOutputFileName(str(file))
        change(printer)
        return True

    return choose


@pytest.fixture
def shown(empty: MainWindow, qtbot: QtBot) -> PdfPreview:
    made = PdfPreview(empty.bench, "薦送表冊", paper(), empty)
    made.open()
    qtbot.waitExposed(made)
    return made


def printed(file: Path) -> Document:
    return Document(file.read_bytes())


def test_everything_is_printed_as_it_looks(
    shown: PdfPreview, qtbot: QtBot, empty: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "choose_printer", to_file(tmp_path / "out.pdf"))
    click(find(shown, QPushButton, "print"))
    settled(qtbot, empty)
    before, after = Document(paper()), printed(tmp_path / "out.pdf")
    assert after.pages == before.pages
    for page in range(before.pages):
        assert ink(after.picture(page, 50, grey=True)) == pytest.approx(
            ink(before.picture(page, 50, grey=True)), abs=1
        )
    assert str(after.pages) in find(empty, QLabel, "message-text").text()
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_each_page_has_its_own_paper_and_its_own_size(qapp: QApplication, tmp_path: Path) -> None:
    before = Document(mixed())
    printer = job.printer_for(before, "name")
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    assert job.carry_out(mixed(), [0, 1, 2], printer, Silent()) == 3
    after = printed(tmp_path / "out.pdf")
    for page in range(3):
        size, wanted = after.size(page), before.size(page)
        assert (size.width(), size.height()) == pytest.approx((wanted.width(), wanted.height()), abs=1)
        assert ink(after.picture(page, 72, grey=True)) == pytest.approx(
            ink(before.picture(page, 72, grey=True)), abs=1
        )


@pytest.mark.parametrize(("mode", "grey"), [("GrayScale", True), ("Color", False)])
def test_grey_or_colour_is_chosen(qapp: QApplication, tmp_path: Path, mode: str, grey: bool) -> None:
    printer = job.printer_for(Document(mixed()), "name")
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setColorMode(QPrinter.ColorMode[mode])
    job.carry_out(mixed(), [0], printer, Silent())
    inside = printed(tmp_path / "out.pdf").picture(0, 72, grey=False).pixelColor(60, 841 - 55)
    assert (inside.red() == inside.green()) is grey


def test_paper_is_white_where_nothing_is_drawn(qapp: QApplication) -> None:
    picture = Document(paper()).picture(0, 30, grey=False)
    assert picture.pixelColor(0, 0).getRgb() == (255, 255, 255, 255)


def test_only_the_selected_parts_are_printed(
    shown: PdfPreview, qtbot: QtBot, empty: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "choose_printer", to_file(tmp_path / "out.pdf"))
    outline = find(shown, QListWidget, "pdf-outline")
    assert outline.count() == COUNT + 2
    outline.setCurrentRow(3)
    qtbot.waitUntil(lambda: find(shown, QLineEdit, "pdf-page").text() == "4")
    outline.item(4).setSelected(True)
    click(find(shown, QPushButton, "print-parts"))
    settled(qtbot, empty)
    before, after = Document(paper()), printed(tmp_path / "out.pdf")
    assert after.pages == 2
    for made, page in enumerate((3, 4)):
        assert ink(after.picture(made, 50, grey=True)) == pytest.approx(
            ink(before.picture(page, 50, grey=True)), abs=1
        )


def test_the_pages_chosen_in_the_dialog_are_printed(qapp: QApplication) -> None:
    printer = job.printer_for(Document(paper()), "name")
    assert job.chosen_pages(printer, 6, 2) == [0, 1, 2, 3, 4, 5]
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert job.chosen_pages(printer, 6, 2) == [2]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("2-3,6-9"))
    assert job.chosen_pages(printer, 6, 2) == [1, 2, 5]


@pytest.mark.parametrize(
    ("collated", "order", "sheets"),
    [
        (True, "FirstPageFirst", [1, 2, 1, 2]),
        (False, "FirstPageFirst", [1, 1, 2, 2]),
        (True, "LastPageFirst", [2, 1, 2, 1]),
    ],
)
def test_copies_that_the_printer_cannot_make_are_sheets_of_their_own(
    qapp: QApplication, tmp_path: Path, collated: bool, order: str, sheets: list[int]
) -> None:
    printer = job.printer_for(Document(paper()), "name")
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setCopyCount(2)
    printer.setCollateCopies(collated)
    printer.setPageOrder(QPrinter.PageOrder[order])
    assert job.sheets(printer, [1, 2]) == sheets


def test_a_cancelled_job_leaves_the_older_file(
    shown: PdfPreview, qtbot: QtBot, empty: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out.pdf").write_bytes(b"older")
    monkeypatch.setattr(
        preview, "choose_printer", to_file(tmp_path / "out.pdf", lambda printer: printer.setCopyCount(9))
    )
    runner = empty.bench.runner
    runner.progressed.connect(lambda task, *_: runner.cancel(task))
    click(find(shown, QPushButton, "print"))
    settled(qtbot, empty)
    assert (tmp_path / "out.pdf").read_bytes() == b"older"
    assert [path.name for path in tmp_path.glob("out*")] == ["out.pdf"]


def test_a_printer_without_the_paper_is_told_and_nothing_shrinks(qapp: QApplication) -> None:
    class OnlyLetter(QPrinter):
        def setPageLayout(self, _layout: QPageLayout) -> bool:
            return False

    with pytest.raises(EnvironmentFailure) as told:
        job.carry_out(paper(), [0], OnlyLetter(), Silent())
    assert (told.value.code, told.value.params) == ("view.printing.no-paper", {"paper": "A4"})


def test_a_printer_that_stops_is_told_and_its_file_is_removed(qapp: QApplication, tmp_path: Path) -> None:
    class OutOfPaper(QPrinter):
        def newPage(self) -> bool:
            return False

    printer = OutOfPaper()
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with pytest.raises(EnvironmentFailure, match=r"view\.printing\.refused"):
        job.carry_out(paper(), [0, 1], printer, Silent())
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_told(
    shown: PdfPreview, qtbot: QtBot, empty: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "choose_printer", to_file(tmp_path / "missing" / "out.pdf"))
    click(find(shown, QPushButton, "print"))
    settled(qtbot, empty)
    assert str(tmp_path / "missing") in find(shown, QLabel, "message-text").text()


def test_the_file_is_saved_as_it_is(
    shown: PdfPreview, qtbot: QtBot, empty: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def target(_parent: QWidget, _title: str, name: str) -> Path:
        asked.append(name)
        return tmp_path / "kept.pdf"

    monkeypatch.setattr(preview, "choose_target", target)
    press(shown, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, empty)
    assert asked == ["薦送表冊.pdf"]
    assert (tmp_path / "kept.pdf").read_bytes() == paper()
    monkeypatch.setattr(preview, "choose_target", lambda *_: tmp_path / "missing" / "kept.pdf")
    click(find(shown, QPushButton, "save-pdf"))
    settled(qtbot, empty)
    assert str(tmp_path / "missing") in find(shown, QLabel, "message-text").text()


def test_another_program_gets_a_copy_that_does_not_stay(
    shown: PdfPreview, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []

    def viewer(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", viewer)
    click(find(shown, QPushButton, "open-elsewhere"))
    file = Path(opened[0].toLocalFile())
    assert file.read_bytes() == paper()
    assert file.name.isascii(), "no name of a person"
    elsewhere.sweep()
    assert file.exists(), "what this window shows stays as long as the window"
    elsewhere._folder().cleanup()
    elsewhere._folder.cache_clear()
    assert not file.parent.exists()


def test_what_an_earlier_run_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "luminary-viewed-old").mkdir()
    (tmp_path / "luminary-viewed-old" / "luminary-1.pdf").write_bytes(paper())
    (tmp_path / "somebody-elses").mkdir()
    elsewhere.sweep()
    assert [path.name for path in tmp_path.iterdir()] == ["somebody-elses"]


def test_no_viewer_is_told(shown: PdfPreview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    with pytest.raises(EnvironmentFailure, match="no-viewer"):
        shown.open_elsewhere()


def test_a_search_goes_from_place_to_place(shown: PdfPreview, qtbot: QtBot) -> None:
    press(shown, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field, found = find(shown, QLineEdit, "pdf-search"), find(shown, QLabel, "pdf-found")
    qtbot.waitUntil(field.hasFocus)
    write(field, "課程推薦表")
    qtbot.waitUntil(lambda: found.text() == f"1 / {COUNT}")
    press(field, Qt.Key.Key_Return)
    assert found.text() == f"2 / {COUNT}"
    press(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    press(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert found.text() == f"{COUNT} / {COUNT}", "from the first place back to the last"
    press(field, Qt.Key.Key_Escape)
    assert (field.text(), found.text(), shown.isVisible()) == ("", "", True)
    write(field, "臺東")
    assert found.text() == "找不到"


def test_zoom_and_page_by_keys(shown: PdfPreview, qtbot: QtBot) -> None:
    fits = shown.pages.factor
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        press(shown, key, Qt.KeyboardModifier.ControlModifier)
    assert shown.pages.factor == pytest.approx(fits * 1.25)
    press(shown, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert shown.pages.factor == pytest.approx(fits)
    assert find(shown, QLabel, "pdf-zoom").text() == f"{fits:.0%}"
    field = find(shown, QLineEdit, "pdf-page")
    field.selectAll()
    write(field, "4")
    press(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.pages.page == 3)
    assert find(shown, QListWidget, "pdf-outline").currentRow() == 3


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_refused(content: bytes, qapp: QApplication) -> None:
    with pytest.raises(DataError, match=r"view\.printing\.unreadable"):
        Document(content)


def test_a_missing_file_is_told(empty: MainWindow, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure, match=r"file\.missing"):
        PdfPreview(empty.bench, "表", tmp_path / "missing.pdf", empty)


def test_a_part_ends_before_the_next_of_its_level() -> None:
    bookmarks = [("封面", 0, 0), ("名冊", 0, 1), ("甲", 1, 3), ("乙", 1, 5), ("附件", 0, 5), ("圖", 1, 6)]
    assert list(extents(bookmarks, 9)) == [
        Part("封面", 0, 0, 0),
        Part("名冊", 0, 1, 4),
        Part("甲", 1, 3, 4),
        Part("乙", 1, 5, 5),
        Part("附件", 0, 5, 8),
        Part("圖", 1, 6, 8),
    ]
