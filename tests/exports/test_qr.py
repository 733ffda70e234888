from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.barcode import qrencoder

from desktop.exports import qr


def by_reportlab(text: str) -> list[list[bool]]:
    """The same code by an independent encoder, with the same mask."""
    code: Any = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(qrencoder.QR8bitByte(text))
    code.version = code.calculate_version()
    code.makeImpl(False, 0)
    return [[bool(module) for module in row] for row in code.modules]


def modules(symbol: qr.Symbol) -> list[list[bool]]:
    stride = len(symbol.rows) // symbol.size
    rows = [symbol.rows[at * stride : (at + 1) * stride] for at in range(symbol.size)]
    return [[bool(row[at // 8] >> (7 - at % 8) & 1) for at in range(symbol.size)] for row in rows]


@pytest.mark.parametrize("length", range(85))
def test_every_length_gives_the_code_that_reportlab_gives(length: int) -> None:
    text = ("09007-BASIC-104-001 0a1b2c3d4e5f " * 3)[:length]
    assert modules(qr.symbol(text)) == by_reportlab(text)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=25))
def test_any_text_gives_the_code_that_reportlab_gives(text: str) -> None:
    try:
        length = len(text.encode("utf-8"))
    except UnicodeEncodeError:
        return
    if length <= 84:
        assert modules(qr.symbol(text)) == by_reportlab(text)


def test_the_path_draws_the_dark_modules() -> None:
    symbol = qr.symbol("09007-BASIC-104-001 0a1b2c3d4e5f")
    painted = [[False] * symbol.size for _ in range(symbol.size)]
    for rectangle in symbol.path().splitlines():
        x, y, width, height, operator = rectangle.split()
        assert (height, operator) == ("1", "re")
        for at in range(int(x), int(x) + int(width)):
            painted[symbol.size - 1 - int(y)][at] = True
    assert painted == modules(symbol)


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="85 bytes"):
        qr.symbol("x" * 85)
