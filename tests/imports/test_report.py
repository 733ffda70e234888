from __future__ import annotations

from pathlib import Path

from desktop.core.findings import Finding, Severity
from desktop.imports import report

FINDINGS = [
    Finding("imports.required", Severity.ERROR, record=3, field="姓名"),
    Finding("imports.email-format", Severity.WARNING, record=3, field="電子郵件"),
    Finding("imports.name-fullwidth", Severity.INFO, record=5, field="姓名"),
]


def test_a_row_for_every_finding_and_for_every_other_record() -> None:
    assert list(report.rows(FINDINGS, 5)) == [
        ("2", "", "ok", ""),
        ("3", "姓名", "error", "必填"),
        ("3", "電子郵件", "warning", "格式不符"),
        ("4", "", "ok", ""),
        ("5", "姓名", "ok", "全形英文姓名照原樣保留"),
        ("6", "", "ok", ""),
    ]


def test_findings_of_the_file_come_first_and_order_does_not_matter() -> None:
    whole = Finding("imports.other-sheets", Severity.WARNING, params={"sheet": "甲", "others": "乙"})
    rows = list(report.rows([*reversed(FINDINGS), whole], 5))
    assert rows[0] == ("", "", "warning", "只讀入工作表「甲」，另有相同格式的工作表：乙")
    assert [row[0] for row in rows[1:]] == ["2", "3", "3", "4", "5", "6"]


def test_no_findings() -> None:
    assert list(report.rows([], 2)) == [("2", "", "ok", ""), ("3", "", "ok", "")]
    assert list(report.rows([], 0)) == []


def test_what_was_only_counted_is_not_called_ok() -> None:
    rows = list(report.rows(FINDINGS, 9, complete_until=5))
    assert [row[0] for row in rows] == ["2", "3", "3", "4", "5"]
    assert rows[-1][2:] == ("warning", "問題過多，自本列起未逐項列出")


def test_the_file_is_as_spreadsheets_open_it(tmp_path: Path) -> None:
    path = tmp_path / "報告.csv"
    report.write_report(path, FINDINGS, 2)
    assert path.read_bytes().decode("utf-8-sig").split("\r\n") == [
        "檔案列,欄位,程度,原因",
        "2,,ok,",
        "3,姓名,error,必填",
        "3,電子郵件,warning,格式不符",
        "",
    ]
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_in_english(tmp_path: Path) -> None:
    assert list(report.rows(FINDINGS[:1], 2, language="en"))[1] == ("3", "姓名", "error", "must not be empty")
