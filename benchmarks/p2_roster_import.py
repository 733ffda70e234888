"""P2, P2x: importing 100,000 people × 20 columns, checked, audited, committed, encrypted."""

from __future__ import annotations

import csv
import os
import sqlite3
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from benchmarks import sides

PEOPLE = 100_000
XLSX_RUNS = 3
HEADER = (
    *("序號", "服務機關", "單位", "職稱", "姓名", "證件類別", "身分證統一編號", "性別", "出生年月日"),
    *("審定官等", "審定職等", "人員類別", "到職日期", "公務電話", "電子郵件"),
    *("英語檢定", "檢定成績", "資訊人員", "數位學習業務", "熠星參與"),
)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""In the order of their values 10 to 35."""
_SECRET = "benchmark passphrase"
_SURNAMES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周"
_GIVEN = "怡君志豪雅婷建宏淑芬俊傑佳穎家豪美玲宗翰欣怡冠宇詩涵承翰"


def rows(count: int) -> list[list[str]]:
    """People as a county's roster has them, the same in every run."""
    return [person(number) for number in range(count)]


def person(number: int) -> list[str]:
    """One of them, by number."""
    male = number % 2
    agency = ("雲林縣政府", "教育處") if number % 3 else ("雲林縣斗六市公所", "民政課")
    name = _SURNAMES[number % 20] + _GIVEN[number // 20 % 28] + _GIVEN[number // 560 % 28]
    day = f"{40 + number % 40}/{number % 12 + 1:02d}/{number % 28 + 1:02d}"
    return [
        str(number + 1),
        *agency,
        "科員",
        name,
        "國民身分證",
        _id_no(number, male),
        "男" if male else "女",
        day,
        "薦任",
        str(6 + number % 4),
        "公務人員",
        f"{90 + number % 14}/{number % 12 + 1:02d}/01",
        f"05-{5_000_000 + number}#{number % 900 + 100}",
        f"user{number:06d}@example.gov.tw",
        "TOEIC",
        str(400 + number % 500),
        "是" if number % 10 == 0 else "",
        "承辦" if number % 40 == 0 else "",
        "是" if number % 50 == 0 else "",
    ]


def _id_no(number: int, male: int) -> str:
    """A valid national ID: letter, sex digit, seven digits of the number, check digit."""
    place = number % 26
    digits = [1 + place // 10, place % 10, 1 if male else 2, *(int(one) for one in f"{number:07d}")]
    total = sum(digit * weight for digit, weight in zip(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1), strict=True))
    return f"{_LETTERS[place]}{digits[2]}{number:07d}{-total % 10}"


def write_csv(path: Path, count: int = PEOPLE) -> None:
    """The roster as CSV with BOM and CRLF."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows(count))


def write_xlsx(path: Path, count: int = PEOPLE) -> None:
    """The same as XLSX."""
    import openpyxl  # lazy: only one side needs it

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in [list(HEADER), *rows(count)]:
        sheet.append(line)
    book.save(path)


def ours(file: Path, folder: Path) -> None:
    """The product's own import into a new office."""
    from desktop.core.clock import SystemClock
    from desktop.core.vault import Passphrase
    from desktop.services import roster
    from desktop.services.office import open_office

    _office(folder / "office")
    with open_office(folder / "office", Passphrase(_SECRET), clock=SystemClock()) as office:

        def work() -> None:
            result = roster.commit(office, roster.preview(office, file))
            assert (result.committed, result.new) == (True, PEOPLE), result.findings[:3]

        sides.measured(work)


def _office(folder: Path) -> None:
    """A new office with the county's agencies, made by other processes: their memory is not measured."""
    agencies = sides.ROOT / "resources" / "samples" / "agencies.csv"
    for words in (["office", "init", "--county", "10009"], ["agencies", "import", str(agencies)]):
        subprocess.run(
            [sys.executable, "-m", "desktop", *words, "--data", str(folder)],
            cwd=sides.ROOT,
            env={**os.environ, "LUMINARY_PASSPHRASE": _SECRET},
            check=True,
            capture_output=True,
        )


def raw_csv(file: Path, folder: Path) -> None:
    """csv.reader and sqlite3's executemany, nothing checked."""

    def work() -> None:
        with file.open(encoding="utf-8-sig", newline="") as source:
            reader = csv.reader(source)
            next(reader)
            _insert(folder, reader)

    sides.measured(work)


def raw_xlsx(file: Path, folder: Path) -> None:
    """calamine and sqlite3's executemany, nothing checked."""
    import python_calamine

    def work() -> None:
        sheet = python_calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
        _insert(folder, sheet.to_python()[1:])

    sides.measured(work)


def openpyxl_orm(file: Path, folder: Path) -> None:
    """openpyxl and the ORM's add_all, as a first program would do it."""
    import openpyxl
    from sqlalchemy import create_engine
    from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

    class Base(DeclarativeBase):
        pass

    columns = {f"c{place}": mapped_column() for place in range(len(HEADER))}
    annotations = dict.fromkeys(columns, Mapped[str])
    model = type(
        "Row",
        (Base,),
        {
            "__tablename__": "person",
            "__annotations__": {"id": Mapped[int], **annotations},
            "id": mapped_column(primary_key=True),
            **columns,
        },
    )

    def work() -> None:
        engine = create_engine(f"sqlite:///{folder / 'orm.db'}")
        Base.metadata.create_all(engine)
        book = openpyxl.load_workbook(file, read_only=True)
        lines = book.worksheets[0].iter_rows(min_row=2, values_only=True)
        with Session(engine) as session, session.begin():
            session.add_all(
                model(**{f"c{place}": str(cell or "") for place, cell in enumerate(line)}) for line in lines
            )
        engine.dispose()

    sides.measured(work)


def _insert(folder: Path, lines: object) -> None:
    database = sqlite3.connect(folder / "raw.db")
    columns = ", ".join(f"c{place} TEXT" for place in range(len(HEADER)))
    database.execute(f"CREATE TABLE person (id INTEGER PRIMARY KEY, {columns})")
    places = ", ".join("?" * len(HEADER))
    names = ", ".join(f"c{place}" for place in range(len(HEADER)))
    with database:
        database.executemany(f"INSERT INTO person ({names}) VALUES ({places})", lines)  # type: ignore[arg-type]
    database.close()


SIDES = {"ours": ours, "raw-csv": raw_csv, "raw-xlsx": raw_xlsx, "openpyxl-orm": openpyxl_orm}


def main(words: list[str]) -> int:
    """Measure all sides in turn and print the ratios; with a side and a file, run that side once."""
    if words:
        with tempfile.TemporaryDirectory() as folder:
            SIDES[words[0]](Path(words[1]), Path(folder))
        return 0
    started = datetime.now().astimezone()
    with tempfile.TemporaryDirectory() as folder:
        csv_file, xlsx_file = Path(folder, "roster.csv"), Path(folder, "roster.xlsx")
        write_csv(csv_file)
        write_xlsx(xlsx_file)
        name = "p2_roster_import"
        table = sides.in_turn(name, {"ours": ["ours", str(csv_file)], "raw": ["raw-csv", str(csv_file)]})
        sheet = sides.in_turn(
            name,
            {
                "ours": ["ours", str(xlsx_file)],
                "raw": ["raw-xlsx", str(xlsx_file)],
                "orm": ["openpyxl-orm", str(xlsx_file)],
            },
            XLSX_RUNS,
        )
    print(f"{PEOPLE:,} people × {len(HEADER)} columns, medians, {started:%Y-%m-%d}")
    mine, raw = sides.median(table["ours"]), sides.median(table["raw"])
    sheet_mine, sheet_raw, orm = (sides.median(sheet[side]) for side in ("ours", "raw", "orm"))
    sides.print_table(
        ("claim", "ours s", "opponent", "opponent s", "ratio", "target", "peak MB"),
        [
            ("P2 CSV", f"{mine.seconds:.2f}", "csv.reader + executemany", f"{raw.seconds:.2f}",
             f"{sides.ratio(table['ours'], table['raw']):.2f}×", "≤ 4×", f"{mine.peak_mb:.0f} (≤ 150)"),
            ("P2x XLSX", f"{sheet_mine.seconds:.2f}", "calamine + executemany", f"{sheet_raw.seconds:.2f}",
             f"{sides.ratio(sheet['ours'], sheet['raw']):.2f}×", "≤ 2×", f"{sheet_mine.peak_mb:.0f}"),
            ("P2x XLSX", f"{sheet_mine.seconds:.2f}", "openpyxl + ORM add_all", f"{orm.seconds:.2f}",
             f"{1 / sides.ratio(sheet['ours'], sheet['orm']):.1f}× faster", "≥ 10×", ""),
        ],
    )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
