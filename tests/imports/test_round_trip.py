"""What the program exports for Excel comes back unchanged (part of rig R8)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.counties import county
from desktop.exports.excel_csv import write_excel_csv
from desktop.imports import roster
from desktop.imports.drafts import KnownAgency
from desktop.imports.tables import open_table
from tests.imports.files import ANNA, HEADER

KNOWN = [KnownAgency("雲林縣政府", "government")]
FULL = [*HEADER, "公務電話", "備註"]

letters = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), include_characters="\n")
notes = st.text(letters, max_size=40) | st.from_regex(
    r"[=+\-@＝＋－＠\"',]{1,4}[0-9a-z\n]{0,9}", fullmatch=True
)
names = st.from_regex(r"[\u4e00-\u9fff\U00020000-\U0002a6df]{1,4}( [A-Za-z]{1,8})?", fullmatch=True)
phones = st.from_regex(r"0[0-9]{1,3}-[0-9]{6,8}(#[0-9]{1,4})?|09[0-9]{8}", fullmatch=True)


def _guarded_already(note: str) -> bool:
    """What nobody can tell from a guarded cell: an apostrophe of one's own before a sign of a formula."""
    return note[:1] == "'" and note[1:2] in set("=+-@＝＋－＠")


@given(st.lists(st.tuples(names, phones, notes), min_size=1, max_size=4))
@settings(deadline=None)
def test_a_roster_exported_for_excel_is_read_back(people: list[tuple[str, str, str]]) -> None:
    people = [person for person in people if not _guarded_already(person[2].strip())]
    rows = [
        (*map(str, ANNA[:3]), name, id_no(number), "女", "64/03/08", phone, note)
        for number, (name, phone, note) in enumerate(people)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "名冊.csv"
        write_excel_csv(path, FULL, rows, number_columns={HEADER.index("出生年月日")})
        drafts = roster.read(open_table(path, "roster"), KNOWN, county=county("10009")).drafts
    assert [(draft.name, draft.phone, draft.note) for draft in drafts] == [
        (name, phone, note.strip()) for name, phone, note in people
    ]


def id_no(number: int) -> str:
    """A woman's number with a fitting check digit."""
    weights = (8, 7, 6, 5, 4, 3, 2, 1)
    digits = f"2{number:07d}"
    total = 1 + 9 * 0 + sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True))
    return f"A{digits}{-total % 10}"
