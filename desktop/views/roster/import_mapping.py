"""The second step of an import: which of our fields each column of the file stands for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QScrollArea, QWidget

from desktop.services import import_files
from desktop.services.import_files import FileHeader
from desktop.views.roster.wording import field_code
from desktop.views.widgets.basic import column, label, row, words
from desktop.views.workbench import Workbench

_WIDTH = 860
KINDS = ("roster", "agencies", "history")


class MappingStep(QWidget):
    """Signals: `kind_chosen` when the file is to be read as another kind, `changed` after every choice."""

    kind_chosen = Signal(str)
    changed = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._header: FileHeader | None = None
        self._boxes: dict[str, QComboBox] = {}
        self.kind = QComboBox()
        self.kind.setObjectName("file-kind")
        bench.texts.bind(self.kind, self.kind.setAccessibleName, "view.roster.import.kind")
        self.kind.activated.connect(lambda at: self.kind_chosen.emit(KINDS[at]))
        self.missing = label(wrap=True, tone="bad")
        self.missing.setObjectName("missing-fields")
        self.remember = QCheckBox()
        self.remember.setObjectName("remember-mapping")
        bench.texts.bind(self.remember, self.remember.setText, "view.roster.import.remember")
        self.name = QLineEdit()
        self.name.setObjectName("profile-name")
        bench.texts.bind(self.name, self.name.setAccessibleName, "view.roster.import.profile-name")
        self.name.textEdited.connect(lambda _text: self.remember.setChecked(True))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        kind = row(words(bench, "view.roster.import.kind"), self.kind, 16, self.missing)
        kind.setStretchFactor(self.missing, 1)
        below = row(self.remember, self.name, None)
        layout = column(kind, self._area, below, gap=10)
        layout.setStretchFactor(self._area, 1)
        self.setLayout(layout)

    @property
    def header(self) -> FileHeader:
        """The columns as they are mapped now."""
        assert self._header is not None
        return replace(
            self._header, fields={name: str(box.currentData()) for name, box in self._boxes.items()}
        )

    @property
    def profile(self) -> str:
        """The name under which the mapping is to be remembered, or blank."""
        return self.name.text() if self.remember.isChecked() else ""

    def show_header(self, header: FileHeader) -> None:
        """Show the columns of a file with what they stand for."""
        self._header = header
        self._boxes.clear()
        text = self._bench.texts.text
        self.kind.clear()
        self.kind.addItems([text(f"view.roster.import.kind.{kind}") for kind in KINDS])
        self.kind.setCurrentIndex(KINDS.index(header.kind))
        self.remember.setChecked(False)
        self.name.setText(header.profile or header.path.stem)
        self._area.setWidget(self._build_grid(header))
        self._tell_missing()

    def focus_first(self) -> None:
        """Put the focus on the first column that stands for nothing."""
        blank = (box for box in self._boxes.values() if not box.currentData())
        box = next(blank, None)
        if box is not None:
            box.setFocus()

    def _build_grid(self, header: FileHeader) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, code in enumerate(("their-column", "sample", "our-field")):
            grid.addWidget(words(self._bench, f"view.roster.import.{code}", "small"), 0, place)
        for line, name in enumerate(header.header, start=1):
            held = [sample[line - 1] for sample in header.samples if len(sample) >= line]
            grid.addWidget(label(name, wrap=True), line, 0)
            grid.addWidget(label("、".join(filter(None, held)), "small", wrap=True), line, 1)
            grid.addWidget(self._build_box(header, name), line, 2)
        for place, stretch in enumerate((2, 3, 2)):
            grid.setColumnStretch(place, stretch)
        grid.setRowStretch(len(header.header) + 1, 1)
        holder, beside = QWidget(), QWidget()
        holder.setLayout(grid)
        self._bench.theme.bind(
            holder, lambda: holder.setMaximumWidth(round(_WIDTH * self._bench.theme.text_size))
        )
        layout = row(holder, None)
        layout.setStretchFactor(holder, 1)
        beside.setLayout(layout)
        return beside

    def _build_box(self, header: FileHeader, name: str) -> QComboBox:
        text = self._bench.texts.text
        box = QComboBox()
        box.setObjectName(f"map-{name}")
        box.setAccessibleName(text("view.roster.import.stands-for", column=name))
        box.addItem(text("view.roster.import.unread"), "")
        for field in import_files.fields_of(header.kind):
            box.addItem(text(field_code(header.kind, field)), field)
        box.setCurrentIndex(box.findData(header.fields.get(name, "")))
        box.activated.connect(lambda _at: self._choose(name))
        self._boxes[name] = box
        return box

    def _choose(self, name: str) -> None:
        """A field has one column: another that stood for it is left unread."""
        chosen = self._boxes[name].currentData()
        for other, box in self._boxes.items():
            if chosen and other != name and box.currentData() == chosen:
                box.setCurrentIndex(0)
        self.remember.setChecked(True)
        self._tell_missing()
        self.changed.emit()

    def _tell_missing(self) -> None:
        missing = [self._bench.texts.text(field_code(self.header.kind, one)) for one in self.header.missing]
        said = self._bench.texts.text("view.roster.import.missing", fields=" / ".join(missing))
        self.missing.setText(f"✕ {said}" if missing else "")
