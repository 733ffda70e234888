"""A text of the plan in both languages of the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in both languages of `core.messages`, whose names the fields have; false if blank."""

    zh_TW: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        """The text in `zh_TW` or `en`."""
        return self.en if language == "en" else self.zh_TW

    def __bool__(self) -> bool:
        return bool(self.zh_TW)


NO_TEXT: Final = Text()
