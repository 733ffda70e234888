from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.services import drives

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows says so itself")


def blocks(folder: Path, removable: str) -> Path:
    """A /sys/class/block with the disk sdb and its partition sdb1."""
    disk = folder / "devices" / "sdb"
    (disk / "sdb1").mkdir(parents=True)
    (disk / "removable").write_text(f"{removable}\n", encoding="ascii")
    links = folder / "block"
    links.mkdir()
    (links / "sdb").symlink_to(disk)
    (links / "sdb1").symlink_to(disk / "sdb1")
    return links


@pytest.mark.parametrize("root", ["/media/lin/KINGSTON", "/run/media/lin/KINGSTON", "/Volumes/KINGSTON"])
def test_what_is_mounted_where_desktops_mount_sticks_is_one(root: str, tmp_path: Path) -> None:
    assert drives.is_removable(root, "/dev/sdb1", tmp_path)


@pytest.mark.parametrize(("said", "expected"), [("1", True), ("0", False)])
@pytest.mark.parametrize("device", ["/dev/sdb", "/dev/sdb1"])
def test_elsewhere_the_disk_says_it(device: str, said: str, expected: bool, tmp_path: Path) -> None:
    assert drives.is_removable("/mnt/stick", device, blocks(tmp_path, said)) is expected


@pytest.mark.parametrize("device", ["", "tmpfs", "/dev/mapper/home"])
def test_what_is_no_disk_is_no_stick(device: str, tmp_path: Path) -> None:
    assert not drives.is_removable("/home", device, blocks(tmp_path, "1"))
