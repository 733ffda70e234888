from __future__ import annotations

import pytest

from desktop.imports.row_kinds import kind_of_row

HEADER = ["序號", "服務機關", "姓名", "身分證統一編號"]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["", "", "", ""], "blank"),
        ([" ", "\u3000", "", ""], "blank"),
        ([], "blank"),
        (["合計", "620", "", ""], "total"),
        (["", "小 計", "", ""], "total"),
        (["總計：共620人", "", "", ""], "total"),
        (["共計620人", "", "", ""], "total"),
        (["Total", "", "", ""], "total"),
        (["製表人：王小明", "", "", ""], "footer"),
        (["（以下空白）", "", "", ""], "footer"),
        (["承辦人", "單位主管", "", ""], "footer"),
        (HEADER, "header"),
        (["1", "雲林縣政府", "王小明", ""], "record"),
        (["1", "雲林縣政府", "王小明", "A123456789"], "record"),
        (["合計", "", "", "A123456789"], "record"),
        (["1", "雲林縣政府", "姓名", "身分證統一編號"], "record"),
        (["合計畫組", "", "王小明", ""], "record"),
    ],
)
def test_kind_of_row(row: list[str], kind: str) -> None:
    assert kind_of_row(row, HEADER, 3) == kind
