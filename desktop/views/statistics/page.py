"""The page of statistics: a chart and its table, by whatever people are grouped by."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QComboBox, QScrollArea, QStackedWidget

from desktop.services import statistics, statistics_report
from desktop.services.statistics import By, Group
from desktop.views.lists.export_menu import export_button
from desktop.views.lists.print_menu import preview
from desktop.views.page import Page
from desktop.views.table_model import Column, RowModel
from desktop.views.texts import Texts
from desktop.views.widgets.basic import button, card, column, row, words
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.picture_view import PictureView
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench

_COLOURS = {"ink": "ink", "ink_soft": "ink_soft", "bar": "primary", "outline": "line_strong"}
_NUMBERS = ("nominated", "selected", "attended", "rate", "completed", "hours")


def columns(texts: Texts) -> tuple[Column[Group], ...]:
    """The group, then its numbers as the report has them."""

    def cell(at: int) -> Column[Group]:
        return Column(
            _NUMBERS[at],
            f"statistics.column.{_NUMBERS[at]}",
            lambda one: statistics_report.row(one)[at + 1],
            92,
            numeric=True,
        )

    group: Column[Group] = Column("group", "view.statistics.group", lambda one: one.label, 0)
    del texts
    return (group, *(cell(at) for at in range(len(_NUMBERS))))


class StatisticsPage(Page):
    """Two choices above; the chart, and the table below it."""

    key: ClassVar[str] = "statistics"
    tables: ClassVar[frozenset[str]] = frozenset(
        {"nomination", "camp_member", "camp_stage", "showcase_request", "person", "agency", "office"}
    )

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.by, self.activity = QComboBox(), QComboBox()
        self.chart = PictureView(bench, "chart", "view.statistics.chart", _COLOURS)
        self.model: RowModel[Group] = RowModel(columns(bench.texts), bench.texts.text, self._identify)
        self.table = Table(bench, self.model, "groups", "view.statistics.table")
        self._build()

    def reload(self) -> None:
        """Count everything anew."""
        self._fill()
        self._show()

    def _build(self) -> None:
        bench = self.bench
        self.header.add(export_button(bench, self.model, "statistics", self))
        self.header.add(
            button(
                bench, "view.statistics.report", self._print, kind="primary", icon="printer", name="report"
            )
        )
        for box, name in ((self.by, "by"), (self.activity, "activity")):
            box.setObjectName(f"statistics-{name}")
            bench.texts.bind(box, box.setAccessibleName, f"view.statistics.{name}")
            box.activated.connect(lambda _at: self._show())
        choices = row(
            words(bench, "view.statistics.by", "soft"),
            self.by,
            12,
            words(bench, "view.statistics.activity", "soft"),
            self.activity,
            None,
        )
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.chart)
        framed = card(column(words(bench, "view.statistics.legend", "small"), scroll))
        empty = Empty(bench, "chart-column", "view.statistics.empty", "view.statistics.empty-text")
        shown = column(framed, self.table, gap=12)
        shown.setStretch(0, 3)
        shown.setStretch(1, 2)
        self._full = card(column(choices, shown, gap=12))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._full)
        self._stack.addWidget(empty)
        self._empty = empty
        self.set_body(self._stack)

    def _fill(self) -> None:
        texts = self.bench.texts
        chosen = self.by.currentData(), self.activity.currentData()
        self.by.clear()
        for by in By:
            self.by.addItem(texts.text(f"statistics.by.{by}"), str(by))
        self.activity.clear()
        self.activity.addItem(texts.text("view.statistics.all"), "")
        for activity, name in statistics.activities(self.bench.office, texts.language):
            self.activity.addItem(name, activity)
        for box, value in zip((self.by, self.activity), chosen, strict=True):
            box.setCurrentIndex(max(box.findData(value), 0))

    def _show(self) -> None:
        language = self.bench.texts.language
        by, activity = By(self.by.currentData()), self.activity.currentData()
        groups = statistics.read(self.bench.office, by, language, activity=activity)
        drawn = statistics_report.chart(groups, language)
        self.chart.show_picture(partial(statistics_report.svg, drawn), statistics_report.lines(drawn))
        whole = statistics.total(groups, self.bench.texts.text("statistics.total"))
        self.model.set_rows([*groups, whole] if groups else [])
        self._stack.setCurrentWidget(self._full if self.activity.count() > 1 else self._empty)

    def _identify(self, group: Group) -> int:
        return next(at for at, one in enumerate(self.model.rows) if one is group)

    def _print(self) -> None:
        office = self.bench.office
        preview(self.bench, "view.statistics.report", lambda _progress: statistics_report.paper(office), self)
