"""Pictures of the Luminary page: answering, consensus, report."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.services import demo_diagnosis, diagnoses, diagnosis_agreed, luminary
from desktop.views.luminary.page import LuminaryPage
from desktop.views.shots.scene import Office, Scene, Stage


def _page(stage: Stage) -> LuminaryPage:
    stage.go("luminary")
    page = stage.window.page
    assert isinstance(page, LuminaryPage)
    return page


def _answering(stage: Stage) -> None:
    page = _page(stage)
    page.show_step("diagnosis")
    page.answering.show_section("B")
    page.answering.rows[1].focus()


def _new(stage: Stage) -> None:
    """A respondent who has only begun."""
    office, page = stage.window.bench.office, _page(stage)
    page.show_step("diagnosis")
    made = diagnoses.add(office)
    told = {"A1_level": "4", "A1_need": "2", "A2_level": "na", "A3_level": "2", "A3_need": "0"}
    diagnoses.answer(office, made, told)
    page.answering.select(made)


def _remarks(stage: Stage) -> None:
    page = _page(stage)
    page.show_step("diagnosis")
    page.answering.show_section("remarks")


def _consensus(stage: Stage) -> None:
    office = stage.window.bench.office
    demo_diagnosis.answers(office)
    diagnosis_agreed.accept_all(office)
    page = _page(stage)
    page.tabs.setCurrentWidget(page.consensus)
    page.consensus.select("A1")


def _report(stage: Stage) -> None:
    page = _page(stage)
    page.tabs.setCurrentWidget(page.report)


def _proposal(stage: Stage) -> None:
    page = _page(stage)
    page.tabs.setCurrentIndex(0)
    page.proposal.show_part("fields")


def _team(stage: Stage) -> None:
    page = _page(stage)
    page.tabs.setCurrentIndex(0)
    page.proposal.show_part("team")


def _state(stage: Stage) -> QWidget:
    _page(stage).proposal.ask_state()
    return stage.dialog()


def _empty(stage: Stage) -> None:
    page = _page(stage)
    page.show_step("diagnosis")


def _no_report(stage: Stage) -> None:
    page = _page(stage)
    page.tabs.setCurrentWidget(page.report)


def _begun(stage: Stage) -> None:
    """Nothing but a title: what is missing is said."""
    luminary.put(stage.window.bench.office, {"title": "雲林數位學習深耕計畫"})
    _page(stage)


SCENES = (
    Scene("luminary-proposal", Office.DEMO, _proposal),
    Scene("luminary-team", Office.DEMO, _team),
    Scene("luminary-state", Office.DEMO, _state),
    Scene("luminary-begun", Office.NEW, _begun),
    Scene("luminary-answering", Office.DEMO, _answering),
    Scene("luminary-new", Office.DEMO, _new),
    Scene("luminary-remarks", Office.DEMO, _remarks),
    Scene("luminary-consensus", Office.NEW, _consensus),
    Scene("luminary-report", Office.DEMO, _report),
    Scene("luminary-empty", Office.NEW, _empty),
    Scene("luminary-no-report", Office.NEW, _no_report),
)
