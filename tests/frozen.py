"""Proves that a frozen folder works: `python -m tests.frozen FOLDER`, as `dev.py build` does at its end.

It runs the whole job and makes pictures with the frozen program, without the source, and tells the folder's
size and how long the window takes to be painted.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

LARGEST_MB = 450
PICTURES = "shell"
"""Scenes of the window's frame: they open an office, every kind of dialog and the palette."""

PARTS_OF_QT = ("Qml", "Quick", "Sql", "Designer", "VirtualKeyboard")
"""Not used, and 60 MB."""


def main(folder: Path) -> int:
    """Print what was proved; 1 if something was not."""
    program = folder / ("luminary.exe" if os.name == "nt" else "luminary")
    faults = [*_faults_of_run(program), *_faults_of_folder(folder)]
    print(f"Size: {megabytes(folder):,.0f} MB of {LARGEST_MB} MB")
    print(f"Start to painted window: {1000 * min(_paint(program) for _ in range(3)):,.0f} ms")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def megabytes(folder: Path) -> float:
    """What the folder takes, in millions of bytes; a file that is linked counts once."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return sum(path.stat().st_size for path in files) / 1_000_000


def _faults_of_run(program: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as place:
        demo, shots = Path(place, "demo"), Path(place, "shots")
        faults = _run(program, "demo", "--out", str(demo))
        faults += _run(program, "shots", "--out", str(shots), "--only", PICTURES)
        packets, pictures = list(demo.glob("packet/*.asice")), list(shots.glob("*.png"))
        print(f"The frozen program made {len(packets)} packet and {len(pictures)} pictures")
        return faults + ([] if packets and pictures else ["a packet or the pictures are missing"])


def _run(program: Path, *words: str) -> list[str]:
    """Run it where nothing of the source is near."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [str(program), *words],
        cwd=program.parent,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return [] if done.returncode == 0 else [f"luminary {words[0]} ended {done.returncode}\n{done.stderr}"]


def _faults_of_folder(folder: Path) -> list[str]:
    faults = [f"{folder} takes {megabytes(folder):,.0f} MB"] if megabytes(folder) > LARGEST_MB else []
    names = [path.name for path in folder.rglob("*Qt6*")]
    return faults + [f"unused: {name}" for name in names if any(f"Qt6{part}" in name for part in PARTS_OF_QT)]


def _paint(program: Path) -> float:
    # Imported here: the tests of this module do not start a window.
    from benchmarks import first_paint  # noqa: PLC0415 - see above

    return first_paint.seconds([str(program), "gui"])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
