"""The columns of the roster: what each shows of a person, and which of them are chosen.

To add one: 1. a line in `columns`, 2. its header in resources/messages/view_roster.toml, 3. if it sorts, an
order of the same name in `services.people_list`.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core import preferences, terms
from desktop.services import privacy
from desktop.services.people_list import Filter, PersonRow
from desktop.views.table_model import Column
from desktop.views.texts import Texts
from desktop.views.workbench import Workbench

LIST = "roster"
CHOSEN_FIRST = ("name", "agency", "unit", "title", "rank_grade", "marks")
"""The columns until somebody chooses others."""

ALWAYS = "name"
"""The column that cannot be hidden: a list of nobody helps nobody."""


def columns(texts: Texts, *, masked: bool = True) -> tuple[Column[PersonRow], ...]:
    """Every column there is, in the order of the list; `masked` says how numbers are shown."""

    def mark(row: PersonRow) -> str:
        return marks(row, texts)

    def english(row: PersonRow) -> str:
        test = terms.label("english_test", row.english_test, texts.language)
        return " ".join(part for part in (test, row.english_score) if part)

    def number(row: PersonRow) -> str:
        return privacy.shown_id(row.id_no, masked=masked)

    def kind(row: PersonRow) -> str:
        return terms.label("personnel_type", row.personnel_type, texts.language)

    return (
        Column("name", "view.roster.column.name", shown_name, 104),
        Column("agency", "view.roster.column.agency", lambda row: row.agency, 0, tip=lambda row: row.agency),
        Column("unit", "view.roster.column.unit", lambda row: row.unit, 96, tip=lambda row: row.unit),
        Column("title", "view.roster.column.title", lambda row: row.title, 88),
        Column("rank_grade", "view.roster.column.rank_grade", lambda row: rank_grade(row, texts), 92),
        Column("personnel_type", "view.roster.column.personnel_type", kind, 104),
        Column("english", "view.roster.column.english", english, 152),
        Column("phone", "view.roster.column.phone", lambda row: row.phone, 136),
        Column("email", "view.roster.column.email", lambda row: row.email, 190, tip=lambda row: row.email),
        Column("id_no", "view.roster.column.id_no", number, 110),
        Column("person_no", "view.roster.column.person_no", lambda row: f"P{row.person_no:04d}", 76),
        Column("marks", "view.roster.column.marks", mark, 120, tone=tone, tip=mark),
    )


def shown_name(row: PersonRow) -> str:
    """The name, with what stands for it where it does not print."""
    return f"{row.name}（{row.name_substitute}）" if row.name_substitute else row.name


def rank_grade(row: PersonRow, texts: Texts) -> str:
    """官職等 in short: 薦任 7."""
    grade = "" if row.grade is None else str(row.grade)
    return " ".join(part for part in (terms.label("rank", row.rank, texts.language), grade) if part)


_MARKS = (
    (Filter.NAME_PENDING, "view.roster.mark.name_pending"),
    (Filter.UNCONFIRMED, "view.roster.mark.unconfirmed"),
    (Filter.LUMINARY, "view.roster.mark.luminary"),
    (Filter.IT_STAFF, "view.roster.mark.it_staff"),
    (Filter.ATTENDED, "view.roster.mark.attended"),
)
"""What is marked, that which asks for something first."""


def marks(row: PersonRow, texts: Texts) -> str:
    """Everything that a person is marked with."""
    return " ".join(texts.text(code) for flag, code in _MARKS if flag in row.flags)


def tone(row: PersonRow) -> str | None:
    """A chip for what asks for something and for the star; plain words for the rest."""
    if row.flags & (Filter.NAME_PENDING | Filter.UNCONFIRMED):
        return "doubt"
    return "star" if Filter.LUMINARY in row.flags else None


def chosen(bench: Workbench) -> list[Column[PersonRow]]:
    """The columns that are shown, as they were chosen last."""
    names = bench.preferences.get(preferences.COLUMNS).get(LIST, CHOSEN_FIRST)
    masked = privacy.masked(bench.office)
    every = columns(bench.texts, masked=masked)
    return [column for column in every if column.key == ALWAYS or column.key in names]


def choose(bench: Workbench, names: Sequence[str]) -> None:
    """Remember which columns are shown."""
    kept = bench.preferences.get(preferences.COLUMNS)
    bench.preferences.put(preferences.COLUMNS, {**kept, LIST: list(names)})
