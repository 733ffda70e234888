"""Fits the parameters written in the plan's data to the signature of a check."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from desktop.rules.checks import Kind, Names
from desktop.rules.plan import CourseGroup, Setting
from desktop.rules.schema import Node
from desktop.rules.where import Where


def fitting(
    kind: Kind,
    written: Node,
    where: Where,
    settings: Mapping[str, Setting],
    courses: Mapping[str, CourseGroup],
) -> dict[str, Any]:
    """The arguments for the check; a missing, unknown, ill-typed or dangling one is a `DataError`."""
    try:
        model = _model(kind.name, kind).model_validate(written)
    except ValidationError as error:
        raise where.invalid(error) from None
    for name, field in type(model).model_fields.items():
        for mark in field.metadata:
            if isinstance(mark, Names):
                _refer(mark, getattr(model, name), where.at(name), settings, courses)
    return {name: getattr(model, name) for name in type(model).model_fields}


def _refer(
    mark: Names, name: str, where: Where, settings: Mapping[str, Setting], courses: Mapping[str, CourseGroup]
) -> None:
    known = courses if mark.kind == "courses" else settings
    if name not in known:
        raise where.unknown(name, known)
    if mark.kind == "setting" and set(settings[name].choices) != set(mark.choices):
        raise where.wrong(f"setting {name} must offer exactly {', '.join(mark.choices)}")


@cache
def _model(name: str, kind: Kind) -> type[BaseModel]:
    """The keyword-only parameters of a check as a pydantic model."""
    parameters = inspect.signature(kind.function, eval_str=True).parameters.values()
    fields: dict[str, Any] = {
        one.name: (one.annotation, ... if one.default is one.empty else one.default)
        for one in parameters
        if one.kind is one.KEYWORD_ONLY
    }
    return create_model(name, __config__=ConfigDict(extra="forbid"), **fields)
