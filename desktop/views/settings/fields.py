"""Lines that save themselves when they are left, and say below themselves what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.core.findings import Finding, Severity
from desktop.core.progress import Progress
from desktop.views.errors import as_known
from desktop.views.widgets.basic import column, label, restyle, words
from desktop.views.widgets.note import Note
from desktop.views.workbench import Workbench

Save = Callable[[str], Sequence[Finding]]
"""Text → what was found; with an error among the findings nothing was saved. Runs in the worker."""


def labelled(bench: Workbench, code: str, field: QWidget, *below: QWidget) -> QVBoxLayout:
    """A field under its label, which is also what a screen reader calls it."""
    bench.texts.bind(field, field.setAccessibleName, code)
    name = words(bench, code, "soft")
    name.setBuddy(field)
    return column(name, field, *below, gap=4)


def say_choices(bench: Workbench, combo: QComboBox, codes: Sequence[str]) -> None:
    """Give a combo box one item a code, in whatever language is chosen."""
    for at, code in enumerate(codes):
        combo.addItem("")
        bench.texts.bind(combo, partial(combo.setItemText, at), code)


class SavedLine(QWidget):
    """One line of text. `reload` is called after it was saved, to show what became of the text."""

    def __init__(
        self, bench: Workbench, code: str, name: str, save: Save, reload: Callable[[], object]
    ) -> None:
        super().__init__()
        self._bench = bench
        self._save = save
        self._reload = reload
        self._saving = False
        self.edit = QLineEdit()
        self.edit.setObjectName(name)
        self.note = Note(f"{name}-note")
        self.setLayout(labelled(bench, code, self.edit, self.note))
        self.setFocusProxy(self.edit)
        self.edit.editingFinished.connect(self.hand_in)

    def show_value(self, text: str) -> None:
        """Show what the office holds, unless something else is being typed or saved."""
        if not self._saving and not self.edit.isModified():
            self.edit.setText(text)
        self.edit.setReadOnly(self._bench.office.read_only)

    def hand_in(self) -> None:
        """Save what was typed."""
        if not self.edit.isModified() or self._saving:
            return
        self._saving = True
        save, text = self._save, self.edit.text()

        def work(_progress: Progress) -> Sequence[Finding]:
            return save(text)

        self._bench.runner.run(work, self._saved, failed=self._failed)

    def _saved(self, findings: Sequence[Finding]) -> None:
        self._saving = False
        catalogue = self._bench.texts.catalogue
        bad = any(finding.severity is Severity.ERROR for finding in findings)
        self._show_fault(
            " ".join(catalogue.sentence(finding) for finding in findings),
            ("bad" if bad else "doubt") if findings else "",
        )
        if not bad:
            self.edit.setModified(False)
            self._reload()

    def _failed(self, error: BaseException) -> None:
        self._saving = False
        mendable = as_known(error)
        if mendable is None:
            self._bench.presenter.present(error)
        else:
            self._show_fault(self._bench.texts.catalogue.error(mendable), "bad")

    def _show_fault(self, sentence: str, tone: str) -> None:
        self.note.tell(sentence, tone)
        restyle(self.edit, fault=tone)


def read_only_line(bench: Workbench, code: str, name: str) -> tuple[QWidget, QLineEdit]:
    """A line to look at and to copy from."""
    edit = QLineEdit()
    edit.setObjectName(name)
    edit.setReadOnly(True)
    holder = QWidget()
    holder.setLayout(labelled(bench, code, edit))
    return holder, edit


def soft() -> QLabel:
    """A grey sentence that wraps."""
    return label(role="soft", wrap=True)
