"""Everything that has a shortcut or stands in the palette, as one list; F1 shows it.

To add one: 1. an `Action` in `window_actions` (or a page's own, by `QShortcut`), 2. its words in
resources/messages/window.toml.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """What the window can do from anywhere."""

    code: str
    icon: str
    shortcut: str
    run: Callable[[], object]
