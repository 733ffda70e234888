"""The door to everything from source: `python3 dev.py` lists the tasks (on Windows: `py dev.py`).

Standard library only, and readable by every Python since 3.7, so that an old one is told, not crashed.
Exit status: 0 done · 1 a test or check failed · 2 wrong usage · 3 the computer lacks something.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STATE = VENV / "installed.json"
OLDEST_PYTHON = (3, 11)

LOCKS = {
    "bench": ("pyproject.toml", "--group", "dev", "--group", "bench"),
    "dev": ("pyproject.toml", "--group", "dev"),
    "runtime": ("pyproject.toml",),
    "tools": ("--group", "tools"),
}
"""What each lock is made from. `bench` first: it is the largest, and its versions bind the others."""

LEVELS = ("runtime", "dev", "bench")
"""Each holds every pin of the one before it, so installing one satisfies those before."""

DEBIAN_QT = {
    "libdbus-1-3": ("libdbus-1.so.3",),
    "libegl1": ("libEGL.so.1",),
    "libfontconfig1": ("libfontconfig.so.1",),
    "libgl1": ("libGL.so.1",),
    "libglib2.0-0": ("libglib-2.0.so.0",),
    "libxkbcommon0": ("libxkbcommon.so.0",),
}
"""Debian package → the libraries that Qt needs from it. The demo needs none of them."""

DEBIAN_TOOLS = {
    "coreutils": ("sha256sum",),
    "default-jre-headless": ("java",),
    "git": ("git",),
    "libactivation-java": ("/usr/share/java/javax.activation.jar",),
    "libcommons-io-java": ("/usr/share/java/commons-io.jar",),
    "libcommons-logging-java": ("/usr/share/java/commons-logging.jar",),
    "libfontbox2-java": ("/usr/share/java/fontbox2.jar",),
    "libjaxb-api-java": ("/usr/share/java/jaxb-api.jar",),
    "libpdfbox2-java": (
        "/usr/share/java/pdfbox2.jar",
        "/usr/share/java/preflight.jar",
        "/usr/share/java/xmpbox.jar",
    ),
    "libxml2-utils": ("xmllint",),
    "mupdf-tools": ("mutool",),
    "openssl": ("openssl",),
    "poppler-utils": ("pdfsig", "pdftotext"),
    "qpdf": ("qpdf",),
    "strace": ("strace",),
    "unzip": ("unzip",),
    "xauth": ("xauth",),
    "xvfb": ("xvfb-run",),
}
"""Debian package → the independent programs that tests check our output with; each skips aloud without."""

_XCB = ("cursor0", "icccm4", "keysyms1", "randr0", "shape0", "sync1", "xfixes0")
DEBIAN_X11 = {
    **{f"libxcb-{name}": (f"libxcb-{name[:-1]}.so.{name[-1]}",) for name in _XCB},
    "libx11-xcb1": ("libX11-xcb.so.1",),
    "libxkbcommon-x11-0": ("libxkbcommon-x11.so.0",),
}
"""Debian package → what a window on an X server needs besides."""

DEBIAN_BUILD = {"binutils": ("objdump",)}
"""Debian package → the program that PyInstaller finds shared libraries with."""

PYINSTALLER = ("--noconfirm", "--log-level", "ERROR", "--distpath", "dist", "--workpath", "build")
"""Its words: an earlier build is replaced."""

CHECKS = {
    "ruff check": ("python", "-m", "ruff", "check", "."),
    "ruff format": ("python", "-m", "ruff", "format", "--check", "."),
    "mypy --strict": ("python", "-m", "mypy"),
    "import-linter": ("lint-imports",),
    "laws": ("python", "-m", "tests.laws"),
}
"""Each gate and the program of `.venv` that keeps it. To add one: a line here; exit status 0 passes."""

TASKS: dict[str, Callable[[list[str]], int]] = {}
"""The words of the command line. To add one: 1. a function marked `@task`, 2. the first line of its
docstring is what the list shows, 3. it gets the further words and returns the exit status. Only words
whose thing exists."""


class Stop(Exception):
    """The computer lacks something; the message says what, and what to do (exit status 3)."""


class Misuse(Exception):
    """The words make no sense (exit status 2)."""


def task(action: Callable[[list[str]], int]) -> Callable[[list[str]], int]:
    """Register a word."""
    TASKS[action.__name__] = action
    return action


@task
def setup(words: list[str]) -> int:
    """Make .venv with everything that development and tests need."""
    refuse(words)
    prepare("dev", {**DEBIAN_QT, **DEBIAN_X11, **DEBIAN_TOOLS})
    say(f"Ready: {VENV}")
    return 0


@task
def demo(words: list[str]) -> int:
    """Run the main job on bundled sample files, into demo/ (or --out DIR)."""
    prepare("runtime")
    return call(program("luminary"), "demo", "--out", "demo", *words)


@task
def run(words: list[str]) -> int:
    """Open the window (further words: --data DIR, --lang en)."""
    prepare("runtime", {**DEBIAN_QT, **DEBIAN_X11})
    return call(program("luminary"), "gui", *words)


@task
def shots(words: list[str]) -> int:
    """Make a picture of every page and dialog, into shots/ (or --out DIR; --only NAME, --lang en, …)."""
    prepare("runtime", DEBIAN_QT)
    return call(program("luminary"), "shots", "--out", "shots", *words)


@task
def build(words: list[str]) -> int:
    """Freeze the program into dist/luminary/, and prove there that it runs."""
    refuse(words)
    prepare("dev", {**DEBIAN_QT, **DEBIAN_BUILD})
    status = call(program("python"), "-m", "PyInstaller", *PYINSTALLER, "build.spec")
    return status or call(program("python"), "-m", "tests.frozen", ROOT / "dist" / "luminary")


@task
def test(words: list[str]) -> int:
    """Run all tests, on two cores (further words go to pytest instead)."""
    prepare("dev", {**DEBIAN_QT, **DEBIAN_X11, **DEBIAN_TOOLS})
    return call(program("python"), "-m", "pytest", *(words or ("--numprocesses=2", "--dist=worksteal")))


@task
def check(words: list[str]) -> int:
    """Check style, types, layers and sizes."""
    refuse(words)
    prepare("dev")
    results = {name: passed(command) for name, command in CHECKS.items()}
    width = max(map(len, results))
    say("")
    for name, (good, seconds) in results.items():
        say(f"{name:<{width}}  {'ok' if good else 'FAILED':<6}  {seconds:5.1f} s")
    return 0 if all(good for good, _ in results.values()) else 1


@task
def bench(words: list[str]) -> int:
    """Measure the claims in benchmarks/ (names; --write puts the tables into docs/benchmarks.md)."""
    prepare("bench")
    return call(program("python"), "-m", "benchmarks", *words)


@task
def rigs(words: list[str]) -> int:
    """Run the reliability rigs, short (--long: the published length; further words go to pytest)."""
    prepare("dev", {**DEBIAN_QT, **DEBIAN_X11, **DEBIAN_TOOLS})
    return call(program("python"), "-m", "pytest", "tests/rigs", *words)


@task
def lock(words: list[str]) -> int:
    """Make requirements/*.lock anew from pyproject.toml (--upgrade: with the newest versions)."""
    make_venv()
    install("tools")
    for name, sources in LOCKS.items():
        say(f"Resolving requirements/{name}.lock …")
        if call(*compile_command(name, sources), *words):
            raise Stop("uv could not resolve the versions: its reason stands above.")
    return 0


def compile_command(name: str, sources: tuple[str, ...]) -> list[str]:
    """uv's words for a lock that Linux, Windows and macOS share, and that names no host and no path."""
    shape = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    output = ["--output-file", f"requirements/{name}.lock", "--python-version", "3.11"]
    bounds = [] if name == "bench" else ["--constraints", "requirements/bench.lock"]
    return [str(program("uv")), "pip", "compile", *sources, *shape, *output, *bounds]


def prepare(level: str, debian: Mapping[str, tuple[str, ...]] | None = None) -> None:
    """Make `.venv` hold this project and the lock of `level`, and the system hold Debian's packages.

    Costs a moment when nothing has changed since the last time. Raises `Stop`.
    """
    need_packages(missing_packages(debian or {}))
    make_venv()
    wanted = {name: fingerprint(ROOT, name) for name in LEVELS[: LEVELS.index(level) + 1]}
    if wanted.items() <= remembered().items():
        return
    remember({})
    install("tools")
    install(level)
    uv = [program("uv"), "pip", "install", "--quiet", "--python", program("python")]
    if call(*uv, "--no-deps", "--no-build-isolation", "--editable", "."):
        raise Stop("This project could not be installed into .venv: the reason stands above.")
    remember(wanted)


def make_venv() -> None:
    """Make `.venv`, unless one stands there that works and was made for this folder."""
    if venv_works():
        return
    need_packages(missing_packages({}))
    say("Making .venv …")
    if call(sys.executable, "-m", "venv", "--clear", VENV):
        raise Stop("Python could not make .venv: its reason stands above.")
    remember({})


def venv_works() -> bool:
    """Whether `.venv` can be used: a moved folder or a replaced system Python breaks it."""
    if not remembered() or not program("python").exists():
        return False
    return call(program("python"), "-c", "import pip") == 0


def install(name: str) -> None:
    """Install a lock into `.venv`; every file is checked against the hashes in the lock.

    uv first, for speed; then pip, which knows an office's own mirror from pip's settings. uv has a wheel
    wherever PySide6 has one, so a computer that cannot get uv could not run the program either.
    """
    say(f"Installing requirements/{name}.lock …")
    source = ["--require-hashes", "--only-binary", ":all:", "--requirement", f"requirements/{name}.lock"]
    uv = [program("uv"), "pip", "install", "--quiet", "--python", program("python"), *source]
    pip = [program("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *source]
    for command in [pip] if name == "tools" else [uv, pip]:
        if call(*command) == 0:
            return
    raise Stop(
        f"The packages of requirements/{name}.lock could not be installed: the reason stands above.\n"
        "Check the internet connection, the proxy settings and the room on the disk, and try again."
    )


def remember(levels: dict[str, str]) -> None:
    """Note in `.venv` what it holds, and the folder it was made in (its scripts name it)."""
    STATE.write_text(json.dumps({"folder": str(ROOT), **levels}), encoding="utf-8")


def remembered() -> dict[str, str]:
    """Level → fingerprint of what `.venv` holds; empty when it was not made here."""
    try:
        state: dict[str, str] = json.loads(STATE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if state.get("folder") == str(ROOT) else {}


def fingerprint(root: Path, level: str) -> str:
    """A hash over everything that an installation of `level` depends on."""
    digest = hashlib.sha256()
    for name in ("requirements/tools.lock", f"requirements/{level}.lock", "pyproject.toml"):
        digest.update(hashlib.sha256((root / name).read_bytes()).digest())
    return digest.hexdigest()


def missing_packages(wanted: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The Debian packages that this computer lacks; none on Windows and macOS, where tests skip aloud."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [package for package, things in wanted.items() if not all(map(present, things))]
    if importlib.util.find_spec("ensurepip") is None and not venv_works():
        missing.append("python{}.{}-venv".format(*sys.version_info))  # Debian keeps it apart
    return sorted(missing)


def present(thing: str) -> bool:
    """Whether a program, a shared library (`….so.N`) or a file (absolute path) is there."""
    if ".so." not in thing:
        return Path(thing).exists() if thing.startswith("/") else shutil.which(thing) is not None
    try:
        ctypes.CDLL(thing)
    except OSError:
        return False
    return True


def need_packages(missing: list[str]) -> None:
    """Install packages by apt as root on Debian; else raise `Stop` with the exact command."""
    if not missing:
        return
    names = " ".join(missing)
    install_words = f"apt-get install --yes --no-install-recommends {names}"
    by_hand = f"apt-get update && {install_words}"
    if shutil.which("apt-get") is None:
        raise Stop(f"Missing are programs or libraries that Debian has in these packages: {names}")
    if os.geteuid() != 0:
        raise Stop(f"Missing packages: {names}\nRun this as root, then try again:\n\n  {by_hand}")
    say(f"Installing {names} …")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    for words in ("apt-get update", install_words):
        status, output = captured(words.split())
        if status:
            raise Stop(f"{output}\n\napt could not install the packages. By hand:\n\n  {by_hand}")
    importlib.invalidate_caches()


def program(name: str) -> Path:
    """A program of `.venv`."""
    return BIN / (f"{name}.exe" if os.name == "nt" else name)


def call(*command: object) -> int:
    """Run a program in the top folder, its output straight to the person; its exit status."""
    sys.stdout.flush()
    return subprocess.run([str(word) for word in command], cwd=ROOT, check=False).returncode


def captured(words: list[str]) -> tuple[int, str]:
    """The exit status of a program and everything it printed, for work that is dull unless it fails."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        words, cwd=ROOT, check=False, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.returncode, done.stdout.decode("utf-8", "replace").rstrip()


def passed(command: tuple[str, ...]) -> tuple[bool, float]:
    """Whether a gate is kept, and in how many seconds; its output is shown only when it is not."""
    start = time.monotonic()
    status, output = captured([str(program(command[0])), *command[1:]])
    if status:
        say(f"\n--- {' '.join(command)}\n{output}")
    return status == 0, time.monotonic() - start


def say(text: str) -> None:
    """Print at once, so that lines stand in order with those of child processes, on any console."""
    encoding = sys.stdout.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def refuse(words: list[str]) -> None:
    """Raise `Misuse` for words that a task would ignore."""
    if words:
        raise Misuse(f"This task takes no further words: {' '.join(words)}")


def listing() -> str:
    """The tasks, one a line."""
    width = max(map(len, TASKS))
    lines = [f"  {name:<{width}}  {(action.__doc__ or '').splitlines()[0]}" for name, action in TASKS.items()]
    return "\n".join(["Tasks:", *lines])


def main(words: list[str]) -> int:
    """Run one task; the exit status is as the module's docstring says."""
    if sys.version_info < OLDEST_PYTHON:
        print(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 3
    if not words or words[0] in {"-h", "--help", "help"}:
        say(listing())
        return 0
    try:
        if words[0] not in TASKS:
            raise Misuse(f"There is no task named {words[0]}.\n{listing()}")
        return TASKS[words[0]](words[1:])
    except Misuse as problem:
        print(problem, file=sys.stderr)
        return 2
    except (Stop, OSError) as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
