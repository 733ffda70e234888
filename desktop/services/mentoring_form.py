"""What a recommendation and a pair hold, read from resources/mentoring.toml: fields, lists, and limits."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from desktop.core import paths
from desktop.services import form_columns
from desktop.services.form_columns import Column, ListForm


@dataclass(frozen=True, slots=True)
class Form:
    """Everything that is data about e-mentoring."""

    member: tuple[Column, ...]
    """Of a recommendation, besides what pairing asks."""
    pair: tuple[Column, ...]
    """Of the agreement and the result of a pair."""
    lists: tuple[ListForm, ...]
    """Of a pair's diary."""
    silent_days: int
    discussions: int

    def of(self, role: str) -> tuple[Column, ...]:
        """The fields that the form of a mentor or mentee has."""
        return tuple(one for one in self.member if one.role in {"", role})

    def list_of(self, name: str) -> ListForm:
        """The list of this name; raises `UsageError` if there is none."""
        return form_columns.list_named(self.lists, name)


@lru_cache
def form() -> Form:
    """The form of this version of the program."""
    data = tomllib.loads((paths.resources() / "mentoring.toml").read_text(encoding="utf-8"))
    return Form(
        member=form_columns.columns(data["member"]),
        pair=form_columns.columns(data["pair"]),
        lists=form_columns.lists(data["list"]),
        silent_days=data["silent_days"],
        discussions=data["discussions"],
    )
