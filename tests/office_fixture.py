"""Writes the office of today's schema that must open for ever: `python -m tests.office_fixture`.

Do so once, when a schema is released; a fixture in `tests/data/offices` is never written again afterwards.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from desktop.models import migrate
from desktop.models.calendar import Deadline
from desktop.models.camp import CampMember, CampStage
from desktop.models.courses import Nomination
from desktop.models.diagnosis import Answer, Decision, Diagnosis, Respondent
from desktop.models.events import EventRegistration, Hosting
from desktop.models.journal import Journal
from desktop.models.letters import Letter
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
from desktop.models.packets import Packet
from desktop.models.people import AgencyUnit, CourseHistory
from desktop.models.reflections import Reflection
from desktop.models.rounds import CollectionRound, RoundAgency, RoundEntry, RoundReturn
from desktop.models.showcase import ShowcaseRequest
from desktop.services import backup
from desktop.services.office import Office
from tests.builders import CLOCK, add_people, make_office

FOLDER = Path(__file__).resolve().parent / "data" / "offices"

KEY_FILE = ("office.p12", b"not a real key")
FILE = b"not a real letter"
PACKET_FILE = ("10009-104-0001.asice", b"not a real packet")


def fixture(schema: int) -> Path:
    """The backup that holds an office of a schema."""
    return FOLDER / f"schema-{schema}.lgdlbackup"


def write(target: Path) -> None:
    """A backup of an office with something in every table."""
    with tempfile.TemporaryDirectory() as place, make_office(Path(place, "office"), own_key=True) as office:
        add_people(office, 3)
        _fill(office)
        (office.keys / KEY_FILE[0]).write_bytes(KEY_FILE[1])
        (office.outbox / PACKET_FILE[0]).write_bytes(PACKET_FILE[1])
        backup.make(office, target)


def _fill(office: Office) -> None:
    with office.database.writing("roster.import", "1") as journal:
        journal.insert(AgencyUnit, [{"agency_id": 1, "name": "人事處"}])
        course = {"course": "數位學習基礎班", "roc_year": 103, "completed": True}
        journal.insert(CourseHistory, [{"person_id": 1, **course}])
        journal.insert(Nomination, [_nomination(1), _nomination(2)])
        journal.insert(Packet, [_packet()])
        _fill_activities(journal)
        _fill_rounds(journal)
        _fill_diagnosis(journal)
        _fill_pairs(journal)


def _fill_activities(journal: Journal) -> None:
    """A row in each table that came with schema 2."""
    now, day = CLOCK.now(), CLOCK.now().date()
    judged = {"person_id": 1, "rank": 1, "verdict": "yes", "reasons": "[]", "created_at": now}
    open_ones = dict.fromkeys(("test_date", "commitment", "attested_at", "withdrawn_at"))
    journal.insert(CampMember, [judged | open_ones])
    journal.insert(CampStage, [{"member_id": 1, "stage": "reading", "result": "joined"}])
    read = dict.fromkeys(("read_date", "posted_date", "withdrawn_at"))
    journal.insert(
        Reflection,
        [
            read
            | {"number": 1, "person_id": None, "author": "吳教師", "source_type": "book", "created_at": now}
        ],
    )
    seat = dict.fromkeys(("person_id", "access_need", "document_date", "withdrawn_at"))
    journal.insert(
        ShowcaseRequest,
        [seat | {"rank": 1, "name": "周來賓", "attendee_kind": "central", "created_at": now}],
    )
    day_out = dict.fromkeys(("lodging", "access_need", "withdrawn_at"))
    journal.insert(EventRegistration, [day_out | {"event": "launch_camp", "person_id": 1, "created_at": now}])
    host = dict.fromkeys(("first", "last", "capacity", "document_date"))
    journal.insert(Hosting, [host | {"activity": "course-basic", "session": 1}])
    journal.insert(Deadline, [{"subject": "函報推薦名冊", "day": day, "document_date": None}])


def _fill_rounds(journal: Journal) -> None:
    """A row in each table that came with schema 3."""
    now, day = CLOCK.now(), CLOCK.now().date()
    file = journal.keep_file(FILE)
    letter = {"direction": "in", "day": day, "subject": "請推薦參訓人員", "deadline": day, "created_at": now}
    journal.insert(Letter, [letter | {"file_name": "letter.pdf", "file_id": file}])
    asked = {"activity": "course-basic", "session": None, "title": "基礎班", "token": "ABCDEFGH"}
    journal.insert(
        CollectionRound, [asked | {"opened_on": day, "due": day, "letter_id": 1, "created_at": now}]
    )
    open_ones = dict.fromkeys(("places", "sent_on", "reminded_on"))
    journal.insert(RoundAgency, [open_ones | {"round_id": 1, "agency_id": 1, "number": 1}])
    came = {"round_agency_id": 1, "number": 1, "file_name": "back.xlsx", "file_id": file}
    came |= {"recognised": "mark", "nil": False, "records": 1, "problems": "[]", "received_at": now}
    journal.insert(RoundReturn, [came])
    entry = dict.fromkeys(("pinned", "left_at"))
    journal.insert(RoundEntry, [entry | {"return_id": 1, "record": 2, "position": 1, "draft": "{}"}])


def _fill_diagnosis(journal: Journal) -> None:
    """A row in each table that came with schema 4."""
    now = CLOCK.now()
    made = {"roc_year": 104, "instrument": "luminary-self-diagnosis", "version": "104.1", "sha256": "0" * 64}
    journal.insert(Diagnosis, [made | {"created_at": now}])
    asked = {"diagnosis_id": 1, "number": 1, "token": "ABCDEFGH", "source": "paper", "created_at": now}
    journal.insert(Respondent, [asked])
    journal.insert(Answer, [{"respondent_id": 1, "question": "A1_level", "value": "3"}])
    fixed = {"diagnosis_id": 1, "item": "A1", "level": 3, "not_applicable": False, "need": 2}
    journal.insert(Decision, [fixed | {"decided_at": now}])
    proposal = {"roc_year": 104, "document_date": None, "cells": '{"title": "熠星"}', "created_at": now}
    journal.insert(LuminaryProposal, [proposal])
    line = {"proposal_id": 1, "list": "team", "number": 1, "person_id": 1, "cells": '{"name": "測試1"}'}
    journal.insert(LuminaryLine, [line])
    open_ones = dict.fromkeys(("capacity", "leave_consent", "withdrawn_at"))
    member = {"role": "mentee", "person_id": 1, "terms": "人事", "created_at": now}
    journal.insert(MentoringMember, [open_ones | member])


def _fill_pairs(journal: Journal) -> None:
    """A row in each table that came with schema 5, and the mentor of the mentee."""
    now = CLOCK.now()
    open_ones = dict.fromkeys(("leave_consent", "withdrawn_at"))
    mentor = {"role": "mentor", "person_id": 2, "terms": "人事", "capacity": 1, "created_at": now}
    journal.insert(MentoringMember, [open_ones | mentor])
    both = {"mentee_id": 1, "mentor_id": 2}
    journal.insert(MentoringForm, [{"member_id": 1, "cells": '{"tools": "電子郵件"}'}])
    journal.insert(PoolToken, [{"member_id": 1, "token": "ABCDEFGH"}])
    journal.insert(TermAlias, [{"alias": "人力", "term": "人事"}])
    journal.insert(EarlierPair, [{"roc_year": 103, "mentor_no": "A", "mentee_no": "B"}])
    journal.insert(PairChoice, [both | {"kind": "lock", "created_at": now}])
    journal.insert(Pairing, [{"roc_year": 104, "certificate": "{}", "accepted_at": now}])
    pair = {"points": 40, "locked": True, "document_date": None, "created_at": now}
    journal.insert(Pair, [both | pair])
    line = {"pair_id": 1, "list": "discussion", "number": 1, "cells": '{"topic": "人事"}'}
    journal.insert(PairLine, [line])


def _nomination(number: int) -> dict[str, object]:
    empty = dict.fromkeys(("lodging", "access_need", "attested_at", "withdrawn_at", "outcome_at"))
    return empty | {
        "activity": "course-basic",
        "session": 1,
        "rank": number,
        "person_id": number,
        "verdict": "yes",
        "reasons": "[]",
        "created_at": CLOCK.now(),
    }


def _packet() -> dict[str, object]:
    return {
        "sequence": 1,
        "packet_id": "10009-104-0001",
        "file_name": PACKET_FILE[0],
        "sha256": "0" * 64,
        "signer_sha256": "0" * 64,
        "counts": "{}",
        "scope": "[]",
        "sealed_at": CLOCK.now(),
    }


if __name__ == "__main__":
    path = fixture(migrate.CURRENT)
    if path.exists():
        sys.exit(f"{path} is kept for ever; delete it by hand if its schema was never released")
    path.parent.mkdir(exist_ok=True)
    write(path)
