"""The preview of a nomination file: what would become of every record, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QHBoxLayout, QPushButton, QWidget

from desktop.core.findings import Finding, Severity
from desktop.core.progress import Progress
from desktop.services import nominate
from desktop.services.courses import CourseSummary
from desktop.services.judged import JudgedRecord, Named
from desktop.services.nominate import NominationResult
from desktop.views.errors import as_known
from desktop.views.lists import words as listed
from desktop.views.rare_fonts import RareFonts
from desktop.views.table_model import Column, RowModel
from desktop.views.texts import Texts
from desktop.views.widgets.basic import column, label, row, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench

_SIZE = (920, 560)
GROUPS = ("yes", "unknown", "no")
"""What a record comes to: accepted, accepted but to be confirmed, refused."""


@dataclass(frozen=True, slots=True)
class Previewed:
    """One record of the file as the preview lists it."""

    id: int
    """The record's number; the header is 1."""
    name: str
    place: str
    group: str
    why: str


def previewed(result: NominationResult, texts: Texts) -> list[Previewed]:
    """Every record, those that could not even be read included, in the order of the file."""
    judged = [_judged(one, texts) for one in result.nominations]
    known = {one.id for one in judged}
    return sorted([*judged, *_unread(result.findings, known, texts)], key=lambda one: one.id)


def _judged(one: JudgedRecord[Named], texts: Texts) -> Previewed:
    group = str(one.answer) if one.accepted else "no"
    said = [texts.catalogue.sentence(_bare(finding)) for finding in one.problems]
    said += [f"{reason.clause} {reason.text(texts.language)}" for reason in one.reasons]
    place = texts.text("view.courses.import.place", session=one.session, rank=one.rank)
    return Previewed(one.draft.record, one.name, place, group, listed.joined(texts, said))


def _unread(findings: Sequence[Finding], known: set[int], texts: Texts) -> Iterator[Previewed]:
    for finding in findings:
        if finding.record is not None and finding.record not in known and finding.severity is Severity.ERROR:
            known.add(finding.record)
            why = texts.catalogue.sentence(_bare(finding))
            yield Previewed(finding.record, finding.name or "", "", "no", why)


def _bare(finding: Finding) -> Finding:
    """The finding without record and name, which have columns of their own."""
    return Finding(
        finding.code, finding.severity, field=finding.field, params=finding.params, texts=finding.texts
    )


def columns(texts: Texts) -> tuple[Column[Previewed], ...]:
    """Record, name, place, verdict, why."""
    return (
        Column("record", "view.courses.import.record", lambda one: str(one.id), 64, numeric=True),
        Column("name", "view.courses.column.name", lambda one: one.name, 104),
        Column("place", "view.courses.import.place-title", lambda one: one.place, 136),
        Column(
            "verdict",
            "view.courses.column.verdict",
            lambda one: listed.verdict(texts, one.group),
            124,
            tone=lambda one: listed.TONES[one.group],
        ),
        Column("why", "view.courses.import.why", lambda one: one.why, 0, tip=lambda one: one.why),
    )


class ImportDialog(Dialog):
    """Reads the file for a course, shows what would come of it, and writes it as one action."""

    def __init__(
        self, bench: Workbench, path: Path, courses: Sequence[CourseSummary], current: str, parent: QWidget
    ) -> None:
        super().__init__(bench, "view.courses.import.title", parent, file=path.name)
        self._path = path
        self._rows: list[Previewed] = []
        self._result: NominationResult | None = None
        self._model = RowModel(columns(bench.texts), bench.texts.text, lambda one: one.id)
        self.course = QComboBox()
        self.course.setObjectName("import-course")
        self.skip, self.attest = QCheckBox(), QCheckBox()
        self._build(courses, current)
        self.resize(*(round(length * bench.theme.text_size) for length in _SIZE))
        self._read()

    def _build(self, courses: Sequence[CourseSummary], current: str) -> None:
        bench = self.bench
        for one in courses:
            self.course.addItem(one.title.in_language(bench.texts.language), one.id)
        self.course.setCurrentIndex(self.course.findData(current))
        bench.texts.bind(self.course, self.course.setAccessibleName, "view.courses.import.course")
        self.course.currentIndexChanged.connect(self._read)
        for box, name in ((self.skip, "skip"), (self.attest, "attest")):
            box.setObjectName(f"import-{name}")
            bench.texts.bind(box, box.setText, f"view.courses.import.{name}")
        self.skip.toggled.connect(self._show)
        self.attest.clicked.connect(self._read)
        self.fault = label(wrap=True, tone="bad")
        self.fault.setObjectName("import-fault")
        self.table = Table(bench, self._model, "import-table", "view.courses.import.table")
        RareFonts.of(bench).loaded.connect(self.table.viewport().update)
        self._blocked = label(role="small", wrap=True, tone="bad")
        self._blocked.setObjectName("import-blocked")
        content = column(
            row(words(bench, "view.courses.import.course"), self.course, None),
            self._build_groups(),
            self.table,
            self.fault,
            self._blocked,
            row(self.skip, 16, self.attest, None),
        )
        content.setStretchFactor(self.table, 1)
        self.set_content(content)
        self._accept = self.accept_with("view.courses.import.do", self._commit, name="import-do")

    def _build_groups(self) -> QHBoxLayout:
        """Buttons that narrow the table to all, or to one verdict."""
        self._groups = QButtonGroup(self)
        self._filters: dict[str, QPushButton] = {}
        for name in ("all", *GROUPS):
            made = QPushButton()
            made.setObjectName(f"import-{name}")
            made.setCheckable(True)
            made.setAutoDefault(False)
            self._groups.addButton(made)
            self._filters[name] = made
        self._filters["all"].setChecked(True)
        self._groups.buttonClicked.connect(lambda _button: self._filter())
        return row(*self._filters.values(), None)

    def _read(self) -> None:
        """Judge the file in the worker; a large one takes a moment."""
        office, path = self.bench.office, self._path
        course, attest = self.course.currentData(), self.attest.isChecked()
        self._accept.setEnabled(False)

        def work(_progress: Progress) -> NominationResult:
            return nominate.nominate_file(office, course, path, attest=attest, dry_run=True)

        self.bench.runner.run(work, self._take, failed=self._refuse, label="view.courses.import.reading")

    def _take(self, result: NominationResult) -> None:
        self._result = result
        self._rows = previewed(result, self.bench.texts)
        RareFonts.of(self.bench).show("".join(one.name for one in self._rows))
        self.fault.hide()
        self._show()
        self._filter()

    def _refuse(self, error: BaseException) -> None:
        mendable = as_known(error)
        if mendable is None:
            self.bench.presenter.present(error)
            return
        self._result, self._rows = None, []
        self._model.set_rows([])
        self.fault.setText(self.bench.texts.catalogue.error(mendable))
        self.fault.show()
        self._show()

    def _show(self) -> None:
        texts = self.bench.texts
        counts = Counter(one.group for one in self._rows)
        for name, made in self._filters.items():
            title = texts.text("view.courses.import.all") if name == "all" else listed.verdict(texts, name)
            count = len(self._rows) if name == "all" else counts[name]
            made.setText(f"{title}　{count}")
            made.setEnabled(bool(count))
        accepted = counts["yes"] + counts["unknown"]
        self.skip.setVisible(bool(counts["no"]))
        self.attest.setVisible(bool(counts["unknown"]) or self.attest.isChecked())
        self._accept.setText(texts.count("view.courses.import.do-count", accepted))
        blocked = bool(counts["no"]) and not self.skip.isChecked()
        self._accept.setEnabled(bool(accepted) and not blocked)
        self._blocked.setVisible(blocked)
        self._blocked.setText(texts.count("view.courses.import.blocked", counts["no"]))

    def _filter(self) -> None:
        chosen = next(name for name, made in self._filters.items() if made.isChecked())
        self._model.set_rows([one for one in self._rows if chosen in {"all", one.group}])

    def _commit(self) -> None:
        office, path = self.bench.office, self._path
        course, attest, skip = self.course.currentData(), self.attest.isChecked(), self.skip.isChecked()
        self._accept.setEnabled(False)

        def work(_progress: Progress) -> NominationResult:
            return nominate.nominate_file(office, course, path, attest=attest, skip_errors=skip)

        self.bench.runner.run(work, self._written, failed=self._refuse, label="view.courses.import.writing")

    def _written(self, result: NominationResult) -> None:
        if not result.committed:  # the file or the roster has changed since it was previewed
            self._take(result)
            return
        self.accept()
        self.bench.presenter.say(self.bench.texts.count("view.courses.import.done", result.accepted))
