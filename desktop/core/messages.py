"""The one catalogue of sentences, in Traditional Chinese and English, read from `resources/messages`.

A message has `what` (a clause for a finding, a sentence for an error) and may have `next` (what to do).
To add one: 1. raise or return its code, 2. add the code to the area's TOML file with both languages,
3. the test of the catalogue tells what is missing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from desktop.core import paths
from desktop.core.errors import KnownError, Param
from desktop.core.findings import Finding

LANGUAGES = ("zh_TW", "en")


@dataclass(frozen=True, slots=True)
class Message:
    """One message in one language."""

    what: str
    next: str = ""


class Catalogue:
    """All messages in one language."""

    def __init__(self, language: str, messages: Mapping[str, Message]) -> None:
        self.language = language
        self._messages = messages

    def __contains__(self, code: str) -> bool:
        return code in self._messages

    def read_all(self) -> None:
        """Read every file now, in the worker, so that the window need not wait for one later."""
        _ = "" in self

    def what(self, code: str, /, **params: Param) -> str:
        """What happened, without what to do next. An unknown code or a missing parameter is a bug."""
        return self._messages[code].what.format_map(params)

    def next(self, code: str, /, **params: Param) -> str:
        """What to do next, or nothing."""
        return self._messages[code].next.format_map(params)

    def text(self, code: str, /, **params: Param) -> str:
        """What happened and what to do next."""
        return self._join(self.what(code, **params), self.next(code, **params))

    def count(self, code: str, count: int, /, **params: Param) -> str:
        """What `code` says of `count` things; English says one thing with the message `<code>-one`."""
        one = f"{code}-one"
        return self.what(one if count == 1 and one in self else code, count=count, **params)

    def error(self, error: KnownError) -> str:
        """The sentence for an error."""
        return self.text(error.code, **error.params)

    def sentence(self, finding: Finding) -> str:
        """A finding as `where name: field what. next` with the parts it has."""
        who = " ".join(part for part in (self._where(finding), finding.name or "") if part)
        field = self.what("frame.field", field=finding.field) if finding.field else ""
        reason, advice = self.words(finding)
        if who:
            return self._join(self.what("frame.finding", who=who, what=field + reason), advice)
        begins = self.language == "en" and not field
        what = reason[:1].upper() + reason[1:] if begins else field + reason
        return self._join(self.what("frame.bare", what=what), advice)

    def _where(self, finding: Finding) -> str:
        if finding.record is None:
            return ""
        if finding.row in {None, finding.record}:
            return self.what("frame.record", record=finding.record)
        return self.what("frame.record_on_sheet", record=finding.record, row=finding.row or 0)

    def words(self, finding: Finding) -> tuple[str, str]:
        """What was found and what to do next, without where and who."""
        if finding.texts is not None:
            return finding.texts[self.language]
        return self.what(finding.code, **finding.params), self.next(finding.code, **finding.params)

    def _join(self, first: str, second: str) -> str:
        gap = " " if self.language == "en" and second else ""
        return first + gap + second


class _Messages(dict[str, Message]):
    """Read file by file: the entrance needs two of the twenty, and reading all takes as long as drawing."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._lock = Lock()
        self._unread = {path.stem: path for path in sorted((paths.resources() / "messages").glob("*.toml"))}

    def __missing__(self, code: str) -> Message:
        if not self._find(code):
            raise KeyError(code)
        return self[code]

    def __contains__(self, code: object) -> bool:
        return super().__contains__(code) or self._find(str(code))

    def _find(self, code: str) -> bool:
        """Read on until the code is there: first the files that are named after its area."""
        first, _, rest = code.partition(".")
        with self._lock:  # the window and the worker may both look
            for name in (first, f"{first}_{rest.partition('.')[0]}", *self._unread):
                if super().__contains__(code):
                    break
                if name in self._unread:
                    self._read(self._unread.pop(name))
            return super().__contains__(code)

    def _read(self, path: Path) -> None:
        for code, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            next_ = entry.get("next", {})
            self[code] = Message(entry["what"][self._language], next_.get(self._language, ""))


@lru_cache
def catalogue(language: str = "zh_TW") -> Catalogue:
    """The catalogue of one of `LANGUAGES`."""
    return Catalogue(language, _Messages(language))
