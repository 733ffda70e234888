"""What all documents of a form share, worked out once a process: its rows and the font of its labels."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from desktop.exports import blocks, layouts
from desktop.exports.blocks import Row
from desktop.exports.layouts import Common, Layout
from desktop.exports.paper import PORTRAIT
from desktop.exports.typesetting import LabelFont, label_font

_COUNTS = 100
"""Numbers of table rows to remember the form's rows for."""


class Prepared:
    """A form with what follows from its layout."""

    def __init__(self, layout: Layout, common: Common) -> None:
        self.layout = layout
        self.common = common
        self._blocks = layouts.blocks(layout, common)
        self._rows: dict[tuple[tuple[str, int], ...], tuple[Row, ...]] = {}

    @cached_property
    def labels(self) -> LabelFont:
        """The font of all that the form prints by itself."""
        texts: Mapping[str, object] = self.common.model_dump(exclude={"blocks"})
        own = "".join(value for value in texts.values() if isinstance(value, str))
        form = self.layout.title + self.layout.continued
        return label_font(own + form + blocks.characters(self._blocks))

    def rows(self, tables: Mapping[str, int]) -> tuple[Row, ...]:
        """The form's rows where each table has so many."""
        key = tuple(sorted(tables.items()))
        rows = self._rows.get(key)
        if rows is None:
            if len(self._rows) >= _COUNTS:
                self._rows.clear()
            rows = self._rows[key] = blocks.rows(self._blocks, PORTRAIT.inner_width, tables)
        return rows


@lru_cache
def prepared(form: str) -> Prepared:
    """The form of this name; raises as `layouts.layout`."""
    return Prepared(layouts.layout(form), layouts.common())
