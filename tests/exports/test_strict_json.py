from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exports import strict_json
from desktop.exports.strict_json import StrictJsonError

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc名", max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_what_is_written_is_read_back(value: object) -> None:
    assert strict_json.read(strict_json.write(value)) == value


def test_keys_are_sorted_and_characters_are_themselves() -> None:
    assert strict_json.write({"b": "𠮷", "a": 1}) == '{\n  "a": 1,\n  "b": "𠮷"\n}\n'.encode()


@pytest.mark.parametrize(
    "content",
    [
        b'{\n  "a": 1,\n  "a": 2\n}\n',
        b'{"a": 1}\n',
        b'{\n  "b": 1,\n  "a": 2\n}\n',
        b'{\n  "a": 1\n}',
        b'{\n  "a": 1.0e0\n}\n',
        b"NaN\n",
        b"Infinity\n",
        b"\xef\xbb\xbf1\n",
        b'"\xff"\n',
        b'"\\ud800"\n',
        b'"\\u0041"\n',
        b"1" * 5000 + b"\n",
        b"",
        b"[" * 100_000,
        b"[\n" * 20 + b"]" * 20,
        b" " * (strict_json.MAX_BYTES + 1),
        b"{'a': 1}\n",
        b"1\n2\n",
    ],
    ids=range(18),
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(StrictJsonError):
        strict_json.read(content)


def test_brackets_inside_text_are_no_depth() -> None:
    value = {"a": "[" * 500 + '\\"{'}
    assert strict_json.read(strict_json.write(value)) == value
