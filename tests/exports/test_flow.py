from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exports.flow import Item, Page, flow

ITEMS = st.lists(
    st.one_of(
        st.builds(Item, st.floats(10, 60), st.booleans()),
        st.integers(2, 120).map(lambda lines: Item(12 + lines * 11, lines=lines, line_height=11)),
    ),
    min_size=1,
    max_size=40,
)


def bottom(page: Page) -> float:
    return page[-1].top + page[-1].height


@settings(max_examples=300, deadline=None)
@given(ITEMS, st.floats(0, 120))
def test_every_row_stands_once_in_order_and_no_page_is_too_full(items: list[Item], tail: float) -> None:
    pages = flow(items, 400, 500, tail)
    shown: list[tuple[int, int]] = []
    for number, page in enumerate(pages):
        room = 500 if number else 400
        top = 0.0
        for piece in page:
            assert abs(piece.top - top) < 1e-6, "rows touch each other"
            top += piece.height
            item = items[piece.row]
            shown += [(piece.row, line) for line in range(piece.first, piece.last)] or [(piece.row, 0)]
            assert piece.height <= item.height + 1e-6
        together = 1 if items[page[0].row].lines else _kept(items, page[0].row)
        assert bottom(page) <= room + 1e-6 or len(page) <= together + 1
    wanted = [(row, line) for row, item in enumerate(items) for line in range(item.lines or 1)]
    whole = {piece.row for page in pages for piece in page if items[piece.row].lines and not piece.last}
    assert [pair for pair in wanted if pair[0] not in whole or pair[1] == 0] == shown


def _kept(items: list[Item], row: int) -> int:
    count = 1
    while row + count < len(items) and items[row + count - 1].keep:
        count += 1
    return count


@settings(max_examples=200, deadline=None)
@given(ITEMS, st.floats(1, 120))
def test_the_tail_always_has_room_below_a_row(items: list[Item], tail: float) -> None:
    items = [Item(item.height, lines=item.lines, line_height=item.line_height) for item in items]
    last = flow(items, 400, 500, tail)[-1]
    assert last
    assert bottom(last) + tail <= 500 + 1e-6


def test_a_heading_is_never_the_last_on_a_page() -> None:
    items = [Item(90), Item(20, keep=True), Item(50)]
    first, second = flow(items, 120, 120)
    assert [piece.row for piece in first] == [0]
    assert [piece.row for piece in second] == [1, 2]


def test_the_head_of_a_table_is_repeated() -> None:
    items = [Item(20, keep=True), *(Item(30, head=0) for _ in range(6))]
    pages = flow(items, 100, 100)
    assert [[piece.row for piece in page] for page in pages] == [[0, 1, 2], [0, 3, 4], [0, 5, 6]]


def test_a_long_text_is_divided_between_its_lines() -> None:
    pages = flow([Item(10 + 30 * 10, lines=30, line_height=10)], 110, 110)
    assert [(piece.first, piece.last) for page in pages for piece in page] == [(0, 10), (10, 20), (20, 30)]


def test_the_last_lines_of_a_text_go_with_what_stands_below() -> None:
    pages = flow([Item(10 + 9 * 10, lines=9, line_height=10)], 110, 110, tail=50)
    assert [(piece.first, piece.last) for page in pages for piece in page] == [(0, 7), (7, 9)]
