"""The questionnaire on its way: answer sheets and paper out, answer sheets back."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from desktop.core import counties, paths, text
from desktop.core.clock import roc_long
from desktop.core.errors import DataError, EnvironmentFailure, KnownError
from desktop.core.findings import Finding, Severity, has_errors
from desktop.core.messages import catalogue
from desktop.core.storage import require_writable
from desktop.core.terms import folded
from desktop.exports import answer_sheet
from desktop.exports.answer_sheet import AnswerSheet, SheetColumn
from desktop.exports.document import ListPaper, Roster, RosterGroup
from desktop.imports import answer_files, inputs
from desktop.imports.answer_files import FORMAT, AnswerFile, AnswerRow, Mark
from desktop.models.diagnosis import Respondent
from desktop.models.journal import Journal
from desktop.rules import answering
from desktop.rules.questionnaire import Questionnaire
from desktop.services import diagnoses, plans
from desktop.services.office import Office

_LEVELS = ("1", "2", "3", "4", "5", "不適用")
_MOST = 50
"""Sheets at a time."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file. `state`: new, changed, same, refused (with findings, or an error)."""

    path: Path
    state: str
    number: int = 0
    """The respondent's."""
    answered: int = 0
    missing: int = 0
    changed: tuple[str, ...] = ()
    """Questions whose answer is another one than before."""
    findings: tuple[Finding, ...] = ()
    error: KnownError | None = None


def export_sheets(out: Path, count: int = 1) -> tuple[Path, ...]:
    """Write workbooks for so many colleagues, each with a mark of its own, and how to fill them in."""
    if not 1 <= count <= _MOST:
        raise DataError("diagnosis.count", most=_MOST)
    require_writable(out)
    asked = diagnoses.form()
    written = []
    for at in range(1, count + 1):
        mark = answer_files.mark_of(diagnoses.new_token(), asked.sha256)
        path = out / f"{_said('diagnosis.sheet.file')}-{at:02d}.xlsx"
        answer_sheet.write(path, _sheet(asked, mark))
        written.append(path)
    return tuple(written)


def export_json(office: Office, respondent_id: int, path: Path) -> Path:
    """Write one respondent's answers as JSON, such as for another PC."""
    asked, told = diagnoses.form(), diagnoses.answers_of(office, respondent_id)
    with office.database.reading() as session:
        token = diagnoses.held(session, respondent_id).token
    content = {
        "format": FORMAT,
        "instrument": asked.id,
        "version": asked.version,
        "sha256": asked.sha256,
        "token": token,
        "answers": told,
    }
    require_writable(path.parent)
    paths.write_atomic(
        path, (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    )
    return path


def paper(office: Office) -> bytes:
    """The blank questionnaire as PDF/A-1b, with a QR code of form and version."""
    # Imported here: the page lists respondents without ReportLab.
    from desktop.exports import list_paper  # noqa: PLC0415 - see above

    asked, moment, row = diagnoses.form(), office.clock.now(), office.row()
    with office.database.reading() as session:
        plan = plans.current(session)
    groups = [
        RosterGroup(f"{code}　{label.zh_TW}", tuple(_paper_rows(asked, code)))
        for code, label in answering.groups(asked)
    ]
    remarks = [one for group in asked.groups for one in group.questions if group.code not in set("ABCDEF")]
    groups.append(
        RosterGroup(_said("diagnosis.sheet.remarks"), tuple({"label": one.label.zh_TW} for one in remarks))
    )
    header = {
        "county": counties.county(row.county_code).zh,
        "plan_title": plan.title.zh_TW,
        "fill_date": roc_long(moment.date()),
    }
    listed = ListPaper(
        "questionnaire",
        asked.title.zh_TW,
        asked.note.zh_TW,
        header,
        Roster(tuple(groups)),
        (),
        moment,
        code=f"{asked.id} {asked.version} {asked.sha256[:16]}",
    )
    out = io.BytesIO()
    list_paper.render([listed], out)
    return out.getvalue()


def take(office: Office, files: Sequence[Path], *, dry_run: bool = False) -> tuple[Taken, ...]:
    """Take the sheets that came back, as one action; each whole or not at all.

    A sheet that came before takes the place of its own answers, of nobody else's.
    """
    found = []
    with office.database.writing("diagnosis.collect", str(len(files))) as journal:
        for path in files:
            try:
                file = answer_files.read(inputs.given(path))
                found.append(_take(journal, path, file, dry_run=dry_run))
            except (DataError, EnvironmentFailure) as error:
                found.append(Taken(path, "refused", error=error))
    return tuple(found)


def _take(journal: Journal, path: Path, file: AnswerFile, *, dry_run: bool) -> Taken:
    asked = diagnoses.form()
    if file.mark.form != asked.sha256[: len(file.mark.form)]:
        raise DataError("diagnosis.other_version", theirs=str(file.mark), ours=asked.version)
    problems = list(file.findings)
    told = file.answers or dict(_answers(asked, file.rows, problems))
    for name, value in told.items():
        diagnoses.check(asked, name, value.strip())
    if has_errors(tuple(problems)):
        return Taken(path, "refused", findings=tuple(problems))
    session = journal.session
    row = session.scalars(select(Respondent).filter_by(token=file.mark.token)).one_or_none()
    before = diagnoses.answers(session, row.diagnosis_id).get(row.number, {}) if row else {}
    full = {name: told.get(name, "") for name in asked.questions}
    changed = tuple(name for name, value in full.items() if value.strip() != before.get(name, ""))
    state = "new" if row is None else "changed" if changed else "same"
    if not dry_run and state != "same":
        own = row.id if row is not None else diagnoses.enter(journal, "file", token=file.mark.token)
        diagnoses.write(journal, own, full)
        row = diagnoses.held(session, own)
    missing = answering.missing(asked, told)
    items = answering.said(asked, told).values()
    return Taken(
        path,
        state,
        row.number if row else 0,
        sum(one.answered for one in items),
        len(missing),
        changed if state == "changed" else (),
        tuple(problems),
    )


def _answers(
    asked: Questionnaire, rows: Sequence[AnswerRow], problems: list[Finding]
) -> Iterator[tuple[str, str]]:
    """Question → answer as codes; what cannot be understood becomes a finding with its row."""
    for row in rows:
        code = text.halfwidth(row.item).strip()
        if not code and not any(row[2:]):
            continue  # a heading
        if code in asked.questions:
            yield code, row.evidence
            continue
        if f"{code}_level" not in asked.questions:
            problems.append(_finding(row, "diagnosis.row_unknown", "題項", row.item))
            continue
        yield f"{code}_evidence", row.evidence
        yield f"{code}_reason", row.reason
        for part, field, written in (
            ("level", "成熟度", row.level),
            ("need", "需求程度", row.need),
            ("help", "期望協助方式", row.help),
        ):
            name = f"{code}_{part}"
            given = _codes(asked, name, written)
            if given is None:
                problems.append(_finding(row, "diagnosis.cell_unknown", field, written))
            else:
                yield name, given


def _codes(asked: Questionnaire, name: str, written: str) -> str | None:
    """The codes for what somebody wrote: codes or labels, several with 、 between; None if unknown."""
    spelled: dict[str, str] = {}
    for one in asked.choices(name):
        for spelling in (one.code, one.label.zh_TW, one.label.en):
            spelled.setdefault(folded(spelling), one.code)
    if folded(written) in spelled:
        return spelled[folded(written)]
    parts = [folded(part) for part in text.halfwidth(written).replace("、", ",").replace(";", ",").split(",")]
    known = [spelled.get(part) for part in parts if part]
    if None in known or (len(known) > 1 and asked.questions[name].kind != "many"):
        return None
    return " ".join(code for code in known if code)


def _finding(row: AnswerRow, code: str, field: str, written: str) -> Finding:
    return Finding(code, Severity.ERROR, record=row.record, field=field, params={"written": written[:40]})


def _sheet(asked: Questionnaire, mark: Mark) -> AnswerSheet:
    needs = tuple(one.code for one in asked.lists["need"])
    columns = (
        SheetColumn(_said("diagnosis.sheet.item"), 8),
        SheetColumn(_said("diagnosis.sheet.question"), 40),
        *(SheetColumn(level, 20) for level in ("1", "3", "5")),
        SheetColumn(_said("diagnosis.sheet.level"), 10, _LEVELS, open=True),
        SheetColumn(_said("diagnosis.sheet.reason"), 18, open=True),
        SheetColumn(_said("diagnosis.sheet.need"), 10, needs, open=True),
        SheetColumn(_said("diagnosis.sheet.evidence"), 36, open=True),
        SheetColumn(_said("diagnosis.sheet.help"), 24, open=True),
    )
    rows: list[tuple[str, ...]] = []
    for group in asked.groups:
        rows.append((f"{group.code}　{group.label.zh_TW}",))
        items = [item for item in answering.items_of(asked) if item.group == group.code]
        for item in items:
            anchors = {one.code: one.label.zh_TW for one in item.levels}
            rows.append((item.code, item.label.zh_TW, anchors["1"], anchors["3"], anchors["5"], *[""] * 5))
        if not items:
            rows.extend((one.name, one.label.zh_TW, *[""] * 8) for one in group.questions)
    return AnswerSheet(
        mark=str(mark),
        title=asked.title.zh_TW,
        note=asked.note.zh_TW,
        columns=columns,
        rows=tuple(rows),
        explained=tuple(_explained(asked)),
        sheets=(_said("rounds.template.fill"), _said("rounds.template.read")),
    )


def _explained(asked: Questionnaire) -> Iterator[tuple[str, str]]:
    yield _said("diagnosis.sheet.how"), _said("diagnosis.sheet.how-text")
    for name in ("level", "need", "help"):
        heading = _said(f"diagnosis.sheet.{name}")
        for one in asked.lists[name]:
            yield heading, f"{one.code}　{one.label.zh_TW}"
            heading = ""
    yield _said("rounds.template.notice"), _said("diagnosis.sheet.anonymous")


def _paper_rows(asked: Questionnaire, group: str) -> Iterator[Mapping[str, str]]:
    for item in answering.items_of(asked):
        if item.group == group:
            anchors = {one.code: one.label.zh_TW for one in item.levels}
            yield {
                "code": item.code,
                "label": item.label.zh_TW,
                "one": anchors["1"],
                "three": anchors["3"],
                "five": anchors["5"],
                "level": "1　2　3　4　5　不適用",
                "need": "0　1　2　3",
            }


def _said(code: str) -> str:
    return catalogue("zh_TW").text(code)
