"""E-mentoring in the packet: the pools as they were compared, the pairs, and a proof for anybody to check."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.cli.main import main
from desktop.core import paths
from desktop.core.errors import DataError
from desktop.core.findings import Severity
from desktop.exports import container, sealed_tables, strict_json
from desktop.exports.table_check import check_tables
from desktop.exports.tables import definitions
from desktop.models.mentoring import EarlierPair, PairChoice, Pairing, TermAlias
from desktop.services import (
    changes_since,
    demo_mentoring,
    mentoring,
    packet_tables,
    packets,
    pairing_acts,
    pairing_pools,
    pairing_proof,
    pairs,
    plans,
    preflight,
    signing_keys,
    undo,
)
from desktop.services.changes_since import Kind
from desktop.services.mentoring_dossier import MentoringDossier
from desktop.services.office import Office
from desktop.services.pairing_pools import Pools
from desktop.services.places import Part
from tests.builders import copy_office
from tests.exports import packets as made
from tests.exports.forging import Files, restated

SAMPLES = paths.resources() / "samples"
LETTER = demo_mentoring.LETTER


@pytest.fixture
def office(paired: Office) -> Office:
    """The samples' pools with their 48 pairs accepted."""
    return paired


@pytest.fixture(scope="module")
def _sealed(_paired: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed") / "office"
    with copy_office(_paired, folder) as office:
        packets.build(office, folder.parent)
    return folder


@pytest.fixture
def sent(_sealed: Path, tmp_path: Path) -> Iterator[Office]:
    """The same with packet 1 sealed."""
    with copy_office(_sealed, tmp_path / "office") as opened:
        yield opened


@pytest.fixture(scope="module")
def packet(_sealed: Path) -> Path:
    (found,) = _sealed.parent.glob("*.asice")
    return found


def dossier(office: Office) -> MentoringDossier:
    with office.database.reading() as session:
        return MentoringDossier.read(session, plans.current(session), None)


def tables(office: Office) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    with office.database.reading() as session:
        own = MentoringDossier.read(session, plans.current(session), None)
        return {table.name: table.rows for table in packet_tables.tables(session, [own])}


def pools(office: Office) -> Pools:
    with office.database.reading() as session:
        return pairing_pools.of_session(session)


def codes(office: Office) -> Counter[str]:
    return Counter(one.code for one in preflight.check(office, "mentoring"))


def cells(name: str, row: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(definitions()[name].header, row, strict=True))


def test_a_packet_proves_its_pairs_by_its_own_tables(
    sent: Office, packet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert packets.verify_file(packet, trust_file=sent.keys / signing_keys.CERTIFICATE).accepted
    proof = sealed_tables.read_proof(packet, pairing_proof.NAME)
    assert proof is not None
    assert json.loads(proof)["counts"] == {"pairs": 48, "worst": 35, "total": 3647}
    read, compared = pairing_pools.from_packet(packet), pools(sent)
    assert (read.mentors, read.mentees, read.earlier) == (compared.mentors, compared.mentees, frozenset())
    assert read.inputs == compared.inputs
    assert pairing_proof.check_packet(packet) == ()
    assert main(["pair-check", "--packet", str(packet), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["valid"]


def test_what_is_asked_for_together_with_a_packet_is_refused(packet: Path) -> None:
    assert main(["pair-check", str(packet), "--packet", str(packet)]) == 2
    assert main(["pair-check", "--packet", str(packet), "--mentors", str(SAMPLES / "mentors.csv")]) == 2
    assert main(["pair-check", "--mentors", str(SAMPLES / "mentors.csv")]) == 2


def forged(sent: Office, packet: Path, folder: Path, **changes: tuple[bytes, bytes]) -> Path:
    """The packet with texts of some files replaced, signed again by the office itself."""
    files: Files = {name: bytes(view) for name, view in container.read(packet.read_bytes()).items()}
    for path, (old, new) in ((f"data/{name}.csv", change) for name, change in changes.items()):
        assert old in files[path]
        files[path] = files[path].replace(old, new, 1)
    when = made.NOW.isoformat()
    return made.pack(restated(files, signing_keys.signer(sent), created_at=when), folder / packet.name)


def test_a_cell_that_is_altered_is_refused_even_by_the_office(
    sent: Office, packet: Path, tmp_path: Path
) -> None:
    same = forged(sent, packet, tmp_path)
    assert pairing_proof.check_packet(same) == (), "signed again without a change, it still holds"
    for table, change in {
        "mentors": ("文化、採購、資訊".encode(), "文化、採購、人事".encode()),
        "mentees": ("國語".encode(), "英語".encode()),
        "people": (b",7,civil_servant", b",8,civil_servant"),
    }.items():
        answer = forged(sent, packet, tmp_path, **{table: change})
        assert "certificate.inputs" in pairing_proof.check_packet(answer), table
    first, second = (cells("pairs", row) for row in (sealed_tables.read(packet) or {})["pairs"][:2])
    row = f"{first['mentee_no']},{first['mentor_no']},{first['points']},".encode()
    for other in (f"{first['mentee_no']},{second['mentor_no']},{first['points']},", f"{row.decode()[:-3]}9,"):
        answer = forged(sent, packet, tmp_path, pairs=(row, other.encode()))
        assert pairing_proof.check_packet(answer) == ("certificate.pairs",)


def test_an_altered_packet_is_refused_before_anything_is_added_up(packet: Path, tmp_path: Path) -> None:
    content, other = packet.read_bytes(), tmp_path / packet.name
    for old, new in ((b'"worst": 35', b'"worst": 36'), ("文化、採購".encode(), "文化、人事".encode())):
        assert old in content
        other.write_bytes(content.replace(old, new, 1))
        assert pairing_proof.check_packet(other) == ("certificate.packet",)
    other.write_bytes(b"x")
    with pytest.raises(DataError, match=r"pairing\.packet"):
        pairing_pools.from_packet(other)


def test_a_packet_without_pairs_has_no_proof(office: Office, tmp_path: Path) -> None:
    undo.undo(office.database)  # the pairs that were accepted
    assert codes(office)["preflight.pairs_none"] == 1
    assert dossier(office).proofs() == ()
    built = packets.build(office, tmp_path / "usb")
    assert built.path is not None
    with pytest.raises(DataError, match=r"certificate\.none"):
        pairing_proof.check_packet(built.path)


def test_pools_that_changed_are_paired_again_before_a_seal(office: Office, tmp_path: Path) -> None:
    mentor = dossier(office).mentors[0]
    mentoring.put(office, mentor.id, {"terms": "人事"})
    own = dossier(office)
    assert (own.fresh, own.proofs()) == (False, ())
    (found,) = (one for one in preflight.found(office) if one.finding.code == "preflight.pairs_stale")
    assert found.finding.severity is Severity.ERROR
    assert (found.place.part, found.place.activity) == (Part.MENTORING, "mentoring")
    assert packets.build(office, tmp_path).path is None
    pairing_acts.accept(office)
    assert not codes(office)["preflight.pairs_stale"]
    built = packets.build(office, tmp_path)
    assert built.path is not None
    assert pairing_proof.check_packet(built.path) == ()


def test_what_pairing_does_not_compare_leaves_the_proof(office: Office) -> None:
    mentor = dossier(office).mentors[0]
    mentoring.put(office, mentor.id, {"note": "可約午休", "modes": "實地", "goals": ""})
    pairs.state(office, [one.id for one in pairs.read(office)], "granted", number=LETTER[0], day=LETTER[1])
    assert dossier(office).fresh, "what the center grants are the pairs that are proven"


def test_all_that_pairing_compares_comes_back_from_the_tables(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Aliases, bans of the office, wishes of strangers, superiors, units, pairs of an earlier year."""
    plans.decide(office, "mentoring", "pair_across", "unit")
    own = dossier(office)
    first, second, mentee = own.mentors[0], own.mentors[1], own.mentees[0]
    mentoring.put(
        office, first.id, {"terms": "數位，法制;農業", "wishes": f"{mentee.person.id_no}、A123456789"}
    )
    mentoring.put(office, mentee.id, {"terms": "農業、數位、法制", "supervisor": second.person.id_no})
    earlier = {"roc_year": 103, "mentor_no": own.mentors[2].person.id_no, "mentee_no": mentee.person.id_no}
    with office.database.writing("test.more") as journal:
        journal.insert(TermAlias, [{"alias": "數位", "term": "資訊"}])
        journal.insert(EarlierPair, [earlier, {**earlier, "mentor_no": "A123456789"}])
        both = {"mentee_id": mentee.id, "mentor_id": first.id, "kind": "ban"}
        journal.insert(PairChoice, [{**both, "created_at": journal.clock.now()}])
    pairing_acts.accept(office)
    told = tables(office)
    assert check_tables(told) == []
    row = cells("mentors", told["mentors"][0])
    assert (row["expertise"], row["expertise_written"]) == ("法制、農業、資訊", "數位、法制、農業")
    assert row["wishes"] == row["avoid"] == f"P{mentee.person.person_no:04d}"
    assert row["crosses"] == f"{first.person.agency} {first.person.unit}"
    asked = cells("mentees", told["mentees"][0])
    assert asked["needs"] == "農業、資訊、法制"
    assert asked["supervisor_no"] == f"P{second.person.person_no:04d}"
    assert len(told["earlier_pairs"]) == 1
    monkeypatch.setattr(sealed_tables, "read", lambda _path: told)
    read, compared = pairing_pools.from_packet(tmp_path), pools(office)
    assert (read.mentors, read.mentees) == (compared.mentors, compared.mentees)
    assert (read.earlier, read.inputs) == (compared.earlier, compared.inputs)


@pytest.mark.parametrize("table", ["people", "mentors"])
def test_tables_that_do_not_go_together_are_no_pools(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    told = {**tables(office), table: ()}
    monkeypatch.setattr(sealed_tables, "read", lambda _path: told)
    with pytest.raises(DataError, match=r"pairing\.packet"):
        pairing_pools.from_packet(tmp_path)


def test_the_pairs_and_their_diaries_are_told(office: Office) -> None:
    one = pairs.read(office)[0]
    pairs.state(office, [one.id], "granted", number=LETTER[0], day=LETTER[1])
    pairs.put(office, one.id, {"first": "2015-04-01", "aims": "一行\n兩行", "manner": "每月"})
    pairs.add_line(office, one.id, "discussion", {"day": "2015-04-09", "mode": "online", "topic": "分工"})
    pairs.add_line(office, one.id, "practice", {"day": "2015-05-01", "place": "鎮公所", "reflection": "心得"})
    assert codes(office)["pairs.line_missing"] == 1, "minutes are required"
    told = tables(office)
    assert check_tables(told) == []
    (row,) = (cells("pairs", row) for row in told["pairs"] if row[3] == "granted")
    assert (row["document_no"], row["document_date"]) == (LETTER[0], LETTER[1].isoformat())
    assert (row["first"], row["aims"], row["locked"]) == ("2015-04-01", "一行 兩行", "false")
    assert row["points"] == str(one.points)
    talk, practice = (cells("pair_log", row) for row in told["pair_log"])
    assert (talk["list"], talk["line"], talk["kind"], talk["topic"]) == ("discussion", "1", "online", "分工")
    assert (practice["list"], practice["place"], practice["reflection"]) == ("practice", "鎮公所", "心得")


def test_a_mentee_whose_pair_ended_has_both_pairs_in_the_packet(office: Office) -> None:
    one = pairs.read(office)[3]
    pairs.state(office, [one.id], "ended", reason="調任")
    assert codes(office)["preflight.pairs_stale"] == 1, "the mentee is without a mentor now"
    pairing_acts.accept(office)
    number = f"P{one.mentee.person_no:04d}"
    mine = [cells("pairs", row) for row in tables(office)["pairs"] if row[0] == number]
    assert sorted((row["state"], row["ended_reason"]) for row in mine) == [
        ("ended", "調任"),
        ("suggested", ""),
    ]
    assert dossier(office).fresh


def test_what_was_granted_is_not_said_to_be_fixed_by_hand(office: Office) -> None:
    first, second = pairs.read(office)[:2]
    pairs.state(office, [first.id], "granted", number=LETTER[0], day=LETTER[1])
    pairing_acts.lock(office, second.mentee_member, second.mentor_member, "熟悉業務")
    pairing_acts.accept(office)
    held = {one.id: one for one in pairs.read(office)}
    assert (held[first.id].locked, held[first.id].reason) == (False, "")
    assert (held[second.id].locked, held[second.id].reason) == (True, "熟悉業務")


def test_a_pair_of_somebody_withdrawn_is_not_sent(office: Office) -> None:
    one = pairs.read(office)[0]
    pairs.state(office, [one.id], "granted", number=LETTER[0], day=LETTER[1])
    mentoring.withdraw(office, [one.mentee_member], "離職")
    pairing_acts.accept(office)
    assert codes(office)["preflight.pair_withdrawn"] == 1
    told = tables(office)
    assert check_tables(told) == []
    assert len(told["pairs"]) == 47
    assert dossier(office).fresh
    pairs.state(office, [one.id], "ended", reason="離職")
    assert not codes(office)["preflight.pair_withdrawn"]


def test_where_nobody_can_be_paired_nothing_is_to_be_accepted_again(office: Office) -> None:
    own = dossier(office)
    mentoring.withdraw(office, [one.id for one in own.mentors], "撤回")
    assert (codes(office)["preflight.pairs_stale"], codes(office)["preflight.pairs_none"]) == (0, 1)
    mentoring.withdraw(office, [one.id for one in own.mentees], "撤回")
    assert dossier(office).activities == ()
    assert not {"preflight.pairs_stale", "preflight.pairs_none"} & codes(office).keys()


def test_a_certificate_that_was_altered_is_not_sealed(office: Office) -> None:
    with office.database.writing("test.alter") as journal:
        row = journal.session.scalars(select(Pairing)).one()
        told = json.loads(row.certificate)
        told["u"][3] += 1
        number = row.id
        journal.update(Pairing, number, {"certificate": json.dumps(told)})
    assert (dossier(office).fresh, codes(office)["preflight.pairs_stale"]) == (False, 1)
    with office.database.writing("test.alter") as journal:
        journal.update(Pairing, number, {"certificate": "x"})
    assert (dossier(office).fresh, codes(office)["preflight.pairs_stale"]) == (False, 1)


def test_the_proof_is_the_stored_certificate_in_the_packets_form(office: Office) -> None:
    own = dossier(office)
    assert own.certificate is not None
    (proof,) = own.proofs()
    assert strict_json.read(proof.content) == json.loads(own.certificate)
    assert b"P0" not in proof.content
    assert all(one.person.id_no.encode() not in proof.content for one in (*own.mentors, *own.mentees))


def test_consent_is_asked_for_person_by_person(office: Office) -> None:
    own = dossier(office)
    assert codes(office)["preflight.mentoring_consent"] == 84
    mentoring.put(office, own.mentees[0].id, {"consent": "yes"})
    mentoring.put(office, own.mentors[0].id, {"consent": "no"})
    assert codes(office)["preflight.mentoring_consent"] == 83
    told = tables(office)
    assert cells("mentees", told["mentees"][0])["consent"] == "true"
    assert cells("mentors", told["mentors"][0])["consent"] == "false"


def test_a_cell_that_no_packet_takes_is_found_before_a_seal(office: Office) -> None:
    mentoring.put(office, dossier(office).mentors[0].id, {"note": "一\t二"})
    (found,) = (one for one in preflight.found(office) if one.finding.code == "preflight.mentoring_format")
    assert (found.finding.severity, found.finding.field) == (Severity.ERROR, "備註")
    assert found.place.nomination_id == dossier(office).mentors[0].id


def test_changes_since_the_last_packet(sent: Office) -> None:
    assert changes_since.read(sent).items == ()
    mentor, one = dossier(sent).mentors[0], pairs.read(sent)[5]
    mentoring.put(sent, mentor.id, {"note": "可約午休"})
    pairs.add_line(sent, one.id, "discussion", {"day": "2015-04-09", "mode": "online", "topic": "分工"})
    found = {(change.kind, change.name): change.place for change in changes_since.read(sent).items}
    assert found.keys() == {(Kind.CHANGED, mentor.person.name), (Kind.CHANGED, one.mentee.name)}
    place = found[Kind.CHANGED, one.mentee.name]
    assert place is not None
    assert (place.part, place.nomination_id, place.field) == (Part.MENTORING, one.mentee_member, "year")


def test_a_pair_that_went_is_told_by_the_mentee(sent: Office) -> None:
    one = pairs.read(sent)[3]
    mentoring.withdraw(sent, [one.mentor_member], "離職")
    pairing_acts.accept(sent)
    gone = {change.name for change in changes_since.read(sent).items if change.kind is Kind.WITHDRAWN}
    assert {one.mentor.name, one.mentee.name} <= gone


def test_the_numbers_of_the_activity(office: Office) -> None:
    with office.database.reading() as session:
        plan = plans.current(session)
        assert MentoringDossier.tally(session, plan)["mentoring"].people == 84
        desk = preflight.read(session)
    own = desk.dossier(MentoringDossier)
    sent = own.included(plan.activity("mentoring"))
    assert (sent.number, sent.beside, sent.beside_unit) == (84, 48, "pairs")
    assert own.only("luminary").activities == ()
    nobody = replace(own, mentors=(), mentees=())
    told = [one.scope(plan.activity("mentoring"))[0].state for one in (own, nobody)]
    assert told == ["submitted", "not_yet"]
