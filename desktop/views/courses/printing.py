"""Printing from the page: the booklet, the forms of some people, a blank form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from desktop.services.courses import CourseSummary
from desktop.views.lists import drawn
from desktop.views.lists.print_menu import Entry
from desktop.views.workbench import Workbench

_LISTS = ("sign_in", "attendance_roster", "completion_roster")
"""Those of `services.course_rosters.Kind`, of the session that is shown."""


def entries(
    bench: Workbench,
    course: Callable[[], CourseSummary],
    session: Callable[[], int],
    selected: Callable[[], Sequence[int]],
) -> tuple[Entry, ...]:
    """What can be printed of the course and session that are shown and of the people who are selected."""

    def title(code: str) -> Callable[[], str]:
        return lambda: bench.texts.text(code, course=course().short.in_language(bench.texts.language))

    return (
        Entry(
            "view.courses.print.booklet",
            lambda: drawn.booklet(bench.office, course().id),
            lambda: course().people > 0,
            title("view.courses.print.booklet-title"),
        ),
        Entry(
            "view.courses.print.people",
            lambda: drawn.people(bench.office, course().id, selected()),
            lambda: bool(selected()),
            title("view.courses.print.people-title"),
        ),
        Entry(
            "view.courses.print.blank",
            lambda: drawn.blank(bench.office, course().id),
            title=title("view.courses.print.blank-title"),
        ),
        *(
            Entry(
                f"view.courses.print.{kind}",
                partial(_of_session, bench, course, session, kind),
                lambda: course().people > 0,
            )
            for kind in _LISTS
        ),
    )


def _of_session(
    bench: Workbench, course: Callable[[], CourseSummary], session: Callable[[], int], kind: str
) -> drawn.Draw:
    return drawn.session_list(bench.office, course().id, session(), kind)
