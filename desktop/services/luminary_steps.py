"""The six steps of the programme (柒、三、（三）), and which of them are done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop.services import diagnosis_report, luminary
from desktop.services.luminary import ANSWERED, Proposal
from desktop.services.office import Office

STEPS: Final = ("team", "proposal", "selection", "diagnosis", "consultation", "sharing")


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `done` in all that the office can do for it."""

    name: str
    done: bool


def read(office: Office) -> tuple[Step, ...]:
    """The steps in their order."""
    with office.database.reading() as session:
        proposal = luminary.of_session(session)
        report = diagnosis_report.of_session(session)
        lacks = {finding.code for finding in luminary.findings(session)}
    done = {
        "team": bool(proposal.lines("team")) and "proposal.convener" not in lacks,
        "proposal": proposal.exists and not lacks - {"proposal.small_team", "proposal.visit_first"},
        "selection": proposal.state in ANSWERED,
        "diagnosis": report.settled == len(report.lines),
        "consultation": bool(proposal.lines("visit")) and not _open_actions(proposal),
        "sharing": bool(proposal.lines("share")),
    }
    return tuple(Step(name, done[name]) for name in STEPS)


def _open_actions(proposal: Proposal) -> bool:
    return any(line.cells.get("state") != "done" for line in proposal.lines("action"))
