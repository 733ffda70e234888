from __future__ import annotations

from desktop.core.findings import Finding, Severity
from desktop.imports.cells import error, info, warning
from desktop.imports.problems import Problems

IDS, PEOPLE = ["A123456789", ""], ["王小明", ""]


def test_findings_come_in_the_order_of_records_and_columns() -> None:
    problems = Problems()
    problems.add(1, 0, "姓名", error("imports.required"))
    problems.add(0, 5, "備註", info("imports.name-fullwidth"))
    problems.add(0, 2, "職稱", warning("imports.row-too-short", "單位", missing=1))
    assert problems.bad() == {1}
    problems.close_batch(2, IDS, PEOPLE)
    assert [(each.record, each.field, each.severity.value) for each in problems.findings] == [
        (2, "單位", "warning"),
        (2, "備註", "info"),
        (3, "姓名", "error"),
    ]
    assert problems.bad() == set()
    assert problems.refused == 1


def test_people_are_masked() -> None:
    problems = Problems()
    for place in (0, 1):
        problems.add(place, 0, None, warning("imports.required"))
    problems.close_batch(2, IDS, PEOPLE)
    assert [(each.person, each.name) for each in problems.findings] == [("A12*****89", "王○明"), (None, None)]


def test_findings_beyond_the_limit_are_counted() -> None:
    problems = Problems([Finding("imports.other-sheets", Severity.WARNING)], kept=4)
    for batch in range(3):
        for place in (0, 1):
            problems.add(place, 0, "姓名", error("imports.required"))
        problems.close_batch(2 + 2 * batch, IDS, PEOPLE)
    assert len(problems.findings) == 4
    assert problems.counts == {Severity.WARNING: 1, Severity.ERROR: 6}
    assert (problems.complete_until, problems.refused) == (5, 6)
