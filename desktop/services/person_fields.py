"""The fields of a person as they are edited by hand: their groups, their kinds, which help a name."""

from __future__ import annotations

from desktop.core import terms
from desktop.imports.layouts import layout

GROUPS = {
    "basic": (
        *("name", "name_substitute", "cns_code", "name_description", "name_en"),
        *("agency", "unit", "title", "id_no", "id_type", "sex", "birth_date"),
        *("phone", "mobile", "email", "note"),
    ),
    "qualification": (
        *("rank", "grade", "personnel_type", "hired_date", "it_staff", "elearning_role", "luminary"),
        *("english_test", "english_score", "english_date"),
    ),
}
"""Group → its fields, in their order; every field of a roster is in one."""

NAME_HELP = ("name_substitute", "cns_code", "name_description")
"""What helps a name that does not print; needless for all others."""

NEEDED = ("name", "id_no", "agency")
"""Nobody is in the roster without these."""

_FLAGS = ("it_staff", "luminary")


def kind_of(field: str) -> str:
    """How a field is edited: choice (of the vocabulary of its name), flag, long, number, or text."""
    if field in terms.vocabularies():
        return "choice"
    if field in _FLAGS:
        return "flag"
    return {"note": "long", "id_no": "number"}.get(field, "text")


def flag_text(value: bool) -> str:
    """A truth as a file says it."""
    return "是" if value else "否"


def column_name(field: str) -> str:
    """The column of a field, which is what a finding names."""
    column = layout("roster").column(field)
    assert column is not None, field
    return column.name
