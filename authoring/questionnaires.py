"""XLSForm workbooks → the checked JSON that the program reads.

An officer edits `resources/questionnaires/NAME.xlsx` (XLSForm, https://xlsform.org, without a server); this
command writes `NAME.json` beside it, or says with sheet and row why not:

    .venv/bin/python -m authoring.questionnaires

pyxform reads the workbook and refuses what is no XLSForm. What it lets pass and the program could not use is
found here: a label that is missing in a language, an expression that does not parse or names a question that
there is not, a name beyond ASCII.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from pyxform.errors import PyXFormError
from pyxform.xls2json import parse_file_to_json

from desktop.rules import expressions
from desktop.rules.questionnaire import KINDS, digest

LANGUAGES = {"zh_TW": "繁體中文 (zh)", "en": "English (en)"}
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "questionnaires"
_EXPRESSIONS = ("relevant", "required", "constraint")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


class Problem(NamedTuple):
    """What is wrong, and where."""

    sheet: str
    row: int
    what: str

    def __str__(self) -> str:
        """Such as `survey 12: no label in English (en)`."""
        return f"{self.sheet} {self.row}: {self.what}"


def lint(path: Path) -> list[Problem]:
    """What pyxform lets pass, by sheet and row; empty for a workbook that the program can use."""
    book = openpyxl.load_workbook(path, read_only=True)
    survey, choices = list(_rows(book["survey"])), list(_rows(book["choices"]))
    names = {row["name"] for _at, row in survey if row.get("name")}
    return [*_survey(survey, names), *_choices(choices)]


def compiled(path: Path) -> dict[str, Any]:
    """The data of a workbook; raises `PyXFormError` for what is no XLSForm."""
    form = parse_file_to_json(str(path), warnings=[])
    groups = [_group(one) for one in form["children"] if one["type"] == "group" and one["name"] != "meta"]
    content: dict[str, Any] = {
        "id": form["id_string"],
        "version": str(form["version"]),
        "title": {"zh_TW": form["title"], "en": form["title_en"]},
        "note": {"zh_TW": form["note_zh"], "en": form["note_en"]},
        "lists": {
            name: [{"code": str(one["name"]), "label": _text(one["label"])} for one in some]
            for name, some in form["choices"].items()
        },
        "groups": groups,
    }
    return {**content, "sha256": digest(content)}


def build(path: Path) -> Path:
    """Write the JSON beside a workbook; raises `ValueError` with every problem a line."""
    problems = lint(path)
    if problems:
        raise ValueError("\n".join(f"{path.name} {one}" for one in problems))
    target = path.with_suffix(".json")
    target.write_text(dumps(compiled(path)), encoding="utf-8", newline="\n")
    return target


def dumps(content: Mapping[str, Any]) -> str:
    """As the file holds it: sorted, one key a line, so that a change can be read."""
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> int:
    """Build every workbook of the folder; 1 if one of them has problems."""
    status = 0
    for path in sorted(FOLDER.glob("*.xlsx")):
        try:
            print(build(path).name)  # noqa: T201 # this is its output
        except (ValueError, PyXFormError) as error:
            print(error, file=sys.stderr)  # noqa: T201 # as above
            status = 1
    return status


def _group(node: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": node["name"],
        "label": _text(node["label"]),
        "questions": [_question(one) for one in node["children"]],
    }


def _question(node: Mapping[str, Any]) -> dict[str, Any]:
    bind = node.get("bind", {})
    return {
        "name": node["name"],
        "kind": KINDS[node["type"]],
        "list": node.get("list_name", ""),
        "label": _text(node["label"]),
        "hint": _text(node.get("hint", {})),
        "relevant": bind.get("relevant", ""),
        "required": expressions.truth(bind.get("required", "")),
        "constraint": bind.get("constraint", ""),
        "message": _text(bind.get("jr:constraintMsg", {})),
    }


def _text(label: Mapping[str, str]) -> dict[str, str]:
    return {language: label.get(name, "") for language, name in LANGUAGES.items()}


def _rows(sheet: Any) -> Iterator[tuple[int, dict[str, str]]]:
    """Row number → header → text, without blank rows."""
    rows = sheet.iter_rows(values_only=True)
    header = [str(cell or "") for cell in next(rows)]
    for at, cells in enumerate(rows, start=2):
        row = {name: str(cell).strip() for name, cell in zip(header, cells, strict=False) if cell is not None}
        if any(row.values()):
            yield at, row


def _survey(rows: Sequence[tuple[int, dict[str, str]]], names: set[str]) -> Iterator[Problem]:
    for at, row in rows:
        kind = row.get("type", "")
        if kind.startswith("end"):
            continue
        if " ".join(kind.split()[:1]) not in {"begin_group", "select_one", "select_multiple", "text"}:
            yield Problem("survey", at, f"the program has no questions of type {kind!r}")
        yield from _named("survey", at, row)
        for column in _EXPRESSIONS:
            for what in expressions.faults(expressions.truth(row.get(column, "")), names):
                yield Problem("survey", at, f"{column}: {what}")


def _choices(rows: Sequence[tuple[int, dict[str, str]]]) -> Iterator[Problem]:
    for at, row in rows:
        if not re.fullmatch(r"[A-Za-z0-9_-]+", row.get("name", "")):
            yield Problem("choices", at, f"the name {row.get('name', '')!r} is not ASCII")
        yield from _labelled("choices", at, row)


def _named(sheet: str, at: int, row: Mapping[str, str]) -> Iterator[Problem]:
    if not _NAME.match(row.get("name", "")):
        yield Problem(sheet, at, f"the name {row.get('name', '')!r} is not ASCII")
    yield from _labelled(sheet, at, row)


def _labelled(sheet: str, at: int, row: Mapping[str, str]) -> Iterator[Problem]:
    for name in LANGUAGES.values():
        if not row.get(f"label::{name}"):
            yield Problem(sheet, at, f"no label in {name}")
        for column in ("hint", "constraint_message"):
            told = [bool(row.get(f"{column}::{one}")) for one in LANGUAGES.values()]
            if any(told) and not row.get(f"{column}::{name}"):
                yield Problem(sheet, at, f"no {column} in {name}")


if __name__ == "__main__":
    sys.exit(main())
