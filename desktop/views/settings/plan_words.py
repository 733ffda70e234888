"""The plan's fields and choices in words; a code that has none is its own word."""

from __future__ import annotations

from desktop.views.texts import Texts


def choice_words(texts: Texts, code: str) -> str:
    """The word of a choice; a level such as B1 says itself."""
    known = f"view.settings.choice.{code}"
    return texts.text(known) if known in texts.catalogue else code


def field_words(texts: Texts, field: str) -> str:
    """A field that a letter may change, such as session.1.seats; its parts are joined by dots."""
    kind, _, rest = field.partition(".")
    if kind == "session":
        number, _, part = rest.partition(".")
        said = texts.text(f"view.settings.plan.part.{part}")
        return texts.text("view.settings.plan.field.session", number=number, part=said)
    if f"view.settings.plan.field.{field}" in texts.catalogue:
        return texts.text(f"view.settings.plan.field.{field}")
    if f"view.settings.plan.field.{kind}" in texts.catalogue:
        return texts.text(f"view.settings.plan.field.{kind}")
    return field
