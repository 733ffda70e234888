"""Every family of activities that has something to send, in the order of preflight and packet.

To add one see `services.desk`.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from desktop.rules.plan import Plan
from desktop.services.camp_dossier import CampDossier
from desktop.services.course_dossier import CourseDossier
from desktop.services.desk import Dossier, Tally
from desktop.services.luminary_dossier import LuminaryDossier
from desktop.services.mentoring_dossier import MentoringDossier
from desktop.services.reflection_dossier import ReflectionDossier
from desktop.services.showcase_dossier import ShowcaseDossier

DOSSIERS: tuple[type[Dossier], ...] = (
    CourseDossier,
    CampDossier,
    ReflectionDossier,
    ShowcaseDossier,
    LuminaryDossier,
    MentoringDossier,
)


def read(session: Session, plan: Plan, activity: str | None = None) -> tuple[Dossier, ...]:
    """What every family has, or what it has of one activity."""
    return tuple(one.read(session, plan, activity) for one in DOSSIERS)


def tally(session: Session, plan: Plan) -> Mapping[str, Tally]:
    """Activity → its numbers, over all families."""
    return {activity: found for one in DOSSIERS for activity, found in one.tally(session, plan).items()}


def families() -> frozenset[str]:
    """The families that are here."""
    return frozenset(one.family for one in DOSSIERS)
