"""The results presentation: seats asked for from inside and outside the roster, answered, printed, sent."""

from __future__ import annotations

import csv
import io
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.services import (
    agencies,
    forms,
    packets,
    preflight,
    roster,
    showcase,
    showcase_acts,
    showcase_import,
    undo,
)
from desktop.services.office import Office
from tests.builders import make_office

SAMPLES = paths.resources() / "samples"
SAMPLE = SAMPLES / "showcase.csv"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make_office(tmp_path / "office") as made:
        agencies.import_file(made, SAMPLES / "agencies.csv")
        roster.commit(made, roster.preview(made, SAMPLES / "roster.csv"))
        yield made


@pytest.fixture
def filled(office: Office) -> Office:
    assert showcase_import.import_file(office, SAMPLE).committed
    return office


def file_of(path: Path, *rows: str) -> Path:
    path.write_text(
        "\n".join(["姓名,服務機關,身分證統一編號,推薦順位,參加方式,發表主題,參展攤位", *rows]),
        encoding="utf-8",
    )
    return path


def test_the_sample_is_taken_with_people_outside_and_contract_staff(office: Office) -> None:
    result = showcase_import.import_file(office, SAMPLE)
    assert (result.committed, result.new, result.errors) == (True, 27, 0)
    assert [one.code for one in result.findings].count("showcase.outside") == 2
    found = showcase.listing(office)
    assert [one.rank for one in found] == list(range(1, 28))
    assert sum(one.person is None for one in found) == 2
    assert {"contract_hired", "contract_employed"} & {one.personnel_type for one in found}
    assert {one.attendee_kind for one in found} == {"central", "government", "council"}
    assert showcase.overview(office).roles == {"attend": 22, "present": 3, "exhibit": 2}
    undo.undo(office.database)
    assert showcase.listing(office) == ()


def test_the_same_file_again_changes_nothing(filled: Office) -> None:
    before = showcase.listing(filled)
    again = showcase_import.import_file(filled, SAMPLE)
    assert (again.new, again.changed, again.same) == (0, 0, 27)
    assert showcase.listing(filled) == before


def test_what_cannot_be_is_refused_with_its_reason(filled: Office, tmp_path: Path) -> None:
    first, second = showcase.listing(filled)[:2]
    path = file_of(
        tmp_path / "bad.csv",
        "王小明,某機關,,90,發表,,",
        "王小華,某機關,,91,參展,,",
        f"王小英,某機關,,{second.rank},與會,,",
        f"王小英,{first.agency},{first.person.id_no},93,與會,,",
    )
    result = showcase_import.import_file(filled, path)
    assert not result.committed
    errors = [one.code for one in result.findings if one.severity == "error"]
    assert errors == ["showcase.no_topic", "showcase.no_booth", "camp.rank_taken", "nominate.other_name"]
    assert len(showcase.listing(filled)) == 27


def test_the_center_answers_with_a_letter(filled: Office) -> None:
    ids = [one.id for one in showcase.listing(filled)]
    with pytest.raises(DataError, match=r"showcase\.answer_without_letter"):
        showcase_acts.answer(filled, ids[:3], "confirmed")
    with pytest.raises(UsageError):
        showcase_acts.answer(filled, ids[:3], "perhaps", "研習字第9號", date(2015, 10, 1))
    showcase_acts.answer(filled, ids[:20], "confirmed", "研習字第9號", date(2015, 10, 1))
    showcase_acts.answer(filled, ids[20:], "waiting", "研習字第9號", date(2015, 10, 1))
    assert showcase.overview(filled).states == {"confirmed": 20, "waiting": 7}
    showcase_acts.answer(filled, ids[:1], "requested")
    assert (showcase.listing(filled)[0].state, showcase.listing(filled)[0].document_no) == ("requested", "")


def test_requests_are_added_ranked_restated_and_withdrawn(filled: Office) -> None:
    before = showcase.listing(filled)
    with pytest.raises(DataError, match=r"showcase\.held"):
        showcase_acts.add(filled, person_id=before[0].person_id)
    with pytest.raises(DataError, match=r"showcase\.who_missing"):
        showcase_acts.add(filled, name="王小明")
    made = showcase_acts.add(filled, name="王小明", agency="嘉義縣議會")
    last = showcase.listing(filled)[-1]
    assert (last.id, last.rank, last.attendee_kind) == (made, 28, "council")
    showcase_acts.rearrange(filled, [made], 1)
    assert showcase.listing(filled)[0].id == made
    showcase_acts.restate(filled, made, {"role": "present", "meal": "vegetarian"})
    assert [one.code for one in preflight.check(filled, "showcase") if one.severity == "error"] == [
        "preflight.showcase_topic"
    ]
    showcase_acts.restate(filled, made, {"topic": " 微學習 "})
    assert showcase.listing(filled)[0].topic == "微學習"
    with pytest.raises(UsageError):
        showcase_acts.restate(filled, before[0].id, {"name": "別人"})
    with pytest.raises(DataError, match=r"nominate\.value_unknown"):
        showcase_acts.restate(filled, made, {"meal": "fish"})
    showcase_acts.withdraw(filled, [made], "不克出席")
    assert showcase.listing(filled) == before
    for _ in range(5):
        undo.undo(filled.database)
    assert showcase.listing(filled) == before


def words(path: Path) -> str:
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return "".join(told.split())


def test_the_booklet_tells_presenters_catering_and_transport(filled: Office, tmp_path: Path) -> None:
    (file,) = forms.booklet(filled, "showcase", tmp_path)
    assert (file.people, file.findings) == (27, ())
    text = words(file.path)
    assert "發表：行動學習融入新進人員訓練" in text
    assert "參展：英語學習圈成果" in text
    assert "膳食：不用1人" in text
    assert "需無障礙協助1人。" in text
    assert forms.blank(filled, "showcase", tmp_path)[0].pages == 1


def test_the_packet_has_everybody_and_people_outside_by_name(filled: Office, tmp_path: Path) -> None:
    built = packets.build(filled, tmp_path)
    assert built.path is not None
    assert packets.verify_file(built.path).accepted
    with zipfile.ZipFile(built.path) as packet:
        rows = list(
            csv.DictReader(io.StringIO(packet.read("data/showcase_requests.csv").decode(), newline=""))
        )
    assert len(rows) == 27
    assert sum(not row["person_no"] for row in rows) == 2
    assert {row["state"] for row in rows} == {"requested"}
