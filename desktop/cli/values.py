"""Values on the command line: FIELD=TEXT."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.core.errors import UsageError


def read(given: Iterable[str]) -> dict[str, str]:
    """Field → text, from words such as name=王小明; raises `UsageError` for one without a sign."""
    found = {}
    for word in given:
        name, equals, value = word.partition("=")
        if not equals:
            raise UsageError("proposal.no_pair", word=word)
        found[name] = value
    return found
