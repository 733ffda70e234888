"""Micro-reflections (柒、五): how long one may be, and how long it is."""

from __future__ import annotations

from desktop.core.text import characters_without_space
from desktop.rules.plan import Activity

FAMILY = "reflections"
_LIMIT = "characters"


def limit(activity: Activity) -> int | None:
    """The most characters that the plan allows (柒、五、（三）2), None where it sets no limit."""
    quota = activity.quotas.get(_LIMIT)
    return None if quota is None else quota.maximum


def over(body: str, most: int | None) -> int:
    """How many user-perceived characters without white space `body` has too many; 0 if it fits."""
    return 0 if most is None else max(characters_without_space(body) - most, 0)
