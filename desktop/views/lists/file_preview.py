"""The preview of a file before it is written: counts that filter, its records in a table, one button."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QPushButton, QWidget

from desktop.core.findings import Finding
from desktop.core.progress import Progress
from desktop.views.errors import as_known
from desktop.views.lists.words import joined
from desktop.views.table_model import Column, RowModel
from desktop.views.texts import Texts
from desktop.views.widgets.basic import Item, column, label, row
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench

_SIZE = (920, 560)
_ALL, _NOTED = "all", "noted"


@dataclass(frozen=True, slots=True)
class Previewed:
    """One record of the file as the preview lists it."""

    id: int
    """The record's number; the header is 1."""
    name: str
    place: str
    """Where it would stand; blank for a list without ranks."""
    group: str
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    """What a record comes to: its words, its tone, and whether it stands in the way of the others."""

    code: str
    tone: str
    refused: bool = False


def bare(texts: Texts, finding: Finding) -> str:
    """The sentence of a finding without record and name, which have columns of their own."""
    return texts.catalogue.sentence(
        Finding(
            finding.code, finding.severity, field=finding.field, params=finding.params, texts=finding.texts
        )
    )


class FilePreview(Dialog):
    """What every preview has. It calls `read` in the worker, with whether to write, and lists `rows`.

    Overridden: `read`, `rows`, `writable` (how many records would be written) and `said` (the sentence when
    they are). `codes` are the codes of the dialog's own words.
    """

    groups: Mapping[str, Group]
    codes: Mapping[str, str]
    """`title` with `file`; `do-count` the button and `blocked` with a count; `skip`; `group` and `place` the
    columns' titles, blank for no places; `noted` the filter of what is remarked upon, blank for none.
    """

    def __init__(self, bench: Workbench, path: Path, parent: QWidget, *options: QCheckBox) -> None:
        super().__init__(bench, self.codes["title"], parent, file=path.name)
        self.path = path
        self.result: Any = None
        """What was read last; None while nothing is, or when the file cannot be read."""
        self._rows: list[Previewed] = []
        self._options = options
        self._model = RowModel(self._columns(), bench.texts.text, lambda one: one.id)
        self._build()
        self.resize(*(round(length * bench.theme.text_size) for length in _SIZE))

    def read(self, progress: Progress, *, write: bool) -> Any:
        """Read the file, and write it if told so; has `committed`. In the worker: look at no widget."""
        raise NotImplementedError

    def rows(self, result: Any) -> Iterable[Previewed]:
        """Every record of the result."""
        raise NotImplementedError

    def writable(self, result: Any, counts: Mapping[str, int]) -> int:
        """How many records would be written."""
        raise NotImplementedError

    def said(self, result: Any) -> str:
        """What is said when it is written."""
        raise NotImplementedError

    def above(self) -> Sequence[Item]:
        """What stands above the counts. Overridden where something is chosen first."""
        return ()

    def remarks(self, result: Any) -> str:
        """What is to be said of the file as a whole. Overridden where there is something."""
        return ""

    def read_again(self) -> None:
        """Read the file in the worker; a large one takes a moment."""
        self.accepting.setEnabled(False)
        self.before_reading()
        self.bench.runner.run(
            lambda progress: self.read(progress, write=False),
            self._take,
            failed=self._refuse,
            label="view.lists.import.reading",
        )

    def before_reading(self) -> None:
        """Collect what was chosen, in the window's thread. Overridden where something can be."""

    def _columns(self) -> tuple[Column[Previewed], ...]:
        texts = self.bench.texts
        place: Column[Previewed] = Column("place", self.codes["place"], lambda one: one.place, 136)
        return (
            Column("record", "view.lists.import.record", lambda one: str(one.id), 64, numeric=True),
            Column("name", "view.lists.import.name", lambda one: one.name, 132),
            *([place] if self.codes["place"] else []),
            Column(
                "group",
                self.codes["group"],
                lambda one: texts.text(self.groups[one.group].code),
                124,
                tone=lambda one: self.groups[one.group].tone,
            ),
            Column("why", "view.lists.import.why", lambda one: one.why, 0, tip=lambda one: one.why),
        )

    def _build(self) -> None:
        bench = self.bench
        self.skip = QCheckBox()
        self.skip.setObjectName("import-skip")
        bench.texts.bind(self.skip, self.skip.setText, self.codes["skip"])
        self.skip.toggled.connect(self._show)
        self.fault = label(wrap=True, tone="bad")
        self.fault.setObjectName("import-fault")
        self._remarks = label(role="small", wrap=True)
        self._remarks.setObjectName("import-remarks")
        self.table = Table(bench, self._model, "import-table", "view.lists.import.table")
        self._blocked = label(role="small", wrap=True, tone="bad")
        self._blocked.setObjectName("import-blocked")
        self._blocked.hide()
        content = column(
            *self.above(),
            self._build_groups(),
            self.table,
            self._remarks,
            self.fault,
            self._blocked,
            row(self.skip, 16, *self._options, None),
        )
        content.setStretchFactor(self.table, 1)
        self.set_content(content)
        self.accepting = self.accept_with("view.lists.import.do", self._commit, name="import-do")
        self.skip.hide()
        self.fault.hide()
        self._remarks.hide()

    def _build_groups(self) -> QHBoxLayout:
        """Buttons that narrow the table to all, or to one group."""
        self._group = QButtonGroup(self)
        self._filters: dict[str, QPushButton] = {}
        for name in (_ALL, *self.groups, *([_NOTED] if self.codes["noted"] else [])):
            made = QPushButton()
            made.setObjectName(f"import-{name}")
            made.setCheckable(True)
            made.setAutoDefault(False)
            self._group.addButton(made)
            self._filters[name] = made
        self._filters[_ALL].setChecked(True)
        self._group.buttonClicked.connect(lambda _button: self._filter())
        return row(*self._filters.values(), None)

    def _take(self, result: Any) -> None:
        self.result = result
        self._rows = sorted(self.rows(result), key=lambda one: one.id)
        self.fault.hide()
        remarks = self.remarks(result)
        self._remarks.setText(remarks)
        self._remarks.setVisible(bool(remarks))
        self._show()
        self._filter()

    def _refuse(self, error: BaseException) -> None:
        mendable = as_known(error)
        if mendable is None:
            self.bench.presenter.present(error)
            return
        self.result, self._rows = None, []
        self._model.set_rows([])
        self.fault.setText(self.bench.texts.catalogue.error(mendable))
        self.fault.show()
        self._show()

    def _show(self) -> None:
        texts = self.bench.texts
        counts = Counter(one.group for one in self._rows)
        titles = {_ALL: "view.lists.import.all", _NOTED: self.codes["noted"]}
        titles |= {name: group.code for name, group in self.groups.items()}
        for name, made in self._filters.items():
            count = sum(self._fits(one, name) for one in self._rows)
            made.setText(f"{texts.text(titles[name])}　{count}")
            made.setEnabled(bool(count))
        writable = 0 if self.result is None else self.writable(self.result, counts)
        refused = sum(counts[name] for name, group in self.groups.items() if group.refused)
        self.skip.setVisible(bool(refused))
        self.show_options(counts)
        self.accepting.setText(texts.count(self.codes["do-count"], writable))
        blocked = bool(refused) and not self.skip.isChecked()
        self.accepting.setEnabled(bool(writable) and not blocked)
        self._blocked.setVisible(blocked)
        self._blocked.setText(texts.count(self.codes["blocked"], refused))

    def show_options(self, counts: Mapping[str, int]) -> None:
        """Show the further options that make sense. Overridden where there are some."""

    def _filter(self) -> None:
        chosen = next(name for name, made in self._filters.items() if made.isChecked())
        self._model.set_rows([one for one in self._rows if self._fits(one, chosen)])

    def _fits(self, one: Previewed, name: str) -> bool:
        """Whether a filter lets a record through."""
        noted = bool(one.why) and not self.groups[one.group].refused
        return name in {_ALL, one.group} or (name == _NOTED and noted)

    def _commit(self) -> None:
        self.accepting.setEnabled(False)
        self.before_reading()
        self.bench.runner.run(
            lambda progress: self.read(progress, write=True),
            self._written,
            failed=self._refuse,
            label="view.lists.import.writing",
        )

    def _written(self, result: Any) -> None:
        if not result.committed:  # the file or the roster has changed since it was previewed
            self._take(result)
            return
        self.accept()
        self.bench.presenter.say(self.said(result))


def sentences(texts: Texts, findings: Iterable[Finding]) -> str:
    """What was found about one record, as one line."""
    return joined(texts, dict.fromkeys(bare(texts, finding) for finding in findings))
