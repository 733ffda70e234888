"""The page of events: registrations for the gathering and the camps, and sessions held at the county."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from desktop.services import event_import, file_kinds
from desktop.views.events.offers import Offers
from desktop.views.events.registrations import Registrations
from desktop.views.lists import drawn
from desktop.views.lists.export_menu import export_button
from desktop.views.lists.import_dialog import FileImportDialog, choose_file
from desktop.views.lists.print_menu import Entry, PrintMenu
from desktop.views.page import Page
from desktop.views.widgets.basic import button
from desktop.views.widgets.tabs import tabs
from desktop.views.workbench import Place, Workbench

_LISTS = ("event_roster", "sign_in")
"""Those of `services.event_papers.Kind`."""


class EventsPage(Page):
    """Two tabs."""

    key: ClassVar[str] = "events"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "event_registration",
            "hosting",
            "camp_member",
            "camp_stage",
            "person",
            "agency",
            "activity_change",
            "office",
        }
    )

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.registrations = Registrations(self)
        self.offers = Offers(self)
        self.tabs = tabs(
            bench,
            (self.registrations, "view.events.tab.registrations"),
            (self.offers, "view.events.tab.offers"),
        )
        self._build_header()
        self.set_body(self.tabs)

    def reload(self) -> None:
        """Read everything anew."""
        self.registrations.reload()
        self.offers.reload()

    def show_place(self, place: Place) -> None:
        """Show a registration."""
        self.registrations.show_place(place)

    def take_files(self, files: Iterable[Path]) -> bool:
        """Preview a dropped file of registrations."""
        path = next((one for one in files if file_kinds.kind_of(one) == "events"), None)
        if path is not None:
            FileImportDialog(self.bench, path, event_import.import_file, self).open()
        return path is not None

    def search(self) -> None:
        """Ctrl+F: find somebody to register."""
        self.tabs.setCurrentWidget(self.registrations)
        self.registrations.add_field.setFocus()
        self.registrations.add_field.selectAll()

    def leave(self) -> None:
        """Save what is being typed."""
        self.registrations.leave()
        self.offers.leave()

    def _build_header(self) -> None:
        bench = self.bench
        entries = tuple(
            Entry(
                f"view.events.print.{kind}",
                partial(self._drawn, kind),
                lambda: bool(self.registrations.lines),
            )
            for kind in _LISTS
        )
        self.header.add(PrintMenu(bench, entries))
        self.header.add(export_button(bench, self.registrations.model, "events", self))
        self.header.add(button(bench, "view.lists.import", self._choose_file, icon="file-up", name="import"))
        self.header.add(
            button(
                bench,
                "view.events.add",
                self.search,
                kind="primary",
                icon="user-plus",
                name="add-registration",
            )
        )

    def _drawn(self, kind: str) -> drawn.Draw:
        return drawn.event_list(self.bench.office, self.registrations.event_id, kind)

    def _choose_file(self) -> None:
        path = choose_file(self.bench, self)
        if path is not None:
            FileImportDialog(self.bench, path, event_import.import_file, self).open()
