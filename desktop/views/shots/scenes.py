"""Every scene there is, page by page.

To add one: write it in `scenes.py` of its page and list it in that file's SCENES.
"""

from __future__ import annotations

from desktop.views.courses import scenes as courses
from desktop.views.home import scenes as home
from desktop.views.printing import scenes as printing
from desktop.views.roster import scenes as roster
from desktop.views.shell import scenes as shell
from desktop.views.shots.scene import Scene
from desktop.views.unlock import scenes as unlock

SCENES: tuple[Scene, ...] = (
    *unlock.SCENES,
    *home.SCENES,
    *roster.SCENES,
    *courses.SCENES,
    *shell.SCENES,
    *printing.SCENES,
)
