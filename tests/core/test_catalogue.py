"""How a finding becomes a sentence: where, who, field, what, and what to do next."""

from __future__ import annotations

import pytest

from desktop.core.findings import Finding, Severity
from desktop.core.messages import catalogue


@pytest.mark.parametrize(
    ("finding", "chinese", "english"),
    [
        (
            Finding("imports.required", Severity.ERROR, record=3, name="王○明", field="單位"),
            "第 3 列 王○明：「單位」必填。請補填後再匯入。",
            "Record 3 王○明: 單位: must not be empty. Fill it in and import again.",
        ),
        (
            Finding("imports.id-checksum", Severity.ERROR, record=3, row=7),
            "第 3 列（工作表第 7 列）：檢查碼不符。請對照證件更正號碼。",
            (
                "Record 3 (row 7 of the sheet): the check digit does not fit. "
                "Compare it with the ID document and correct it."
            ),
        ),
        (
            Finding("packet.mimetype", Severity.ERROR),
            "mimetype 的內容不是 ASiC-E。請勿採用，並請縣市以原檔重送。",
            "The file mimetype does not say ASiC-E. Do not use it; ask the county for the original file.",
        ),
        (
            Finding("packet.csv_malformed", Severity.ERROR, field="data/people.csv"),
            "「data/people.csv」不是 UTF-8 的 CSV。請勿採用，並請縣市重新產生送件包。",
            "data/people.csv: is not CSV in UTF-8. Do not use it; ask the county to build the packet again.",
        ),
    ],
)
def test_a_finding_is_a_sentence_in_both_languages(finding: Finding, chinese: str, english: str) -> None:
    assert catalogue("zh_TW").sentence(finding) == chinese
    assert catalogue("en").sentence(finding) == english
