"""The laws of the repository that no other tool keeps; `python -m tests.laws` lists every breach."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

FILE_LINES = 400
FUNCTION_LINES = 60

OTHER_LOCKS = frozenset({"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock"})
"""Each names a registry's host; the locks of this project are requirements/*.lock."""

_HOSTS = ("pypi", "org"), ("pythonhosted", "org"), ("anaconda", "org"), ("npmjs", "org"), ("npmjs", "com")
REGISTRY_HOST = re.compile("|".join(rf"\b{name}\.{end}\b" for name, end in _HOSTS), re.IGNORECASE)
MACHINE_PATH = re.compile(
    r"(?<![\w.$}*/<])(?:/(?:home|Users|root|work|tmp)/[\w.-]|[A-Z]:\\{1,2}Users\\)"  # not the end of an URL
)
POSSESSIVE_GROUP = re.compile(r"\)(?:[?*]|\{{1,2}[^{}]*\}{1,2})\+(?![\d.])")

_UNTRACKED = {".git", ".venv", "build", "dist", "demo", "shots", "__pycache__", ".hypothesis"}


@dataclass(frozen=True, slots=True)
class Source:
    """A text file of the project."""

    name: str
    text: str

    @property
    def lines(self) -> list[str]:
        """Its lines, without their ends."""
        return self.text.splitlines()


def project_files(root: Path) -> list[Path]:
    """Every file that git tracks or would track; without git, every file but what the tasks make."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(words, cwd=root, capture_output=True, check=True).stdout.decode("utf-8")
    except (OSError, subprocess.CalledProcessError):
        walked = (path for path in root.rglob("*") if not _made(path.relative_to(root)))
        return sorted(path for path in walked if path.is_file())
    return sorted(path for name in listed.split("\0") if name and (path := root / name).is_file())


def _made(path: Path) -> bool:
    return any(part in _UNTRACKED or part.endswith("_cache") for part in path.parts)


def sources(root: Path) -> list[Source]:
    """The text files of the project; a file with a NUL byte near its start (a font, a sheet) is no text."""
    texts = (path for path in project_files(root) if not _is_binary(path))
    return [
        Source(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8", errors="replace"))
        for path in texts
    ]


def _is_binary(path: Path) -> bool:
    with path.open("rb") as file:
        return b"\0" in file.read(4096)


def long_files(files: Sequence[Source]) -> Iterator[str]:
    """A file over 400 lines is two things."""
    for file in files:
        if file.name.endswith(".py") and len(file.lines) > FILE_LINES:
            yield f"{file.name}: {len(file.lines)} lines; {FILE_LINES} is the limit"


def long_functions(files: Sequence[Source]) -> Iterator[str]:
    """A function over 60 lines (docstring included) does two things."""
    for file in files:
        if not file.name.endswith(".py"):
            continue
        for node in ast.walk(_tree(file)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    place = f"{file.name}:{node.lineno}"
                    yield f"{place}: {node.name} has {length} lines; {FUNCTION_LINES} is the limit"


def unexplained_imports(files: Sequence[Source]) -> Iterator[str]:
    """An import inside a function of the program says why: start-up time, never a cycle."""
    for file in files:
        if file.name.startswith("desktop/") and file.name.endswith(".py"):
            lines = file.lines
            for number in sorted(_local_imports(_tree(file))):
                if not _explained(lines, number):
                    yield f"{file.name}:{number}: a local import without its reason"


def _tree(file: Source) -> ast.Module:
    try:
        return ast.parse(file.text)
    except SyntaxError:  # ruff tells of a file that Python cannot read
        return ast.Module([], [])


def _local_imports(tree: ast.Module) -> set[int]:
    return {
        node.lineno
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }


def _explained(lines: list[str], number: int) -> bool:
    """Whether the line, or the comment above its block of imports, holds words besides a noqa."""
    if re.sub(r"noqa\S*( PLC0415)?", "", lines[number - 1].partition("#")[2]).strip(" :#-,"):
        return True
    above = number - 2
    while above >= 0 and re.match(r"\s*(from|import)\s", lines[above]):
        above -= 1
    return above >= 0 and lines[above].lstrip().startswith("#")


def possessive_groups(files: Sequence[Source]) -> Iterator[str]:
    """No possessive group such as `(…)?+`: Python 3.11.2, which Debian 12 has, matches too much with it.

    There `(?:[a-z][a-z]{0,3}+@)?+` takes a lone `x`. The atomic group `(?>…)` says the same and is right.
    """
    program = [file for file in files if file.name.startswith("desktop/") and file.name.endswith(".py")]
    return _places(program, POSSESSIVE_GROUP, "a possessive group, write (?>…)")


def registry_hosts(files: Sequence[Source]) -> Iterator[str]:
    """No file names a package registry's host: an office may use its own mirror."""
    return _places(files, REGISTRY_HOST, "names a package registry")


def machine_paths(files: Sequence[Source]) -> Iterator[str]:
    """No file names a folder of somebody's computer."""
    return _places(files, MACHINE_PATH, "names a folder of one computer")


def _places(files: Sequence[Source], pattern: re.Pattern[str], what: str) -> Iterator[str]:
    for file in files:
        for number, line in enumerate(file.lines, 1):
            if found := pattern.search(line):
                yield f"{file.name}:{number}: {what}: {found[0]}"


def other_locks(files: Sequence[Source]) -> Iterator[str]:
    """No lock but requirements/*.lock."""
    return (
        f"{file.name}: not a lock of this project" for file in files if Path(file.name).name in OTHER_LOCKS
    )


LAWS: tuple[Callable[[Sequence[Source]], Iterator[str]], ...] = (
    long_files,
    long_functions,
    unexplained_imports,
    possessive_groups,
    registry_hosts,
    machine_paths,
    other_locks,
)
"""To add one: 1. a generator of breaches here, 2. a breach of it in tests/test_architecture.py."""


def breaches(root: Path) -> list[str]:
    """Every breach of every law in the project at `root`."""
    files = sources(root)
    return [breach for law in LAWS for breach in law(files)]


def main() -> int:
    """Print the breaches; 1 if there are any."""
    found = breaches(ROOT)
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
