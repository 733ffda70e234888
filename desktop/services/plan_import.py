"""A corrected plan in the place of the one an office works with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import DataError
from desktop.models.calendar import Deadline
from desktop.models.camp import CampMember, CampStage
from desktop.models.courses import Nomination
from desktop.models.events import EventRegistration, Hosting
from desktop.models.reflections import Reflection
from desktop.models.showcase import ShowcaseRequest
from desktop.rules.plan import Plan
from desktop.services import camp_seats, events, imported_plan, plans, reflections, showcase
from desktop.services.imported_plan import PlanFile
from desktop.services.office import Office

_ONE_OF_A_KIND: Final[tuple[tuple[Any, Callable[[Plan], object]], ...]] = (
    (CampMember, camp_seats.activity),
    (ShowcaseRequest, showcase.activity),
    (Reflection, reflections.activity),
)
"""Tables whose activity is the plan's only one of its family, and what looks for it."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What another plan would change: names of its files."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing at all would change."""
        return not (self.added or self.removed or self.changed)


def compare(office: Office, given: PlanFile) -> Compared:
    """What the plan would change, and whether the office's year fits in it.

    Raises `DataError` for a plan of another year, or one without an activity or session that somebody stands
    on or that a letter changed.
    """
    with office.database.reading() as session:
        return _compared(session, given)


def replace(office: Office, given: PlanFile) -> Compared:
    """Work with this plan from now on; the letters' changes stay, and verdicts stay as they were judged.

    Raises as `compare` does, and writes nothing then.
    """
    with office.database.writing("plan.import", given.plan.sha256[:12]) as journal:
        compared = _compared(journal.session, given)
        if not compared.same:
            imported_plan.keep(journal, given)
    return compared


def named(given: PlanFile, files: Iterable[str], language: str) -> str:
    """The files as people know them: the title of the activity, or the file's own name."""
    activities = {f"{one.id}.toml": one.short for one in given.plan.activities.values()}
    names = [activities[name].in_language(language) if name in activities else name for name in files]
    return (", " if language == "en" else "、").join(names)


def _compared(session: Session, given: PlanFile) -> Compared:
    now, wanted = imported_plan.base(session), given.plan
    if wanted.year != now.year:
        raise DataError("plan_import.other_year", year=wanted.year, own=now.year)
    _refuse_without_what_is_used(session, plans.with_changes(session, wanted))
    held = imported_plan.files(session)
    return Compared(
        added=tuple(sorted(given.files.keys() - held.keys())),
        removed=tuple(sorted(held.keys() - given.files.keys())),
        changed=tuple(
            sorted(name for name in given.files.keys() & held.keys() if given.files[name] != held[name])
        ),
    )


def _refuse_without_what_is_used(session: Session, wanted: Plan) -> None:
    for activity, number in _sessions(session):
        held = {one.number for one in wanted.activity(activity).sessions}
        if number not in held:
            raise DataError("plan_import.session_used", activity=activity, session=number)
    for activity in session.scalars(select(Deadline.activity).distinct()):
        if activity:
            wanted.activity(activity)
    for event in session.scalars(select(EventRegistration.event).distinct()):
        events.event(wanted, event)
    stages = {stage.id for activity in wanted.activities.values() for stage in activity.stages}
    for stage in session.scalars(select(CampStage.stage).distinct()):
        if stage not in stages:
            raise DataError("plan_import.stage_used", stage=stage)
    for model, activity_of in _ONE_OF_A_KIND:
        if session.scalars(select(model.id).limit(1)).first() is not None:
            activity_of(wanted)


def _sessions(session: Session) -> Iterator[tuple[str, int]]:
    for model in (Nomination, Hosting):
        yield from session.execute(select(model.activity, model.session).distinct())
