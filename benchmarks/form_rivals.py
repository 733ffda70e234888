"""The nomination form as others draw it: same labels, values, boxes and fonts, no QR code, tags or PDF/A.

Each rival is written as its manual suggests, with its fonts registered once and a rare name in the font that
has it. Where a library chooses such a font by itself (fpdf2, WeasyPrint, typst), it does.
"""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.exports import blocks, layouts
from desktop.exports.document import Booklet, PersonForm
from desktop.exports.fonts import CHAIN, font_path
from desktop.exports.paper import MARGIN, PADDING, PORTRAIT

SIZE = 12
SMALL = 9
TITLE = 20
ROW = 20.0
SEAL = 71.0
TOP = PORTRAIT.top - 66
NAMES = ("Kai", "KaiB", "RareA", "RareB")


@dataclass(frozen=True, slots=True)
class Cell:
    """A box with its text; `left` and `width` in points from the left margin."""

    left: float
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One person's form: heading, title, number, rows of cells, seals, notice."""

    heading: str
    title: str
    number: str
    rows: tuple[tuple[Cell, ...], ...]
    seals: tuple[str, ...]
    notice: str
    note: str


def pages(booklet: Booklet) -> Iterator[Page]:
    """What is written on the forms of a booklet, worked out before anything is timed."""
    layout, common = layouts.layout(booklet.form), layouts.common()
    for form in booklet.forms:
        counts = {key: len(rows) for key, rows in form.tables.items()}
        rows = blocks.rows(layouts.blocks(layout, common), PORTRAIT.inner_width, counts)
        values = _values(booklet, form)
        yield Page(
            f"{booklet.header['county']}　{booklet.header['plan_title']}",
            layout.title,
            f"{common.form_no}{form.form_no}　{form.short_hash}　{booklet.header['fill_date']}",
            tuple(tuple(_cells(row, values)) for row in rows),
            booklet.seals,
            common.notice,
            common.note,
        )


def _values(booklet: Booklet, form: PersonForm) -> dict[str, str]:
    values = {f"header.{key}": text for key, text in booklet.header.items()} | dict(form.values)
    for key, rows in form.tables.items():
        for at, row in enumerate(rows):
            values.update((blocks.cell_key(key, at, column), cell) for column, cell in enumerate(row))
    return values


def _cells(row: blocks.Row, values: dict[str, str]) -> Iterator[Cell]:
    for box in row.boxes:
        if box.label:
            yield Cell(box.left, box.label_width, box.label)
        if box.key:
            text = values.get(box.key, "")
            shown = blocks.ticked(text, box.options) if box.options else text
            yield Cell(box.value_left, box.value_width, shown)


def canvas_fonts() -> list[Any]:
    """The four fonts, registered with stock ReportLab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    fonts: list[Any] = []
    for index, name in enumerate(NAMES):
        made = TTFont(name, str(font_path(index)))
        pdfmetrics.registerFont(made)
        fonts.append(made)
    return fonts


def canvas(written: Sequence[Page], each: Callable[[bytes], None] | None = None) -> bytes:
    """Stock ReportLab canvas: `drawString` and `rect`. With `each`, a file for every page."""
    from reportlab.pdfgen.canvas import Canvas

    fonts = canvas_fonts()
    out = io.BytesIO()
    drawing = Canvas(out, pagesize=(PORTRAIT.width, PORTRAIT.height))
    for page in written:
        if each is not None:
            out = io.BytesIO()
            drawing = Canvas(out, pagesize=(PORTRAIT.width, PORTRAIT.height))
        _draw_on_canvas(drawing, fonts, page)
        drawing.showPage()
        if each is not None:
            drawing.save()
            each(out.getvalue())
    if each is None:
        drawing.save()
    return out.getvalue()


def _runs(fonts: Sequence[Any], text: str) -> Iterator[tuple[str, str]]:
    """(font name, part) of a text, each character in the first font that has it."""
    current, part = NAMES[0], ""
    for character in text:
        having = (one.fontName for one in fonts if ord(character) in one.face.charToGlyph)
        name = next(having, NAMES[0])
        if name != current and part:
            yield current, part
            part = ""
        current, part = name, part + character
    if part:
        yield current, part


def _draw_on_canvas(drawing: Any, fonts: Sequence[Any], page: Page) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    def text(x: float, y: float, words: str, size: float, room: float = 0, centred: bool = False) -> None:
        runs = list(_runs(fonts, words))
        width = sum(stringWidth(part, name, size) for name, part in runs)
        if room and width > room:
            size *= room / width
            width = room
        x -= width / 2 if centred else 0
        for name, part in runs:
            drawing.setFont(name, size)
            drawing.drawString(x, y, part)
            x += stringWidth(part, name, size)

    middle = PORTRAIT.width / 2
    text(middle, PORTRAIT.top - SIZE, page.heading, SIZE, centred=True)
    text(middle, PORTRAIT.top - 35, page.title, TITLE, centred=True)
    text(MARGIN, TOP + 6, page.number, 11)
    drawing.setLineWidth(0.5)
    y = TOP
    for row in page.rows:
        y -= ROW
        for cell in row:
            drawing.rect(MARGIN + cell.left, y, cell.width, ROW)
            if cell.text:
                text(MARGIN + cell.left + PADDING, y + 5, cell.text, SIZE, cell.width - 2 * PADDING)
    own = PORTRAIT.inner_width / len(page.seals)
    for at, seal in enumerate(page.seals):
        drawing.rect(MARGIN + at * own, y - 18, own, 18)
        drawing.rect(MARGIN + at * own, y - 18 - SEAL, own, SEAL)
        text(MARGIN + (at + 0.5) * own, y - 14, seal, SIZE, centred=True)
    per_line = int(PORTRAIT.inner_width / SMALL)
    for at in range(0, len(page.notice), per_line):
        text(MARGIN, 100 - at / per_line * 11, page.notice[at : at + per_line], SMALL)
    text(MARGIN, 35, page.note, SMALL)
    text(middle, 35, f"頁次 {drawing.getPageNumber()}", SMALL)


def platypus(written: Sequence[Page]) -> bytes:
    """ReportLab's layout engine: paragraphs, and a table for each run of rows with the same columns."""
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

    fonts = canvas_fonts()
    plain = ParagraphStyle("plain", fontName="Kai", fontSize=SIZE, leading=SIZE * 1.25, wordWrap="CJK")
    small = ParagraphStyle("small", parent=plain, fontSize=SMALL, leading=SMALL * 1.25)
    centre = ParagraphStyle("centre", parent=plain, alignment=TA_CENTER)
    title = ParagraphStyle("title", parent=centre, fontSize=TITLE, leading=TITLE * 1.3)
    grid = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, "black"),
            ("FONT", (0, 0), (-1, -1), "Kai", 10),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ]
    )

    def value(text: str) -> Any:
        runs = list(_runs(fonts, text))
        if len(runs) < 2 and (not runs or runs[0][0] == "Kai"):
            return text
        return Paragraph("".join(f'<font name="{name}">{part}</font>' for name, part in runs), plain)

    story: list[Any] = []
    for page in written:
        story += [
            Paragraph(page.heading, centre),
            Paragraph(page.title, title),
            Paragraph(page.number, plain),
        ]
        for widths, rows in _tables(page):
            story.append(Table([[value(cell.text) for cell in row] for row in rows], widths, 18.5, grid))
        own = PORTRAIT.inner_width / len(page.seals)
        story.append(Table([page.seals, [""] * len(page.seals)], own, [18, SEAL], grid))
        story += [Paragraph(page.notice, small), Paragraph(page.note, small), PageBreak()]
    out = io.BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), MARGIN - 6)
    SimpleDocTemplate(out, pagesize=(PORTRAIT.width, PORTRAIT.height), **margins).build(story)
    return out.getvalue()


def _tables(page: Page) -> Iterator[tuple[list[float], list[tuple[Cell, ...]]]]:
    widths: list[float] = []
    rows: list[tuple[Cell, ...]] = []
    for row in page.rows:
        own = [cell.width for cell in row]
        if rows and own != widths:
            yield widths, rows
            rows = []
        widths = own
        rows.append(row)
    yield widths, rows


def fpdf2(written: Sequence[Page]) -> bytes:
    """fpdf2: cells with borders, and its own fallback fonts."""
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    for index, name in enumerate(NAMES):
        pdf.add_font(name, fname=font_path(index))
    pdf.set_fallback_fonts(list(NAMES[1:]))
    pdf.set_margin(MARGIN)
    pdf.c_margin = PADDING
    pdf.set_line_width(0.5)

    def cell(x: float, y: float, width: float, height: float, text: str, size: float, **options: Any) -> None:
        pdf.set_font("Kai", size=size)
        if text and width and (own := pdf.get_string_width(text)) > width - 2 * PADDING:
            pdf.set_font("Kai", size=size * (width - 2 * PADDING) / own)
        pdf.set_xy(x, y)
        pdf.cell(width, height, text, **options)

    for page in written:
        pdf.add_page()
        inner = PORTRAIT.inner_width
        cell(MARGIN, MARGIN, inner, SIZE * 1.3, page.heading, SIZE, align="C")
        cell(MARGIN, MARGIN + 18, inner, TITLE * 1.3, page.title, TITLE, align="C")
        cell(MARGIN, MARGIN + 48, inner, SIZE * 1.3, page.number, 11)
        y = PORTRAIT.height - TOP
        for row in page.rows:
            for one in row:
                cell(MARGIN + one.left, y, one.width, ROW, one.text, SIZE, border=1)
            y += ROW
        own = inner / len(page.seals)
        for at, seal in enumerate(page.seals):
            cell(MARGIN + at * own, y, own, 18, seal, SIZE, border=1, align="C")
            cell(MARGIN + at * own, y + 18, own, SEAL, "", SIZE, border=1)
        pdf.set_font("Kai", size=SMALL)
        pdf.set_xy(MARGIN, PORTRAIT.height - 115)
        pdf.multi_cell(inner, SMALL * 1.25, page.notice)
        cell(MARGIN, PORTRAIT.height - 45, 200, SMALL, page.note, SMALL)
        cell(PORTRAIT.width / 2, PORTRAIT.height - 45, 100, SMALL, f"頁次 {pdf.page_no()}", SMALL)
    return bytes(pdf.output())


def weasyprint(written: Sequence[Page]) -> bytes:
    """WeasyPrint: HTML tables, the fonts by @font-face."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    faces = "".join(
        f"@font-face {{ font-family: {name}; src: url({font_path(index).as_uri()}) }}"
        for index, name in enumerate(NAMES)
    )
    style = (
        f"{faces} @page {{ size: A4; margin: 2cm; @bottom-center {{ content: '頁次 ' counter(page) }} }}"
        f"body {{ font: {SIZE}pt {', '.join(NAMES)} }} section {{ break-after: page }}"
        "h1 { font-size: 20pt; font-weight: normal } h1, p.c { text-align: center; margin: 2pt }"
        "table { border-collapse: collapse; table-layout: fixed; width: 481.9pt }"
        "td { border: 0.5pt solid; padding: 1pt 5.67pt; height: 16pt } .s td { height: 69pt }"
        ".n { font-size: 9pt }"
    )
    body = []
    for page in written:
        body.append(f"<section><p class=c>{page.heading}</p><h1>{page.title}</h1><p>{page.number}</p>")
        for widths, rows in _tables(page):
            columns = "".join(f"<col style='width:{width}pt'>" for width in widths)
            cells = ("".join(f"<td>{html.escape(cell.text)}</td>" for cell in row) for row in rows)
            lines = "".join(f"<tr>{row}</tr>" for row in cells)
            body.append(f"<table>{columns}{lines}</table>")
        seals = "".join(f"<td>{seal}</td>" for seal in page.seals)
        empty = "<td></td>" * len(page.seals)
        body.append(f"<table><tr>{seals}</tr></table><table class=s><tr>{empty}</tr></table>")
        body.append(f"<p class=n>{page.notice}<br>{page.note}</p></section>")
    config = FontConfiguration()
    sheet = CSS(string=style, font_config=config)
    made = HTML(string="".join(body)).write_pdf(stylesheets=[sheet], font_config=config)
    assert isinstance(made, bytes)
    return made


def typst(written: Sequence[Page]) -> bytes:
    """typst: a table for each run of rows with the same columns, its own fallback among the fonts."""
    import typst as engine

    preamble = (
        '#set page(paper: "a4", margin: 2cm, numbering: (..n) => [頁次 #n.pos().first()])\n'
        '#set text(font: ("TW-Kai", "TW-Kai-Ext-B", "Rare Han A", "Rare Han B"), lang: "zh", '
        f"size: {SIZE}pt)\n"
        "#set table(stroke: 0.5pt, inset: (x: 5.67pt, y: 3.2pt))\n#set block(spacing: 3pt)\n"
        "#let grid(w, ..c) = table(columns: w, ..c)\n"
        "#let form(heading, title, number, seals, notice, note, body) = {\n"
        f"  align(center)[#heading \\ #text({TITLE}pt, title)]\n  number\n  body\n"
        f"  table(columns: (1fr,) * seals.len(), rows: (18pt, {SEAL}pt), ..seals)\n"
        f"  text({SMALL}pt)[#notice \\ #note]\n  pagebreak(weak: true)\n}}\n"
    )
    source = [preamble]
    for page in written:
        tables = []
        for widths, rows in _tables(page):
            columns = ", ".join(f"{width:.2f}pt" for width in widths)
            cells = ", ".join(_quoted(cell.text) for row in rows for cell in row)
            tables.append(f"#grid(({columns},), {cells})")
        seals = ", ".join(map(_quoted, page.seals))
        words = ", ".join((_quoted(page.heading), _quoted(page.title), _quoted(page.number), f"({seals},)"))
        source.append(f"#form({words}, {_quoted(page.notice)}, {_quoted(page.note)})[{''.join(tables)}]\n")
    made = engine.compile(
        "".join(source).encode("utf-8"), font_paths=[str(font_path(0).parent)], ignore_system_fonts=True
    )
    assert isinstance(made, bytes)
    return made


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


assert len(NAMES) == len(CHAIN)
