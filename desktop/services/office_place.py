"""Where an office folder lies: what is there already, and whether the place is shared or synchronised."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path, PurePath

from desktop.core.findings import Finding, Severity
from desktop.services import folder_build

MARKS = ("vault.json", "office.db")
"""The files that make a folder an office; named here too, because `office_folder` loads the database."""


class Kind(Enum):
    """What lies in a folder."""

    OFFICE = "office"
    FREE = "free"
    """Nothing: an office may be made there."""
    TAKEN = "taken"
    """Something else, or something that cannot be read."""


_SYNCHRONISED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "我的雲端硬碟": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
}
"""How the folder of a synchronising service is named; OneDrive also appears as 「OneDrive - 雲林縣政府」."""

_NETWORK_FILE_SYSTEMS = ("nfs", "cifs", "smb", "9p", "afs", "davfs", "fuse.sshfs", "fuse.rclone", "ceph")

_DRIVE_REMOTE = 4
"""GetDriveType: DRIVE_REMOTE."""


def kind(folder: Path) -> Kind:
    """What lies in `folder`; needs neither secret nor database."""
    place = folder_build.named(folder)
    try:
        if folder_build.is_waiting(place) or any((place / name).exists() for name in MARKS):
            return Kind.OFFICE
        return Kind.TAKEN if place.exists() and any(place.iterdir()) else Kind.FREE
    except OSError:
        return Kind.TAKEN


def warnings(folder: Path) -> tuple[Finding, ...]:
    """`office.synchronised` or `office.network`: such places copy or lock the database behind its back."""
    place = folder.absolute()
    return tuple(_synchronised(place)) + tuple(_network(place))


def _synchronised(place: PurePath) -> Iterator[Finding]:
    for part in place.parts:
        name = part.casefold()
        service = next((_SYNCHRONISED[known] for known in _SYNCHRONISED if _named(name, known)), None)
        if service:
            yield _warning("office.synchronised", path=str(place), service=service)
            return


def _named(name: str, known: str) -> bool:
    return name == known or name.startswith((f"{known} -", f"{known} ("))


def _network(place: Path) -> Iterator[Finding]:
    if on_network(place):
        yield _warning("office.network", path=str(place))


def _warning(code: str, **params: str) -> Finding:
    return Finding(code, Severity.WARNING, params=params)


if sys.platform == "win32":

    def on_network(place: Path) -> bool:
        r"""Whether the place is a share (\\server\share) or a drive letter of one."""
        if place.drive.startswith("\\\\"):
            return True
        return ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\") == _DRIVE_REMOTE

else:

    def on_network(place: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
        """Whether the file system that holds the place is one that other machines serve."""
        try:
            lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        except OSError:
            return False
        best, kind = "", ""
        for line in lines:
            _device, mounted, name, *_ = line.split(" ")
            where = (
                mounted.replace("\\040", " ").encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            )
            if len(where) >= len(best) and _below(place, where):
                best, kind = where, name
        return kind.startswith(_NETWORK_FILE_SYSTEMS)


def _below(place: Path, mounted: str) -> bool:
    return os.path.commonpath([str(place), mounted]) == mounted.rstrip("/") or mounted == "/"
