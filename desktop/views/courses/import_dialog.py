"""The preview of a nomination file: what would become of every record, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from desktop.core.findings import Finding, Severity
from desktop.core.progress import Progress
from desktop.services import nominate
from desktop.services.courses import CourseSummary
from desktop.services.judged import JudgedRecord, Named
from desktop.services.nominate import NominationResult
from desktop.views.lists import words
from desktop.views.lists.file_preview import FilePreview, Group, Previewed, bare
from desktop.views.texts import Texts
from desktop.views.widgets import basic
from desktop.views.widgets.basic import Item
from desktop.views.workbench import Workbench


def previewed(result: NominationResult, texts: Texts) -> list[Previewed]:
    """Every record, those that could not even be read included, in the order of the file."""
    judged = [_judged(one, texts) for one in result.nominations]
    known = {one.id for one in judged}
    return sorted([*judged, *_unread(result.findings, known, texts)], key=lambda one: one.id)


def _judged(one: JudgedRecord[Named], texts: Texts) -> Previewed:
    group = str(one.answer) if one.accepted else "no"
    said = [bare(texts, finding) for finding in one.problems]
    said += [f"{reason.clause} {reason.text(texts.language)}" for reason in one.reasons]
    place = texts.text("view.courses.import.place", session=one.session, rank=one.rank)
    return Previewed(one.draft.record, one.name, place, group, words.joined(texts, said))


def _unread(findings: Sequence[Finding], known: set[int], texts: Texts) -> Iterator[Previewed]:
    for finding in findings:
        if finding.record is not None and finding.record not in known and finding.severity is Severity.ERROR:
            known.add(finding.record)
            why = bare(texts, finding)
            yield Previewed(finding.record, finding.name or "", "", "no", why)


class ImportDialog(FilePreview):
    """Reads the file for a course, shows what would come of it, and writes it as one action."""

    groups: Mapping[str, Group] = {
        "yes": Group("view.courses.verdict.yes", "good"),
        "unknown": Group("view.courses.verdict.unknown", "doubt"),
        "no": Group("view.courses.verdict.no", "bad", refused=True),
    }
    codes: Mapping[str, str] = {
        "title": "view.courses.import.title",
        "do-count": "view.courses.import.do-count",
        "blocked": "view.courses.import.blocked",
        "skip": "view.courses.import.skip",
        "place": "view.courses.import.place-title",
        "group": "view.courses.column.verdict",
        "noted": "",
    }

    def __init__(
        self, bench: Workbench, path: Path, courses: Sequence[CourseSummary], current: str, parent: QWidget
    ) -> None:
        self.course, self.attest = QComboBox(), QCheckBox()
        self._chosen = (current, False, False)
        super().__init__(bench, path, parent, self.attest)
        self._fill(courses, current)
        self.read_again()

    def above(self) -> Sequence[Item]:
        """For which course."""
        return (basic.row(basic.words(self.bench, "view.courses.import.course"), self.course, None),)

    def before_reading(self) -> None:
        """Course, attesting, skipping."""
        self._chosen = (self.course.currentData(), self.attest.isChecked(), self.skip.isChecked())

    def read(self, progress: Progress, *, write: bool) -> NominationResult:
        """Judge everybody in the file."""
        course, attest, skip = self._chosen
        return nominate.nominate_file(
            self.bench.office,
            course,
            self.path,
            attest=attest,
            dry_run=not write,
            skip_errors=write and skip,
        )

    def rows(self, result: NominationResult) -> list[Previewed]:
        """Everybody in the file."""
        return previewed(result, self.bench.texts)

    def writable(self, result: Any, counts: Mapping[str, int]) -> int:
        """Those who are not refused."""
        return counts.get("yes", 0) + counts.get("unknown", 0)

    def said(self, result: NominationResult) -> str:
        """How many are nominated."""
        return self.bench.texts.count("view.courses.import.done", result.accepted)

    def show_options(self, counts: Mapping[str, int]) -> None:
        """Attesting makes sense where something is to be confirmed."""
        self.attest.setVisible(bool(counts.get("unknown")) or self.attest.isChecked())

    def _fill(self, courses: Sequence[CourseSummary], current: str) -> None:
        texts = self.bench.texts
        self.course.setObjectName("import-course")
        for one in courses:
            self.course.addItem(one.title.in_language(texts.language), one.id)
        self.course.setCurrentIndex(self.course.findData(current))
        texts.bind(self.course, self.course.setAccessibleName, "view.courses.import.course")
        self.course.currentIndexChanged.connect(self.read_again)
        self.attest.setObjectName("import-attest")
        texts.bind(self.attest, self.attest.setText, "view.courses.import.attest")
        self.attest.clicked.connect(self.read_again)
