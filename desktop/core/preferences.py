"""What a person chose about the window on this PC: language, theme, text size, columns. No personal data.

It lies outside the office folder, because it is needed before the office is open. A missing or damaged file
means the defaults: a preference is never worth an error.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from desktop.core import paths

LANGUAGE = "language"
"""str: one of `messages.LANGUAGES`."""

THEME = "theme"
"""str: light, dark, or system."""

TEXT_SIZE = "text_size"
"""float: 1.0 is normal; at most 1.5."""

OFFICE = "office"
"""str: the office folder opened last, or blank."""

GEOMETRY = "geometry"
"""str: where the window was, as Qt saved it, in hexadecimal."""

PAGE = "page"
"""str: the page shown last."""

PACKET_FOLDER = "packet_folder"
"""str: the folder that packets were put into last, or blank."""

COLUMNS = "columns"
"""dict of str to list of str: list name → the columns shown, in their order."""

_DEFAULTS: dict[str, Any] = {
    LANGUAGE: "zh_TW",
    THEME: "system",
    TEXT_SIZE: 1.0,
    OFFICE: "",
    GEOMETRY: "",
    PAGE: "",
    PACKET_FOLDER: "",
    COLUMNS: {},
}


class Preferences:
    """The preferences of this account; `put` saves at once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._values = _read(file)

    def get(self, key: str) -> Any:
        """The value of a key, or its default when there is none of the right kind."""
        value = self._values.get(key, _DEFAULTS[key])
        return value if isinstance(value, type(_DEFAULTS[key])) else _DEFAULTS[key]

    def put(self, key: str, value: Any) -> None:
        """Set a key. A disk that refuses is overlooked: the choice then lasts until the window closes."""
        if key not in _DEFAULTS:
            raise KeyError(key)
        if self._values.get(key) == value:
            return
        self._values[key] = value
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            paths.write_atomic(self._file, json.dumps(self._values, ensure_ascii=False, indent=1).encode())
        except OSError:
            return


def _read(file: Path) -> dict[str, Any]:
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}
