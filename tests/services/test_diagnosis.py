"""Several colleagues answer, the team agrees; nobody's answer moves another's."""

from __future__ import annotations

import pytest

from desktop.core.errors import DataError, UsageError
from desktop.rules import answering
from desktop.rules.diagnosis import Agreed
from desktop.services import diagnoses, diagnosis_agreed, undo
from desktop.services.integrity import check_integrity
from desktop.services.office import Office
from tests.diagnosis import answers, five


def test_a_respondent_begins_the_year(office: Office) -> None:
    assert diagnoses.respondents(office) == ()
    made = diagnoses.add(office, note="人事處")
    diagnoses.answer(office, made, {"A1_level": "3", "A1_need": "2"})
    (line,) = diagnoses.respondents(office)
    assert (line.number, line.note, line.answered) == (1, "人事處", 1)
    assert line.missing == 35 * 2
    assert diagnoses.answers_of(office, made) == {"A1_level": "3", "A1_need": "2"}
    diagnoses.answer(office, made, {"A1_level": "4", "A1_need": " "})
    assert diagnoses.answers_of(office, made) == {"A1_level": "4"}
    assert undo.undo(office.database).action == "diagnosis.answer"
    assert diagnoses.answers_of(office, made) == {"A1_level": "3", "A1_need": "2"}


def test_another_respondent_changes_nobodys_answers(office: Office) -> None:
    first = diagnoses.add(office)
    diagnoses.answer(office, first, answers(2, 1))
    before = diagnoses.answers_of(office, first)
    said = {line.item.code: line.said[1] for line in diagnosis_agreed.read(office)}
    second = diagnoses.add(office)
    diagnoses.answer(office, second, answers(5, 3))
    assert diagnoses.answers_of(office, first) == before
    assert {line.item.code: line.said[1] for line in diagnosis_agreed.read(office)} == said
    diagnoses.remove(office, first)
    (line,) = diagnoses.respondents(office)
    assert line.number == 2, "numbers stay"
    assert diagnoses.add(office) != first
    assert [one.number for one in diagnoses.respondents(office)] == [2, 3]
    assert check_integrity(office) == ()


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"Z9_level": "1"}, "no_question"),
        ({"A1_level": "6"}, "no_choice"),
        ({"A1_help": "camp x"}, "no_choice"),
    ],
)
def test_what_is_no_answer_is_refused(office: Office, told: dict[str, str], code: str) -> None:
    made = diagnoses.add(office)
    with pytest.raises((DataError, UsageError), match=rf"diagnosis\.{code}"):
        diagnoses.answer(office, made, {"A1_need": "1", **told})
    assert diagnoses.answers_of(office, made) == {}, "all or nothing"


def test_what_nobody_disputes_is_agreed_at_once(office: Office) -> None:
    five(office)
    lines = {line.item.code: line for line in diagnosis_agreed.read(office)}
    assert lines["A1"].levels.apart, "the samples disagree on A1"
    open_ones = [code for code, line in lines.items() if line.proposal is None]
    assert "A1" in open_ones
    done = diagnosis_agreed.accept_all(office)
    assert done == 36 - len(open_ones)
    after = {line.item.code: line for line in diagnosis_agreed.read(office)}
    assert all((line.fixed is None) == (code in open_ones) for code, line in after.items())
    assert diagnosis_agreed.accept_all(office) == 0
    assert undo.undo(office.database).action == "diagnosis.accept"
    assert all(line.fixed is None for line in diagnosis_agreed.read(office))


def test_what_is_agreed_keeps_its_history(office: Office) -> None:
    five(office)
    diagnosis_agreed.decide(office, "A1", Agreed(2, False, 3), note="依會議紀錄")
    diagnosis_agreed.decide(office, "A1", Agreed(3, False, 3), note="補件後調整", wished=("visit",))
    (line,) = [one for one in diagnosis_agreed.read(office) if one.item.code == "A1"]
    assert line.fixed is not None
    assert (line.agreed.gap, line.changes, line.fixed.help) == (6, 1, ("visit",))
    assert [one.note for one in diagnosis_agreed.changes_of(office, "A1")] == ["依會議紀錄", "補件後調整"]
    assert len(line.said) == 5, "the answers stay as they were"


@pytest.mark.parametrize(
    ("agreed", "note", "code"),
    [
        (Agreed(6, False, 1), "", "level"),
        (Agreed(3, False, 4), "", "need"),
        (Agreed(3, False, None), "", "unsettled"),
        (Agreed(not_applicable=True), " ", "why_not"),
        (Agreed(4, False, 1), "", "no_evidence"),
    ],
)
def test_what_cannot_be_agreed_is_refused(office: Office, agreed: Agreed, note: str, code: str) -> None:
    diagnoses.add(office)
    with pytest.raises(DataError, match=rf"diagnosis\.{code}"):
        diagnosis_agreed.decide(office, "B2", agreed, note=note)
    assert all(line.fixed is None for line in diagnosis_agreed.read(office))


def test_the_items_are_those_of_the_form(office: Office) -> None:
    codes = [item.code for item in answering.items_of(diagnoses.form())]
    assert [line.item.code for line in diagnosis_agreed.read(office)] == codes
