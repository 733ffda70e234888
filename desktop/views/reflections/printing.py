"""What the page of reflections prints and writes: booklet, forms, the monthly digest, the file for Excel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from desktop.core.clock import ROC_OFFSET
from desktop.core.progress import Progress
from desktop.services import reflection_export, reflection_months
from desktop.services.reflection_months import By, Month
from desktop.services.reflections import Line
from desktop.views.lists import drawn
from desktop.views.lists.print_menu import Entry, PrintMenu, show
from desktop.views.widgets.basic import ICON
from desktop.views.workbench import Workbench

_ACTIVITY = "reflections"
_KINDS = "Excel (*.xlsx);;CSV (*.csv)"

Lines = Callable[[], Sequence[Line]]


def print_menu(bench: Workbench, every: Lines, selected: Lines) -> PrintMenu:
    """Booklet, forms of those selected, blank form."""
    office = bench.office

    def chosen() -> drawn.Draw:
        return drawn.people(office, _ACTIVITY, [line.id for line in selected()])

    return PrintMenu(
        bench,
        (
            Entry(
                "view.reflections.print.booklet",
                lambda: drawn.booklet(office, _ACTIVITY),
                lambda: any(line.sendable for line in every()),
            ),
            Entry(
                "view.reflections.print.selected", chosen, lambda: any(line.sendable for line in selected())
            ),
            Entry("view.reflections.print.blank", lambda: drawn.blank(office, _ACTIVITY)),
        ),
    )


class DigestMenu(QPushButton):
    """The months of which there is a digest, by the day of reading and by that of posting."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self.setObjectName("digest")
        self.setAutoDefault(False)
        self.setIconSize(ICON)
        bench.texts.bind(self, self.setText, "view.reflections.digest")
        bench.texts.bind(self, self.setAccessibleName, "view.reflections.digest")
        bench.theme.bind(self, lambda: self.setIcon(bench.theme.icon("scroll-text")))
        self.months = QMenu(self)
        self.months.aboutToShow.connect(self._fill)
        self.setMenu(self.months)

    def _fill(self) -> None:
        self.months.clear()
        for by in By:
            self._fill_by(by)

    def _fill_by(self, by: By) -> None:
        office, text = self._bench.office, self._bench.texts.text
        self.months.addAction(text(f"view.reflections.by-{by}")).setEnabled(False)
        months = reflection_months.months(office, by)
        for month in months:
            self.months.addAction(self._words(month), partial(self._draw, month, by))
        undated = reflection_months.undated(office, by) if by is By.READ else 0
        if undated:
            self.months.addAction(text("view.reflections.undated", count=undated)).setEnabled(False)
        elif not months:
            self.months.addAction(text("view.reflections.no-month")).setEnabled(False)
        self.months.addSeparator()

    def _words(self, month: Month) -> str:
        return self._bench.texts.text("view.reflections.month", year=month[0] - ROC_OFFSET, month=month[1])

    def _draw(self, month: Month, by: By) -> None:
        office = self._bench.office

        def draw(_progress: Progress) -> bytes:
            from desktop.services import reflection_digest  # lazy: what draws a PDF takes long to load

            return reflection_digest.pdf(office, month, by)

        title = f"{self._bench.texts.text('view.reflections.digest')}　{self._words(month)}"
        show(self._bench, title, draw, self.window())


def ask_and_export(bench: Workbench, lines: Sequence[Line], parent: QWidget) -> None:
    """Ask for a file and write the reflections listed, with their whole texts."""
    title = bench.texts.text("view.lists.export")
    chosen, kind = QFileDialog.getSaveFileName(parent, title, f"{_ACTIVITY}.xlsx", _KINDS)
    if not chosen:
        return
    path, ids = Path(chosen), [line.id for line in lines]
    if path.suffix.lower() not in {".csv", ".xlsx"}:
        path = path.with_name(path.name + (".csv" if "csv" in kind else ".xlsx"))
    bench.runner.run(
        lambda _progress: reflection_export.write(bench.office, path, ids),
        lambda count: bench.presenter.say(bench.texts.text("view.lists.exported", count=count)),
        label="people.progress-export",
    )
