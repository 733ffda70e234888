"""P3x: a PDF a person, against stock ReportLab that draws the same form (without QR code, tags, PDF/A)."""

from __future__ import annotations

import io
import sys

from benchmarks import form_rivals, sides
from benchmarks.p3_forms import everybody
from tests.exports.booklets import booklet

FORMS = 1_000
STOCK_FORMS = 200
"""Stock ReportLab is slow enough that fewer say the same; its fonts load before, as ours do on first use."""
RUNS = 3
AIM = 3.5


def ours() -> None:
    """A file for each person, from the finished document to the bytes."""
    from desktop.exports import forms

    document = booklet(everybody(FORMS))

    def work() -> None:
        for form in document.forms:
            forms.render_single(document, form, io.BytesIO())

    sides.measured(work)


def stock() -> None:
    """The same with a stock canvas for each."""
    written = list(form_rivals.pages(booklet(everybody(STOCK_FORMS))))
    sides.measured(lambda: form_rivals.canvas(written, each=len))


SIDES = {"ours": ours, "stock": stock}


def main(words: list[str]) -> int:
    """Measure both sides in turn and print the ratio; with the name of a side, run that side once."""
    if words:
        SIDES[words[0]]()
        return 0
    found = sides.in_turn("p3x_separate", {side: [side] for side in SIDES}, RUNS)
    mine, theirs = sides.median(found["ours"]), sides.median(found["stock"])
    faster = FORMS / STOCK_FORMS / sides.ratio(found["ours"], found["stock"])
    print(f"{FORMS:,} separate PDFs (stock: {STOCK_FORMS}), medians of {RUNS} runs\n")
    sides.print_table(
        ("side", "PDFs/s", "ours is faster", "aim", "peak MB"),
        [
            ("ours", f"{FORMS / mine.seconds:,.0f}", "", "", f"{mine.peak_mb:.0f}"),
            (
                "stock ReportLab canvas",
                f"{STOCK_FORMS / theirs.seconds:,.0f}",
                f"{faster:.1f}×",
                f"≥ {AIM:g}×",
                f"{theirs.peak_mb:.0f}",
            ),
        ],
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
