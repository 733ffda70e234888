"""The preview of any import: what becomes of each record, before all of it is written as one action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.core.findings import Finding, Severity
from desktop.core.progress import Progress
from desktop.services import import_files
from desktop.services.importing import ImportResult
from desktop.services.office import Office
from desktop.views.lists.file_preview import FilePreview, Group, Previewed, sentences
from desktop.views.workbench import Workbench


class ImportFile(Protocol):
    """An import use case of the services."""

    def __call__(
        self, office: Office, path: Path, *, dry_run: bool = False, skip_errors: bool = False
    ) -> ImportResult:
        """Read the file; write it unless `dry_run`."""
        ...


class FileImportDialog(FilePreview):
    """Previews a file that `take` reads, every record with its state, then writes it as one action."""

    groups: Mapping[str, Group] = {
        "new": Group("view.lists.import.new", "good"),
        "changed": Group("view.lists.import.changed", "star"),
        "same": Group("view.lists.import.same", "plain"),
        "clash": Group("view.lists.import.clash", "bad", refused=True),
        "error": Group("view.lists.import.error", "bad", refused=True),
    }
    codes: Mapping[str, str] = {
        "title": "view.lists.import.title",
        "do-count": "view.lists.import.do-count",
        "blocked": "view.lists.import.blocked",
        "skip": "view.lists.import.skip",
        "place": "",
        "group": "view.lists.import.state",
        "noted": "view.lists.import.warning",
    }

    def __init__(self, bench: Workbench, path: Path, take: ImportFile, parent: QWidget) -> None:
        self._import = take
        self._skipping = False
        super().__init__(bench, path, parent)
        self.read_again()

    def before_reading(self) -> None:
        """Whether rows with errors are left out."""
        self._skipping = self.skip.isChecked()

    def read(self, progress: Progress, *, write: bool) -> ImportResult:
        """The page's own import."""
        return self._import(self.bench.office, self.path, dry_run=not write, skip_errors=self._skipping)

    def rows(self, result: ImportResult) -> Iterator[Previewed]:
        """Every record with what was found about it."""
        found = _by_record(result.findings)
        for one in result.rows:
            why = sentences(self.bench.texts, found.get(one.record, ()))
            yield Previewed(one.record, one.name, "", one.state, why)

    def writable(self, result: Any, counts: Mapping[str, int]) -> int:
        """New and changed records."""
        return counts.get("new", 0) + counts.get("changed", 0)

    def said(self, result: ImportResult) -> str:
        """How many were written."""
        return self.bench.texts.count("view.lists.import.done", result.new + result.changed)

    def remarks(self, result: ImportResult) -> str:
        """What concerns the whole file: findings, columns nobody reads, where findings end, nothing new."""
        texts = self.bench.texts
        told = [texts.catalogue.sentence(one) for one in result.findings if one.record is None]
        if result.unread:
            told.append(texts.text("view.lists.import.unread", columns="、".join(result.unread)))
        if result.listed_until is not None:
            told.append(texts.text("view.lists.import.cut", record=result.listed_until))
        if not result.new + result.changed + result.errors + result.clash:
            told.append(texts.text("view.lists.import.nothing"))
        return "\n".join(told)


def _by_record(findings: Iterable[Finding]) -> dict[int, list[Finding]]:
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.record is not None and finding.severity is not Severity.INFO:
            found[finding.record].append(finding)
    return found


def choose_file(bench: Workbench, parent: QWidget, title: str = "view.lists.import") -> Path | None:
    """The file of a table that somebody picks; None if they do not."""
    texts = bench.texts
    endings = " ".join(f"*{one}" for one in import_files.ENDINGS)
    kinds = f"{texts.text('view.lists.import.kinds')} ({endings})"
    path, _kind = QFileDialog.getOpenFileName(parent, texts.text(title), "", kinds)
    return Path(path) if path else None
