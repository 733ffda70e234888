"""Lists without a window: rows in memory, and rows fetched a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.table_model import ID_ROLE, PAGE, ROW_ROLE, TONE_ROLE, Column, PagedModel, RowModel
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench


@dataclass(frozen=True)
class Row:
    number: int

    @property
    def name(self) -> str:
        return f"第 {self.number} 人"


COLUMNS: tuple[Column[Row], ...] = (
    Column("name", "window.close", lambda row: row.name, width=0, tip=lambda row: f"提示 {row.number}"),
    Column("number", "window.cancel", lambda row: str(row.number), numeric=True, tone=lambda _row: "good"),
)


def titled(code: str) -> str:
    return f"<{code}>"


class Source:
    """Gives rows, and remembers which were asked for."""

    def __init__(self) -> None:
        self.asked: list[Sequence[int]] = []

    def fetch(self, ids: Sequence[int]) -> list[Row]:
        self.asked.append(ids)
        return [Row(number) for number in ids]


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def paged(source: Source) -> PagedModel[Row]:
    model = PagedModel(COLUMNS, titled, source.fetch)
    model.set_ids(range(1, 100_001))
    return model


def test_a_model_of_rows_is_sound(qapp: QApplication) -> None:
    model = RowModel(COLUMNS, titled, lambda row: row.number)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows([Row(7), Row(9)])
    assert (model.rowCount(), model.columnCount(), model.place_of(9), model.place_of(8)) == (2, 2, 1, None)
    assert model.texts(1) == ["第 9 人", "9"]


def test_roles_tell_id_row_tone_tip_and_side(qapp: QApplication) -> None:
    model = RowModel(COLUMNS, titled, lambda row: row.number)
    model.set_rows([Row(7)])
    name, number = model.index(0, 0), model.index(0, 1)
    assert (name.data(ID_ROLE), name.data(ROW_ROLE)) == (7, Row(7))
    assert (name.data(TONE_ROLE), number.data(TONE_ROLE)) == (None, "good")
    assert name.data(Qt.ItemDataRole.ToolTipRole) == "提示 7"
    assert number.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(0, Qt.Orientation.Horizontal) == "<window.close>"
    assert model.data(QModelIndex()) is None


def test_counting_a_hundred_thousand_fetches_nothing(paged: PagedModel[Row], source: Source) -> None:
    assert paged.rowCount() == 100_000
    assert paged.index(50_000, 0).data(ID_ROLE) == 50_001
    assert source.asked == []


def test_only_the_pages_seen_are_fetched_once(paged: PagedModel[Row], source: Source) -> None:
    for number in (*range(40), *range(PAGE, PAGE + 40), *range(40)):
        assert paged.row_at(number) == Row(number + 1)
    assert [len(ids) for ids in source.asked] == [PAGE, PAGE]


def test_what_was_seen_long_ago_is_let_go(paged: PagedModel[Row], source: Source) -> None:
    for page in range(40):
        paged.row_at(page * PAGE)
    assert len(paged._pages) < 40
    paged.row_at(0)
    assert len(source.asked) == 41


def test_a_table_asks_for_what_it_shows(bench: Workbench, qtbot: QtBot, source: Source) -> None:
    model = PagedModel(COLUMNS, titled, source.fetch)
    table = Table(bench, model, "people", "window.close")
    qtbot.addWidget(table)
    table.resize(400, 300)
    model.set_ids(range(1, 100_001))
    table.show()
    qtbot.waitUntil(lambda: bool(source.asked))
    table.select(60_000)
    qtbot.waitUntil(lambda: len(source.asked) > 1)
    assert sum(map(len, source.asked)) <= 4 * PAGE


def test_changed_rows_are_fetched_again_where_they_are_seen(
    paged: PagedModel[Row], source: Source, qtbot: QtBot
) -> None:
    paged.row_at(0)
    with qtbot.waitSignal(paged.dataChanged):
        paged.forget_rows()
    paged.row_at(0)
    assert len(source.asked) == 2
