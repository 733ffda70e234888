"""The answer of a rule: yes, no or unknown, with the reasons and clauses it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.core.findings import Severity
from desktop.core.messages import LANGUAGES
from desktop.rules.bilingual import NO_TEXT, Text


class Answer(StrEnum):
    """Three-valued: an offline office may not hold the full course history."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code of the plan's `reasons.toml`, its clause, and the rendered texts to freeze.

    Severity is INFO for a yes, WARNING for an unknown or a warning, ERROR for a no. `attestable` says that
    the coordinator may answer it from papers at hand (切結) by putting `code` into `Facts.attested`.
    """

    code: str
    clause: str
    severity: Severity
    text: Text
    next: Text = NO_TEXT
    attestable: bool = False

    @property
    def texts(self) -> dict[str, tuple[str, str]]:
        """Language → (what, next), to freeze with the nomination."""
        return {one: (self.text.in_language(one), self.next.in_language(one)) for one in LANGUAGES}


@dataclass(frozen=True, slots=True)
class PriorityBasis:
    """What gives a person priority, such as participation in the Luminary programme."""

    code: str
    label: Text
    clause: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one person and one activity.

    `reasons` is never empty: the primary one first, then what else stands in the way. `priority` orders the
    list and never changes the answer. `attested` holds the codes that attestation answered.
    """

    answer: Answer
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()
    priority: tuple[PriorityBasis, ...] = ()
    attested: tuple[str, ...] = ()

    @property
    def primary(self) -> Reason:
        """The one reason that a form prints."""
        return self.reasons[0]

    @property
    def attestable(self) -> tuple[str, ...]:
        """The codes that the coordinator may attest; empty unless the answer is unknown."""
        if self.answer is not Answer.UNKNOWN:
            return ()
        return tuple(reason.code for reason in self.reasons if reason.attestable)
