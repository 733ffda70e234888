"""P3: a booklet of 1,000 nomination forms with rare names, against others that draw the forms alone.

Ours is the whole job: cover, roster, forms with QR code and bookmark, tags, PDF/A-1b. Only forms are counted.
"""

from __future__ import annotations

import importlib.util
import io
import sys
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import form_rivals, sides
from desktop.exports.document import Booklet, PersonForm
from tests.exports.booklets import booklet, form, people

FORMS = 1_000
RUNS = 3
PEAK_MB = 120
RARE = ("林𠮷", "𡍼美玲", "王㛢𤧚", "陳𨶒𬷮", "𰻞小明")
"""Every twentieth person has one of these names; the sample roster has some of its own."""


@dataclass(frozen=True, slots=True)
class Rival:
    """Another way to draw the forms; `forms` fewer where it is slow, its fonts' loading then counts more."""

    name: str
    module: str
    draw: Callable[[list[form_rivals.Page]], bytes]
    forms: int
    aim: float


RIVALS = {
    "canvas": Rival("stock ReportLab canvas", "reportlab", form_rivals.canvas, FORMS, 1.1),
    "platypus": Rival("ReportLab platypus", "reportlab", form_rivals.platypus, FORMS, 5),
    "fpdf2": Rival("fpdf2", "fpdf", form_rivals.fpdf2, FORMS, 5),
    "weasyprint": Rival("WeasyPrint", "weasyprint", form_rivals.weasyprint, FORMS // 5, 40),
    "typst": Rival("typst", "typst", form_rivals.typst, FORMS, 1.3),
}


def everybody(count: int) -> tuple[PersonForm, ...]:
    """The people of the sample roster again and again, some with rare names."""
    rows = people()
    made = []
    for number in range(count):
        row = rows[number % len(rows)]
        name = RARE[number // 20 % len(RARE)] if number % 20 == 0 else row["姓名"]
        made.append(form(row, number + 1, name=name))
    return tuple(made)


def ours() -> None:
    """The booklet, from the finished document to the file's bytes."""
    from desktop.core.progress import Silent
    from desktop.exports import forms

    document = booklet(everybody(FORMS))
    sides.measured(lambda: forms.render_booklet(document, io.BytesIO(), Silent()))


def theirs(rival: Rival) -> None:
    """The forms alone."""
    document: Booklet = booklet(everybody(rival.forms))
    written = list(form_rivals.pages(document))
    sides.measured(lambda: rival.draw(written))


def main(words: list[str]) -> int:
    """Measure all sides in turn and print the ratios; with the name of a side, run that side once."""
    if words:
        ours() if words[0] == "ours" else theirs(RIVALS[words[0]])
        return 0
    here = {key: rival for key, rival in RIVALS.items() if importlib.util.find_spec(rival.module)}
    for key in sorted(RIVALS.keys() - here.keys()):
        print(f"Skipped: {RIVALS[key].name} is not installed.")
    found = sides.in_turn("p3_forms", {"ours": ["ours"], **{key: [key] for key in here}}, RUNS)
    mine = sides.median(found["ours"])
    speed = f"ours {FORMS / mine.seconds:,.0f} forms/s, peak {mine.peak_mb:.0f} MB (aim: ≤ {PEAK_MB})"
    print(f"{FORMS:,} forms in one booklet, medians of {RUNS} runs; {speed}\n")
    table = [_line(rival, found["ours"], found[key]) for key, rival in here.items()]
    sides.print_table(("rival", "forms", "forms/s", "ours is faster", "aim", "peak MB"), table)
    return 0


def _line(rival: Rival, mine: list[sides.Sample], theirs_: list[sides.Sample]) -> tuple[str, ...]:
    each = sides.median(theirs_)
    faster = FORMS / rival.forms / sides.ratio(mine, theirs_)
    return (
        rival.name,
        f"{rival.forms:,}",
        f"{rival.forms / each.seconds:,.0f}",
        f"{faster:.1f}×",
        f"≥ {rival.aim:g}×",
        f"{each.peak_mb:.0f}",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
