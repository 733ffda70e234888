"""P9: forty workbooks of fifty people that came back from agencies: read, checked, compared, kept, encrypted.

The opponent only reads the cells of the same files with openpyxl.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import p5_roster_filter, sides

FILES, PEOPLE = 40, 50
MOST_SECONDS = 3
_HEADER = 5


def prepare(folder: Path) -> None:
    """An office with a round, and the workbooks as its agencies send them back."""
    import openpyxl

    from desktop.core.clock import SystemClock
    from desktop.models.people import Agency
    from desktop.services import round_templates, rounds

    with p5_roster_filter.office(FILES * PEOPLE) as office:
        with office.database.writing("agencies.import", str(FILES)) as journal:
            journal.insert(
                Agency, [{"name": f"雲林縣第{number}機關", "kind": "subordinate"} for number in range(FILES)]
            )
        due = SystemClock().now().date() + timedelta(days=14)
        made = rounds.open_round(office, rounds.Asking("course-basic", due))
        sent = round_templates.write(office, made, folder / "out")
        back = folder / "back"
        back.mkdir()
        for at, path in enumerate(sent.workbooks[:FILES]):
            book = openpyxl.load_workbook(path)
            sheet: Any = book.worksheets[0]
            columns = {cell.value: cell.column for cell in sheet[_HEADER]}
            for row in range(PEOPLE):
                person = at * PEOPLE + row
                cells = {"推薦順位": row + 1, "身分證統一編號": f"P{person:08d}", "期別": 1}
                for name, value in cells.items():
                    sheet.cell(_HEADER + 2 + row, columns[name], value)
                sheet.cell(_HEADER + 2 + row, columns["姓名"], _name(person))
            book.save(back / f"{at}.xlsx")
        office.database.dispose()
        shutil.copytree(office.folder, folder / "office")


def _name(number: int) -> str:
    from benchmarks import p2_roster_import

    row = dict(zip(p2_roster_import.HEADER, p2_roster_import.person(number), strict=True))
    return row["姓名"]


def ours(folder: Path) -> None:
    """The product's own way, into a copy of the office."""
    from desktop.core.clock import SystemClock
    from desktop.core.vault import Passphrase
    from desktop.services import round_collect
    from desktop.services.office import open_office

    files = sorted((folder / "back").glob("*.xlsx"))
    with tempfile.TemporaryDirectory() as place:
        shutil.copytree(folder / "office", Path(place, "office"))
        with open_office(
            Path(place, "office"), Passphrase("benchmark passphrase"), clock=SystemClock()
        ) as one:
            found: list[Any] = []
            sides.measured(lambda: found.extend(round_collect.collect(one, files)))
    assert {item.state for item in found} == {"taken"}, {item.state for item in found}
    assert sum(item.records for item in found) == FILES * PEOPLE


def cells(folder: Path) -> None:
    """Every cell of every first sheet by openpyxl, read only."""
    import openpyxl

    def read() -> None:
        for path in sorted((folder / "back").glob("*.xlsx")):
            book = openpyxl.load_workbook(path, read_only=True)
            for _row in book.worksheets[0].values:
                pass

    sides.measured(read)


SIDES = {"ours": ours, "openpyxl": cells}


def main(words: list[str]) -> int:
    """Measure both sides in turn; with a side and a folder, run that side once."""
    if words:
        SIDES[words[0]](Path(words[1]))
        return 0
    with tempfile.TemporaryDirectory() as place:
        prepare(Path(place))
        samples = sides.in_turn("p9_collect", {name: [name, place] for name in SIDES})
    mine, theirs = sides.median(samples["ours"]), sides.median(samples["openpyxl"])
    print(f"{FILES} files of {PEOPLE} people, medians, {datetime.now().astimezone():%Y-%m-%d}")
    sides.print_table(
        ("claim", "ours s", "opponent", "opponent s", "ratio", "target"),
        [
            (
                "P9 collect",
                f"{mine.seconds:.2f}",
                "openpyxl, cells only",
                f"{theirs.seconds:.2f}",
                f"{sides.ratio(samples['ours'], samples['openpyxl']):.2f}×",
                f"≤ {MOST_SECONDS} s",
            )
        ],
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
