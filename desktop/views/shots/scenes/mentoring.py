"""Pictures of the page of e-mentoring: pools, board, the pairs of the year."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.core import paths
from desktop.services import demo_year, mentoring
from desktop.views.mentoring.page import MentoringPage
from desktop.views.shots.scene import Office, Scene, Stage

_SAMPLES = paths.resources() / "samples"


def _page(stage: Stage) -> MentoringPage:
    stage.go("mentoring")
    page = stage.window.page
    assert isinstance(page, MentoringPage)
    return page


def _board(stage: Stage) -> MentoringPage:
    page = _page(stage)
    page.tabs.setCurrentWidget(page.board)
    stage.settle()
    return page


def _members(stage: Stage) -> None:
    _page(stage).members.table.setFocus()


def _terms(stage: Stage) -> QWidget:
    _page(stage).members.ask_terms()
    return stage.dialog()


def _diary(stage: Stage) -> None:
    page = _page(stage)
    page.tabs.setCurrentWidget(page.pairs)
    page.pairs.parts.setCurrentIndex(1)


def _report(stage: Stage) -> None:
    page = _page(stage)
    page.tabs.setCurrentWidget(page.report)


def _pairs(stage: Stage) -> None:
    page = _page(stage)
    page.tabs.setCurrentWidget(page.pairs)


def _proposed(stage: Stage) -> None:
    _board(stage)


def _decided(stage: Stage) -> None:
    """Why a mentee has this mentor and not another."""
    page = _board(stage)
    board = page.board.board
    assert board is not None, "the demo has pools"
    one = next(line for line in board.mentees if line.place > 1 and not line.granted)
    page.board.view.choose(("mentee", one.id))
    page.board.detail.table.select(0)
    page.board.reckon()


def _mentor(stage: Stage) -> None:
    page = _board(stage)
    board = page.board.board
    assert board is not None, "the demo has pools"
    page.board.view.choose(("mentor", board.mentors[3].id))


def _short(stage: Stage) -> None:
    """More mentees than seats: who is left out, and why."""
    office = stage.window.bench.office
    demo_year.people(office)
    mentoring.import_mentees(office, _SAMPLES / "mentees.csv")
    mentoring.import_mentors(office, _SAMPLES / "mentors.csv")
    mentors = [one.id for one in mentoring.listing(office, "mentor")]
    mentoring.withdraw(office, mentors[8:], "示範")
    _board(stage)


def _by_hand(stage: Stage) -> QWidget:
    """A pair against a rule: the reason is asked for."""
    page = _board(stage)
    board = page.board.board
    assert board is not None, "the demo has pools"
    mentee, same = next(
        (one, other)
        for one in board.mentees
        for other in board.mentors
        if not one.granted and one.agency == other.agency and other.used < other.seats
    )
    page.board.view.dropped.emit(mentee.id, same.id)
    return stage.dialog()


def _empty(stage: Stage) -> None:
    _page(stage)


def _end(stage: Stage) -> QWidget:
    page = _page(stage)
    page.tabs.setCurrentWidget(page.pairs)
    page.pairs.end.click()
    return stage.dialog()


SCENES = (
    Scene("mentoring-members", Office.DEMO, _members),
    Scene("mentoring-board", Office.DEMO, _proposed),
    Scene("mentoring-why-not", Office.DEMO, _decided),
    Scene("mentoring-mentor", Office.DEMO, _mentor),
    Scene("mentoring-short", Office.NEW, _short),
    Scene("mentoring-by-hand", Office.DEMO, _by_hand),
    Scene("mentoring-pairs", Office.DEMO, _pairs),
    Scene("mentoring-diary", Office.DEMO, _diary),
    Scene("mentoring-report", Office.DEMO, _report),
    Scene("mentoring-terms", Office.DEMO, _terms),
    Scene("mentoring-end", Office.DEMO, _end),
    Scene("mentoring-empty", Office.NEW, _empty),
)
