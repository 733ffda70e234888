"""Run the benchmarks, each in a process of its own, and publish their tables in docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"


def main(words: list[str]) -> int:
    """Print every table; 1 if a benchmark failed, 2 for a name that none has."""
    known = names()
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(known)}; all by default")
    parser.add_argument("--write", action="store_true", help=f"into {PAGE.relative_to(ROOT).as_posix()}")
    options = parser.parse_args(words)
    if unknown := sorted(set(options.names) - set(known)):
        parser.error(f"no benchmark is named {', '.join(unknown)}; there are {', '.join(known)}")
    results = {name: measure(name) for name in options.names or known}
    failed = [name for name, (status, _) in results.items() if status]
    if failed:
        print(f"\nFailed: {', '.join(failed)}", file=sys.stderr)
        return 1
    if options.write:
        measured = {name: table for name, (_, table) in results.items()}
        before = published(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else {}
        tables = {name: table for name in known if (table := measured.get(name) or before.get(name))}
        PAGE.write_text(page(tables), encoding="utf-8", newline="\n")
    return 0


def published(text: str) -> dict[str, str]:
    """The tables of a page as `page` made it, by name: whoever measures one again keeps the others."""
    return dict(re.findall(r"^## (\S+)\n\n```text\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL))


def names() -> list[str]:
    """The benchmarks: modules here with a `main`; one module a claim."""
    modules = sorted(path for path in Path(__file__).parent.glob("*.py") if not path.name.startswith("_"))
    return [path.stem for path in modules if "\ndef main(" in path.read_text(encoding="utf-8")]


def measure(name: str) -> tuple[int, str]:
    """The exit status and the table of one benchmark, in its own process so that none warms another."""
    print(f"\n== {name}", flush=True)
    code = f"import sys\nfrom benchmarks.{name} import main\nsys.exit(main([]))"
    lines = []
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    return process.returncode, "".join(lines)


def page(tables: Mapping[str, str]) -> str:
    """docs/benchmarks.md: the machine, the command, every table as it was printed."""
    machine = f"{os.cpu_count()} × {processor()}, {memory()}{platform.system()} {platform.machine()}"
    head = (
        "# Benchmarks\n\nMade by `python3 dev.py bench --write`. What a table compares was measured side "
        "by side, in one run on one machine: trust the ratios, not the seconds.\n\n"
        f"Machine: {machine}, Python {platform.python_version()}.\n"
    )
    return head + "".join(f"\n## {name}\n\n```text\n{table.strip()}\n```\n" for name, table in tables.items())


def processor() -> str:
    """The processor's name, as well as the system tells it."""
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def memory() -> str:
    """The memory in GB with a comma, or nothing where the system does not tell."""
    if "SC_PHYS_PAGES" not in getattr(os, "sysconf_names", {}):
        return ""
    size = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{size / 2**30:.0f} GB, "


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
