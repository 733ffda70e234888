"""送件: what the center would send back, sealing, and what was sent."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QFileDialog, QLayout, QStackedWidget, QWidget

from desktop.core.progress import Progress
from desktop.views import places
from desktop.views.packets.finding_list import FindingList
from desktop.views.packets.history_pane import HistoryPane
from desktop.views.packets.summary import Summary
from desktop.views.page import Page
from desktop.views.widgets.basic import button, column, row
from desktop.views.widgets.empty import Empty
from desktop.views.workbench import Place, Workbench

if TYPE_CHECKING:
    from desktop.services.packet_outline import Outline
    from desktop.services.preflight import Found

PACKET = ".asice"
_NOBODY = "preflight.nothing"
_LIST, _CLEAN, _EMPTY = range(3)


class PacketsPage(Page):
    """At the left the preflight, at the right the packets that were sealed."""

    key: ClassVar[str] = "packets"
    tables: ClassVar[frozenset[str]] = frozenset(
        {
            "activity_change",
            "agency",
            "camp_member",
            "camp_stage",
            "course_history",
            "nomination",
            "office",
            "packet",
            "person",
            "reflection",
            "setting",
            "showcase_request",
        }
    )

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._found: tuple[Found, ...] = ()
        self.summary = Summary(bench)
        self.findings = FindingList(bench)
        self.history = HistoryPane(bench)
        self._stack = QStackedWidget()
        for page in (self.findings, self._build_clean(), self._build_empty()):
            self._stack.addWidget(page)
        left = column(self.summary, self._stack, gap=8)
        left.setStretch(1, 1)
        body = row(self._held(left), self.history, gap=16)
        body.setStretch(0, 62)
        body.setStretch(1, 38)
        self.set_body(body)
        self.header.add(button(bench, "view.packets.states", self.show_states, name="show-states"))
        self.header.add(
            button(bench, "view.packets.verify", self.choose_file, icon="shield-check", name="verify")
        )
        self.seal_button = button(
            bench, "view.packets.seal", self.seal, kind="primary", icon="package-check", name="seal"
        )
        self.header.add(self.seal_button)
        self.findings.asked.connect(self.go_to)

    def reload(self) -> None:
        """Check again in the worker, and read the history."""
        from desktop.services import preflight  # lazy: the page is painted before it is loaded

        office = self.bench.office

        def work(_progress: Progress) -> tuple[Found, ...]:
            return preflight.found(office)

        self.bench.runner.run(work, self._show)
        self.history.reload()

    def show_states(self) -> None:
        """What is said of each activity."""
        from desktop.views.packets.states_dialog import StatesDialog  # lazy: it reads the last packet

        StatesDialog(self.bench, self).open()

    def retranslate(self) -> None:
        """The same findings in other words."""
        self._show(self._found)
        self.history.reload()

    def show_place(self, place: Place) -> None:
        """build or letter: the dialog that seals; verify: choose a file."""
        if place.field in {"build", places.LETTER}:
            self.seal()
        elif place.field == "verify":
            self.choose_file()
        else:
            self.findings.setFocus()

    def take_files(self, files: Iterable[Path]) -> bool:
        """A packet is looked at."""
        packets = [path for path in files if path.suffix.lower() == PACKET]
        if packets:
            self.bench.navigator.go(Place(self.key))
            self.verify(packets[0])
        return bool(packets)

    def go_to(self, found: Found) -> None:
        """Show where a finding is mended."""
        if found.place.agency_id is not None:
            self._confirm_agency(found.place.agency_id, found.place.person_id)
        else:
            self.bench.navigator.go(places.window_place(found.place))

    def seal(self) -> None:
        """Read what would go in, then ask."""
        from desktop.services import packet_outline  # lazy: the page is painted before it is loaded

        office = self.bench.office

        def work(_progress: Progress) -> Outline:
            return packet_outline.outline(office)

        self.bench.runner.run(work, self._ask)

    def choose_file(self) -> None:
        """Ask which packet to look at."""
        text = self.bench.texts.text
        chosen, _ = QFileDialog.getOpenFileName(
            self, text("view.packets.verify"), "", f"{text('view.packets.packet-filter')} (*{PACKET})"
        )
        if chosen:
            self.verify(Path(chosen))

    def verify(self, path: Path) -> None:
        """Look at a packet."""
        from desktop.views.packets.verify_dialog import VerifyDialog  # lazy: the page opens faster without

        VerifyDialog(self.bench, path, self).open()

    def _ask(self, outline: Outline) -> None:
        from desktop.views.packets.build_dialog import BuildDialog  # lazy: the page opens faster without

        BuildDialog(self.bench, outline, self).open()

    def _confirm_agency(self, agency_id: int, person_id: int | None) -> None:
        from desktop.views.packets.agency_dialog import AgencyDialog  # lazy: few rosters bring new agencies

        AgencyDialog(self.bench, agency_id, person_id, self).open()

    def _show(self, found: tuple[Found, ...]) -> None:
        self._found = found
        nobody = any(one.finding.code == _NOBODY for one in found)
        errors = sum(one.finding.severity == "error" for one in found)
        self.summary.show_counts(errors, len(found) - errors)
        self.summary.setVisible(not nobody)
        self.findings.show_findings(found)
        self._stack.setCurrentIndex(_EMPTY if nobody else _LIST if found else _CLEAN)

    @staticmethod
    def _held(layout: QLayout) -> QWidget:
        holder = QWidget()
        holder.setLayout(layout)
        return holder

    def _build_clean(self) -> Empty:
        return Empty(self.bench, "circle-check", "view.packets.clean-title", "view.packets.clean-text")

    def _build_empty(self) -> Empty:
        to_courses = button(
            self.bench,
            "view.packets.to-courses",
            lambda: self.bench.navigator.go(Place("courses")),
            icon="arrow-right",
            name="to-courses",
        )
        return Empty(
            self.bench, "list-checks", "view.packets.empty-title", "view.packets.empty-text", to_courses
        )
