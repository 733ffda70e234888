"""Files as other systems write them, made in memory: CSV, XLSX and ODS with the oddities that tests need."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"

Row = Sequence[str | int | float | bool | date | time | None]

HEADER = ["服務機關", "單位", "職稱", "姓名", "身分證統一編號", "性別", "出生年月日"]
ANNA = ["雲林縣政府", "民政處", "科員", "林安娜", "A223456781", "女", "64/03/08"]
BERT = ["雲林縣政府", "教育處", "科長", "陳柏特", "A123456789", "男", "70/12/31"]


def csv_bytes(rows: Sequence[Row], *, encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(
    rows: Sequence[Row],
    *,
    merges: Sequence[str] = (),
    more: dict[str, Sequence[Row]] | None = None,
    hidden: Sequence[str] = (),
    formats: dict[str, str] | None = None,
) -> bytes:
    """A workbook with the sheet 名冊 and `more` after it; `merges` and `formats` are about 名冊."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名冊"
    for row in rows:
        sheet.append(list(row))
    for span in merges:
        sheet.merge_cells(span)
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    for name, others in (more or {}).items():
        other = book.create_sheet(name)
        for row in others:
            other.append(list(row))
    for name in hidden:
        book[name].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rezipped(workbook: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The workbook with some of its parts replaced, added, or (None) removed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *changes]):
            content = changes[name] if name in changes else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)


def ods_bytes(tables: str, *, styles: str = "", manifest: str = "") -> bytes:
    """An ODS document from the XML of its table:table elements."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS_TYPE, compress_type=zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return out.getvalue()


def ods_table(rows: Sequence[Row], *, name: str = "名冊", style: str = "", after: str = "") -> str:
    body = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    style_name = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{style_name}>{body}{after}</table:table>'


def ods_cell(value: str | float | bool | date | time | None, attributes: str = "") -> str:
    if value is None or value == "":
        return f"<table:table-cell{attributes}/>"
    kind, text = "string", f"<text:p>{escape(str(value))}</text:p>"
    if isinstance(value, bool):
        kind = f'boolean" office:boolean-value="{str(value).lower()}'
    elif isinstance(value, int | float):
        kind = f'float" office:value="{value}'
    elif isinstance(value, date):
        kind, text = f'date" office:date-value="{value.isoformat()}', "<text:p>any display</text:p>"
    return f'<table:table-cell{attributes} office:value-type="{kind}">{text}</table:table-cell>'
