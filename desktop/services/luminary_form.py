"""What a Luminary proposal consists of, read from resources/luminary.toml: fields and lists."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from desktop.core import paths
from desktop.services import form_columns
from desktop.services.form_columns import Column, ListForm


@dataclass(frozen=True, slots=True)
class Form:
    """Everything the proposal may hold."""

    fields: tuple[Column, ...]
    lists: tuple[ListForm, ...]
    fewest_team: int

    def field(self, name: str) -> Column:
        """The field of this name; raises `UsageError` if there is none."""
        return form_columns.named(self.fields, name)

    def list_of(self, name: str) -> ListForm:
        """The list of this name; raises `UsageError` if there is none."""
        return form_columns.list_named(self.lists, name)


@lru_cache
def form() -> Form:
    """The form of this version of the program."""
    data = tomllib.loads((paths.resources() / "luminary.toml").read_text(encoding="utf-8"))
    return Form(
        fields=form_columns.columns(data["field"]),
        lists=form_columns.lists(data["list"]),
        fewest_team=data["fewest_team"],
    )
