"""Rows of a list that belongs to something: numbered from 1, without gaps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.journal import Journal
from desktop.services import form_columns
from desktop.services.form_columns import ListForm


def next_number(session: Session, model: Any, **of: Any) -> int:
    """The place of one more row of the list that `of` names by its columns."""
    last = select(func.max(model.number)).filter_by(**of)
    return (session.scalar(last) or 0) + 1


def remove(journal: Journal, model: type[Base], row_id: int, number: int, **of: Any) -> None:
    """Take a row out of the list that `of` names; those after it move up."""
    journal.delete(model, [row_id])
    table: Any = model
    after = select(table).filter_by(**of).order_by(table.number)
    for one in journal.session.scalars(after):
        if one.number > number:
            journal.update(model, one.id, {"number": one.number - 1})


def changed(form: ListForm, cells: str, values: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a row with some of them changed; raises as `form_columns.clean`."""
    told: dict[str, str] = json.loads(cells)
    return told | {name: form_columns.clean(form.column(name), value) for name, value in values.items()}


def dumped(cells: Mapping[str, str]) -> str:
    """Cells as they are kept: those that say something, in the order of their names."""
    told = {name: value for name, value in cells.items() if value}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)
