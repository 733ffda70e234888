"""Every table of today's schema, imported once so that `Base.metadata` is whole."""

from __future__ import annotations

from desktop.models.audit import AuditEntry, AuditPayload
from desktop.models.base import Base
from desktop.models.calendar import Deadline
from desktop.models.camp import CampMember, CampStage
from desktop.models.courses import Nomination
from desktop.models.diagnosis import Answer, Decision, Diagnosis, Respondent
from desktop.models.events import EventRegistration, Hosting
from desktop.models.letters import Letter, StoredFile
from desktop.models.luminary import LuminaryLine, LuminaryProposal
from desktop.models.mentoring import (
    EarlierPair,
    MentoringForm,
    MentoringMember,
    Pair,
    PairChoice,
    Pairing,
    PairLine,
    PoolToken,
    TermAlias,
)
from desktop.models.office import ActivityChange, ImportProfile, OfficeRow, Setting
from desktop.models.packets import Packet
from desktop.models.people import Agency, AgencyUnit, CourseHistory, Person
from desktop.models.reflections import Reflection
from desktop.models.rounds import CollectionRound, RoundAgency, RoundEntry, RoundReturn
from desktop.models.showcase import ShowcaseRequest

metadata = Base.metadata

TABLES: tuple[type[Base], ...] = (
    OfficeRow,
    Setting,
    ActivityChange,
    ImportProfile,
    Agency,
    AgencyUnit,
    Person,
    CourseHistory,
    Nomination,
    CampMember,
    CampStage,
    Reflection,
    ShowcaseRequest,
    EventRegistration,
    Hosting,
    Deadline,
    StoredFile,
    Letter,
    CollectionRound,
    RoundAgency,
    RoundReturn,
    RoundEntry,
    Diagnosis,
    Respondent,
    Answer,
    Decision,
    LuminaryProposal,
    LuminaryLine,
    MentoringMember,
    MentoringForm,
    PoolToken,
    TermAlias,
    EarlierPair,
    PairChoice,
    Pairing,
    Pair,
    PairLine,
    Packet,
    AuditEntry,
    AuditPayload,
)
