"""The page of statistics counts by what is chosen."""

from __future__ import annotations

from desktop.core import paths
from desktop.services import nominate, outcome_import
from desktop.views.main_window import MainWindow
from desktop.views.statistics.page import StatisticsPage
from tests.views.conftest import go

SAMPLES = paths.resources() / "samples"


def page_of(window: MainWindow) -> StatisticsPage:
    go(window, "statistics")
    page = window.page
    assert isinstance(page, StatisticsPage)
    return page


def test_nothing_says_what_to_do_first(county: MainWindow) -> None:
    assert page_of(county).model.rowCount() == 0


def test_the_table_follows_the_choices(county: MainWindow) -> None:
    office = county.bench.office
    nominate.nominate_file(office, "course-basic", SAMPLES / "nominate-basic.csv", skip_errors=True)
    page = page_of(county)
    assert [row.label for row in page.model.rows] == ["基礎班", "合計"]
    assert page.model.rows[-1].nominated == 16
    page.by.setCurrentIndex(page.by.findData("sex"))
    page.by.activated.emit(page.by.currentIndex())
    assert {row.label for row in page.model.rows} == {"男", "女", "合計"}
    outcome_import.import_file(office, SAMPLES / "attendance.csv", skip_errors=True)
    assert page.model.rows[-1].attended > 0, "what is written is counted at once"
    assert "出席" in page.chart.accessibleDescription()
