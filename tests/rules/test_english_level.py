"""What a result proves, by the bundled charts."""

from __future__ import annotations

import pytest

from desktop.core import terms
from desktop.rules.english_level import Basis, charts, level, sources


@pytest.mark.parametrize(
    ("test", "score", "basis", "text"),
    [
        ("GEPT", "中級", Basis.CERTIFICATE, "B1"),
        ("全民英檢", "中級複試通過", Basis.CERTIFICATE, "B1"),
        ("全民英檢", "中級（複試通過）", Basis.CERTIFICATE, "B1"),
        ("GEPT", "中高級 初試通過", Basis.FIRST_STAGE, "B2"),
        ("GEPT", "高級", Basis.CERTIFICATE, "C1"),
        ("TOEIC", "605", Basis.CERTIFICATE, "B1"),
        ("多益", "６０５分", Basis.CERTIFICATE, "B1"),
        ("TOEIC", "100", Basis.CERTIFICATE, "A1"),
        ("TOEIC", "300", Basis.CERTIFICATE, "A1–A2"),
        ("TOEIC", "760", Basis.CERTIFICATE, "B1–B2"),
        ("TOEIC", "785", Basis.CERTIFICATE, "B2"),
        ("IELTS", "4.5", Basis.CERTIFICATE, "B1"),
        ("IELTS", "5.5", Basis.CERTIFICATE, "B2"),
        ("托福", "71", Basis.CERTIFICATE, "B1–B2"),
        ("TOEFL ITP", "543", Basis.CERTIFICATE, "B2"),
        ("PET", "", Basis.CERTIFICATE, "B1"),
        ("劍橋英檢", "FCE", Basis.CERTIFICATE, "B2"),
        ("BULATS", "59", Basis.CERTIFICATE, "B1"),
        ("FLPT", "195", Basis.CERTIFICATE, "B2"),
        ("自評", "中級", Basis.SELF, "B1"),
        ("自評", "B2", Basis.SELF, "B2"),
        ("", "", Basis.UNSTATED, ""),
        ("TOEIC", "", Basis.UNSTATED, ""),
        ("自評", " ", Basis.UNSTATED, ""),
        ("CSEPT", "200", Basis.NO_CHART, ""),
        ("公司內部測驗", "95", Basis.NO_CHART, ""),
        ("TOEIC", "藍色證書", Basis.UNREADABLE, ""),
        ("GEPT", "550", Basis.UNREADABLE, ""),
    ],
)
def test_a_result_proves_its_level(test: str, score: str, basis: Basis, text: str) -> None:
    found = level(test, score)
    assert (found.basis, found.text) == (basis, text)


def test_every_chart_has_its_source_and_year() -> None:
    known = terms.vocabulary("english_test")
    for chart in charts().charts:
        assert chart.test in known
        assert chart.test == "self" or (chart.source and 90 <= chart.year <= 110)
        assert chart.scores or chart.names
        order = [charts().levels.index(one) for _, one in chart.scores]
        assert order == sorted(order)
    assert next(iter(sources("TOEIC"))).endswith("（94年）")
    assert list(sources("自評")) == []
