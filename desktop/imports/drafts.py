"""What reading a foreign file gives: one draft a record, ready for a service, and what was found on the way.

Drafts are named tuples: a hundred thousand of them must be made fast and lie compactly in memory. Codes
are those of `core.terms`; an empty text means "not in the file"; dates are `datetime.date`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from desktop.core.findings import Finding, Severity
from desktop.core.text import mask_id


class PersonDraft(NamedTuple):
    """One person of a roster. `record` counts records of the file, the header being 1."""

    record: int
    agency: str  # the known agency's own name, or the cleaned name of a new one
    unit: str = ""
    title: str = ""
    name: str = ""  # never normalised
    id_type: str = ""  # vocabulary id_type
    id_no: str = ""
    sex: str = ""  # vocabulary sex
    birth_date: date | None = None
    rank: str = ""  # vocabulary rank
    grade: int | None = None  # 1–14
    personnel_type: str = ""  # vocabulary personnel_type
    hired_date: date | None = None
    phone: str = ""
    mobile: str = ""
    email: str = ""
    english_test: str = ""  # vocabulary english_test, or the text as written
    english_score: str = ""
    english_date: date | None = None
    it_staff: bool = False
    elearning_role: str = ""  # vocabulary elearning_role
    luminary: bool = False
    note: str = ""  # may hold several lines
    name_substitute: str = ""
    cns_code: str = ""
    name_description: str = ""
    name_en: str = ""


class AgencyDraft(NamedTuple):
    """One agency of the county with its units in the order of the file."""

    record: int
    name: str
    kind: str = ""  # vocabulary agency_kind
    units: tuple[str, ...] = ()
    code: str = ""  # 機關代碼, optional


class HistoryDraft(NamedTuple):
    """One attendance of one course of one year."""

    record: int
    id_no: str
    name: str = ""
    course: str = ""
    roc_year: int = 0
    session: int | None = None
    attended: bool = True
    completed: bool | None = None  # None: the file does not say
    hours: str = ""
    source: str = ""


class NominationDraft(NamedTuple):
    """One person nominated for one session of a course."""

    record: int
    id_no: str
    name: str = ""
    session: int | None = None
    rank: int | None = None
    alternate: bool = False
    business_relation: str = ""  # vocabulary business_relation
    business_note: str = ""
    interest: bool = False  # interest in the subject was stated
    meal: str = ""  # vocabulary meal
    lodging: bool | None = None  # None: the file does not say
    access_need: bool | None = None
    note: str = ""


class CampDraft(NamedTuple):
    """One person recommended for the English camp."""

    record: int
    id_no: str
    name: str = ""
    name_en: str = ""
    agency_kind: str = ""  # vocabulary agency_kind
    rank: int | None = None
    english_test: str = ""  # as written
    english_score: str = ""
    test_date: date | None = None
    circle: str = ""
    leader: bool = False
    leader_experience: str = ""
    commitment: bool | None = None  # None: the file does not say
    motivation: str = ""
    note: str = ""


class CampStageDraft(NamedTuple):
    """What became of one member in one stage, which is told in the plan's words."""

    record: int
    id_no: str
    name: str = ""
    stage: str = ""
    result: str = ""  # vocabulary camp_result
    left_reason: str = ""


class AttendanceDraft(NamedTuple):
    """What became of one nomination; the course is told by its name or id."""

    record: int
    id_no: str
    name: str = ""
    course: str = ""
    session: int | None = None
    outcome: str = ""  # vocabulary outcome
    hours: str = ""
    reason: str = ""
    document_no: str = ""


class EventDraft(NamedTuple):
    """One registration for an event, which is told in the plan's words or by its id."""

    record: int
    id_no: str
    name: str = ""
    event: str = ""
    meal: str = ""  # vocabulary meal
    lodging: bool | None = None  # None: the file does not say
    transport: str = ""  # vocabulary transport
    access_need: bool | None = None
    state: str = ""  # vocabulary event_state
    note: str = ""


class ShowcaseDraft(NamedTuple):
    """One seat asked for at the results presentation; the person may be outside the roster."""

    record: int
    name: str
    agency: str
    id_no: str = ""  # as written; blank where no hours are credited
    job_title: str = ""
    personnel_type: str = ""  # vocabulary personnel_type
    rank: int | None = None
    attendee_kind: str = ""  # vocabulary attendee_kind
    role: str = ""  # vocabulary showcase_role
    topic: str = ""
    booth: str = ""
    session: str = ""
    meal: str = ""  # vocabulary meal
    transport: str = ""  # vocabulary transport
    access_need: bool | None = None  # None: the file does not say
    note: str = ""


class ReflectionDraft(NamedTuple):
    """One micro-reflection of a file; kind of reading and posting place are told in the plan's words."""

    record: int
    name: str
    source_type: str
    source_title: str
    body: str
    id_no: str = ""  # an author outside the roster needs none
    agency: str = ""
    title_of_post: str = ""
    source_author: str = ""
    source_reference: str = ""
    read_date: date | None = None
    title: str = ""
    takeaways: str = ""
    consent: bool | None = None  # None: the file does not say
    post_place: str = ""
    posted_date: date | None = None
    posted_reference: str = ""


class MentoringDraft(NamedTuple):
    """One person recommended as mentor or mentee; several values of a text are joined by 、."""

    record: int
    id_no: str
    name: str = ""
    role: str = ""  # vocabulary mentoring_role; blank in a list of one pool
    terms: str = ""  # expertise, or needs in their order
    capacity: int | None = None
    languages: str = ""
    modes: str = ""
    supervisor: str = ""
    wishes: str = ""
    avoid: str = ""
    leave_consent: bool | None = None  # None: the file does not say
    note: str = ""
    agency: str = ""  # as written; the roster's counts where the person is known
    grade: int | None = None  # 1–14
    years_service: str = ""  # of the form, as resources/mentoring.toml has them
    domains: str = ""
    experience: str = ""
    goals: str = ""
    task: str = ""
    career: str = ""
    availability: str = ""
    tools: str = ""
    prefer: str = ""
    consent: str = ""  # vocabulary yes_no


class PairDraft(NamedTuple):
    """Two people named as a pair, by their numbers: fixed by hand, or a pair of an earlier year."""

    record: int
    mentee_no: str
    mentor_no: str
    roc_year: int | None = None  # of an earlier pair
    reason: str = ""

    @property
    def name(self) -> str:
        """Both, as a preview names the record: masked, for a list of pairs says no names."""
        return f"{mask_id(self.mentor_no)} – {mask_id(self.mentee_no)}"


class KnownAgency(NamedTuple):
    """An agency the office already knows."""

    name: str
    kind: str  # vocabulary agency_kind
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewAgency:
    """An agency named in a file that the office does not know yet; the coordinator confirms it."""

    name: str
    kind: str  # a guess from the name's ending
    record: int  # where it was first named
    people: int  # how many records name it
    similar: tuple[str, ...] = ()  # known names it may be a slip of, nearest first


DraftT = TypeVar(
    "DraftT",
    PersonDraft,
    AgencyDraft,
    HistoryDraft,
    NominationDraft,
    CampDraft,
    CampStageDraft,
    AttendanceDraft,
    EventDraft,
    ShowcaseDraft,
    ReflectionDraft,
    MentoringDraft,
    PairDraft,
)


@dataclass(slots=True)
class Reading(Generic[DraftT]):
    """One file read. `drafts` holds the records without an error, in the order of the file."""

    drafts: list[DraftT]
    findings: list[Finding]  # at most `problems.KEPT`, in the order of records
    records: int  # how many records the file has
    mapping_used: dict[str, str]  # header of the file -> field of the draft
    unknown_columns: tuple[str, ...]  # headers nobody read
    counts: dict[Severity, int]  # exact, also beyond the findings kept
    refused: int = 0  # records with an error
    repeated: int = 0  # records equal to an earlier one, left out
    complete_until: int | None = None  # findings from this record on were counted only; None: all are kept
    row_of: Callable[[int], int | None] = lambda record: None  # its row on the sheet, spreadsheets only

    @property
    def has_errors(self) -> bool:
        """Whether anything forbids a commit of the whole file."""
        return self.counts.get(Severity.ERROR, 0) > 0


@dataclass(slots=True)
class RosterReading(Reading[PersonDraft]):
    """A roster read, with the agencies it names that are not known."""

    new_agencies: tuple[NewAgency, ...] = ()
