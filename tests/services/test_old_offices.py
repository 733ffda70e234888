"""Offices of every released schema open for ever, from their folder and from their backup."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop.models import migrate
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
from desktop.models.packets import Packet
from desktop.models.people import CourseHistory, Person
from desktop.models.reflections import Reflection
from desktop.models.rounds import CollectionRound, RoundAgency, RoundEntry, RoundReturn
from desktop.models.schema import TABLES
from desktop.models.showcase import ShowcaseRequest
from desktop.services import restore, undo
from desktop.services.integrity import check_integrity
from desktop.services.office import Office, Passphrase, open_office
from tests.builders import CLOCK, PASSPHRASE, make_office
from tests.models.test_migrate import shape
from tests.office_fixture import KEY_FILE, PACKET_FILE, fixture

SECRET = Passphrase(PASSPHRASE)
SCHEMAS = range(1, migrate.CURRENT + 1)

ACTIVITIES = (
    CampMember,
    CampStage,
    Reflection,
    ShowcaseRequest,
    EventRegistration,
    Hosting,
    Deadline,
)
ROUNDS = (StoredFile, Letter, CollectionRound, RoundAgency, RoundReturn, RoundEntry)
DIAGNOSIS = (Diagnosis, Respondent, Answer, Decision, LuminaryProposal, LuminaryLine, MentoringMember)
PAIRS = (MentoringForm, PoolToken, TermAlias, EarlierPair, PairChoice, Pairing, Pair, PairLine)
_FIRST: dict[type[Base], int] = {Person: 3, CourseHistory: 1, Nomination: 2, Packet: 1}
HELD: dict[int, dict[type[Base], int]] = {
    1: _FIRST | dict.fromkeys((*ACTIVITIES, *ROUNDS, *DIAGNOSIS, *PAIRS), 0),
    2: _FIRST | dict.fromkeys(ACTIVITIES, 1) | dict.fromkeys((*ROUNDS, *DIAGNOSIS, *PAIRS), 0),
    3: _FIRST | dict.fromkeys((*ACTIVITIES, *ROUNDS), 1) | dict.fromkeys((*DIAGNOSIS, *PAIRS), 0),
    4: _FIRST | dict.fromkeys((*ACTIVITIES, *ROUNDS, *DIAGNOSIS), 1) | dict.fromkeys(PAIRS, 0),
    5: _FIRST | dict.fromkeys((*ACTIVITIES, *ROUNDS, *DIAGNOSIS, *PAIRS), 1) | {MentoringMember: 2},
}
"""How many rows the fixture of a schema holds, by today's tables."""


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_folder_opens(schema: int, tmp_path: Path) -> None:
    with zipfile.ZipFile(fixture(schema)) as archive:
        for name in ("vault.json", "office.db"):
            archive.extract(name, tmp_path)
    (tmp_path / "backups").mkdir()
    (tmp_path / "logs").mkdir()
    with open_office(tmp_path, SECRET, clock=CLOCK) as office:
        holds_what_was_put_in(office, schema)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_backup_is_restored(schema: int, tmp_path: Path) -> None:
    shutil.copy(fixture(schema), tmp_path / "old.lgdlbackup")
    restore.restore(tmp_path / "old.lgdlbackup", tmp_path / "office", SECRET, clock=CLOCK)
    with open_office(tmp_path / "office", SECRET, clock=CLOCK) as office:
        holds_what_was_put_in(office, schema)
        assert (office.keys / KEY_FILE[0]).read_bytes() == KEY_FILE[1]
        assert (office.outbox / PACKET_FILE[0]).read_bytes() == PACKET_FILE[1]


def holds_what_was_put_in(office: Office, schema: int) -> None:
    assert migrate.schema_of(office.database) == migrate.CURRENT
    assert check_integrity(office) == ()
    with office.database.reading() as session:
        found = {table: session.scalar(select(func.count()).select_from(table)) for table in HELD[schema]}
        assert session.get_one(Person, 3).name == "測試3"
        kept = session.get_one(Nomination, 2)
        assert (kept.rank, kept.verdict, kept.outcome, kept.outcome_at) == (2, "yes", "", None)
    assert found == HELD[schema]
    assert undo.undo(office.database).action == "roster.import"


@pytest.mark.parametrize("schema", SCHEMAS)
def test_it_has_todays_tables_afterwards(schema: int, tmp_path: Path) -> None:
    restore.restore(fixture(schema), tmp_path / "old", SECRET, clock=CLOCK)
    with (
        open_office(tmp_path / "old", SECRET, clock=CLOCK) as old,
        make_office(tmp_path / "new") as new,
        old.database.engine.begin() as one,
        new.database.engine.begin() as other,
    ):
        assert shape(one) == shape(other)
        assert shape(one).keys() == {table.__tablename__ for table in TABLES}
