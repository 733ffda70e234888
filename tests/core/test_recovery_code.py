"""The recovery code: what a person may do to it on paper, and what is told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import recovery_code
from desktop.core.errors import EnvironmentFailure

ENTROPY = bytes(range(100, 120))
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def refused(text: str) -> EnvironmentFailure:
    with pytest.raises(EnvironmentFailure) as caught:
        recovery_code.parse(text)
    return caught.value


@given(st.binary(min_size=20, max_size=20))
def test_the_code_gives_its_bytes_back(entropy: bytes) -> None:
    assert recovery_code.parse(recovery_code.format_code(entropy)) == entropy


def test_a_code_has_eight_groups_of_five() -> None:
    groups = recovery_code.generate().split("-")
    assert [len(group) for group in groups] == [5] * 8


def test_two_codes_differ() -> None:
    assert recovery_code.generate() != recovery_code.generate()


def as_written(code: str) -> list[str]:
    wide = code.translate({ord(sign): ord(sign) + 0xFEE0 for sign in ALPHABET})
    return [
        code.lower(),
        code.replace("-", " "),
        code.replace("-", ""),
        code.replace("-", "–") + "\n",
        code.replace("0", "O").replace("1", "I"),
        code.replace("0", "o").replace("1", "l"),
        wide.replace("-", "　"),
    ]


@pytest.mark.parametrize("number", range(7))
def test_what_people_write_is_read(number: int) -> None:
    code = recovery_code.format_code(ENTROPY)
    assert recovery_code.parse(as_written(code)[number]) == ENTROPY


def test_every_wrong_letter_is_found_in_its_group() -> None:
    code = recovery_code.format_code(ENTROPY)
    for place, right in enumerate(code):
        for letter in set(ALPHABET) - {right} if right != "-" else ():
            error = refused(code[:place] + letter + code[place + 1 :])
            assert (error.code, error.params["group"]) == ("vault.recovery_group", place // 6 + 1)


def test_every_swap_of_neighbours_is_found() -> None:
    letters = recovery_code.format_code(ENTROPY).replace("-", "")
    for place in range(len(letters) - 1):
        one, other = letters[place], letters[place + 1]
        if one != other:
            refused(letters[:place] + other + one + letters[place + 2 :])


def test_two_groups_in_the_wrong_order_are_found() -> None:
    groups = recovery_code.format_code(ENTROPY).split("-")
    groups[2], groups[5] = groups[5], groups[2]
    assert refused("-".join(groups)).params["group"] == 3


@pytest.mark.parametrize("change", [lambda code: code[:-1], lambda code: code + "7", lambda _: ""])
def test_a_wrong_length_is_told(change: object) -> None:
    assert callable(change)
    error = refused(change(recovery_code.format_code(ENTROPY)))
    assert (error.code, error.params["wanted"]) == ("vault.recovery_length", 40)


def test_a_letter_of_no_code_is_told() -> None:
    code = recovery_code.format_code(ENTROPY)
    assert refused("星" + code[1:]).params["group"] == 1


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert len(recovery_code.parse(text)) == recovery_code.ENTROPY_BYTES
    except EnvironmentFailure as error:
        assert error.code.startswith("vault.recovery_")
