from __future__ import annotations

import pytest

from desktop.core import terms

AGREED = {
    "id_type": ["national", "ui_new", "ui_old", "passport"],
    "sex": ["01", "02", "99"],
    "personnel_type": [
        "civil_servant",
        "contract_hired",
        "contract_employed",
        "police",
        "medical",
        "education",
        "other",
    ],
    "rank": ["elementary", "junior", "senior"],
    "agency_kind": ["government", "subordinate", "township", "council", "school", "other"],
    "elearning_role": ["officer", "related"],
    "business_relation": ["officer", "related", "it"],
    "verdict": ["yes", "no", "unknown"],
}


@pytest.mark.parametrize(("name", "codes"), AGREED.items())
def test_codes_are_those_agreed_on(name: str, codes: list[str]) -> None:
    assert list(terms.vocabulary(name).codes) == codes


@pytest.mark.parametrize("name", terms.vocabularies())
def test_every_label_and_code_leads_back_to_its_code(name: str) -> None:
    vocabulary = terms.vocabulary(name)
    for term in vocabulary.terms:
        for text in (term.code, term.zh, term.en, f" {term.zh}\u3000"):
            assert vocabulary.code(text) == term.code
        assert vocabulary.label(term.code) == term.zh
        assert vocabulary.label(term.code, "en") == term.en


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("sex", "男", "01"),
        ("sex", "Ｆ", "02"),
        ("id_type", "統一證號", "ui_new"),
        ("personnel_type", "約雇", "contract_employed"),
        ("rank", "薦任", "junior"),
        ("agency_kind", "府", "government"),
        ("english_test", "GEPT", "gept"),
        ("english_test", "自評", "self"),
        ("yes_no", "Ｖ", "yes"),
        ("sex", "不明", None),
        ("sex", "", None),
    ],
)
def test_other_spellings(name: str, text: str, code: str | None) -> None:
    assert terms.vocabulary(name).code(text) == code


def test_labels_of_nothing_and_of_the_unknown() -> None:
    assert terms.label("rank", "") == ""
    assert terms.label("rank", "colonel") == "colonel"
    assert "rank" not in terms.vocabulary("rank")
    assert "junior" in terms.vocabulary("rank")


def test_a_spelling_claimed_twice_is_a_bug() -> None:
    entries: dict[str, dict[str, object]] = {
        "a": {"zh": "甲", "en": "A one"},
        "b": {"zh": "乙", "en": "B", "aliases": ["甲"]},
    }
    with pytest.raises(ValueError, match="甲"):
        terms._vocabulary("letters", entries)
