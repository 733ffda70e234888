"""The consensus meeting: every item with what was said of it, and what the project team fixes."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from desktop.core.clock import roc_short
from desktop.services import diagnosis_agreed, diagnosis_form
from desktop.services.diagnosis_agreed import ItemLine
from desktop.services.diagnosis_form import NOT_APPLICABLE, Agreed
from desktop.views.lists.acting import act
from desktop.views.lists.side import ListWithDetail
from desktop.views.luminary.columns import item_columns
from desktop.views.luminary.scale import Scale
from desktop.views.page import Page
from desktop.views.table_model import RowModel
from desktop.views.widgets.basic import button, card, column, label, row, tool, words
from desktop.views.widgets.table import Table

_EVIDENCE_HEIGHT = 64
_FEWEST_NUMBERED = 5
"""Fewer respondents could be told apart: their numbers are not shown."""


_Entered = tuple[str, str, str, str]
"""Level, need, evidence, note as they stand in the fields."""


class ConsensusTab(QWidget):
    """The tab 共識 of its page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        bench = page.bench
        self._page, self._bench = page, bench
        self._listing = False
        self._shown: tuple[str, object, object] | None = None
        """What the fields were filled from: what the team is entering stays until that changes."""
        self._filled: _Entered = ("", "", "", "")
        self._drafts: dict[str, _Entered] = {}
        """Item → what was entered and not fixed."""
        self.counts = label(role="soft", wrap=True)
        self.counts.setObjectName("consensus-counts")
        self.model: RowModel[ItemLine] = RowModel(
            item_columns(bench.texts), bench.texts.text, lambda line: self._places[line.item.code]
        )
        self._places: dict[str, int] = {}
        self.table = Table(bench, self.model, "items", "view.luminary.items")
        self.accept_all = button(
            bench, "view.luminary.accept", self._accept_all, icon="list-checks", name="accept-all"
        )
        self.level = Scale("agreed-level", ("1", "2", "3", "4", "5", NOT_APPLICABLE))
        self.need = Scale("agreed-need", ("0", "1", "2", "3"))
        self.evidence, self.note = QPlainTextEdit(), QLineEdit()
        self.decide = button(bench, "view.luminary.decide", self._decide, kind="primary", name="decide")
        self.closer = tool(bench, "view.courses.detail.close", lambda: None, icon="x", name="close-item")
        self._build()

    @property
    def selected(self) -> ItemLine | None:
        """The item that is shown."""
        ids = self.table.selected_ids()
        place = self.model.place_of(ids[0]) if ids else None
        return None if place is None else self.model.row_at(place)

    def show_all(self, lines: tuple[ItemLine, ...]) -> None:
        """Show the items; the one that was selected stays so."""
        kept = self.table.selected_ids()
        self._places = {line.item.code: at for at, line in enumerate(lines)}
        self._listing = True
        self.model.set_columns(item_columns(self._bench.texts))
        self.model.set_rows(list(lines))
        self.table.select(kept[0] if kept and kept[0] < len(lines) else 0)
        self._listing = False
        texts = self._bench.texts
        settled = sum(line.agreed.settled for line in lines)
        ready = sum(line.fixed is None and line.proposal is not None for line in lines)
        self.counts.setText(texts.text("view.luminary.settled", settled=settled, count=len(lines)))
        self.accept_all.setEnabled(ready > 0)
        texts.bind(self.accept_all, self.accept_all.setText, "view.luminary.accept-count", count=ready)
        self._show_selection()

    def select(self, item: str) -> None:
        """Show an item."""
        if item in self._places:
            self.table.select(self._places[item])
            self.side.open_detail()

    def _build(self) -> None:
        bench = self._bench
        self.evidence.setObjectName("agreed-evidence")
        self.evidence.setFixedHeight(_EVIDENCE_HEIGHT)
        self.evidence.setTabChangesFocus(True)
        self.note.setObjectName("agreed-note")
        self.note.setMaxLength(diagnosis_agreed.LONGEST["note"])
        for edit, code in ((self.evidence, "view.luminary.evidence"), (self.note, "view.luminary.note")):
            bench.texts.bind(edit, edit.setAccessibleName, code)
        self._title = label(role="section", wrap=True)
        self._said = label(role="soft", wrap=True)
        self._said.setObjectName("said")
        self._wished = label(role="small", wrap=True)
        self._history = label(role="small", wrap=True)
        self._history.setObjectName("history")
        opener = button(bench, "view.camp.detail", lambda: None, name="open-item")
        above = row(self.counts, self.accept_all, opener)
        above.setStretchFactor(self.counts, 1)
        left = QWidget()
        listing = column(above, self.table)
        listing.setStretchFactor(self.table, 1)
        left.setLayout(listing)
        head = row(self._title, self.closer)
        head.setStretchFactor(self._title, 1)
        detail: QFrame = card(
            column(
                head,
                self._said,
                self._wished,
                words(bench, "view.luminary.agreed", "strong"),
                row(self.level, None),
                row(words(bench, "diagnosis.sheet.need", "soft"), self.need, None),
                words(bench, "diagnosis.column.evidence", "soft"),
                self.evidence,
                words(bench, "view.luminary.note", "soft"),
                self.note,
                row(None, self.decide),
                self._history,
                None,
                gap=8,
            )
        )
        self.side = ListWithDetail(bench, left, detail, opener=opener, closer=self.closer)
        self.setLayout(column(self.side, margins=(0, 12, 0, 0)))
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_selection())
        self.table.activated_id.connect(lambda _id: self.side.open_detail())
        self.level.left.connect(self._after_level)
        self.need.left.connect(self.decide.setFocus)
        self.level.chosen.connect(lambda _code: self._allow())

    def _show_selection(self) -> None:
        line, texts = self.selected, self._bench.texts
        if self._listing or line is None:
            return
        language = texts.language
        self._title.setText(f"{line.item.code}　{line.item.label.in_language(language)}")
        self._said.setText(self._told(line))
        wished = dict(diagnosis_form.choices("help", language))
        told = "、".join(wished[code] for code in line.help)
        self._wished.setText(texts.text("view.luminary.wished", help=told) if told else "")
        self._wished.setVisible(bool(told))
        self.level.say(NOT_APPLICABLE, texts.text("diagnosis.na"))
        self.level.describe(
            line.item.code, [(one.code, one.label.in_language(language)) for one in line.item.levels]
        )
        self.need.describe(line.item.code, diagnosis_form.choices("need", language))
        basis = (line.item.code, line.fixed, line.said)
        if self._shown != basis:
            self._put_aside()
            self._shown = basis
            self._fill(line)
            self._filled = self._entered()
            self._enter(self._drafts.get(line.item.code, self._filled))
        self._history.setText(self._changes(line))
        self._allow()

    def _entered(self) -> _Entered:
        return self.level.value, self.need.value, self.evidence.toPlainText(), self.note.text()

    def _enter(self, told: _Entered) -> None:
        level, need, evidence, note = told
        self.level.show_value(level)
        self.need.show_value(need)
        if self.evidence.toPlainText() != evidence:
            self.evidence.setPlainText(evidence)
        self.note.setText(note)

    def _put_aside(self) -> None:
        """Keep what was entered for an item and not fixed yet: it is there when the team comes back to it."""
        if self._shown is not None and self._entered() != self._filled:
            self._drafts[self._shown[0]] = self._entered()

    def _fill(self, line: ItemLine) -> None:
        """What was agreed; else what could be."""
        shown = line.agreed if line.fixed else line.proposal or Agreed()
        level = NOT_APPLICABLE if shown.not_applicable else "" if shown.level is None else str(shown.level)
        self.level.show_value(level)
        self.need.show_value("" if shown.need is None else str(shown.need))
        self.evidence.setPlainText(line.fixed.evidence if line.fixed else "\n".join(line.evidence))
        self.note.setText(line.fixed.note if line.fixed else "")

    def _told(self, line: ItemLine) -> str:
        """Each respondent's answer by number; where they could be told apart, only how many said what."""
        texts = self._bench.texts
        if not line.said:
            return texts.text("view.luminary.nobody")
        if len(line.said) < _FEWEST_NUMBERED:
            counted = sorted(one.level for one in line.said.values() if one.level is not None)
            return texts.text("view.luminary.levels", levels="、".join(map(str, counted)))
        parts = []
        for number, one in line.said.items():
            level = texts.text("diagnosis.na") if one.not_applicable else one.level or "—"
            need = "—" if one.need is None else one.need
            code = "view.luminary.said-apart" if number in line.levels.apart else "view.luminary.said"
            parts.append(texts.text(code, number=number, level=level, need=need))
        return "　".join(parts)

    def _changes(self, line: ItemLine) -> str:
        texts = self._bench.texts
        told = []
        for one in diagnosis_agreed.changes_of(self._bench.office, line.item.code)[::-1]:
            own = one.agreed
            what = texts.text("diagnosis.na") if own.not_applicable else f"M{own.level} N{own.need}"
            told.append(
                "　".join(part for part in (roc_short(one.decided_at.date()), what, one.note) if part)
            )
        return "\n".join(told)

    def _allow(self) -> None:
        left_out = self.level.value == NOT_APPLICABLE
        self.need.setEnabled(not left_out)

    def _after_level(self) -> None:
        self._allow()
        if self.level.value == NOT_APPLICABLE:
            self.note.setFocus()
        else:
            self.need.focus()

    def _decide(self) -> None:
        line = self.selected
        if line is None:
            return
        left_out = self.level.value == NOT_APPLICABLE
        level = None if left_out or not self.level.value else int(self.level.value)
        need = None if left_out or not self.need.value else int(self.need.value)
        told = {"note": self.note.text(), "evidence": self.evidence.toPlainText()}
        if act(self._page, diagnosis_agreed.decide, line.item.code, Agreed(level, left_out, need), **told):
            self._drafts.pop(line.item.code, None)
            self._go_on(line.item.code)

    def _go_on(self, item: str) -> None:
        """To the next item that is open, with the hands where they are needed."""
        rows = self.model.rows
        after = self._places[item] + 1
        following = next((one for one in (*rows[after:], *rows[:after]) if not one.agreed.settled), None)
        if following is not None:
            self.table.select(self._places[following.item.code])
            self.level.focus()

    def _accept_all(self) -> None:
        act(self._page, diagnosis_agreed.accept_all)
