"""A plan that came as a file instead of with the program: read, kept in the office, used from there.

It lies in the office's database, so that a backup holds it and another PC needs no copy of the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import EnvironmentFailure
from desktop.models.journal import Journal
from desktop.models.office import OfficeRow
from desktop.rules import load, plan_files
from desktop.rules.plan import Plan
from desktop.services import settings

_parsed: dict[str, Plan] = {}
"""SHA-256 → plan: a plan is asked for at every step, and reading one takes some 20 ms."""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan and the files it was read from, name → text."""

    plan: Plan
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """Where an office's plan comes from; `imported_at` is None for the one that came with the program."""

    sha256: str
    imported_at: datetime | None


def read(path: Path) -> PlanFile:
    """The plan in a folder or zip file; raises as `plan_files.read` and `load.parse` do."""
    contents = plan_files.read(path)
    plan = load.parse(contents)
    return PlanFile(plan, {name: content.decode() for name, content in contents.items()})


def base(session: Session) -> Plan:
    """The plan of the office before any letter changed it."""
    stated = settings.get(session, settings.PLAN)
    if stated is None:
        return load.bundled(_year(session))
    sha256: str = stated["sha256"]
    if sha256 not in _parsed:
        _parsed[sha256] = _stored(session, sha256)
    return _parsed[sha256]


def files(session: Session) -> Mapping[str, str]:
    """The files of the office's plan, name → text."""
    if settings.get(session, settings.PLAN) is None:
        return read(load.folder(_year(session))).files
    return dict(settings.get(session, settings.PLAN_FILES))


def source(session: Session) -> Source:
    """Which plan the office works with, and since when."""
    stated = settings.get(session, settings.PLAN)
    at = None if stated is None else datetime.fromisoformat(stated["imported_at"])
    return Source(base(session).sha256, at)


def keep(journal: Journal, given: PlanFile) -> None:
    """Let the office work with this plan, inside somebody's action."""
    stated = {"sha256": given.plan.sha256, "imported_at": journal.clock.now().isoformat()}
    settings.put(journal, settings.PLAN, stated)
    settings.put(journal, settings.PLAN_FILES, dict(given.files))


def _year(session: Session) -> int:
    return int(session.scalars(select(OfficeRow.plan)).one())


def _stored(session: Session, sha256: str) -> Plan:
    files = settings.get(session, settings.PLAN_FILES) or {}
    plan = load.parse({name: text.encode() for name, text in files.items()})
    if plan.sha256 != sha256:
        raise EnvironmentFailure("database.damaged")
    return plan
