"""The 22 local governments, keyed by the code of the Ministry of the Interior (text, with leading zeros)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from desktop.core import paths
from desktop.core.errors import UsageError


@dataclass(frozen=True, slots=True)
class County:
    """One local government. `kind` is municipality (直轄市), county (縣) or city (市)."""

    code: str
    zh: str
    en: str
    kind: str
    former: tuple[str, ...] = ()  # earlier names that files still carry

    @property
    def government(self) -> str:
        """The name of its government as an agency: 雲林縣政府."""
        return f"{self.zh}政府"


@lru_cache
def counties() -> tuple[County, ...]:
    """All local governments in the order of the data file."""
    path = paths.resources() / "counties.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["county"]
    return tuple(
        County(entry["code"], entry["zh"], entry["en"], entry["kind"], tuple(entry.get("former", ())))
        for entry in entries
    )


def county(code: str) -> County:
    """The local government with this code; raises `UsageError` for a code that is none of the 22."""
    for found in counties():
        if found.code == code:
            return found
    raise UsageError("counties.unknown", county=code)
