"""Everybody's search text in memory: who fits what was typed, at a hundred thousand people, at every key.

Letters and digits (number, mail, telephone) and everything else (the names) are two long texts, one line
a person, so that a name is sought among names only. Agency, unit and title repeat: the few hundred
different ones are looked through instead of everybody's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, compress, repeat
from operator import contains, or_
from typing import NamedTuple

from desktop.core.text import without_variation_selectors

LINE = "\n"
_DENSE = 8
"""Where more than one person in so many fits, looking at everybody is faster than jumping from hit to hit."""

_FEW = 16
"""Where fewer than one person in so many fitted before, only these are looked at when the query grows."""

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LEFT_OUT = dict.fromkeys(map(ord, " \t\r\v\f\u00a0\u3000·‧・•"))
_FOLDING = {**_FULL_WIDTH, **_LEFT_OUT, ord("台"): "臺"}


class Entry(NamedTuple):
    """One person as the index needs them."""

    person_id: int
    names: str
    """Name, substitute, name in Latin letters: whatever a person is called."""
    numbers: str
    """Number of the document, person number, mail, telephones."""
    place: str
    """Agency, unit and title."""
    flags: int
    """Bits of the filters that the person passes."""


@dataclass(frozen=True, slots=True)
class Found:
    """Who fits: places in the index, in its order. Given back with a longer query, the search is shorter."""

    index: SearchIndex
    words: tuple[str, ...]
    flags: int
    places: Sequence[int]

    @property
    def ids(self) -> Sequence[int]:
        """The ids of the people found, in the order of the list."""
        if len(self.places) == len(self.index.ids):
            return self.index.ids
        return list(map(self.index.ids.__getitem__, self.places))


class _Lines:
    """One text a person, joined."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self._text = LINE.join(lines)

    def holding(self, word: str) -> list[int]:
        """The places of the lines that hold a word: between two hits, count the line breaks."""
        most = len(self.lines) // _DENSE
        between = self._text.split(word, most)
        if len(between) > most:
            return list(compress(range(len(self.lines)), map(contains, self.lines, repeat(word))))
        return list(dict.fromkeys(accumulate(map(str.count, between[:-1], repeat(LINE)))))


class SearchIndex:
    """The search texts of everybody in the order of the list; never changed, only replaced by another.

    `version` is the audit entry that was the last when the people were read.
    """

    def __init__(self, entries: Sequence[Entry], version: int) -> None:
        self.version = version
        self.entries = entries
        columns = list(zip(*entries, strict=True)) or [()] * len(Entry._fields)
        self.ids: Sequence[int] = columns[0]
        self._flags: Sequence[int] = columns[4]
        names, numbers = _fold_lines(columns[1]), _fold_lines(columns[2])
        self._wide = _Lines([_part(*pair, latin=False) for pair in zip(names, numbers, strict=True)])
        self._latin = _Lines([_part(*pair, latin=True) for pair in zip(names, numbers, strict=True)])
        numbering: dict[str, int] = {}
        self._posts = [numbering.setdefault(place, len(numbering)) for place in columns[3]]
        self._post_texts = _fold_lines(list(numbering))

    @cached_property
    def place_of(self) -> dict[int, int]:
        """Person id → place in the index."""
        return {person_id: place for place, person_id in enumerate(self.ids)}

    def search(self, text: str, flags: int = 0, before: Found | None = None) -> Found:
        """Who has every word of `text` somewhere and passes every filter of `flags`."""
        words = tuple(dict.fromkeys(filter(None, map(fold, text.split()))))
        if before is not None and self._narrows(before, words, flags):
            places = before.places
            for word in words:
                places = self._among(places, word)
        else:
            places = _in_all([self._holding(word) for word in words]) if words else range(len(self.ids))
        if flags:
            held = self._flags
            places = [place for place in places if held[place] & flags == flags]
        return Found(self, words, flags, places)

    def _narrows(self, before: Found, words: tuple[str, ...], flags: int) -> bool:
        """Whether everybody who fits now is among the few who fitted before."""
        return (
            before.index is self
            and len(before.places) * _FEW < len(self.ids)
            and before.flags & flags == before.flags
            and all(any(old in word for word in words) for old in before.words)
        )

    def _holding(self, word: str) -> Sequence[int]:
        lines = self._latin if word.isascii() else self._wide
        own = lines.holding(word)
        posts = [word in text for text in self._post_texts]
        if not any(posts):
            return own
        there = map(posts.__getitem__, self._posts)
        if own:
            there = map(or_, there, _mask(own, len(self.ids)))
        return list(compress(range(len(self.ids)), there))

    def _among(self, places: Sequence[int], word: str) -> Sequence[int]:
        lines = (self._latin if word.isascii() else self._wide).lines
        posts = [word in text for text in self._post_texts]
        held = self._posts
        return [place for place in places if word in lines[place] or posts[held[place]]]

    def reordered(self, ids: Iterable[int]) -> SearchIndex:
        """The same people in another order; who is not named is left out."""
        place_of = self.place_of
        return SearchIndex([self.entries[place_of[person_id]] for person_id in ids], self.version)

    def replaced(self, entries: Iterable[Entry], version: int) -> SearchIndex:
        """With these people's entries instead of their old ones, at the same places."""
        new = list(self.entries)
        for entry in entries:
            new[self.place_of[entry.person_id]] = entry
        return SearchIndex(new, version)


def _mask(places: Iterable[int], length: int) -> bytearray:
    mask = bytearray(length)
    for place in places:
        mask[place] = 1
    return mask


def _in_all(lists: Sequence[Sequence[int]]) -> Sequence[int]:
    """What is in every list, in order."""
    first, *others = sorted(lists, key=len)
    for other in others:
        held = set(other)
        first = [place for place in first if place in held]
    return first


def fold(text: str) -> str:
    """A text as it is compared: no case, half width, 臺 for 台, no spaces and middle dots."""
    if text.isascii():
        return text.lower().translate(_LEFT_OUT)
    return without_variation_selectors(text).translate(_FOLDING).casefold()


def _fold_lines(texts: Sequence[str]) -> list[str]:
    """`fold` for many at once; a line break in a text counts as a space."""
    joined = LINE.join(texts)
    if joined.count(LINE) != max(len(texts) - 1, 0):
        joined = LINE.join(text.replace(LINE, " ") for text in texts)
    return fold(joined).split(LINE) if texts else []


def _part(names: str, numbers: str, *, latin: bool) -> str:
    """What is looked through for a word of Latin letters only, or for every other word."""
    if latin:
        return numbers if not _has_latin(names) else f"{numbers} {names}"
    return names if numbers.isascii() else f"{names} {numbers}"


def _has_latin(names: str) -> bool:
    return names.isascii() or min(names) < "\x80"
