"""What the office says of each activity: submitted, nobody recommended (nil), unchanged, or not yet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import DataError, UsageError
from desktop.exports.packet import ScopeLine, ScopeState
from desktop.models.journal import Journal
from desktop.models.packets import Packet
from desktop.services import changes_since, preflight, settings
from desktop.services.changes_since import Changes, Kind
from desktop.services.desk import Desk, not_yet
from desktop.services.office import Office

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class ActivityState:
    """One activity as the next packet will speak of it; `reason` is that of a nil."""

    activity: str
    title: str
    state: str
    reason: str


def read(office: Office, language: str) -> tuple[ActivityState, ...]:
    """Every activity of the plan, in its order."""
    changes = changes_since.read(office)
    with office.database.reading() as session:
        desk = preflight.read(session)
        found = scope(session, desk, changes)
        stated = nil(session)
    states: dict[str, set[str]] = {}
    for line in found:
        states.setdefault(line.activity, set()).add(str(line.state))
    return tuple(
        ActivityState(
            one.id,
            one.title.in_language(language),
            _of(states[one.id]),
            str(stated.get(one.id, {}).get("reason", "")),
        )
        for one in desk.plan.activities.values()
    )


def state_nil(office: Office, activity: str, reason: str) -> None:
    """State that the office recommends nobody for an activity, with the reason.

    Raises `DataError` without a reason or while somebody stands on its list, `UsageError` for an activity
    that there is not.
    """
    told = reason.strip()
    if not told or len(told) > LONGEST_REASON:
        raise DataError("rounds.reason", longest=LONGEST_REASON)
    with office.database.writing("activity.nil", activity) as journal:
        desk = preflight.read(journal.session)
        desk.plan.activity(activity)
        if activity in desk.activities:
            raise DataError("activity_states.has_people", activity=activity)
        now = office.clock.now().isoformat()
        _put(journal, {**nil(journal.session), activity: {"reason": told, "at": now}})


def take_back(office: Office, activity: str) -> None:
    """Say no more that nobody is recommended; raises `UsageError` where it was not said."""
    with office.database.writing("activity.open", activity) as journal:
        stated = dict(nil(journal.session))
        if activity not in stated:
            raise UsageError("activity_states.not_nil", activity=activity)
        del stated[activity]
        _put(journal, stated)


def nil(session: Session) -> Mapping[str, Mapping[str, str]]:
    """The activities stated nil: activity → reason and time."""
    return dict(settings.get(session, settings.NIL_ACTIVITIES) or {})


def scope(session: Session, desk: Desk, changes: Changes) -> tuple[ScopeLine, ...]:
    """What the packet says of every activity: absence never means withdrawal."""
    families = {one.family: one for one in desk.dossiers}
    before, stated = _sent(session), nil(session)
    found: list[ScopeLine] = []
    for activity in desk.plan.activities.values():
        own = families.get(activity.family)
        lines = own.scope(activity) if own is not None else (not_yet(activity),)
        if activity.id in stated and all(one.state is ScopeState.NOT_YET for one in lines):
            lines = (ScopeLine(activity.id, None, ScopeState.NIL),)
        elif _is_unchanged(activity.id, lines, before, changes):
            lines = tuple(
                replace(one, state=ScopeState.UNCHANGED) if one.state is ScopeState.SUBMITTED else one
                for one in lines
            )
        found += lines
    return tuple(found)


def _is_unchanged(
    activity: str, lines: Iterable[ScopeLine], before: frozenset[tuple[str, str | None]], changes: Changes
) -> bool:
    """Whether the last packet held all of it and nothing of it, nor anybody's data, differs since."""
    here = {(one.activity, one.session) for one in lines if one.state is ScopeState.SUBMITTED}
    if not here or not here <= before or not changes.comparable:
        return False
    return not any(one.kind is Kind.PERSON or one.activity == activity for one in changes.items)


def _sent(session: Session) -> frozenset[tuple[str, str | None]]:
    """What the last packet held: activity and session."""
    last = session.scalars(select(Packet.scope).order_by(Packet.sequence.desc()).limit(1)).first()
    held = {str(ScopeState.SUBMITTED), str(ScopeState.UNCHANGED)}
    lines = json.loads(last) if last else []
    return frozenset((activity, number) for activity, number, state in lines if state in held)


def _of(states: set[str]) -> str:
    """One word for all sessions: whatever says most."""
    order = (ScopeState.SUBMITTED, ScopeState.UNCHANGED, ScopeState.NIL, ScopeState.NOT_YET)
    return next(str(one) for one in order if str(one) in states)


def _put(journal: Journal, stated: Mapping[str, Any]) -> None:
    settings.put(journal, settings.NIL_ACTIVITIES, dict(stated) or None)
