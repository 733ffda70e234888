"""What of a name will not print, asked at every key while it is typed; and the fonts that show the rest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.core import text
from desktop.exports import fonts


@dataclass(frozen=True, slots=True)
class NameCheck:
    """Characters of a name that need help, each once."""

    unprintable: tuple[str, ...] = ()
    """No font here has them: forms print 〓."""
    private: tuple[str, ...] = ()
    """造字: only the PC that made them shows them; they are not among the others."""

    @property
    def fine(self) -> bool:
        """Whether the whole name prints."""
        return not self.unprintable and not self.private


def check(name: str) -> NameCheck:
    """Look at a name."""
    private = tuple(dict.fromkeys(text.private_use(name)))
    missing = (letter for letter in fonts.unprintable(name) if letter not in private)
    return NameCheck(tuple(missing), private)


def code_points(letters: tuple[str, ...]) -> str:
    """How characters are called that cannot be shown: U+E000、U+E001."""
    return "、".join(f"U+{ord(letter):04X}" for letter in letters)


def font_files(letters: str) -> tuple[Path, ...]:
    """The files of the paper's fonts that have some of these characters."""
    places = sorted({fonts.font_of[letter] for letter in letters} - {-1})
    return tuple(fonts.font_path(place) for place in places)
