"""Printing from the page: booklet with the roster by circle, forms, pyramid, letters to the center."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.core.progress import Progress
from desktop.services.camp import Overview
from desktop.services.office import Office
from desktop.views.lists import drawn
from desktop.views.lists.drawn import Draw
from desktop.views.lists.print_menu import Entry
from desktop.views.workbench import Workbench


def entries(
    bench: Workbench, found: Callable[[], Overview], selected: Callable[[], Sequence[int]]
) -> tuple[Entry, ...]:
    """What can be printed of the camp and of the members who are selected."""
    return (
        Entry(
            "view.camp.print.booklet",
            lambda: drawn.booklet(bench.office, found().activity),
            lambda: bool(found().lines),
        ),
        Entry(
            "view.camp.print.people",
            lambda: drawn.people(bench.office, found().activity, selected()),
            lambda: bool(selected()),
        ),
        Entry("view.camp.print.blank", lambda: drawn.blank(bench.office, found().activity)),
        Entry("view.camp.print.pyramid", lambda: _pyramid(bench.office), lambda: bool(found().lines)),
        Entry(
            "view.camp.print.request",
            lambda: _letter(bench.office, asks=True),
            lambda: bool(found().letter.requested),
        ),
        Entry(
            "view.camp.print.release",
            lambda: _letter(bench.office, asks=False),
            lambda: bool(found().letter.released),
        ),
    )


def _pyramid(office: Office) -> Draw:
    def draw(_progress: Progress) -> bytes:
        from desktop.services import camp_pyramid  # lazy: what draws a PDF takes longer to load than a page

        return camp_pyramid.paper(office)

    return draw


def _letter(office: Office, *, asks: bool) -> Draw:
    def draw(_progress: Progress) -> bytes:
        from desktop.services import camp_letters  # lazy: what draws a PDF takes longer to load than a page

        return camp_letters.pdf(office, camp_letters.REQUEST if asks else camp_letters.RELEASE)

    return draw
