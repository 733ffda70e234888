"""Two sides of a claim measured in turn, A B A B, each run in a fresh process that reports its figures."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: seconds of the work itself, and the peak memory of the whole process in MB."""

    seconds: float
    peak_mb: float


def measured(work: Callable[[], object]) -> None:
    """In the child: do the work once and report it on stdout."""
    start = time.perf_counter()
    work()
    print(json.dumps({"seconds": time.perf_counter() - start, "peak_mb": peak_mb()}))


def peak_mb() -> float:
    """The most resident memory this process ever had, in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def in_turn(module: str, sides: Mapping[str, Sequence[str]], runs: int = RUNS) -> dict[str, list[Sample]]:
    """Run `python -m benchmarks.<module> <words>` for every side in turn, one warm-up round first."""
    samples: dict[str, list[Sample]] = {side: [] for side in sides}
    for turn in range(runs + 1):
        for side, words in sides.items():
            done = subprocess.run(
                [sys.executable, "-m", f"benchmarks.{module}", *words],
                cwd=ROOT,
                check=True,
                capture_output=True,
                encoding="utf-8",
            )
            if turn:
                samples[side].append(Sample(**json.loads(done.stdout.splitlines()[-1])))
    return samples


def median(samples: Sequence[Sample]) -> Sample:
    """The median time and the median peak."""
    return Sample(
        statistics.median(sample.seconds for sample in samples),
        statistics.median(sample.peak_mb for sample in samples),
    )


def ratio(ours: Sequence[Sample], theirs: Sequence[Sample]) -> float:
    """The median of the ratios pair by pair: it holds when the machine's speed drifts."""
    pairs = zip(ours, theirs, strict=True)
    return statistics.median(one.seconds / other.seconds for one, other in pairs)


def row(*cells: object) -> str:
    """One line of a Markdown table."""
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def print_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A Markdown table on stdout."""
    print(row(*header))
    print(row(*("---" for _ in header)))
    for cells in rows:
        print(row(*cells))
