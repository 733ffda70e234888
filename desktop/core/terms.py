"""The vocabularies: codes for storage, labels for people, and the other spellings that files use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from desktop.core import paths
from desktop.core.text import halfwidth

_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Term:
    """One code with its labels."""

    code: str
    zh: str
    en: str


class Vocabulary:
    """A closed list of codes. An empty text is never a code here: it means that nothing was said."""

    def __init__(self, name: str, terms: tuple[Term, ...], spellings: Mapping[str, str]) -> None:
        self.name = name
        self.terms = terms
        self._by_code = {term.code: term for term in terms}
        self._spellings = spellings

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes in the order of the data file."""
        return tuple(self._by_code)

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def code(self, text: str) -> str | None:
        """The code for a label, a code or another spelling; width, case and white space do not count."""
        return self._spellings.get(folded(text))

    def label(self, code: str, language: str = "zh_TW") -> str:
        """The label of a code; an empty code has an empty label, an unknown one is shown as it is."""
        term = self._by_code.get(code)
        if term is None:
            return code
        return term.zh if language == "zh_TW" else term.en


def folded(text: str) -> str:
    """`text` for comparing: half width, no white space, no case. Never for names of people."""
    return _WHITE.sub("", halfwidth(text)).casefold()


@lru_cache
def vocabularies() -> Mapping[str, Vocabulary]:
    """All vocabularies of `resources/terms.toml` by name."""
    path = paths.resources() / "terms.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: _vocabulary(name, entries) for name, entries in data.items()}


def vocabulary(name: str) -> Vocabulary:
    """One vocabulary; an unknown name is a bug (KeyError)."""
    return vocabularies()[name]


def label(name: str, code: str, language: str = "zh_TW") -> str:
    """The label of `code` in the vocabulary `name`."""
    return vocabulary(name).label(code, language)


def _vocabulary(name: str, entries: Mapping[str, Mapping[str, object]]) -> Vocabulary:
    terms = tuple(Term(code, str(entry["zh"]), str(entry["en"])) for code, entry in entries.items())
    spellings: dict[str, str] = {}
    for code, entry in entries.items():
        aliases = entry.get("aliases", [])
        assert isinstance(aliases, list)
        for spelling in (code, entry["zh"], entry["en"], *aliases):
            owner = spellings.setdefault(folded(str(spelling)), code)
            if owner != code:
                raise ValueError(f"terms.toml: {name}: {spelling!r} is both {owner} and {code}")
    return Vocabulary(name, terms, spellings)
