"""結案報告 of the programme: where each gap began, what was done about it, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.core import paths, terms
from desktop.core.errors import DataError
from desktop.core.messages import catalogue
from desktop.core.storage import require_writable
from desktop.services import diagnosis_report, form_columns, luminary, luminary_form
from desktop.services.diagnosis_report import Report
from desktop.services.luminary import Line, Proposal
from desktop.services.office import Office

_GREYS = {"ink": 0.0}
_SHARES = {
    "goal": (2.0, 1.4, 1.4, 1.2),
    "visit": (1.2, 1.4, 1.8, 1.0, 3.4),
    "share": (1.2, 1.2, 1.6, 2.6, 2.0),
}


def pdf(office: Office) -> bytes:
    """The report as PDF/A-1b; raises `DataError` while there is neither an action nor a visit."""
    # Imported here: the page shows the programme without ReportLab.
    from desktop.exports import chart_report as drawing  # noqa: PLC0415 - see above

    with office.database.reading() as session:
        proposal, report = luminary.of_session(session), diagnosis_report.of_session(session)
    if not proposal.lines("visit") and not proposal.lines("action"):
        raise DataError("proposal.nothing_done")
    made = drawing.Report(
        title=_said("proposal.closing.title", year=report.roc_year),
        agency=office.row().agency,
        sentences=tuple(_sentences(proposal, report)),
        parts=tuple(_parts(proposal, report, drawing.Part)),
        greys=_GREYS,
        created=office.clock.now(),
    )
    return drawing.render(made)


def write(office: Office, out: Path) -> Path:
    """Write `luminary-closing.pdf` into a folder; raises as `pdf`."""
    content = pdf(office)
    require_writable(out)
    paths.write_atomic(out / "luminary-closing.pdf", content)
    return out / "luminary-closing.pdf"


def _sentences(proposal: Proposal, report: Report) -> Iterator[str]:
    actions = proposal.lines("action")
    done = sum(_is_done(line) for line in actions)
    yield _said(
        "proposal.closing.sentence",
        title=proposal.cells.get("title", ""),
        visits=len(proposal.lines("visit")),
        actions=len(actions),
        done=done,
        shares=len(proposal.lines("share")),
    )
    without = [one.line.item.code for one in report.priorities if not _about(actions, one.line.item.code)]
    if without:
        yield _said("proposal.closing.without", items="、".join(without))


def _parts(proposal: Proposal, report: Report, part: Any) -> Iterator[Any]:
    yield part(
        _said("proposal.closing.gaps"),
        None,
        tuple(_said(f"proposal.closing.{name}") for name in ("gap", "start", "action", "state")),
        tuple(_gap(proposal, one.line.item.code, report) for one in report.priorities),
        (2.2, 1.2, 3.6, 1.6),
    )
    for name, shares in _SHARES.items():
        own = luminary_form.form().list_of(name)
        rows = tuple(
            tuple(form_columns.shown(column, line.cells.get(column.name, "")) for column in own.columns)
            for line in proposal.lines(name)
        )
        if rows:
            heads = tuple(_said(f"proposal.{name}.{column.name}") for column in own.columns)
            yield part(_said(f"proposal.list.{name}"), None, heads, rows, shares)


def _gap(proposal: Proposal, code: str, report: Report) -> tuple[str, ...]:
    line = next(one for one in report.lines if one.item.code == code)
    actions = _about(proposal.lines("action"), code)
    told = "；".join(
        "　".join(part for part in (one.cells.get("action", ""), one.cells.get("owner", "")) if part)
        for one in actions
    )
    states = "；".join(terms.label("action_state", one.cells.get("state", "")) for one in actions)
    start = f"{line.agreed.gap}（M{line.agreed.level} N{line.agreed.need}）"
    nothing = _said("proposal.closing.none")
    return (f"{code} {line.item.label.zh_TW}", start, told or nothing, states or "—")


def _about(lines: tuple[Line, ...], code: str) -> tuple[Line, ...]:
    return tuple(one for one in lines if code in one.cells.get("items", "").split())


def _is_done(line: Line) -> bool:
    return line.cells.get("state") == "done"


def _said(code: str, **params: str | int) -> str:
    return catalogue("zh_TW").text(code, **params)
