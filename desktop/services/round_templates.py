"""What goes out to the agencies of a round: a workbook each, a covering letter, the mailing list."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from desktop.core import counties, paths
from desktop.core.clock import roc_long
from desktop.core.errors import DataError
from desktop.core.messages import catalogue
from desktop.core.progress import Progress, Silent
from desktop.core.storage import require_writable
from desktop.exports import excel_xlsx, layouts, list_paper, official_letter, round_template
from desktop.exports.document import ListPaper, Roster, RosterGroup
from desktop.exports.round_template import Template, TemplateColumn
from desktop.imports.round_files import NIL, TICK, Mark
from desktop.models.office import OfficeRow
from desktop.models.people import Person
from desktop.models.rounds import CollectionRound, RoundAgency
from desktop.rules.plan import Activity, Plan
from desktop.services import audit_log, official_letters, plans, round_kinds, rounds
from desktop.services.office import Office

_LEAST_ROWS = 40
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_KNOWN = ("id_no", "name", "agency")
"""Columns that are filled in for people the office knows."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What was written for one round."""

    workbooks: tuple[Path, ...]
    letter: Path
    mailing: Path
    paper: Path
    """The forms for agencies that answer on paper, a page each."""

    @property
    def files(self) -> tuple[Path, ...]:
        """Everything that was written."""
        return (*self.workbooks, self.letter, self.mailing, self.paper)


def write(
    office: Office,
    round_id: int,
    out: Path,
    *,
    only: Collection[int] = (),
    people: bool = False,
    progress: Progress | None = None,
) -> Sent:
    """Write the workbooks into a folder and note that they went out today.

    `only` are ids of `RoundAgency`: without it all agencies get one. With `people` each lists its own people
    with their numbers, for ticking, which is logged. Raises `DataError` for a round that is closed.
    """
    require_writable(out)
    watched = progress or Silent()
    with office.database.reading() as session:
        row, plan = rounds.held(session, round_id), plans.current(session)
        if row.state != "open":
            raise DataError("rounds.closed", title=row.title)
        chosen = [one for one in rounds.agencies(session, round_id) if not only or one.id in only]
        known = {one.agency_id: _people(session, one.agency_id) if people else () for one in chosen}
        owner = office.row()
        maker = _Maker(row, plan, owner)
    written = []
    for place, one in enumerate(chosen, start=1):
        watched.step(place, len(chosen), "rounds.step_write")
        path = out / file_name(maker.mark(one), one.name)
        round_template.write(path, maker.template(one, known[one.agency_id]))
        written.append(path)
    letter = out / "cover-letter.pdf"
    paths.write_atomic(letter, _cover(row, plan, owner, office, chosen))
    mailing = out / "mailing-list.xlsx"
    excel_xlsx.write_xlsx(mailing, *_mailing(row, chosen, written))
    paper = out / "paper-forms.pdf"
    paths.write_atomic(paper, _drawn([maker.paper(one, office.clock.now()) for one in chosen]))
    _note(office, row.id, chosen, sum(map(len, known.values())))
    return Sent(tuple(written), letter, mailing, paper)


def file_name(mark: Mark, agency: str) -> str:
    """How a workbook is called: its mark and the agency, without anything that a file system refuses."""
    return f"{mark} {_UNSAFE.sub('_', agency)[:60]}.xlsx"


class _Maker:
    """Makes the workbooks and paper forms of one round."""

    def __init__(self, row: CollectionRound, plan: Plan, office: OfficeRow) -> None:
        self._round, self._office = row, office
        self._plan, self._activity = plan, plan.activity(row.activity)
        self._headers = [one.field for one in round_kinds.asked(self._activity.family)]

    def mark(self, agency: Row[Any]) -> Mark:
        """The mark of what goes out to an agency now."""
        return Mark(self._round.token, agency.number, agency.version + 1)

    def template(self, agency: Row[Any], people: Sequence[tuple[str, str]]) -> Template:
        """The workbook of one agency."""
        columns = round_kinds.columns(self._activity, agency.name)
        return Template(
            mark=str(self.mark(agency)),
            title=f"{self._round.title}　{_said('rounds.template.title')}",
            facts=self._facts(agency),
            nil=_said("rounds.template.nil", word=NIL),
            columns=(self._tick, *columns) if people else columns,
            rows=max(_LEAST_ROWS, 2 * (agency.places or 0)),
            people=tuple(self._row((*one, agency.name)) for one in people),
            explained=self._explained(columns),
            sheets=(_said("rounds.template.fill"), _said("rounds.template.read")),
        )

    def paper(self, agency: Row[Any], moment: datetime) -> ListPaper:
        """The paper form of one agency, for those that answer by hand."""
        told = dict(self._facts(agency))
        kept = [_said(f"rounds.template.{name}") for name in ("agency", "due", "places", "session")]
        subtitle = "　".join(f"{name}：{told[name]}" for name in kept if name in told) + f"　□ {NIL}"
        header = {
            "county": counties.county(self._office.county_code).zh,
            "plan_title": self._plan.title.zh_TW,
            "fill_date": layouts.common().blank_date,
        }
        about = self._activity.short.zh_TW
        seals = tuple(_said(f"rounds.paper.{name}") for name in ("officer", "head", "chief"))
        form = f"round_{self._activity.family}"
        return ListPaper(form, about, subtitle, header, Roster((RosterGroup("", ()),)), seals, moment)

    def _facts(self, agency: Row[Any]) -> tuple[tuple[str, str], ...]:
        row, office = self._round, self._office
        told = {
            "agency": agency.name,
            "due": roc_long(row.due),
            "places": _said("rounds.template.free") if agency.places is None else str(agency.places),
            "contact": agency.contact or "＿＿＿＿＿＿",
            "to": "　".join(part for part in (office.coordinator, office.phone, office.email) if part),
        }
        if self._activity.sessions:
            told["session"] = _said("rounds.template.any") if row.session is None else str(row.session)
        return tuple((_said(f"rounds.template.{name}"), value) for name, value in told.items())

    def _row(self, person: tuple[str, ...]) -> tuple[str, ...]:
        values = dict(zip(_KNOWN, person, strict=True))
        return ("", *(values.get(name, "") for name in self._headers))

    @property
    def _tick(self) -> TemplateColumn:
        """The column before all others where the agency's people are listed."""
        return TemplateColumn(TICK, _said("rounds.template.tick"), 12, ("V",), "V")

    def _explained(self, columns: Sequence[TemplateColumn]) -> tuple[tuple[str, str], ...]:
        own = self._activity
        told = [
            (_said("rounds.template.activity"), f"{own.clause}　{own.title.zh_TW}"),
            (_said("rounds.template.who"), own.who.text.zh_TW),
            (_said("rounds.template.when"), own.schedule.text.zh_TW),
            (_said("rounds.template.due"), roc_long(self._round.due)),
            (_said("rounds.template.how"), _said("rounds.template.how-text")),
        ]
        told += [(one.header, one.note) for one in columns]
        if self._round.note:
            told.append((_said("rounds.template.note"), self._round.note))
        return (*told, (_said("rounds.template.notice"), layouts.common().notice))


def _people(session: Session, agency_id: int) -> tuple[tuple[str, str], ...]:
    rows = session.execute(select(Person.id_no, Person.name).filter_by(agency_id=agency_id))
    return tuple(sorted((row.id_no, row.name) for row in rows))


def _cover(
    row: CollectionRound, plan: Plan, owner: OfficeRow, office: Office, chosen: Sequence[Row[Any]]
) -> bytes:
    own: Activity = plan.activity(row.activity)
    values = {"activity": own.title.zh_TW, "clause": own.clause, "due": roc_long(row.due)}
    values["contact"] = "　".join(part for part in (owner.coordinator, owner.phone, owner.email) if part)
    composed = official_letters.compose(
        "round_request",
        owner,
        plan,
        values,
        office.clock.now(),
        recipient=_said("rounds.letter.recipient"),
        original="、".join(one.name for one in chosen),
    )
    return official_letter.render(composed)


def _drawn(papers: Sequence[ListPaper]) -> bytes:
    out = io.BytesIO()
    list_paper.render(papers, out)
    return out.getvalue()


def _mailing(
    row: CollectionRound, chosen: Sequence[Row[Any]], written: Sequence[Path]
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    names = ("agency", "contact", "phone", "email", "file", "due")
    header = tuple(_said(f"rounds.mailing.{name}") for name in names)
    rows: list[tuple[str, ...]] = [
        (one.name, one.contact, one.phone, one.email, path.name, roc_long(row.due))
        for one, path in zip(chosen, written, strict=True)
    ]
    return header, rows


def _note(office: Office, round_id: int, chosen: Sequence[Row[Any]], listed: int) -> None:
    with office.database.writing("round.send", str(len(chosen))) as journal:
        for one in chosen:
            sent = {"version": one.version + 1, "sent_on": office.clock.now().date()}
            journal.update(RoundAgency, one.id, sent)
    if listed:
        audit_log.record_export(office, "round", listed, full_ids=True)


def _said(code: str, **params: str) -> str:
    return catalogue("zh_TW").text(code, **params)
