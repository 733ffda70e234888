"""R9, the container's part: hash seed, time zone, locale, folder and row order leave no trace in a packet."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
from dataclasses import replace
from pathlib import Path
from desktop.exports.packet import TableData
from tests.exports import packets

folder, backwards = Path(sys.argv[1]), sys.argv[2] == "backwards"
folder.mkdir(parents=True)
content = packets.content(booklets=(packets.booklet("course-basic"), packets.booklet("course-advanced")))
if backwards:
    tables = tuple(TableData(table.name, table.rows[::-1]) for table in content.tables[::-1])
    content = replace(content, tables=tables, booklets=content.booklets[::-1], scope=content.scope[::-1])
print(packets.seal(folder, content, stamp=packets.pdf(1, "stamp")).sha256)
"""

SEEDS = ("1", "4294967295")
ZONES = ("Asia/Taipei", "America/St_Johns")
LOCALES = ("C.UTF-8", "C")
FOLDERS = ("a", "資料夾 b")
ORDERS = ("forwards", "backwards")


def sealed_in(folder: Path, seed: str, zone: str, locale: str, name: str, order: str) -> str:
    """The SHA-256 of a packet that another process made in these surroundings."""
    surroundings = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            PROGRAM,
            str(folder / f"{seed}{zone}{locale}{order}".replace("/", "") / name),
            order,
        ],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **surroundings},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.slow
def test_two_surroundings_that_differ_in_everything(tmp_path: Path) -> None:
    ends = zip(SEEDS, ZONES, LOCALES, FOLDERS, ORDERS, strict=True)
    assert len({sealed_in(tmp_path, *surroundings) for surroundings in ends}) == 1


@pytest.mark.slow
@pytest.mark.long
def test_the_whole_matrix(tmp_path: Path) -> None:
    matrix = itertools.product(SEEDS, ZONES, LOCALES, FOLDERS, ORDERS)
    assert len({sealed_in(tmp_path, *surroundings) for surroundings in matrix}) == 1
