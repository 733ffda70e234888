"""Values of a form as people write them, and as they are kept."""

from __future__ import annotations

import pytest

from desktop.core.errors import DataError
from desktop.services import form_columns, mentoring_form


@pytest.mark.parametrize(
    ("name", "written", "kept"),
    [
        ("day", "104-04-09", "2015-04-09"),
        ("day", "2015-04-09", "2015-04-09"),
        ("mode", "線上", "online"),
        ("mode", "online", "online"),
        ("minutes", "60", "60"),
        ("topic", " 案例討論 ", "案例討論"),
    ],
)
def test_a_discussion_is_kept_one_way(name: str, written: str, kept: str) -> None:
    column = mentoring_form.form().list_of("discussion").column(name)
    assert form_columns.clean(column, written) == kept


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("day", "104-13-09", "proposal.no_day"),
        ("mode", "傳真", "nominate.value_unknown"),
        ("minutes", "一小時", "proposal.no_number"),
    ],
)
def test_what_cannot_stand_is_refused(name: str, written: str, code: str) -> None:
    column = mentoring_form.form().list_of("discussion").column(name)
    with pytest.raises(DataError) as refused:
        form_columns.clean(column, written)
    assert refused.value.code == code
