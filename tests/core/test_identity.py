from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import identity

GOOD = {
    "A123456789": identity.NATIONAL,
    "F131104093": identity.NATIONAL,
    "O158238845": identity.NATIONAL,
    "N116247806": identity.NATIONAL,
    "Y123456788": identity.NATIONAL,
    "AB23456789": identity.UI_OLD,
    "AC03095424": identity.UI_OLD,
    "A800000014": identity.UI_NEW,
    "A900207177": identity.UI_NEW,
    "A870000015": identity.UI_NEW,
}

WEIGHTS = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)


def weighted_sum(number: str) -> int:
    """The sum as the design states it, digit by digit: the product looks it up by pieces."""
    letter = identity.LETTER_VALUES[number[0]]
    second = number[1] if number[1].isdigit() else str(identity.LETTER_VALUES[number[1]] % 10)
    digits = [letter // 10, letter % 10, *map(int, second + number[2:])]
    return sum(weight * digit for weight, digit in zip(WEIGHTS, digits, strict=True))


shapes = st.from_regex(r"[A-Z][1289A-D][0-9]{8}", fullmatch=True)


@pytest.mark.parametrize(("number", "kind"), GOOD.items())
def test_good_numbers_have_their_kind(number: str, kind: str) -> None:
    assert identity.read(number) == identity.IdReading(number, kind)
    assert identity.kind_of(number) == kind


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("A123456788", "checksum"),
        ("A800000015", "checksum"),
        ("A12345678", "length"),
        ("A1234567890", "length"),
        ("", "length"),
        ("1123456789", "first"),
        ("Ä123456789", "first"),
        ("A323456789", "second"),
        ("AE23456789", "second"),
        ("A12345678X", "digits"),
        ("A1234O6789", "digits"),
        ("A12345678²", "digits"),
        ("A1٢3456789", "digits"),
    ],
)
def test_bad_numbers_say_what_is_wrong(number: str, problem: str) -> None:
    reading = identity.read(number)
    assert (reading.kind, reading.problem) == ("", problem)
    assert identity.kind_of(number) == ""


@pytest.mark.parametrize("letter", "LRSY")
def test_retired_letters_still_belong_to_people(letter: str) -> None:
    numbers = [f"{letter}1{rest:08d}" for rest in range(10)]
    assert sum(identity.kind_of(number) == identity.NATIONAL for number in numbers) == 1


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Ａ１２３４５６７８９", "fullwidth"),
        ("Ａ123 456789", "fullwidth"),
        ("a123456789", "lowercase"),
        (" A123456789", "space"),
        ("A123 456 789\u3000", "space"),
        ("\ta123456789 ", "space_lowercase"),
        ("A123456789", ""),
    ],
)
def test_what_was_converted_is_noted(text: str, note: str) -> None:
    assert identity.read(text) == identity.IdReading("A123456789", identity.NATIONAL, "", note)


def test_a_passport_is_one_only_where_the_document_says_so() -> None:
    assert identity.read("351234567", passport=True).kind == identity.PASSPORT
    assert identity.read("AB1234567", passport=True).kind == identity.PASSPORT
    assert identity.read("351234567").problem == "length"
    assert identity.read("12345", passport=True).problem == "passport"
    assert identity.read("AB-1234567", passport=True).problem == "passport"


@pytest.mark.parametrize(
    ("number", "sex"),
    [
        ("A123456789", "01"),
        ("A223456781", "02"),
        ("A800000014", "01"),
        ("A900207177", "02"),
        ("AB23456789", "02"),
        ("AC03095424", "01"),
    ],
)
def test_the_second_character_states_the_sex(number: str, sex: str) -> None:
    assert identity.sex(number, identity.kind_of(number)) == sex
    assert identity.sexes_of([number, ""]) == [sex, ""]


def test_a_passport_states_no_sex() -> None:
    assert identity.sex("A123456789", identity.PASSPORT) == ""


def test_old_ui_numbers_end_with_119() -> None:
    assert not identity.expired(identity.UI_OLD, date(2030, 12, 31))
    assert identity.expired(identity.UI_OLD, date(2031, 1, 1))
    assert not identity.expired(identity.UI_NEW, date(2031, 1, 1))


@given(shapes)
def test_the_pieces_add_up_to_the_weighted_sum(number: str) -> None:
    assert bool(identity.kind_of(number)) == (weighted_sum(number) % 10 == 0)


@given(shapes)
def test_exactly_one_check_digit_fits(number: str) -> None:
    assert sum(bool(identity.kind_of(f"{number[:9]}{digit}")) for digit in range(10)) == 1


@given(st.text(max_size=14))
def test_reading_never_fails_and_never_accepts_what_needs_conversion(text: str) -> None:
    reading = identity.read(text)
    assert bool(reading.kind) != bool(reading.problem)
    if reading.kind:
        assert identity.kind_of(reading.number) == reading.kind
        assert identity.read(reading.number).note == ""


@given(st.lists(shapes | st.text(max_size=12), max_size=8))
def test_many_at_once_is_each_alone(numbers: list[str]) -> None:
    assert identity.kinds_of(numbers) == [identity.kind_of(number) for number in numbers]
