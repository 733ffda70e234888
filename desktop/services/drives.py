"""Which mounted volumes are sticks, cards and the like: what a person carries to the center."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

_DRIVE_REMOVABLE = 2
"""GetDriveType: DRIVE_REMOVABLE."""

_CARRIED = ("/media/", "/run/media/", "/Volumes/")
"""Where desktops mount what somebody plugged in; macOS lists its own disk below /Volumes only as a link."""


if sys.platform == "win32":

    def is_removable(root: str, _device: str = "") -> bool:
        r"""Whether the drive (E:\\) is one that Windows calls removable."""
        return ctypes.windll.kernel32.GetDriveTypeW(root.replace("/", "\\")) == _DRIVE_REMOVABLE

else:

    def is_removable(root: str, device: str = "", blocks: Path = Path("/sys/class/block")) -> bool:
        """Whether the volume at `root` lies where plugged-in ones do, or its device says so itself."""
        if root.startswith(_CARRIED):
            return True
        block = blocks / (Path(device).name or "none")
        return _says_so(block) or _says_so(block.resolve().parent)


def _says_so(place: Path) -> bool:
    """A partition has no such file; the disk that holds it has."""
    try:
        return (place / "removable").read_text(encoding="ascii").strip() == "1"
    except OSError:
        return False
