"""The fields of one reflection as its pane edits them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from desktop.services.reflections import Overview
from desktop.views.lists.record_form import Field, Kind

OUTSIDE = ("author", "agency", "job_title")
"""Stated only of an author who is not in the roster."""

_RENAMED = {"job_title": "title_of_post"}
"""Field of a line → of the service."""

_BODY_LINES = 11
"""The plan's 300 characters, whole, in a pane of the usual width."""


def fields(overview: Callable[[], Overview]) -> tuple[Field, ...]:
    """In the order of the paper form, the text first."""

    def readings(language: str) -> Sequence[tuple[str, str]]:
        return [(one.code, one.label.in_language(language)) for one in overview().readings]

    def places(language: str) -> Sequence[tuple[str, str]]:
        return [(one.code, one.label.in_language(language)) for one in overview().places]

    return (
        Field("title", _label("title")),
        Field("body", _label("body"), Kind.TEXT, 5000, lines=_BODY_LINES, wide=True),
        Field("consent", _label("consent"), Kind.FLAG),
        Field("source_type", _label("source_type"), Kind.CHOICE, choices=readings, required=True),
        Field("source_title", _label("source_title"), longest=200),
        Field("source_author", _label("source_author")),
        Field("source_reference", _label("source_reference"), longest=500),
        Field("read_date", _label("read_date"), Kind.DATE),
        Field("takeaways", _label("takeaways"), Kind.TEXT, 1000, lines=2),
        Field("post_place", _label("post_place"), Kind.CHOICE, choices=places),
        Field("posted_date", _label("posted_date"), Kind.DATE),
        Field("posted_reference", _label("posted_reference"), longest=500),
        Field("author", _label("author"), longest=40),
        Field("agency", _label("agency")),
        Field("job_title", _label("job_title")),
    )


def stated(values: dict[str, Any]) -> dict[str, Any]:
    """What the form says in the service's names."""
    return {_RENAMED.get(name, name): value for name, value in values.items()}


def _label(name: str) -> str:
    return f"view.reflections.field.{name}"
