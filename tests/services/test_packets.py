"""From an office to a sealed packet: checked, signed, verified, recorded, copied, in this order."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.core import paths
from desktop.core.clock import TAIWAN, FixedClock
from desktop.core.errors import Cancelled, EnvironmentFailure, UsageError
from desktop.core.findings import Severity
from desktop.exports import sealed_tables, strict_json
from desktop.exports.packet import Letter, ProofFile
from desktop.exports.tables import definitions
from desktop.models.office import OfficeRow
from desktop.models.packets import Packet
from desktop.services import (
    backup,
    camp_stages,
    demo_diagnosis,
    demo_luminary,
    dossiers,
    history,
    nominate,
    nominating,
    nominations,
    packet_cells,
    packet_copies,
    packet_tables,
    packets,
    people,
    plans,
    reflection_import,
    restore,
    roster,
    showcase_import,
    signing_keys,
    undo,
)
from desktop.services.course_dossier import CourseDossier
from desktop.services.office import Office, Passphrase, open_office
from tests.builders import CLOCK, PASSPHRASE, fill_from_samples, make_office

SAMPLES = paths.resources() / "samples"
LETTER = Letter(date(2015, 2, 10), "府人訓字第1040000001號")


def nominated(office: Office) -> Office:
    nominate.nominate_file(office, "course-newmedia", SAMPLES / "nominate-newmedia.csv", skip_errors=True)
    return office


@pytest.fixture
def county(county: Office) -> Office:
    return nominated(county)


def test_a_packet_is_sealed_recorded_and_copied(county: Office, tmp_path: Path) -> None:
    built = packets.build(county, tmp_path / "usb", letter=LETTER)
    assert built.sealed is not None
    assert built.path is not None
    assert built.path.read_bytes() == built.sealed.path.read_bytes()
    assert built.sealed.path.parent == county.outbox
    (sent,) = packets.history(county)
    assert (sent.sequence, sent.sha256, sent.file_name) == (1, built.sealed.sha256, built.path.name)
    with zipfile.ZipFile(built.path) as packet:
        assert packet.testzip() is None
        assert "forms/course-newmedia.pdf" in packet.namelist()


def test_a_stranger_can_verify_it(county: Office, tmp_path: Path) -> None:
    built = packets.build(county, tmp_path)
    assert built.path is not None
    answer = packets.verify_file(built.path, trust_file=county.keys / signing_keys.CERTIFICATE)
    assert (answer.complete, answer.unaltered, answer.signer.trusted) == (True, True, True)
    assert answer.signer.county_code == "10009"
    damaged = bytearray(built.path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    built.path.write_bytes(damaged)
    assert not packets.verify_file(built.path).accepted


def test_a_family_s_proofs_are_sealed_and_read_back(
    county: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proof = ProofFile("pairing", strict_json.write({"pairs": [[0, 1]]}))
    monkeypatch.setattr(CourseDossier, "proofs", lambda _self: (proof,))
    built = packets.build(county, tmp_path)
    assert built.path is not None
    assert sealed_tables.read_proof(built.path, "pairing") == proof.content
    again = packet_copies.write_sealed(county, 1, tmp_path / "again")
    assert {path.name for path in again.paths} == {path.name for path in built.copies}


def test_an_office_key_is_whole_or_made_again(county: Office) -> None:
    (county.keys / signing_keys.CERTIFICATE).mkdir()  # in the way, as a full disk is
    with pytest.raises(OSError, match="certificate"):
        signing_keys.signer(county)
    (county.keys / signing_keys.CERTIFICATE).rmdir()
    made = signing_keys.signer(county).certificate
    assert (county.keys / signing_keys.CERTIFICATE).read_bytes() == made.to_pem()


def test_packets_follow_one_another(county: Office, tmp_path: Path) -> None:
    first = packets.build(county, tmp_path)
    second = packets.build(county, tmp_path)
    assert first.sealed is not None
    assert (first.sequence, second.sequence) == (1, 2)
    with county.database.reading() as session:
        row = session.scalars(select(Packet).filter_by(sequence=2)).one()
        assert row.previous_sha256 == first.sealed.sha256
        assert row.signer_sha256 == session.scalars(select(Packet.signer_sha256)).first()


def test_sealing_is_not_undone(county: Office, tmp_path: Path) -> None:
    packets.build(county, tmp_path)
    assert undo.undo(county.database).action == "nomination.import"
    assert len(packets.history(county)) == 1


def test_an_error_of_the_preflight_seals_nothing(county: Office, tmp_path: Path) -> None:
    # Somebody nominated as never having attended turns out to have attended.
    basic = SAMPLES / "nominate-basic.csv"
    nominate.nominate_file(county, "course-basic", basic, skip_errors=True)
    extra = tmp_path / "history.csv"
    extra.write_text(
        "身分證統一編號,姓名,班別,年度,期別\nU144499361,施文雄,自製數位教材基礎班,99,1\n", encoding="utf-8"
    )
    history.import_file(county, extra)
    built = packets.build(county, tmp_path / "usb")
    assert built.sealed is None
    assert "preflight.refused" in {
        finding.code for finding in built.findings if finding.severity is Severity.ERROR
    }
    assert packets.history(county) == []
    assert not list(county.outbox.iterdir())
    assert not (tmp_path / "usb").exists()


def test_an_unwritable_target_is_told_before_anything_is_sealed(county: Office, tmp_path: Path) -> None:
    target = tmp_path / "file-not-folder"
    target.write_text("x", encoding="ascii")
    with pytest.raises(EnvironmentFailure) as caught:
        packets.build(county, target)
    assert caught.value.params["path"] == str(target)
    assert packets.history(county) == []
    assert not list(county.outbox.iterdir())


def test_a_packet_that_cannot_be_copied_is_kept_and_named(county: Office, tmp_path: Path) -> None:
    (tmp_path / "LGDL-104-10009-0001-slip.pdf").mkdir()  # in the way, as a full stick is
    with pytest.raises(EnvironmentFailure) as caught:
        packets.build(county, tmp_path)
    (sent,) = packets.history(county)
    assert caught.value.code == "packet.not_copied"
    assert caught.value.params["kept"] == str(county.outbox / sent.file_name)
    assert (county.outbox / sent.file_name).exists()


@pytest.mark.parametrize("label", ["forms.progress", "packet.step_sign"])
def test_a_cancelled_packet_was_never_sealed(county: Office, tmp_path: Path, label: str) -> None:
    class Cancelling:
        def step(self, _done: int, _total: int, at: str) -> None:
            if at == label:
                raise Cancelled

    with pytest.raises(Cancelled):
        packets.seal(county, target=tmp_path / "usb", progress=Cancelling())
    assert packets.history(county) == []
    assert not list(county.outbox.iterdir())
    assert packets.seal(county).sequence == 1


def test_a_packet_of_the_same_number_is_never_overwritten(county: Office, tmp_path: Path) -> None:
    delivered = tmp_path / "LGDL-104-10009-0001.asice"
    delivered.write_bytes(b"as an office had sealed it before an older backup was restored")
    with pytest.raises(EnvironmentFailure, match=r"packet\.number_taken"):
        packets.build(county, tmp_path)
    assert packets.history(county) == []
    assert delivered.read_bytes().startswith(b"as an office")


@pytest.mark.parametrize("number", ["", "　", "府\n人", "號" * 201])
def test_a_letter_needs_a_number_in_one_line(county: Office, tmp_path: Path, number: str) -> None:
    with pytest.raises(UsageError, match=r"packet\.letter_number"):
        packets.build(county, tmp_path, letter=Letter(LETTER.date, number))
    assert packets.build(county, tmp_path).sealed is not None


def test_a_contact_that_does_not_fit_the_packet_is_told(county: Office, tmp_path: Path) -> None:
    with county.database.writing("plan.change") as journal:
        journal.update(OfficeRow, 1, {"coordinator": "林\n承辦", "phone": "05" * 101})
    built = packets.build(county, tmp_path)
    assert built.sealed is None
    wrong = [one.field for one in built.findings if one.code == "preflight.contact_format"]
    assert wrong == ["承辦人", "公務電話"]


def test_the_letter_is_remembered(county: Office, tmp_path: Path) -> None:
    packets.build(county, tmp_path, letter=LETTER)
    built = packets.build(county, tmp_path)
    assert "preflight.letter" not in {finding.code for finding in built.findings}


def test_tables_have_the_columns_of_their_definitions(county: Office) -> None:
    nominating.nominate_file(county, "english-camp", SAMPLES / "english-camp.csv", skip_errors=True)
    camp_stages.put(county, [1], "reading", "joined")
    reflection_import.import_file(county, SAMPLES / "reflections.csv")
    showcase_import.import_file(county, SAMPLES / "showcase.csv")
    demo_luminary.run(county)
    demo_diagnosis.answers(county)
    demo_diagnosis.agree(county)
    with county.database.reading() as session:
        tables = packet_tables.tables(session, dossiers.read(session, plans.current(session)))
    for table in tables:
        assert table.rows
        assert {len(row) for row in table.rows} == {len(definitions()[table.name].columns)}
    people = next(table for table in tables if table.name == "people")
    assert definitions()["people"].header[1 : 1 + len(packet_cells.PEOPLE)] == packet_cells.PEOPLE
    assert {row[0][0] for row in people.rows} == {"P"}


def test_a_reason_with_a_comma_of_its_own_stays_one_entry_of_its_list(
    agencies_only: Office, tmp_path: Path
) -> None:
    roster.commit(agencies_only, roster.preview(agencies_only, SAMPLES / "roster.csv"))
    path = tmp_path / "n.csv"
    path.write_text("身分證統一編號,姓名,期別,推薦順位\nU144499361,施文雄,1,1\n", encoding="utf-8")
    people.edit(agencies_only, 518, {"luminary": "否"})
    nominate.nominate_file(agencies_only, "course-community", path)
    with agencies_only.database.reading() as session:
        (one,) = nominations.listing(session)
        held = dossiers.read(session, plans.current(session))
        tables = {table.name: table.rows for table in packet_tables.tables(session, held)}
    columns = definitions()["course_nominations"].header
    row = dict(zip(columns, tables["course_nominations"][0], strict=True))
    assert len(row["reasons"].split("、")) == len(one.reasons)
    assert row["center_to_check"] == "未註明與熠星方案，數位學習業務或社群經營之關聯"


def test_a_year_that_the_packet_does_not_take_is_refused_by_the_import(
    county: Office, tmp_path: Path
) -> None:
    path = tmp_path / "h.csv"
    for year, errors in ((79, 1), (80, 0)):
        path.write_text(
            f"身分證統一編號,姓名,班別,年度\nU144499361,施文雄,自製數位教材基礎班,{year}\n", encoding="utf-8"
        )
        assert history.import_file(county, path).errors == errors
    assert packets.build(county, tmp_path).sealed is not None


def test_copies_for_excel_lie_beside_the_packet_under_chinese_titles(county: Office, tmp_path: Path) -> None:
    built = packets.build(county, tmp_path)
    names = ("people.csv", "course_nominations.csv", "course_history.csv")
    assert built.copies == tuple(tmp_path / "LGDL-104-10009-0001-excel" / name for name in names)
    content = built.copies[0].read_bytes()
    assert content.startswith(b"\xef\xbb\xbf" + "人員編號,證件類別".encode())
    assert b"1960-12-08" in content
    assert b'="1960-12-08"' not in content


def test_a_packet_that_names_nobody_has_no_tables_beside_it(agencies_only: Office, tmp_path: Path) -> None:
    built = packets.build(agencies_only, tmp_path / "usb")
    assert {path.suffix for path in (tmp_path / "usb").iterdir()} == {".asice", ".pdf"}
    assert built.copies == ()


def test_a_cell_that_looks_like_a_formula_is_told(county: Office, tmp_path: Path) -> None:
    with county.database.reading() as session:
        person_id = nominations.listing(session)[0].person.id
    people.edit(county, person_id, {"unit": "-資訊科"})
    built = packets.build(county, tmp_path)
    assert "excel.guarded" in {finding.code for finding in built.findings}


@pytest.mark.slow
def test_same_data_same_payload(tmp_path: Path) -> None:
    """Two offices filled alike differ only in the packet's id and what signs or hashes it."""
    clock = FixedClock(datetime(2015, 3, 2, 9, 30, tzinfo=TAIWAN))
    contents = []
    for name in ("one", "two"):
        with make_office(tmp_path / name, clock=clock) as office:
            built = packets.build(nominated(fill_from_samples(office)), tmp_path / f"{name}-out")
            assert built.path is not None
            contents.append(built.path.read_bytes())
    first, second = (zipfile.ZipFile(io.BytesIO(content)) for content in contents)
    assert first.namelist() == second.namelist()
    for member in first.namelist():
        if member.startswith("data/"):
            assert first.read(member) == second.read(member), member


def test_after_restoring_an_older_backup_the_chain_goes_on(county: Office, tmp_path: Path) -> None:
    packets.build(county, tmp_path / "first")
    saved = backup.make(county)
    second = packets.build(county, tmp_path / "second").sealed
    county.close()
    restore.restore(saved.path, county.folder, Passphrase(PASSPHRASE), clock=CLOCK)
    assert second is not None
    with open_office(county.folder, Passphrase(PASSPHRASE), clock=CLOCK) as restored:
        third = packets.build(restored, tmp_path / "third")
        assert third.sequence == 3
        with restored.database.reading() as session:
            row = session.scalars(select(Packet).filter_by(sequence=3)).one()
            assert row.previous_sha256 == second.sha256


def test_a_file_that_is_no_packet_of_ours_takes_no_number(county: Office, tmp_path: Path) -> None:
    first = packets.build(county, tmp_path / "first").sealed
    assert first is not None
    content = bytearray(first.path.read_bytes())
    content[-40] ^= 1
    first.path.with_name(first.path.name.replace("0001", "0009")).write_bytes(content)
    assert packets.build(county, tmp_path / "second").sequence == 2
