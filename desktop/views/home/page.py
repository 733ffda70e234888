"""The page's layout."""

from __future__ import annotations

from typing import ClassVar

from desktop.views.page import Page
from desktop.views.widgets.basic import column
from desktop.views.workbench import Workbench


class HomePage(Page):
    """Its parts, from left to right."""

    key: ClassVar[str] = "home"

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.set_body(column(None))
