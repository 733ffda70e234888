"""What tests of the page of courses share: whom they nominate, and how they read the list."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from sqlalchemy import select

from desktop.models.courses import Nomination
from desktop.models.people import Person
from desktop.services import nominate_person
from desktop.views.courses.page import CoursesPage
from desktop.views.main_window import MainWindow
from tests.views.conftest import go
from tests.views.hands import find

FIRST, SECOND, THIRD, COUNCIL = "施文雄", "吳俊傑", "曹鈺婷", "葉犇豪"
"""For the basic course: three to be confirmed, and one who is not eligible."""


def shown(window: MainWindow, **where: object) -> CoursesPage:
    go(window, "courses", **where)
    found = window.page
    assert isinstance(found, CoursesPage)
    return found


def add(window: MainWindow, name: str, course: str = "course-basic") -> int:
    office = window.bench.office
    with office.database.reading() as session:
        person = session.scalars(select(Person.id).filter_by(name=name)).all()[0]
    return nominate_person.nominate_person(office, course, 1, person)


def names(page: CoursesPage) -> list[str]:
    """The rows from top to bottom; the line is a dash."""
    return [getattr(row, "name", "—") for row in page.table.lines.rows]


def chips(page: CoursesPage) -> list[str]:
    at = [column.key for column in page.table.lines.columns].index("verdict")
    return [page.table.lines.texts(row)[at] for row in range(len(page.table.lines.rows))]


def row_of(window: MainWindow, nomination: int) -> Nomination:
    with window.bench.office.database.reading() as session:
        return session.get_one(Nomination, nomination)


def message(window: MainWindow) -> str:
    return find(window, QLabel, "message-text").text()


def three_nominated(window: MainWindow) -> CoursesPage:
    """The basic course with three people in its first session."""
    for name in (FIRST, SECOND, THIRD):
        add(window, name)
    return shown(window)
