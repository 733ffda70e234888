"""What tests need an office for, made cheaply and for real: an encrypted folder with every table."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import date, datetime
from functools import cache
from pathlib import Path

from sqlalchemy import func, select

from desktop.core import paths
from desktop.core.clock import TAIWAN, Clock, FixedClock
from desktop.core.vault import Cost
from desktop.models.people import Agency, Person
from desktop.services import agencies, history, letters, nominate, packets, roster
from desktop.services.office import Office, Passphrase, create_office, open_office

CLOCK = FixedClock(datetime(2015, 1, 5, 9, 0, tzinfo=TAIWAN))
PASSPHRASE = "一句只在測試裡才說的話語"
COST = Cost(memory_kib=64, iterations=1, lanes=1)
"""The smallest that the vault reads: a guess takes no time."""
COUNTY = "10009"


def make_office(folder: Path, *, clock: Clock = CLOCK, cost: Cost = COST, own_key: bool = False) -> Office:
    """A new office of 雲林縣 in `folder`, open; close it, or use it in a `with` block.

    It was made at `CLOCK`. All of them are copies of one, with one key, unless it is to have its own.
    """
    if own_key or cost != COST:
        _create(folder, cost)
    else:
        shutil.copytree(_first(), folder, dirs_exist_ok=True)
    return open_office(folder, Passphrase(PASSPHRASE), clock=clock)


@cache
def _first() -> Path:
    """Making an office takes a third of a second, copying one nothing."""
    place = tempfile.TemporaryDirectory(prefix="luminary-test-")
    atexit.register(place.cleanup)
    _create(Path(place.name, "office"), COST)
    return Path(place.name, "office")


def _create(folder: Path, cost: Cost) -> None:
    create_office(
        folder,
        COUNTY,
        PASSPHRASE,
        coordinator="林承辦",
        phone="05-5522000#2205",
        email="training@example.gov.tw",
        clock=CLOCK,
        cost=cost,
    )


def add_people(office: Office, count: int) -> None:
    """Add invented people of 雲林縣政府, as one action that can be undone."""
    with office.database.writing("roster.import", str(count)) as journal:
        first = journal.session.scalar(select(func.max(Person.person_no))) or 0
        if not first:
            journal.insert(Agency, [{"name": "雲林縣政府", "kind": "government"}])
        numbers = range(first + 1, first + count + 1)
        journal.insert(Person, [_person(number) for number in numbers])


def _person(number: int) -> dict[str, object]:
    return {
        "person_no": number,
        "id_type": "passport",
        "id_no": f"P{number:08d}",
        "name": f"測試{number}",
        "birth_date": date(1981, 1, 2),
        "grade": 7,
        "hired_date": None,
        "english_date": None,
        "agency_id": 1,
        "personnel_type": "civil_servant",
    }


def state(office: Office) -> dict[str, object]:
    """Everything that a backup must bring back: each row of each table, the keys and the sealed packets."""
    with office.database.reading() as session:
        connection = session.connection()
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
        rows = {
            name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY 1")]
            for (name,) in tables.all()
        }
    files = {
        path.name: path.read_bytes() for folder in (office.keys, office.outbox) for path in folder.iterdir()
    }
    return {"rows": rows, "files": files, "vault": (office.folder / "vault.json").read_bytes()}


def fill_from_samples(office: Office) -> Office:
    """The samples' county: its agencies, 620 people, and the history of those who attended."""
    samples = paths.resources() / "samples"
    agencies.import_file(office, samples / "agencies.csv")
    roster.commit(office, roster.preview(office, samples / "roster.csv"))
    history.import_file(office, samples / "history.csv")
    return office


def seal_a_packet(office: Office) -> Office:
    """Two people of the samples are nominated, the letter is stated, and packet 1 is sealed."""
    rows = ("身分證統一編號,姓名,期別,推薦順位", "U144499361,施文雄,1,1", "H163958509,吳俊傑,1,2")
    file = office.folder / "nominees.csv"
    file.write_text("\n".join(rows), encoding="utf-8")
    nominate.nominate_file(office, "course-oer", file)
    file.unlink()
    letters.put(office, date(2015, 2, 10), "府人訓字第1040000001號")
    packets.seal(office)
    return office


def copy_office(source: Path, folder: Path, *, clock: Clock = CLOCK) -> Office:
    """A closed office copied to `folder` and opened there: much faster than filling one anew."""
    shutil.copytree(source, folder)
    return open_office(folder, Passphrase(PASSPHRASE), clock=clock)
