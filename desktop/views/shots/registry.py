"""Every scene there is, page by page.

To add one: write it in `scenes/<page>.py` and list it in that file's SCENES.
"""

from __future__ import annotations

from desktop.views.shots.scene import Scene
from desktop.views.shots.scenes import (
    calendar,
    camp,
    collection,
    courses,
    events,
    home,
    luminary,
    mentoring,
    packets,
    plan_files,
    printing,
    reflections,
    roster,
    settings,
    shell,
    showcase,
    statistics,
    unlock,
)

SCENES: tuple[Scene, ...] = (
    *unlock.SCENES,
    *home.SCENES,
    *roster.SCENES,
    *courses.SCENES,
    *camp.SCENES,
    *reflections.SCENES,
    *showcase.SCENES,
    *luminary.SCENES,
    *mentoring.SCENES,
    *events.SCENES,
    *collection.SCENES,
    *calendar.SCENES,
    *statistics.SCENES,
    *packets.SCENES,
    *settings.SCENES,
    *plan_files.SCENES,
    *shell.SCENES,
    *printing.SCENES,
)
