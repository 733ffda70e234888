"""The README's two commands on a fresh Debian 12 that has Python and nothing else; long, and only as root.

It downloads a Debian and the packages: this is the one rig that needs the internet.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import laws

pytestmark = [pytest.mark.long, pytest.mark.tools]

PEOPLE = {"root": 0, "somebody": 1000}
AUTHORITIES = "/usr/local/share/authorities.pem"
ENTER = (
    'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && exec chroot "--userspec=$1" "$0" "${@:2}"'
)
"""In a mount namespace of its own, so that nothing stays mounted whatever happens."""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A minimal Debian 12 with python3, and this project's files in its folder `luminary`."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root can make a Debian inside this computer")
    debootstrap = shutil.which("debootstrap", path="/usr/sbin:/usr/bin")
    if debootstrap is None:
        pytest.skip("debootstrap is not here (Debian: debootstrap)")
    root = tmp_path_factory.mktemp("debian") / "plain"
    subprocess.run([debootstrap, "--variant=minbase", "--include=python3", "bookworm", str(root)], check=True)
    shutil.copy("/etc/resolv.conf", root / "etc" / "resolv.conf")
    if trusted := os.environ.get("SSL_CERT_FILE"):  # a network that reads TLS has an authority of its own
        shutil.copy(trusted, root / AUTHORITIES.lstrip("/"))
    for file in laws.project_files(laws.ROOT):
        copy = root / "luminary" / file.relative_to(laws.ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, copy)
    yield root
    shutil.rmtree(root)


@pytest.fixture
def debian(plain: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of `plain` for one test."""
    root = tmp_path / "debian"
    subprocess.run(["cp", "--archive", "--reflink=auto", str(plain), str(root)], check=True)
    yield root
    shutil.rmtree(root)


def dev(debian: Path, person: str, *words: str) -> subprocess.CompletedProcess[str]:
    """`python3 dev.py` in the folder of the project, which belongs to `person` as the home folder does."""
    number = PEOPLE[person]
    own = [debian / "luminary", debian / "srv"]
    subprocess.run(["chown", "--recursive", f"{number}:{number}", *map(str, own)], check=True)
    variables = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/srv"}
    if (debian / AUTHORITIES.lstrip("/")).exists():
        variables |= {"SSL_CERT_FILE": AUTHORITIES, "PIP_CERT": AUTHORITIES}
    settings = [f"{name}={value}" for name, value in variables.items()]
    command = ["env", "--ignore-environment", "--chdir=/luminary", *settings, "python3", "dev.py", *words]
    enter = ["unshare", "--mount", "bash", "-c", ENTER, str(debian), f"{number}:{number}", *command]
    return subprocess.run(enter, capture_output=True, encoding="utf-8", check=False)


def qt_libraries(debian: Path) -> list[Path]:
    return [
        path
        for name in ("libEGL.so*", "libGL.so*", "libxkbcommon.so*")
        for path in debian.glob(f"usr/lib/*/{name}")
    ]


def test_this_debian_refuses_pip_outside_a_virtual_environment(debian: Path) -> None:
    assert list(debian.glob("usr/lib/python3*/EXTERNALLY-MANAGED"))
    assert not list(debian.glob("usr/lib/python3*/ensurepip"))


def test_root_runs_the_demo_without_qts_libraries(debian: Path) -> None:
    done = dev(debian, "root", "demo")
    assert done.returncode == 0, done.stdout + done.stderr
    assert list((debian / "luminary" / "demo").rglob("*.asice"))
    assert not qt_libraries(debian)


def test_root_passes_all_tests(debian: Path) -> None:
    done = dev(debian, "root", "test")
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout.splitlines()[-1]
    assert qt_libraries(debian)


@pytest.mark.parametrize(("word", "package"), [("demo", "python3.11-venv"), ("test", "libegl1")])
def test_others_are_told_the_packages(word: str, package: str, debian: Path) -> None:
    done = dev(debian, "somebody", word)
    assert done.returncode == 3
    assert done.stdout == ""
    assert "apt-get update && apt-get install" in done.stderr
    assert package in done.stderr.split()
    assert "Traceback" not in done.stderr
    assert not (debian / "luminary" / ".venv").exists()


def test_others_run_the_demo_once_root_has_done_as_told(debian: Path) -> None:
    told = dev(debian, "somebody", "demo").stderr
    command = next(line for line in told.splitlines() if "apt-get install" in line).strip()
    subprocess.run(["chroot", str(debian), "sh", "-c", command], check=True, capture_output=True)
    done = dev(debian, "somebody", "demo")
    assert done.returncode == 0, done.stdout + done.stderr
