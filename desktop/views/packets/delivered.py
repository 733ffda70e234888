"""What is told after a packet was copied: where it lies, that it was read back, and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout

from desktop.core.text import grouped
from desktop.views.packets import outside
from desktop.views.widgets.basic import button, column, label, row, words
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.delivery import Delivered

_ICON = 32


def delivered(
    bench: Workbench,
    made: Delivered,
    number: str,
    *,
    print_slip: Callable[[], object],
    copy_again: Callable[[], object] | None = None,
) -> QVBoxLayout:
    """The page with the buttons; `copy_again` puts a further copy on a stick."""
    folder = made.path.parent
    heading = words(bench, "view.packets.saved", "section", wrap=True, folder=str(folder))
    heading.setObjectName("saved")
    digest = label(grouped(made.sha256), "code", wrap=True)
    digest.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    buttons = [
        button(
            bench,
            "view.packets.open-folder",
            lambda: outside.show_folder(folder),
            icon="folder-open",
            name="open-folder",
        ),
        button(bench, "view.packets.print-slip", print_slip, icon="printer", name="print-slip"),
    ]
    if copy_again is not None:
        buttons.insert(1, button(bench, "view.packets.copy-usb", copy_again, icon="usb", name="copy-usb"))
    first = row(_mark(bench), heading, gap=12)
    first.setStretch(1, 1)
    return column(
        first,
        words(bench, "view.packets.saved-what", wrap=True, number=number, size=f"{made.size / 1e6:.1f}"),
        words(bench, "view.packets.saved-slip", "soft", wrap=True, slip=made.slip.name),
        words(bench, "view.packets.sha256", "small"),
        digest,
        4,
        row(*buttons, None),
        None,
        gap=8,
    )


def _mark(bench: Workbench) -> QLabel:
    made = QLabel()
    bench.theme.bind(
        made, lambda: made.setPixmap(bench.theme.icon("circle-check", "good").pixmap(_ICON, _ICON))
    )
    return made
