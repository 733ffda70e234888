"""The diagnosis on paper and as data: the report as PDF, its items as CSV and JSON for the center."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desktop.core import paths
from desktop.core.errors import DataError
from desktop.core.messages import catalogue
from desktop.core.storage import require_writable
from desktop.exports import quadrants, radar
from desktop.models.diagnosis import Decision, Diagnosis
from desktop.rules import answering
from desktop.services import diagnoses, diagnosis_report
from desktop.services.diagnosis_agreed import ItemLine
from desktop.services.diagnosis_report import Report
from desktop.services.office import Office

FORMAT = "luminary-diagnosis/1"
_LARGEST = 4 * 1024 * 1024
_GREYS = {
    "ink": 0,
    "ink_soft": 0.3,
    "outline": 0.6,
    "own": 0,
    "before": 0.5,
    "others": 0.35,
    "urgent": 0.88,
    "plain": 1,
}
COLUMNS = (
    "item",
    "level",
    "not_applicable",
    "need",
    "gap_index",
    "respondents",
    "median_level",
    "spread",
    "wished_help",
    "evidence",
    "note",
)


def pdf(office: Office) -> bytes:
    """The report as PDF/A-1b; raises `DataError` while nothing is agreed on."""
    # Imported here: the page shows the report without ReportLab.
    from desktop.exports import chart_report as drawing  # noqa: PLC0415 - see above

    found = _some(office)
    form = diagnoses.form()
    report = drawing.Report(
        title=_said("diagnosis.paper.title", year=found.roc_year),
        agency=office.row().agency,
        sentences=(*_sentences(found), form.note.zh_TW),
        parts=tuple(_parts(found, drawing.Part)),
        greys=_GREYS,
        created=office.clock.now(),
    )
    return drawing.render(report)


def rows(report: Report) -> Iterator[tuple[str, ...]]:
    """One row an item as in `COLUMNS`; medians and spreads only where nobody could be told apart."""
    for line in report.lines:
        own, shown = line.agreed, report.broken_down
        told: tuple[object, ...] = (
            line.item.code,
            own.level,
            "true" if own.not_applicable else "false",
            own.need,
            own.gap,
            line.levels.answered,
            line.levels.middle if shown else None,
            line.levels.width if shown and line.levels.answered else None,
            " ".join(line.fixed.help if line.fixed else ()),
            line.fixed.evidence if line.fixed else "",
            line.fixed.note if line.fixed else "",
        )
        yield tuple("" if value is None else str(value) for value in told)


def write(office: Office, out: Path) -> tuple[Path, ...]:
    """Write `diagnosis.pdf`, `.csv` and `.json` into a folder; raises as `pdf`."""
    found, content = _some(office), pdf(office)
    require_writable(out)
    files = {"diagnosis.pdf": content, "diagnosis.csv": _csv(found), "diagnosis.json": _json(found)}
    for name, data in files.items():
        paths.write_atomic(out / name, data)
    return tuple(out / name for name in files)


def take_before(office: Office, path: Path) -> int:
    """Take an earlier year's `diagnosis.json`, so that the report can compare; returns the year.

    Raises `DataError` for what is none, for this year or a later one, and for another questionnaire.
    """
    told = _read(path)
    try:
        year, items = int(told["roc_year"]), list(told["items"])
        rows_ = [_decision(one) for one in items]
        known = {item.code for item in answering.items_of(diagnoses.form())}
        instrument, version, sha256 = (str(told[name]) for name in ("instrument", "version", "sha256"))
    except (KeyError, TypeError, ValueError) as error:
        raise DataError("diagnosis.no_report", file=path.name) from error
    with office.database.writing("diagnosis.before", str(year)) as journal:
        session = journal.session
        if year >= int(office.row().plan):
            raise DataError("diagnosis.not_before", year=year)
        if instrument != diagnoses.form().id or not known.issuperset(one["item"] for one in rows_):
            ours = diagnoses.form().version
            raise DataError("diagnosis.other_version", theirs=f"{instrument} {version}", ours=ours)
        held = session.scalars(select(Diagnosis).filter_by(roc_year=year)).one_or_none()
        if held is not None:
            old = session.scalars(select(Decision.id).filter_by(diagnosis_id=held.id))
            journal.delete(Decision, list(old))
            journal.delete(Diagnosis, [held.id])
        now = office.clock.now()
        row = {"roc_year": year, "instrument": instrument, "version": version, "sha256": sha256}
        (made,) = journal.insert(Diagnosis, [row | {"created_at": now}])
        journal.insert(Decision, [one | {"diagnosis_id": made, "decided_at": now} for one in rows_])
    return year


def _some(office: Office) -> Report:
    found = diagnosis_report.read(office)
    if not found.settled:
        raise DataError("diagnosis.nothing_agreed")
    return found


def _sentences(report: Report) -> Iterator[str]:
    count = len(report.lines)
    yield _said("diagnosis.paper.answered", count=report.respondents, settled=report.settled, items=count)
    if report.priorities:
        first = report.priorities[0].line
        yield _said(
            "diagnosis.paper.widest",
            count=len(report.priorities),
            item=f"{first.item.code} {first.item.label.zh_TW}",
            gap=first.agreed.gap or 0,
        )
    if report.strengths:
        codes = "、".join(line.item.code for line in report.strengths)
        yield _said("diagnosis.paper.strengths", count=len(report.strengths), items=codes)
    if report.year_before is not None:
        yield _said("diagnosis.paper.compared", year=report.year_before)
    if not report.broken_down:
        yield _said("diagnosis.paper.few")


def _parts(report: Report, part: Any) -> Iterator[Any]:
    yield part(
        _said("diagnosis.paper.dimensions"),
        partial(radar.draw, diagnosis_report.radar_of(report, "zh_TW")),
        _heads("dimension", "percent", "before", "change", "counties"),
        tuple(_dimension(one, report) for one in report.dimensions),
    )
    yield part(
        _said("diagnosis.paper.matrix"), partial(quadrants.draw, diagnosis_report.matrix_of(report, "zh_TW"))
    )
    yield part(
        _said("diagnosis.paper.priorities"),
        None,
        _heads("rank", "item", "gap", "help", "offers"),
        tuple(_priority(one) for one in report.priorities),
        (0.6, 4, 1.4, 2.4, 2.6),
        (_said("diagnosis.paper.gap"),),
    )
    yield part(
        _said("diagnosis.paper.items"),
        None,
        _heads("item", "level", "need", "gap", "median", "spread", "before"),
        tuple(_item(line, report) for line in report.lines),
        (5, 1, 1, 1, 1, 1, 1),
    )
    evidence = [line for line in report.lines if line.fixed and line.fixed.evidence]
    if evidence:
        yield part(
            _said("diagnosis.paper.evidence"),
            None,
            _heads("item", "evidence"),
            tuple((_name(line), line.fixed.evidence) for line in evidence if line.fixed),
            (1, 1.4),
        )
    remarks = [(label.zh_TW, told) for label, some in report.remarks for told in some]
    if remarks:
        yield part(
            _said("diagnosis.sheet.remarks"), None, _heads("question", "remark"), tuple(remarks), (1, 2.4)
        )


def _heads(*names: str) -> tuple[str, ...]:
    return tuple(_said(f"diagnosis.column.{name}") for name in names)


def _dimension(one: diagnosis_report.Dimension, report: Report) -> tuple[str, ...]:
    change = "" if one.percent is None or one.before is None else f"{one.percent - one.before:+.0f}"
    name = f"{one.code} {one.label.zh_TW}"
    others = report.benchmark.dimensions.get(one.code) if report.benchmark else None
    figures = (diagnosis_report.percent(value) for value in (one.percent, one.before, others))
    own, before, counties = figures
    return name, own, before, change, counties


def _priority(one: diagnosis_report.Priority) -> tuple[str, ...]:
    agreed = one.line.agreed
    helps = one.line.fixed.help if one.line.fixed else ()
    return (
        str(one.rank),
        _name(one.line),
        f"{agreed.gap}（M{agreed.level} N{agreed.need}）",
        "、".join(diagnosis_report.help_label(code, "zh_TW") for code in helps),
        "、".join(offer.title.zh_TW for offer in one.offers),
    )


def _item(line: ItemLine, report: Report) -> tuple[str, ...]:
    own, before = line.agreed, report.before.get(line.item.code)
    level = _said("diagnosis.na") if own.not_applicable else own.level
    shown = report.broken_down and line.levels.answered
    told = (
        level,
        own.need,
        own.gap,
        f"{line.levels.middle:g}" if shown else None,
        line.levels.width if shown else None,
        before.level if before else None,
    )
    return (_name(line), *("—" if value is None else str(value) for value in told))


def _name(line: ItemLine) -> str:
    return f"{line.item.code} {line.item.label.zh_TW}"


def _csv(report: Report) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(report))
    return out.getvalue().encode("utf-8-sig")


def _json(report: Report) -> bytes:
    form = diagnoses.form()
    items = [dict(zip(COLUMNS, row, strict=True)) for row in rows(report)]
    content = {
        "format": FORMAT,
        "roc_year": report.roc_year,
        "instrument": form.id,
        "version": form.version,
        "sha256": form.sha256,
        "respondents": report.respondents,
        "dimensions": {one.code: one.percent for one in report.dimensions},
        "items": items,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            told = json.loads(stream.read(_LARGEST))
        if told["format"] == FORMAT:
            return dict(told)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError("diagnosis.no_report", file=path.name) from error
    raise DataError("diagnosis.no_report", file=path.name)


def _decision(one: dict[str, str]) -> dict[str, Any]:
    level, need = one["level"], one["need"]
    return {
        "item": str(one["item"]),
        "level": int(level) if level else None,
        "not_applicable": one["not_applicable"] == "true",
        "need": int(need) if need else None,
        "evidence": str(one["evidence"]),
        "help": str(one["wished_help"]),
        "note": str(one["note"]),
    }


def _said(code: str, **params: str | int) -> str:
    return catalogue("zh_TW").text(code, **params)
