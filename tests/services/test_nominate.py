"""Nominations: the samples' verdicts, ranks, attestation, withdrawal."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.core.findings import Severity
from desktop.models.courses import Nomination
from desktop.rules.verdict import Answer
from desktop.services import (
    history,
    nominate,
    nomination_changes,
    nomination_report,
    nominations,
    undo,
)
from desktop.services.nominations import Nominee
from desktop.services.office import Office

SAMPLES = paths.resources() / "samples"
COURSES = ("basic", "advanced", "newmedia")


def listing(office: Office, activity: str | None = None) -> list[Nominee]:
    with office.database.reading() as session:
        return nominations.listing(session, activity)


def file_of(path: Path, *rows: str) -> Path:
    header = "身分證統一編號,姓名,期別,推薦順位,備取,業務關係,業務說明"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("complete", [False, True])
@pytest.mark.parametrize("course", COURSES)
def test_the_samples_get_exactly_their_verdicts(
    county: Office, tmp_path: Path, course: str, complete: bool
) -> None:
    if complete:
        history.import_file(county, SAMPLES / "history.csv", complete=True)
    result = nominate.nominate_file(
        county, f"course-{course}", SAMPLES / f"nominate-{course}.csv", dry_run=True
    )
    report = tmp_path / "report.csv"
    nomination_report.write(county, result, report, "zh_TW")
    with (SAMPLES / f"nominate-{course}.expected.csv").open(encoding="utf-8-sig", newline="") as file:
        wanted = [row for row in csv.reader(file) if row[1] in {"歷史完整", "是" if complete else "否"}]
    with report.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == wanted


def test_a_refusal_forbids_the_file_unless_skipped(county: Office) -> None:
    path = SAMPLES / "nominate-basic.csv"
    result = nominate.nominate_file(county, "course-basic", path)
    assert (result.committed, result.accepted, result.refused) == (False, 16, 6)
    assert listing(county) == []
    result = nominate.nominate_file(county, "course-basic", path, skip_errors=True)
    assert result.committed
    assert len(listing(county, "course-basic")) == 16


def test_unknown_waits_for_attestation(county: Office) -> None:
    path = SAMPLES / "nominate-basic.csv"
    nominate.nominate_file(county, "course-basic", path, skip_errors=True)
    first = listing(county)[0]
    assert first.verdict is Answer.UNKNOWN
    nomination_changes.attest(county, [first.id], "人事資料表，證書字號 123")
    after = listing(county)[0]
    assert after.verdict is Answer.YES
    assert after.attested_basis == "人事資料表，證書字號 123"
    with pytest.raises(DataError, match=r"nominate\.nothing_to_attest"):
        nomination_changes.attest(county, [first.id], "再一次")
    undo.undo(county.database)
    assert listing(county)[0] == first


def test_attesting_a_whole_file_is_logged_with_name_and_basis(county: Office) -> None:
    path = SAMPLES / "nominate-basic.csv"
    nominate.nominate_file(county, "course-basic", path, skip_errors=True, attest=True)
    assert {one.verdict for one in listing(county)} == {Answer.YES}
    assert all(one.attested_by and one.attested_basis for one in listing(county))
    # The same file again, without attesting, keeps what was attested.
    nominate.nominate_file(county, "course-basic", path, skip_errors=True)
    assert {one.verdict for one in listing(county)} == {Answer.YES}


def test_a_file_that_needs_attesting_in_part_keeps_every_attestation(county: Office) -> None:
    path = SAMPLES / "nominate-newmedia.csv"
    result = nominate.nominate_file(county, "course-newmedia", path, skip_errors=True, attest=True)
    attested = {one.person_id for one in result.nominations if one.accepted and one.newly_attested}
    assert 0 < len(attested) < result.accepted, "the sample has both, and the first needs none"
    assert not next(one for one in result.nominations if one.accepted).newly_attested
    held = {one.person.id: one for one in listing(county)}
    assert {person for person, one in held.items() if one.attested_codes} == attested
    assert all(held[person].attested_by and held[person].attested_basis for person in attested)


def test_what_the_records_answer_later_is_no_new_attestation(county: Office, tmp_path: Path) -> None:
    path = file_of(tmp_path / "n.csv", "U144499361,施文雄,1,1,,,")
    nominate.nominate_file(county, "course-basic", path, attest=True)
    (before,) = listing(county)
    history.import_file(county, SAMPLES / "history.csv", complete=True)
    nominate.nominate_file(county, "course-basic", path)
    (after,) = listing(county)
    assert after.verdict is Answer.YES
    assert (after.attested_codes, after.attested_basis) == (before.attested_codes, before.attested_basis)


def test_an_attestation_needs_a_basis(county: Office) -> None:
    path = SAMPLES / "nominate-basic.csv"
    nominate.nominate_file(county, "course-basic", path, skip_errors=True)
    with pytest.raises(DataError, match=r"nominate\.no_basis"):
        nomination_changes.attest(county, [listing(county)[0].id], " ")


def places(office: Office) -> list[tuple[str, int, int, bool]]:
    return [(one.person.name, one.session, one.rank, one.alternate) for one in listing(office)]


def test_alternates_come_after_the_regular_ones(county: Office, tmp_path: Path) -> None:
    path = file_of(
        tmp_path / "n.csv",
        "U144499361,施文雄,1,1,備取,,",
        "H163958509,吳俊傑,1,1,,,",
        "H216811251,曹鈺婷,1,2,,,",
    )
    assert nominate.nominate_file(county, "course-basic", path).committed
    assert places(county) == [("吳俊傑", 1, 1, False), ("曹鈺婷", 1, 2, False), ("施文雄", 1, 3, True)]
    later = file_of(tmp_path / "m.csv", "Q104670646,曹𪚥宏,1,3,,,")
    assert nominate.nominate_file(county, "course-basic", later).committed
    assert places(county)[-2:] == [("曹𪚥宏", 1, 3, False), ("施文雄", 1, 4, True)]


def test_ranks_may_be_swapped_by_a_new_file(county: Office, tmp_path: Path) -> None:
    nominate.nominate_file(
        county,
        "course-basic",
        file_of(tmp_path / "n.csv", "U144499361,施文雄,1,1,,,", "H163958509,吳俊傑,1,2,,,"),
    )
    swapped = file_of(tmp_path / "m.csv", "U144499361,施文雄,1,2,,,", "H163958509,吳俊傑,1,1,,,")
    assert nominate.nominate_file(county, "course-basic", swapped).committed
    assert [name for name, *_ in places(county)] == ["吳俊傑", "施文雄"]
    undo.undo(county.database)
    assert [name for name, *_ in places(county)] == ["施文雄", "吳俊傑"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("A123456789,路人甲,1,1,,,", "nominate.not_in_roster"),
        ("U144499361,施武雄,1,1,,,", "nominate.other_name"),
        ("U144499361,施文雄,9,1,,,", "nominate.session_unknown"),
        ("U144499361,施文雄,,1,,,", "nominate.no_session"),
    ],
)
def test_a_record_that_cannot_be_meant_is_an_error(
    county: Office, tmp_path: Path, row: str, code: str
) -> None:
    result = nominate.nominate_file(county, "course-basic", file_of(tmp_path / "n.csv", row))
    assert code in {one.code for one in result.findings if one.severity is Severity.ERROR}
    assert (result.committed, result.refused) == (False, 1)


def test_one_rank_is_given_once(county: Office, tmp_path: Path) -> None:
    path = file_of(tmp_path / "n.csv", "U144499361,施文雄,1,1,,,", "H163958509,吳俊傑,1,1,,,")
    result = nominate.nominate_file(county, "course-basic", path)
    assert "nominate.rank_taken" in {one.code for one in result.findings}
    twice = file_of(tmp_path / "m.csv", "U144499361,施文雄,1,1,,,", "U144499361,施文雄,2,1,,,")
    result = nominate.nominate_file(county, "course-basic", twice)
    assert {"nominate.twice", "imports.id-repeated"} & {one.code for one in result.findings}


def test_who_is_refused_keeps_the_place_of_before(county: Office, tmp_path: Path) -> None:
    first = file_of(tmp_path / "n.csv", "U144499361,施文雄,1,1,,,", "H163958509,吳俊傑,1,2,,,")
    nominate.nominate_file(county, "course-basic", first)
    # The first is refused for the name; the second wants that place, is refused too and so keeps rank 2.
    rows = ("U144499361,施武雄,1,5,,,", "H163958509,吳俊傑,1,1,,,", "H216811251,曹鈺婷,1,2,,,")
    second = file_of(tmp_path / "m.csv", *rows, "Q104670646,曹𪚥宏,1,3,,,")
    result = nominate.nominate_file(county, "course-basic", second, skip_errors=True)
    assert [one.accepted for one in result.nominations] == [False, False, False, True]
    assert places(county) == [
        ("施文雄", 1, 1, False),
        ("吳俊傑", 1, 2, False),
        ("曹𪚥宏", 1, 3, False),
    ]


def test_the_ranks_of_new_alternates_are_counted_in_the_file(county: Office, tmp_path: Path) -> None:
    rows = ("U144499361,施文雄,1,1,,,", "H163958509,吳俊傑,1,1,是,,")
    nominate.nominate_file(county, "course-basic", file_of(tmp_path / "n.csv", *rows))
    later = file_of(tmp_path / "m.csv", "H216811251,曹鈺婷,1,1,是,,", "Q104670646,曹𪚥宏,1,2,是,,")
    assert nominate.nominate_file(county, "course-basic", later).committed
    assert [name for name, *_ in places(county)] == ["施文雄", "吳俊傑", "曹鈺婷", "曹𪚥宏"]


def test_a_file_of_which_nobody_is_accepted_is_not_written(county: Office, tmp_path: Path) -> None:
    path = file_of(tmp_path / "n.csv", "A123456789,路人甲,1,1,,,")
    assert not nominate.nominate_file(county, "course-basic", path, skip_errors=True).committed


def test_moving_and_withdrawing_keep_ranks_without_gaps(county: Office) -> None:
    nominate.nominate_file(county, "course-advanced", SAMPLES / "nominate-advanced.csv")
    first, second, third, *_ = [one for one in listing(county) if one.session == 1]
    nomination_changes.rearrange(county, [third.id], 1, alternate=False)
    order = [one.id for one in listing(county) if one.session == 1]
    assert order[:3] == [third.id, first.id, second.id]
    nomination_changes.rearrange(county, [first.id], 99, alternate=True)
    session_one = [one for one in listing(county) if one.session == 1]
    assert (session_one[-1].id, session_one[-1].alternate) == (first.id, True)
    nomination_changes.withdraw(county, [third.id], "職務異動")
    session_one = [one for one in listing(county) if one.session == 1]
    assert [one.rank for one in session_one] == list(range(1, len(session_one) + 1))
    with county.database.reading() as session:
        row = session.get_one(Nomination, third.id)
        assert row.withdrawn_reason == "職務異動"
    with pytest.raises(UsageError, match=r"nominate\.unknown"):
        nomination_changes.withdraw(county, [third.id], "再撤一次")
    with pytest.raises(DataError, match=r"nominate\.no_reason"):
        nomination_changes.withdraw(county, [first.id], "")


def test_a_withdrawn_person_may_be_nominated_again(county: Office, tmp_path: Path) -> None:
    path = file_of(tmp_path / "n.csv", "U144499361,施文雄,1,1,,,")
    nominate.nominate_file(county, "course-basic", path)
    nomination_changes.withdraw(county, [listing(county)[0].id], "誤植")
    assert nominate.nominate_file(county, "course-basic", path).committed
    with county.database.reading() as session:
        assert len(list(session.scalars(select(Nomination.id)))) == 2


def test_reasons_stay_as_they_were_when_facts_change(county: Office) -> None:
    nominate.nominate_file(county, "course-basic", SAMPLES / "nominate-basic.csv", skip_errors=True)
    frozen = [one.reasons for one in listing(county)]
    history.import_file(county, SAMPLES / "history.csv", complete=True)
    assert [one.reasons for one in listing(county)] == frozen


def test_only_courses_are_nominated_for_by_session(county: Office) -> None:
    path = SAMPLES / "nominate-basic.csv"
    with pytest.raises(UsageError, match=r"nominate\.not_a_course"):
        nominate.nominate_file(county, "luminary", path)
    with pytest.raises(UsageError, match=r"rules\.activity_unknown"):
        nominate.nominate_file(county, "course-nonsense", path)
