"""What the center would send back, one case a check."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.core import paths
from desktop.core.errors import UsageError
from desktop.core.findings import Severity
from desktop.core.messages import LANGUAGES, catalogue
from desktop.models.office import OfficeRow
from desktop.models.people import Person
from desktop.services import agencies, letters, nominate, nominations, people, plans, preflight
from desktop.services.nominations import Nominee
from desktop.services.office import Office
from desktop.services.places import Part, Place

SAMPLES = paths.resources() / "samples"


@pytest.fixture
def county(county: Office, tmp_path: Path) -> Office:
    path = tmp_path / "n.csv"
    path.write_text(
        "身分證統一編號,姓名,期別,推薦順位\nU144499361,施文雄,1,1\nH163958509,吳俊傑,1,2\n", encoding="utf-8"
    )
    nominate.nominate_file(county, "course-oer", path)
    return county


def codes(office: Office, activity: str | None = None) -> set[str]:
    return {finding.code for finding in preflight.check(office, activity)}


def place(office: Office, code: str) -> Place:
    """Where the one finding with this code is mended."""
    (found,) = (one for one in preflight.found(office) if one.finding.code == code)
    return found.place


def person_id(office: Office) -> int:
    with office.database.reading() as session:
        found: int = nominations.listing(session)[0].person.id
        return found


def test_an_empty_office_is_told_that_nobody_is_nominated(office: Office) -> None:
    assert codes(office) == {"preflight.letter", "preflight.nothing"}


def test_a_clean_office_has_only_the_letter_to_add(county: Office) -> None:
    assert codes(county) == {"preflight.letter"}
    assert codes(county, "course-oer") == set()


def test_an_unknown_activity_is_a_wrong_request(county: Office) -> None:
    with pytest.raises(UsageError, match=r"rules\.activity_unknown"):
        preflight.check(county, "course-nonsense")


def test_an_address_the_center_cannot_read_is_an_error(county: Office) -> None:
    people.edit(county, person_id(county), {"email": "not-an-email"})
    (finding,) = preflight.check(county, "course-oer")
    assert (finding.code, finding.severity, finding.field) == (
        "preflight.format",
        Severity.ERROR,
        "電子郵件",
    )


def test_a_missing_field_is_named(county: Office) -> None:
    people.edit(county, person_id(county), {"title": ""})
    (finding,) = preflight.check(county, "course-oer")
    assert (finding.code, finding.field) == ("preflight.missing", "職稱")


def test_a_name_that_will_not_print_needs_a_substitute(county: Office) -> None:
    one = person_id(county)
    people.edit(county, one, {"name": "施\ue000雄"})
    assert codes(county, "course-oer") == {"preflight.name"}
    people.edit(county, one, {"name_substitute": "施文雄"})
    assert codes(county, "course-oer") == set()


def test_an_agency_nobody_confirmed_is_told(county: Office) -> None:
    people.edit(county, person_id(county), {"agency": "雲林縣神秘局"})
    assert "preflight.agency" in codes(county, "course-oer")


def test_seats_count_only_where_a_letter_allots_them(county: Office) -> None:
    plans.change(county, "course-oer", "session.1.seats", "1", document="地研字第1號", day=date(2015, 1, 20))
    assert codes(county, "course-oer") == {"preflight.seats"}


def nominate_for_oer(office: Office, path: Path, *rows: str) -> None:
    path.write_text("\n".join(["身分證統一編號,姓名,期別,推薦順位,備取", *rows]), encoding="utf-8")
    assert nominate.nominate_file(office, "course-oer", path).committed


def test_a_gap_in_the_ranks_is_told(county: Office, tmp_path: Path) -> None:
    nominate_for_oer(county, tmp_path / "m.csv", "H216811251,曹鈺婷,1,9,")
    (finding,) = preflight.check(county, "course-oer")
    assert catalogue().sentence(finding).startswith("數位開放資源推廣研習班第 1 期缺推薦順位 3–8。")


def test_alternates_after_the_regular_nominees_are_in_order(county: Office, tmp_path: Path) -> None:
    nominate_for_oer(county, tmp_path / "m.csv", "H216811251,曹鈺婷,1,1,是", "Q104670646,曹𪚥宏,1,2,是")
    assert codes(county, "course-oer") == set()


def test_alternates_alone_are_told(county: Office, tmp_path: Path) -> None:
    rows = ("U144499361,施文雄,1,1,是", "H163958509,吳俊傑,1,2,是")
    nominate_for_oer(county, tmp_path / "m.csv", *rows)
    assert codes(county, "course-oer") == {"preflight.only_alternates"}


def test_what_is_open_comes_with_the_advice_of_its_reason(county: Office) -> None:
    nominate.nominate_file(county, "course-newmedia", SAMPLES / "nominate-newmedia.csv", skip_errors=True)
    told = [catalogue(one).sentence(preflight.check(county, "course-newmedia")[0]) for one in LANGUAGES]
    assert told[0].endswith("待確認：業務關係未填。請填承辦、相關或資訊；確為業務人員者可由承辦人切結。")
    assert told[1].endswith(
        "State officer, related or IT; the coordinator may attest that the person works in it."
    )


def test_people_who_move_to_the_council_are_refused_now(county: Office) -> None:
    people.edit(county, person_id(county), {"agency": "雲林縣議會"})
    (finding,) = preflight.check(county, "course-oer")
    assert (finding.code, finding.severity) == ("preflight.refused", Severity.ERROR)


def test_sentences_name_nobody_in_full(county: Office) -> None:
    people.edit(county, person_id(county), {"title": ""})
    (finding,) = preflight.check(county, "course-oer")
    assert (finding.person, finding.name) == ("U14*****61", "施○雄")


def nominee_of(office: Office, rank: int) -> Nominee:
    with office.database.reading() as session:
        return nominations.listing(session, "course-oer")[rank - 1]


def test_a_finding_about_a_person_is_mended_in_the_roster(county: Office) -> None:
    one = nominee_of(county, 1)
    people.edit(county, one.person.id, {"title": "", "email": "none", "name": "施\ue000雄"})
    for code, field in (
        ("preflight.missing", "title"),
        ("preflight.format", "email"),
        ("preflight.name", "name_substitute"),
    ):
        found = place(county, code)
        assert (found.part, found.person_id, found.field) == (Part.PERSON, one.person.id, field)


def test_a_finding_about_a_nomination_is_mended_in_its_list(county: Office) -> None:
    one = nominee_of(county, 2)
    people.edit(county, one.person.id, {"agency": "雲林縣議會"})
    assert place(county, "preflight.refused") == Place(
        Part.NOMINATIONS, "course-oer", 1, nomination_id=one.id, person_id=one.person.id
    )


def test_a_finding_about_a_session_shows_who_is_too_many(county: Office) -> None:
    plans.change(county, "course-oer", "session.1.seats", "1", document="地研字第1號", day=date(2015, 1, 20))
    found = place(county, "preflight.seats")
    assert (found.activity, found.session) == ("course-oer", 1)
    assert found.nomination_id == nominee_of(county, 2).id


def test_findings_about_the_office_name_what_to_fill_in(county: Office) -> None:
    assert place(county, "preflight.letter").part is Part.LETTER
    with county.database.writing("office.edit") as journal:
        journal.update(OfficeRow, 1, {"phone": ""})
    assert place(county, "preflight.contact") == Place(Part.CONTACT, field="phone")


def test_an_agency_is_confirmed_where_it_is_found(county: Office) -> None:
    one = nominee_of(county, 1)
    people.edit(county, one.person.id, {"agency": "雲林縣數位推動辦公室"})
    found = place(county, "preflight.agency")
    assert found.part is Part.AGENCIES
    assert found.agency_id is not None
    row = agencies.row(county, found.agency_id)
    assert (row.name, row.confirmed, row.people) == ("雲林縣數位推動辦公室", False, 1)
    agencies.confirm(county, found.agency_id, "subordinate")
    assert "preflight.agency" not in codes(county)
    assert agencies.row(county, found.agency_id).kind == "subordinate"


def test_what_was_found_is_found_again_after_every_action(county: Office) -> None:
    assert preflight.found(county) is preflight.found(county), "nothing was written in between"
    assert preflight.summary(county) == preflight.Summary(errors=0, warnings=1)
    letters.put(county, date(2015, 2, 10), "府人訓字第1號")
    assert preflight.summary(county) == preflight.Summary(errors=0, warnings=0)
    people.edit(county, person_id(county), {"email": "none"})
    assert preflight.summary(county) == preflight.Summary(errors=1, warnings=0)
    letters.clear(county)
    assert preflight.summary(county) == preflight.Summary(errors=1, warnings=1)


def test_everybody_whose_cells_do_not_fit_is_told(county: Office, tmp_path: Path) -> None:
    """The tables' check tells at most 20 of one column; the preflight tells all."""
    with county.database.reading() as session:
        rows = session.execute(
            select(Person.id_no, Person.name).filter_by(id_type="national").limit(30)
        ).all()
    lines = [f"{id_no},{name},2,{rank}" for rank, (id_no, name) in enumerate(rows, start=1)]
    path = tmp_path / "many.csv"
    path.write_text("\n".join(["身分證統一編號,姓名,期別,推薦順位", *lines]), encoding="utf-8")
    nominate.nominate_file(county, "course-basic", path, skip_errors=True)
    with county.database.reading() as session:
        chosen = [one.person.id for one in nominations.listing(session, "course-basic")]
    assert len(chosen) > 20
    with county.database.writing("person.edit") as journal:
        for one in chosen:
            journal.update(Person, one, {"email": "none"})
    wrong = [one for one in preflight.check(county, "course-basic") if one.code == "preflight.format"]
    assert len(wrong) == len(chosen)
