"""What the rules may know about one person in one nomination: frozen facts, no rows, no identity."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

AgencyKind = Literal["government", "subordinate", "township", "council", "school", "other"]
PersonnelType = Literal[
    "civil_servant", "contract_hired", "contract_employed", "police", "medical", "education", "other"
]
BusinessRelation = Literal["officer", "related", "it"]

AGENCY_KINDS: tuple[str, ...] = get_args(AgencyKind)


@dataclass(frozen=True, slots=True)
class Attendance:
    """One course of the person's record. `course` is the name as recorded or the id of an activity.

    A record with `attended=False` (accepted, then absent) never counts for or against anybody.
    """

    course: str
    roc_year: int
    attended: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one person for one nomination, in the codes of `resources/terms.toml`.

    Blank text means "not stated". `history` holds every year, this one included, but never the attendance
    that came of the nomination being judged. `history_complete` states that what is not in `history` never
    happened. `business_relation` is the nomination's own; blank falls back to the roster's `elearning_role`.
    `luminary` is participation that gives priority (a selected or renewed team, or 熠星參與 with a reason).
    `english_test` and `english_score` are as written; the camp's own statement goes before the roster's.
    `attested` holds the codes of the open reasons that the coordinator attests from papers at hand.
    """

    agency_kind: str
    personnel_type: str
    it_staff: bool = False
    elearning_role: str = ""
    luminary: bool = False
    history: tuple[Attendance, ...] = ()
    history_complete: bool = False
    english_test: str = ""
    english_score: str = ""
    business_relation: str = ""
    interest_stated: bool = False
    attested: frozenset[str] = frozenset()

    @property
    def relation(self) -> str:
        """The business relation as stated for this nomination, else the roster's, else blank."""
        return self.business_relation or self.elearning_role

    def attesting(self, codes: tuple[str, ...]) -> Facts:
        """The same facts with these open reasons attested; see `Verdict.attestable`."""
        return replace(self, attested=self.attested | frozenset(codes))
