"""The list of everybody: orders, searching at every key, filters, and what is read again after a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.services import people, people_list, people_merge, undo
from desktop.services.office import Office
from desktop.services.people_list import Filter, PersonRow
from desktop.services.search_index import Entry, SearchIndex

NEW = {"agency": "雲林縣政府", "unit": "人事處", "title": "科員", "name": "台大明", "id_no": "A123456789"}


def entry(number: int, names: str, numbers: str = "", place: str = "", flags: int = 0) -> Entry:
    return Entry(number, names, numbers, place, flags)


PEOPLE = SearchIndex(
    [
        entry(
            1, "王小明", "A123456789 p0001 wang@example.gov.tw 05-5522000#2205", "雲林縣政府 教育處 科員", 1
        ),
        entry(2, "王大明", "B123456780 p0002 da@example.gov.tw", "雲林縣臺西鄉公所 民政課 課員", 3),
        entry(3, "Lisin Haluwey", "C123456781 p0003", "雲林縣政府 資訊科 科員", 2),
        entry(4, "夷將·拔路兒", "D123456782 p0012", "雲林縣政府 教育處 處長"),
        entry(
            5,
            "葛\U000e0100城\u3000一 KE-CHENG",
            "E123456783 p0013 城@example.gov.tw",
            "雲林縣議會 總務組 組長",
        ),
    ],
    version=7,
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", [1, 2, 3, 4, 5]),
        ("王", [1, 2]),
        ("明", [1, 2]),
        ("a123", [1]),
        ("Ａ１２３", [1]),
        ("P00", [1, 2, 3, 4, 5]),
        ("p001", [4, 5]),
        ("2205", [1]),
        ("教育處", [1, 4]),
        ("教育處 王", [1]),
        ("王 教育處", [1]),
        ("王　科員", [1]),
        ("台西", [2]),
        ("臺西", [2]),
        ("lisin", [3]),
        ("LISIN haluwey", [3]),
        ("ＬＩＳＩＮ", [3]),
        ("拔路", [4]),
        ("將拔", [4]),
        ("夷將‧拔", [4]),
        ("葛城一", [5]),
        ("城@ex", [5]),
        ("ke-ch", [5]),
        ("王 王", [1, 2]),
        ("王 李", []),
        ("沒有", []),
    ],
)
def test_every_word_is_somewhere(typed: str, found: list[int]) -> None:
    assert list(PEOPLE.search(typed).ids) == found


def test_filters_narrow_together() -> None:
    assert list(PEOPLE.search("", 1).ids) == [1, 2]
    assert list(PEOPLE.search("", 3).ids) == [2]
    assert list(PEOPLE.search("小", 1).ids) == [1]


def test_many_and_few_hits_are_told_alike() -> None:
    """A word that most people have is sought in another way than one that few have."""
    crowd = SearchIndex([entry(n, "王" if n % 3 else "李", f"p{n:04d}") for n in range(1, 1000)], 1)
    assert list(crowd.search("王").ids) == [n for n in range(1, 1000) if n % 3]
    assert list(crowd.search("p012").ids) == list(range(120, 130))
    assert list(crowd.search("王 p012").ids) == [n for n in range(120, 130) if n % 3]


def test_a_longer_query_looks_only_at_those_who_fitted() -> None:
    crowd = SearchIndex([entry(n, "王" if n % 3 else "李", f"p{n:04d}") for n in range(1, 1000)], 1)
    before = crowd.search("p012")
    again = crowd.search("p0123 王", before=before)
    assert list(again.ids) == list(crowd.search("p0123 王").ids) == []
    assert list(crowd.search("p0124 王", before=before).ids) == [124]
    assert list(crowd.search("p05", before=before).ids) == list(range(500, 600)), "another query starts anew"
    assert list(crowd.search("p0124", 1, before=before).ids) == []


def test_the_lists_order_is_agency_unit_name_or_the_one_chosen(county: Office) -> None:
    def told(order: str, **how: bool) -> list[PersonRow]:
        return list(people_list.rows(county, people_list.index(county, order=order, **how).ids))

    agencies = list(dict.fromkeys(row.agency for row in told("agency")))
    assert agencies[0] == "雲林縣政府"
    assert len(agencies) == len(set(agencies))
    for order in people_list.ORDERS:
        assert len(told(order)) == 620
    grades = [row.grade or 0 for row in told("rank_grade", descending=True)]
    assert grades == sorted(grades, reverse=True)
    by_agency = people_list.index(county)
    by_name = people_list.sorted_anew(county, by_agency, order="name")
    assert list(by_name.ids) == [row.id for row in told("name")]
    assert list(by_name.search("王").ids) == sorted(by_agency.search("王").ids, key=list(by_name.ids).index)


def test_the_rows_say_what_the_filters_found(county: Office) -> None:
    everybody = people_list.index(county)
    for filtered in Filter:
        found = set(everybody.search("", filtered).ids)
        rows = people_list.rows(county, everybody.ids)
        assert found == {row.id for row in rows if filtered in row.flags}
    assert len(everybody.search("", Filter.ATTENDED).ids) > 0
    assert len(everybody.search("", Filter.IT_STAFF | Filter.LUMINARY).ids) < len(
        everybody.search("", Filter.IT_STAFF).ids
    )


def test_a_name_that_does_not_print_waits_for_a_substitute(county: Office) -> None:
    person_id = people.add(county, {**NEW, "name": "王\ue000明"}).person_id
    assert person_id is not None
    assert person_id in people_list.index(county).search("", Filter.NAME_PENDING).ids
    assert Filter.NAME_PENDING in people_list.rows(county, [person_id])[0].flags
    people.edit(county, person_id, {"name_substitute": "王喆明"})
    assert person_id not in people_list.index(county).search("", Filter.NAME_PENDING).ids
    assert Filter.NAME_PENDING not in people_list.rows(county, [person_id])[0].flags


def test_after_an_edit_only_the_edited_is_read_again(county: Office) -> None:
    before = people_list.index(county)
    edited = before.ids[10]
    people.edit(county, edited, {"name": "台灣喜"})
    after = people_list.refreshed(county, before)
    assert list(after.search("臺灣喜").ids) == [edited]
    assert list(after.ids) == list(before.ids), "a line does not jump away while it is edited"
    assert after.entries[9] is before.entries[9]
    undo.undo(county.database)
    assert list(people_list.refreshed(county, after).search("臺灣喜").ids) == []


def test_people_added_merged_and_taken_back_are_noticed(county: Office) -> None:
    before = people_list.index(county)
    added = people.add(county, NEW).person_id
    assert added is not None
    after = people_list.refreshed(county, before)
    assert list(after.search("臺大明").ids) == [added]
    people_merge.merge(county, before.ids[0], added)
    assert added not in people_list.refreshed(county, after).ids
    undo.undo(county.database)
    undo.undo(county.database)
    assert set(people_list.refreshed(county, after).ids) == set(before.ids)


def test_rows_come_in_the_order_asked_and_leave_out_who_is_gone(county: Office) -> None:
    first, second, *_ = people_list.index(county).ids
    assert [row.id for row in people_list.rows(county, [second, 9999, first])] == [second, first]
    assert people_list.rows(county, []) == ()


def test_an_office_without_people_has_an_empty_list(office: Office, tmp_path: Path) -> None:
    nobody = people_list.index(office)
    assert list(nobody.search("王").ids) == list(nobody.search("").ids) == []
    assert list(people_list.refreshed(office, nobody).ids) == []
