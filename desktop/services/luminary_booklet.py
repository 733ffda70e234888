"""From the Luminary proposal to what is printed: a cover, the team, the proposal's form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.core import terms
from desktop.core.clock import roc_short
from desktop.core.messages import catalogue
from desktop.exports.document import Booklet, Cover, PersonForm, Roster, RosterGroup
from desktop.services import diagnosis_report, form_columns, luminary_form, settings
from desktop.services.booklet_parts import county, cover_facts, header, sentences
from desktop.services.desk import Desk
from desktop.services.diagnosis_report import Report
from desktop.services.luminary import Proposal
from desktop.services.luminary_dossier import LuminaryDossier

FORM = "luminary"
_KIND = "LUMINARY"
_COUNTED = ("team", "goal", "schedule", "budget", "request", "visit")
_JOINED = ("place", "participants", "contact")
"""Columns of a request that share one of the paper's."""


def booklet(session: Session, desk: Desk, activity_id: str, moment: datetime) -> Booklet:
    """The booklet: cover with the diagnosis in a few sentences, team, and the proposal."""
    activity = desk.plan.activity(activity_id)
    dossier = desk.only(activity_id).dossier(LuminaryDossier)
    one = dossier.proposal
    heads = tuple(_label(f"list.{name}") for name in _COUNTED)
    return Booklet(
        form=FORM,
        title=f"{county(desk)}{activity.title.zh_TW}提案表冊",
        header=header(desk, activity, moment),
        cover=Cover(
            title=activity.title.zh_TW,
            facts=tuple(cover_facts(desk, activity)),
            count_header=("提案", *heads),
            counts=((_kind(one), *(str(len(one.lines(name))) for name in _COUNTED)),),
            findings=tuple(sentences(desk, activity, "列")),
            notes=tuple(_notes(dossier.report)),
        ),
        roster=Roster((RosterGroup("", tuple(_member(one, at) for at in range(len(one.lines("team"))))),)),
        forms=(_form(desk, one),),
        seals=tuple(settings.get(session, settings.SEALS)),
        created=moment,
    )


def _form(desk: Desk, one: Proposal) -> PersonForm:
    cells = {field.name: one.cells.get(field.name, "") for field in luminary_form.form().fields}
    day = roc_short(one.document_date) if one.document_date else ""
    values = {
        **cells,
        "kind": _kind(one),
        "agency": desk.office.agency,
        "state": terms.label("luminary_state", one.state),
        "document": f"{day}　{one.document_no}".strip("　"),
        "result": "\n".join(part for part in (cells["result"], cells["delta"]) if part),
    }
    return PersonForm(
        form_no=f"{desk.office.county_code}-{_KIND}-{desk.plan.year}-001",
        name=cells["title"],
        bookmark=cells["title"] or "提案書",
        values={name: value for name, value in values.items() if name != "delta"},
        tables={
            **{name: _table(one, name) for name in ("team", "goal", "schedule", "budget")},
            "request": tuple(_requests(one)),
        },
    )


def _table(one: Proposal, name: str) -> tuple[tuple[str, ...], ...]:
    columns = luminary_form.form().list_of(name).columns
    return tuple(
        tuple(form_columns.shown(column, row.cells.get(column.name, "")) for column in columns)
        for row in one.lines(name)
    )


def _requests(one: Proposal) -> Iterator[tuple[str, ...]]:
    for row in one.lines("request"):
        own = tuple(row.cells.get(name, "") for name in ("topic", "items", "expertise", "dates"))
        yield (*own, "；".join(row.cells[name] for name in _JOINED if row.cells.get(name)))


def _member(one: Proposal, at: int) -> dict[str, str]:
    row = one.lines("team")[at]
    return {
        **row.cells,
        "number": str(row.number),
        "role": terms.label("luminary_role", row.cells.get("role", "")),
    }


def _kind(one: Proposal) -> str:
    return terms.label("luminary_kind", one.kind)


def _label(name: str) -> str:
    return catalogue("zh_TW").text(f"proposal.{name}")


def _notes(report: Report | None) -> Iterator[str]:
    if report is None or not report.settled:
        return
    figures = "、".join(
        f"{one.label.zh_TW} {diagnosis_report.percent(one.percent)}" for one in report.dimensions
    )
    yield f"填答 {report.respondents} 人，已確定 {report.settled} 題項：{figures}。"
    if report.priorities:
        told = "、".join(f"{one.line.item.code}（{one.line.agreed.gap}）" for one in report.priorities)
        yield f"優先諮詢清單（缺口指數）：{told}。"
