"""One text about the program and the office for whoever helps; it holds nothing about a person."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from desktop.core import logs, paths
from desktop.core.storage import free_room, translated
from desktop.core.version import BUILT_AT, VERSION
from desktop.models import migrate
from desktop.models.base import Base
from desktop.services import backup, libraries
from desktop.services.office import Office
from desktop.services.office_folder import BACKUPS, DATABASE, INBOX, KEYS, LOGS, OUTBOX

LOG_LINES = 200


def report(office: Office, window: Mapping[str, str]) -> str:
    """The text; `window` adds what the window knows, such as Qt's version and the size of the screen."""
    parts = (
        ("program", _program()),
        ("window", window.items()),
        ("office", _office(office)),
        ("rows", _rows(office)),
        ("files", _files(office.folder)),
        ("libraries", ((one.name, one.version) for one in libraries.installed())),
    )
    lines = [f"[{title}]\n" + "".join(f"{name}: {value}\n" for name, value in part) for title, part in parts]
    return "\n".join(lines) + f"\n[log]\n{_log(office.folder)}"


def write(office: Office, window: Mapping[str, str], path: Path) -> None:
    """Save the text, whole or not at all."""
    with translated(path):
        paths.write_atomic(path, report(office, window).encode("utf-8"))


def _program() -> Iterator[tuple[str, str]]:
    yield "version", f"{VERSION} ({BUILT_AT:%Y-%m-%d})"
    yield "python", platform.python_version()
    yield "system", f"{platform.system()} {platform.release()} {platform.machine()}"
    yield "frozen", "yes" if getattr(sys, "frozen", False) else "no"


def _office(office: Office) -> Iterator[tuple[str, str]]:
    row, proven = office.row(), backup.last_proven(office.folder)
    yield "time", office.clock.now().isoformat(timespec="seconds")
    yield "plan", row.plan
    yield "county", row.county_code
    yield "schema", f"{migrate.schema_of(office.database)} of {migrate.CURRENT}"
    yield "read only", "yes" if office.read_only else "no"
    yield "place", ", ".join(finding.code for finding in office.findings) or "local"
    yield "free", _size(free_room(office.folder))
    yield "last backup", proven.isoformat(timespec="seconds") if proven else "none"
    yield "vault", ", ".join(sorted(office.vault.slots))


def _rows(office: Office) -> Iterator[tuple[str, int]]:
    with office.database.reading() as session:
        for name in sorted(Base.metadata.tables):
            count = session.connection().exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
            yield name, count


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """Counts and sizes only: a file may be named after a person."""
    for name in (DATABASE, f"{DATABASE}-wal"):
        path = folder / name
        yield name, _size(path.stat().st_size) if path.exists() else "none"
    for name in (KEYS, OUTBOX, INBOX, BACKUPS, LOGS):
        sizes = [path.stat().st_size for path in (folder / name).glob("*") if path.is_file()]
        yield name, f"{len(sizes)} files, {_size(sum(sizes))}"


def _log(folder: Path) -> str:
    """The last lines, redacted once more: they were when they were written."""
    try:
        text = (folder / LOGS / logs.FILE_NAME).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "none\n"
    return "".join(f"{_line(line)}\n" for line in text.splitlines()[-LOG_LINES:])


def _line(line: str) -> str:
    """A line without what may be personal; its own time stays readable."""
    stamp, rest = line[:_STAMP], line[_STAMP:]
    return (stamp if _is_stamp(stamp) else logs.redact(stamp)) + logs.redact(rest)


_STAMP = len("2015-01-05 09:00:00,000")


def _is_stamp(text: str) -> bool:
    return len(text) == _STAMP and not text.strip("0123456789-:, ")


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"
