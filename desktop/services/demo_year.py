"""A year of the samples' people: each step puts one file, or one letter of the center, into an office."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from desktop.core import paths
from desktop.core.findings import Finding
from desktop.core.messages import catalogue
from desktop.services import (
    agencies,
    camp_nominate,
    camp_seats,
    camp_stages,
    deadlines,
    demo_diagnosis,
    demo_luminary,
    demo_mentoring,
    demo_round,
    event_import,
    history,
    hosting,
    nominate,
    outcome_import,
    reflection_acts,
    reflection_import,
    reflections,
    roster,
    showcase,
    showcase_acts,
    showcase_import,
)
from desktop.services.camp_seats import SeatLetter
from desktop.services.importing import ImportResult
from desktop.services.nominate import NominationResult
from desktop.services.office import Office

COURSES = ("course-basic", "course-advanced", "course-newmedia")
CAMP, REFLECTIONS, SHOWCASE = "english-camp", "reflections", "showcase"
LUMINARY, MENTORING = "luminary", "mentoring"
BOOKLETS = (*COURSES, CAMP, REFLECTIONS, SHOWCASE, LUMINARY, MENTORING)
"""The activities that somebody takes part in, so that there is a booklet to print."""

EVENT = "gathering"
HELD = ("course-basic", 2)
"""The session that the county offers to hold."""

_SEATS = SeatLetter(
    requested=4,
    reason="合格者 54 人，逾基本名額 4 人",
    granted=2,
    document_no="研習字第1040000123號",
    document_date=date(2015, 3, 2),
)
_ANSWER = ("研習字第1040000456號", date(2015, 9, 21))
_CONFIRMED = 20
"""Seats that the center confirms at the presentation; the others wait."""

_HELD = {
    "place": "雲林縣政府訓練教室",
    "rooms": "電腦 30 台、投影機、網路",
    "capacity": "30",
    "first": date(2015, 4, 13),
    "last": date(2015, 4, 17),
}

_DONE = (
    ("薦送表冊送達中心", date(2015, 2, 26), "course-basic", "研習字第1040000045號"),
    ("回報英語營增額需求", date(2015, 2, 25), CAMP, "研習字第1040000052號"),
)
_SOON = ("彙整本月微心得並張貼", 6, REFLECTIONS)
"""One that is still to be met, in so many days from today."""


def sample(name: str) -> Path:
    """A bundled sample file."""
    return paths.resources() / "samples" / name


def people(office: Office) -> None:
    """Agencies, the roster and the course history."""
    agencies.import_file(office, sample("agencies.csv"))
    roster.commit(office, roster.preview(office, sample("roster.csv")))
    history.import_file(office, sample("history.csv"))


def nominations(office: Office) -> Mapping[str, NominationResult]:
    """Who may go is nominated to three courses and the camp: activity → what became of the file."""
    files = {course: f"nominate-{course.removeprefix('course-')}.csv" for course in COURSES}
    found = {
        course: nominate.nominate_file(office, course, sample(file), skip_errors=True)
        for course, file in files.items()
    }
    camp = camp_nominate.nominate_file(office, CAMP, sample("english-camp.csv"), skip_errors=True)
    return {**found, CAMP: camp}


def camp(office: Office) -> tuple[Finding, ...]:
    """The center grants seats, and the members go through the stages; what there is to know of them."""
    camp_seats.put(office, _SEATS)
    return _imported(camp_stages.import_file(office, sample("camp-stages.csv")))


def texts(office: Office) -> tuple[Finding, ...]:
    """The reflections, and two of them posted; what there is to know of the file."""
    found = _imported(reflection_import.import_file(office, sample("reflections.csv")))
    ready = [line.id for line in reflections.listing(office, "zh_TW") if line.sendable and not line.posted]
    reflection_acts.post(office, ready[:2], "reading_club", date(2015, 3, 20))
    return found


def presentation(office: Office) -> tuple[Finding, ...]:
    """The seats asked for, and the center's answer; what there is to know of the file."""
    found = _imported(showcase_import.import_file(office, sample("showcase.csv")))
    with office.database.reading() as session:
        ranked = [line.id for line in showcase.lines(session)]
    showcase_acts.answer(office, ranked[:_CONFIRMED], "confirmed", *_ANSWER)
    showcase_acts.answer(office, ranked[_CONFIRMED:], "waiting", *_ANSWER)
    return found


def attendance(office: Office) -> tuple[Finding, ...]:
    """What became of the nominations; what there is to know of the file."""
    return _imported(outcome_import.import_file(office, sample("attendance.csv")))


def travels(office: Office) -> tuple[Finding, ...]:
    """Registrations for the events, and a session that the county offers to hold."""
    made = hosting.offer(office, *HELD)
    hosting.restate(office, made, _HELD)
    return _imported(event_import.import_file(office, sample("events.csv")))


def dates(office: Office) -> None:
    """Deadlines: two that were met, and one that is near whenever the demo is made."""
    for subject, day, activity, letter in _DONE:
        made = deadlines.add(office, subject, day, activity=activity, document_no=letter)
        deadlines.restate(office, made, {"done": True})
    subject, days, activity = _SOON
    deadlines.add(office, subject, office.clock.now().date() + timedelta(days=days), activity=activity)


STEPS: Sequence[tuple[str, Callable[[Office], object]]] = (
    ("demo.step_people", people),
    ("demo.step_nominations", nominations),
    ("demo.step_camp", camp),
    ("demo.step_texts", texts),
    ("demo.step_presentation", presentation),
    ("demo.step_attendance", attendance),
    ("demo.step_travels", travels),
    ("demo.step_dates", dates),
    ("demo.step_round", demo_round.run),
    ("demo.step_diagnosis", demo_diagnosis.answers),
    ("demo.step_luminary", demo_luminary.run),
    ("demo.step_mentoring", demo_mentoring.run),
)
"""The year in its order: (message of what is being done, the step)."""


def sentences(findings: Sequence[Finding]) -> str:
    """Findings as lines of a text file."""
    text = catalogue()
    return "\n".join([*map(text.sentence, findings), ""])


def _imported(result: ImportResult) -> tuple[Finding, ...]:
    assert result.committed, "the samples have no errors"
    return result.findings
