"""How lists say what the services tell in codes: verdicts, priority, sentences joined."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from desktop.views.texts import Texts

TONES = {"yes": "good", "unknown": "doubt", "no": "bad"}
"""Verdict → tone of its chip."""

SEVERITY_TONES = {"info": "good", "warning": "doubt", "error": "bad"}
"""Severity of a reason → tone."""

LUMINARY = "luminary"
"""The priority that the plan gives participants of the Luminary programme."""


def verdict(texts: Texts, answer: str) -> str:
    """✓ 合格, ? 待確認 or ✕ 不合格."""
    return texts.text(f"view.courses.verdict.{answer}")


def priority(texts: Texts, codes: Iterable[str]) -> str:
    """★ 熠星優先, ★ 優先, or nothing."""
    found = set(codes)
    if not found:
        return ""
    return texts.text(
        "view.courses.priority.luminary" if LUMINARY in found else "view.courses.priority.other"
    )


def joined(texts: Texts, sentences: Iterable[str]) -> str:
    """Several clauses as one line, as the language joins them."""
    told = list(sentences)
    if not told:
        return ""
    return reduce(lambda first, second: texts.text("view.courses.joined", first=first, second=second), told)
