"""What fields are called on the page."""

from __future__ import annotations


def field_code(kind: str, field: str) -> str:
    """The code of a field's name in a kind of file: a name is a person's or, among agencies, an agency's."""
    return f"view.roster.field.agencies.{field}" if kind == "agencies" else f"view.roster.field.{field}"
