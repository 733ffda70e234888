"""A questionnaire as data: groups of questions, lists of choices, and the expressions between them.

The JSON in resources/questionnaires is made from an XLSForm workbook by authoring/questionnaires.py.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from desktop.core import paths
from desktop.core.errors import DataError, EnvironmentFailure
from desktop.rules.bilingual import Text

KINDS: Final = {"select one": "one", "select all that apply": "many", "text": "text"}
"""XLSForm type → kind of question."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Choice(_Data):
    """One answer that can be chosen."""

    code: str
    label: Text


class Question(_Data):
    """One question. Blank expressions: always relevant, not required, anything goes."""

    name: str
    kind: Literal["one", "many", "text"]
    list: str
    label: Text
    hint: Text
    relevant: str
    required: str
    constraint: str
    message: Text


class Group(_Data):
    """Questions under one heading."""

    code: str
    label: Text
    questions: tuple[Question, ...]


class Questionnaire(_Data):
    """One version of a questionnaire; `sha256` is that of everything else, see `digest`."""

    id: str
    version: str
    title: Text
    note: Text
    lists: Mapping[str, tuple[Choice, ...]]
    groups: tuple[Group, ...]
    sha256: str

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by name, in the order of the form."""
        return {one.name: one for group in self.groups for one in group.questions}

    def choices(self, name: str) -> tuple[Choice, ...]:
        """The choices of a question; none for a text."""
        return self.lists.get(self.questions[name].list, ())


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a questionnaire's data as JSON with sorted keys, without `sha256`."""
    own = {key: value for key, value in content.items() if key != "sha256"}
    canonical = json.dumps(own, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@lru_cache
def bundled(name: str = "luminary") -> Questionnaire:
    """The questionnaire that came with the program; raises as `parse`."""
    return parse(paths.resources() / "questionnaires" / f"{name}.json")


def parse(path: Path) -> Questionnaire:
    """A questionnaire's file.

    Raises `DataError` for a file that is none or was changed by hand, `EnvironmentFailure` when it cannot be
    read.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        found = Questionnaire.model_validate(content)
    except OSError as error:
        raise EnvironmentFailure(
            "questionnaire.unreadable", file=path.name, reason=error.strerror or ""
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise DataError("questionnaire.value", file=path.name, key=key, reason=first["msg"]) from None
    except ValueError as error:
        raise DataError("questionnaire.syntax", file=path.name, reason=str(error)) from None
    if digest(content) != found.sha256:
        raise DataError("questionnaire.changed", file=path.name)
    return found


def codes(answer: str) -> tuple[str, ...]:
    """The codes of an answer of several choices."""
    return tuple(answer.split())
