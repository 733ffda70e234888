"""The one registry of pages.

To add a page: 1. a package in `desktop/views` whose `page.py` has a subclass of `Page`, 2. a line here, its
icon in resources/icons, 3. its words in resources/messages/window.toml (window.page.<key>), its help in
resources/help in both languages, its scenes in `views/shots`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.views.page import Page
    from desktop.views.workbench import Workbench


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page: its key, its icon, and where its class is."""

    key: str
    icon: str
    module: str
    name: str
    family: str = ""
    """The family of activities that the page shows; its number stands in the rail."""
    shortcut: str = ""
    """Of a page beyond the ninth; the first nine have Ctrl and their number. Ask `shortcut_of`."""

    def make(self, bench: Workbench) -> Page:
        """The page itself; its module is imported now, for the window opens faster without it."""
        page: Page = getattr(import_module(self.module), self.name)(bench)
        return page


_NUMBERED = 9

PAGES = (
    PageSpec("home", "house", "desktop.views.home.page", "HomePage"),
    PageSpec("roster", "users", "desktop.views.roster.page", "RosterPage"),
    PageSpec("courses", "graduation-cap", "desktop.views.courses.page", "CoursesPage", "course"),
    PageSpec("camp", "languages", "desktop.views.camp.page", "CampPage", "english_camp"),
    PageSpec(
        "reflections", "notebook-pen", "desktop.views.reflections.page", "ReflectionsPage", "reflections"
    ),
    PageSpec("showcase", "presentation", "desktop.views.showcase.page", "ShowcasePage", "showcase"),
    PageSpec("luminary", "star", "desktop.views.luminary.page", "LuminaryPage", "luminary"),
    PageSpec("mentoring", "handshake", "desktop.views.mentoring.page", "MentoringPage", "mentoring"),
    PageSpec("events", "bus", "desktop.views.events.page", "EventsPage"),
    PageSpec(
        "collection", "list-checks", "desktop.views.collection.page", "CollectionPage", shortcut="Ctrl+R"
    ),
    PageSpec("calendar", "calendar-days", "desktop.views.calendar.page", "CalendarPage"),
    PageSpec("statistics", "chart-column", "desktop.views.statistics.page", "StatisticsPage"),
    PageSpec("packets", "package-check", "desktop.views.packets.page", "PacketsPage", shortcut="Ctrl+0"),
    PageSpec("settings", "settings", "desktop.views.settings.page", "SettingsPage", shortcut="Ctrl+,"),
)


def shortcut_of(page: PageSpec) -> str:
    """What is pressed to show a page; blank for one without."""
    number = PAGES.index(page) + 1
    return page.shortcut or (f"Ctrl+{number}" if number <= _NUMBERED else "")


def page_of(family: str) -> str:
    """The page that shows a family of activities; blank for one without a page."""
    return next((page.key for page in PAGES if page.family == family), "")
