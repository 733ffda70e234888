"""The year strip on the screen: painted from the same picture as on paper, in the colours of the theme."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.views.widgets.picture_view import PictureView
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.year import YearStrip

_COLOURS = {
    "ink": "ink",
    "ink_soft": "ink_soft",
    "line": "line",
    "today": "ink",
    "on_today": "surface",
    "past": "hover",
    "running": "primary_soft",
    "ahead": "surface",
    "outline": "line_strong",
    "strong": "primary",
    "mark": "primary",
    "band": "canvas",
}
"""The picture's colours → tokens of the theme."""


class StripView(PictureView):
    """The year."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench, "year-strip", "view.home.strip", _COLOURS)

    def show_strip(self, strip: YearStrip) -> None:
        """Show another year."""
        from desktop.services import year  # lazy: the frame is shown before the database is loaded

        self.show_picture(partial(year.svg, strip), year.lines(strip))
