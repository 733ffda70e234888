"""Everybody's search text in memory: who fits what was typed, at a hundred thousand people, at every key.

Letters and digits (number, mail, telephone) and everything else (the names) are two long texts, one line
a person, so that a name is sought among names only. Agency, unit and title repeat: the few hundred
different ones are looked through instead of everybody's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, compress, repeat
from operator import contains
from typing import NamedTuple, overload

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
    def ids(self) -> FoundIds:
        """The ids of the people found, in the order of the list."""
        return FoundIds(self)


class FoundIds(Sequence[int]):
    """The ids of those found; most are never looked at, so they are looked up when asked for."""

    def __init__(self, found: Found) -> None:
        self._places = found.places
        self._index = found.index

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...

    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        ids = self._index.ids
        if isinstance(at, slice):
            return [ids[place] for place in self._places[at]]
        return ids[self._places[at]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment] # compared by its content, like a list

    def where(self, person_id: int) -> int | None:
        """At which place of those found somebody is, or None."""
        place = self._index.place_of.get(person_id, -1)
        at = bisect_left(self._places, place)
        return at if at < len(self._places) and self._places[at] == place else None


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
        self._at_post: list[list[int]] = [[] for _post in numbering]
        for place, post in enumerate(self._posts):
            self._at_post[post].append(place)

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
            places = self._holding_all(words) if words else range(len(self.ids))
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
        lists = [self._at_post[post] for post, text in enumerate(self._post_texts) if word in text]
        if own:
            lists.append(own)
        return lists[0] if len(lists) == 1 else _merged(lists)

    def _holding_all(self, words: Sequence[str]) -> Sequence[int]:
        """The fewest first: where few are left, their texts are looked at instead of both lists."""
        (places, _word), *others = sorted(
            ((self._holding(word), word) for word in words), key=lambda pair: len(pair[0])
        )
        for held, word in others:
            if len(places) * _DENSE < len(held):
                places = self._among(places, word)
            else:
                there = set(held)
                places = [place for place in places if place in there]
        return places

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


def _merged(lists: Sequence[Sequence[int]]) -> list[int]:
    """The places of sorted lists as one, each once; sorting takes runs that are in order as they are."""
    places = sorted(chain.from_iterable(lists))
    return list(dict.fromkeys(places))


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
