from __future__ import annotations

import struct
from pathlib import Path

import pytest

from desktop.core.errors import EnvironmentFailure
from desktop.exports.fonts import CHAIN, font_path
from desktop.exports.glyph_map import GlyphMap, map_file, open_map, table_directory


def test_a_missing_or_empty_font_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.ttf", tmp_path / "empty.ttf"):
        if path.stem == "empty":
            path.touch()
        with pytest.raises(EnvironmentFailure, match=r"forms\.font_unreadable") as caught:
            map_file(path)
        assert caught.value.params == {"file": path.name}


@pytest.mark.parametrize("index", range(len(CHAIN)))
def test_the_tables_of_a_font_are_found(index: int) -> None:
    directory = table_directory(map_file(font_path(index)))
    assert {"cmap", "glyf", "hmtx", "loca"} <= directory.keys()


def test_a_character_that_the_font_lacks_has_no_glyph() -> None:
    rare = open_map(font_path(2))
    assert rare[ord("A")] == 0
    assert ord("A") not in rare
    assert 0x30EDE in rare


def test_format_4_and_format_12_say_the_same(tmp_path: Path) -> None:
    """This font has both: the basic plane is in each of them."""
    data = map_file(font_path(2))
    offset = table_directory(data)["cmap"][0]
    both = GlyphMap(data, offset)
    (count,) = struct.unpack_from(">H", data, offset + 2)
    narrow = bytearray(data[offset : offset + 4 + 8 * count])
    for index in range(count):  # hide format 12 by naming its platform Macintosh
        (start,) = struct.unpack_from(">I", narrow, 8 + 8 * index)
        if struct.unpack_from(">H", data, offset + start)[0] == 12:
            struct.pack_into(">H", narrow, 4 + 8 * index, 1)
    patched = bytes(data[:offset]) + bytes(narrow) + bytes(data[offset + len(narrow) :])
    (tmp_path / "narrow.ttf").write_bytes(patched)
    four = GlyphMap(map_file(tmp_path / "narrow.ttf"), offset)
    assert [four[code] for code in range(0x10000)] == [both[code] for code in range(0x10000)]
    assert sum(1 for code in range(0x10000) if four[code]) > 0
