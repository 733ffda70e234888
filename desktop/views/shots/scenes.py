"""Every scene there is, page by page.

To add one: write it in `scenes.py` of its page and list it in that file's SCENES.
"""

from __future__ import annotations

from desktop.views.roster import scenes as roster
from desktop.views.shell import scenes as shell
from desktop.views.shots.scene import Scene

SCENES: tuple[Scene, ...] = (*shell.SCENES, *roster.SCENES)
