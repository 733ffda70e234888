"""The volumes that are mounted now, sticks first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from desktop.services import drives

_SYSTEM = frozenset({"tmpfs", "overlay", "proc", "sysfs", "devtmpfs", "squashfs", "efivarfs", "ramfs"})
"""File systems that nobody carries away."""


@dataclass(frozen=True, slots=True)
class Drive:
    """A stick, a card, or another plugged-in volume."""

    root: Path
    name: str
    """Its label, blank where it has none."""
    free: int
    """Bytes."""
    locked: bool
    """Whether it is write-protected."""


def removable() -> list[Drive]:
    """What may be carried to the center, in the system's order. May take a while: call it in the worker."""
    return [_drive(volume) for volume in QStorageInfo.mountedVolumes() if _is_carried(volume)]


def _is_carried(volume: QStorageInfo) -> bool:
    if not (volume.isValid() and volume.isReady()) or volume.isRoot():
        return False
    if bytes(volume.fileSystemType().data()).decode("ascii", "replace") in _SYSTEM:
        return False
    device = bytes(volume.device().data()).decode("utf-8", "replace")
    return drives.is_removable(volume.rootPath(), device)


def _drive(volume: QStorageInfo) -> Drive:
    root = Path(volume.rootPath())
    name = volume.name() if volume.name() != volume.rootPath() else ""
    return Drive(root, name, volume.bytesAvailable(), volume.isReadOnly())
