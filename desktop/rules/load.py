"""Reads a year's plan from its folder of TOML files, or says which file, key and value is wrong."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from desktop.core import paths
from desktop.core.errors import DataError, EnvironmentFailure, UsageError
from desktop.rules.assemble import Parts, assemble
from desktop.rules.conditions import CONDITIONS
from desktop.rules.plan import Plan
from desktop.rules.schema import ActivityData, Node, PlanData, ReasonData
from desktop.rules.where import Where

PLAN_FILE = "plan.toml"
"""The file that names the year and lists the activities; without it a folder is no plan."""

_REASONS = "reasons.toml"
_Model = TypeVar("_Model", bound=BaseModel)
_NODES = TypeAdapter(dict[str, Node])


def years() -> tuple[int, ...]:
    """The ROC years whose plans came with the program."""
    return tuple(sorted(int(path.parent.name) for path in _plans().glob(f"*/{PLAN_FILE}")))


@lru_cache
def bundled(year: int) -> Plan:
    """The plan of a ROC year as it came with the program, without any office's changes."""
    return load_plan(folder(year))


def folder(year: int) -> Path:
    """Where the plan of a ROC year lies that came with the program; `UsageError` for any other year."""
    if year not in years():
        raise UsageError("rules.year_unknown", year=year, known="、".join(map(str, years())))
    return _plans() / str(year)


def load_plan(place: Path) -> Plan:
    """The plan in the folder `place`: plan.toml, conditions.toml, reasons.toml and one file an activity.

    Raises as `parse` does, and `EnvironmentFailure` if a file cannot be read.
    """
    return parse({path.name: _read(path) for path in sorted(place.glob("*.toml"))})


def parse(files: Mapping[str, bytes]) -> Plan:
    """The plan of these files, name → content.

    Raises `DataError` with file, key and reason for whatever does not fit.
    """
    plan = _model(PlanData, files, PLAN_FILE)
    _refuse_unlisted(files, plan)
    parts = Parts(
        plan=plan,
        reasons={
            code: _validated(ReasonData, entry, Where(_REASONS, code))
            for code, entry in _table(files, _REASONS)
        },
        conditions=_conditions(files),
        activities={one: _model(ActivityData, files, f"{one}.toml") for one in plan.activities},
        sha256=_digest(files),
    )
    return assemble(parts)


def _plans() -> Path:
    return paths.resources() / "plans"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentFailure(
            "rules.plan_unreadable", file=path.name, reason=error.strerror or ""
        ) from error


def _parsed(files: Mapping[str, bytes], name: str) -> dict[str, Any]:
    if name not in files:
        raise DataError("rules.plan_file_missing", file=name)
    try:
        return tomllib.loads(files[name].decode("utf-8-sig"))  # Notepad begins with a mark
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError("rules.plan_syntax", file=name, reason=str(error)) from None


def _model(model: type[_Model], files: Mapping[str, bytes], name: str) -> _Model:
    return _validated(model, _parsed(files, name), Where(name))


def _validated(model: type[_Model], value: object, where: Where) -> _Model:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise where.invalid(error) from None


def _table(files: Mapping[str, bytes], name: str) -> list[tuple[str, Any]]:
    return list(_parsed(files, name).items())


def _conditions(files: Mapping[str, bytes]) -> dict[str, Node]:
    try:
        return _NODES.validate_python(_parsed(files, CONDITIONS))
    except ValidationError as error:
        raise Where(CONDITIONS).invalid(error) from None


def _refuse_unlisted(files: Mapping[str, bytes], plan: PlanData) -> None:
    """A file that nothing reads is a mistake, most likely an activity that was not listed."""
    listed = {PLAN_FILE, CONDITIONS, _REASONS, *(f"{one}.toml" for one in plan.activities)}
    for name in sorted(files.keys() - listed):
        raise DataError("rules.plan_file_unlisted", file=name)


def _digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 over the names and contents of the files, in the order of their names."""
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
