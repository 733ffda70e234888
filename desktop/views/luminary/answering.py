"""Answering: who answers at the left, a section of the form at the right; every answer is kept at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QScrollArea, QWidget

from desktop.services import diagnoses, diagnosis_form
from desktop.services.diagnoses import RespondentLine
from desktop.services.diagnosis_form import Section
from desktop.views.lists.acting import act
from desktop.views.luminary.columns import respondent_columns
from desktop.views.luminary.item_row import ItemRow
from desktop.views.luminary.text_answer import TextAnswer
from desktop.views.page import Page
from desktop.views.table_model import RowModel
from desktop.views.widgets.basic import button, card, column, label, row, words
from desktop.views.widgets.flow import flow
from desktop.views.widgets.table import Table

_MOST_ITEMS = 6
_SIDE = 260


class AnsweringTab(QWidget):
    """The tab 填答 of its page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        bench = page.bench
        self._page, self._bench = page, bench
        self._answers: dict[str, str] = {}
        self._respondent = 0
        """Whose answers are on the screen: what is typed belongs to them, whoever is selected next."""
        self._section = ""
        self._listing = False
        self.model: RowModel[RespondentLine] = RowModel(
            respondent_columns(bench.texts), bench.texts.text, lambda line: line.id
        )
        self.table = Table(bench, self.model, "respondents", "view.luminary.respondents")
        self.remove = button(
            bench, "view.luminary.remove", self._remove, kind="danger", icon="trash-2", name="remove"
        )
        self.paper = button(bench, "view.luminary.add-paper", self._add_paper, name="add-paper")
        self.progress = label(role="soft")
        self.progress.setObjectName("progress")
        self.jump = button(bench, "view.luminary.jump", self.jump_to_missing, name="jump")
        self._buttons = {one.code: self._section_button(one) for one in self._sections()}
        self.rows = [ItemRow(bench, f"item-{at}") for at in range(_MOST_ITEMS)]
        self.texts: dict[str, TextAnswer] = {}
        self._build()
        for at, one in enumerate(self.rows):
            one.stated.connect(self._state)
            one.done.connect(partial(self._go_on, at))

    @property
    def selected(self) -> RespondentLine | None:
        """The respondent whose answers are shown."""
        ids = self.table.selected_ids()
        place = self.model.place_of(ids[0]) if ids else None
        return None if place is None else self.model.row_at(place)

    def show_all(self, lines: tuple[RespondentLine, ...]) -> None:
        """Show who answers; the respondent that was selected stays so."""
        kept = self.table.selected_ids()
        self._listing = True
        self.model.set_rows(list(lines))
        place = next((at for one in kept if (at := self.model.place_of(one)) is not None), None)
        if lines:
            self.table.select(len(lines) - 1 if place is None else place)
        self._listing = False
        self._show_selection()

    def select(self, respondent: int) -> None:
        """Show a respondent's answers, from the first one that is missing."""
        place = self.model.place_of(respondent)
        if place is not None:
            self.table.select(place)
            self.jump_to_missing()

    def show_section(self, code: str) -> None:
        """Show a section of the form; what was typed in the one before is kept."""
        self.flush()
        self._show_items(code)

    def _show_items(self, code: str) -> None:
        self._section = code
        self._buttons[code].setChecked(True)
        section = self._shown()
        for at, one in enumerate(self.rows):
            one.setVisible(at < len(section.items))
            if at < len(section.items):
                one.show_item(section.items[at], self._answers)
        for name, edit in self.texts.items():
            edit.setVisible(name in dict(section.texts))
        self._scroll.verticalScrollBar().setValue(0)

    def jump_to_missing(self) -> None:
        """Go to the first question that is still to be answered."""
        self.flush()
        missing = diagnosis_form.missing(self._answers)
        if not missing:
            self._bench.presenter.say(self._bench.texts.text("view.luminary.complete"))
            return
        section = next(one for one in self._sections() if one.holds(missing[0]))
        self.show_section(section.code)
        row_ = next((one for one in self.rows if missing[0].startswith(f"{one.code}_")), None)
        if row_ is not None:
            row_.focus(missing[0])
            self._scroll.ensureWidgetVisible(row_)

    def flush(self) -> None:
        """Hand in what is being typed."""
        self._keep(self._respondent, self._pending())

    def _pending(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for row_ in self.rows:
            found |= row_.pending()
        for text in self.texts.values():
            found |= text.pending()
        return {name: value for name, value in found.items() if self._answers.get(name, "") != value.strip()}

    def _keep(self, respondent: int, told: dict[str, str]) -> None:
        if respondent and told:
            if respondent == self._respondent:
                self._answers |= {name: value.strip() for name, value in told.items()}
            act(self._page, diagnoses.answer, respondent, told)

    def _sections(self) -> tuple[Section, ...]:
        return diagnosis_form.sections(self._bench.texts.language)

    def _shown(self) -> Section:
        return next(one for one in self._sections() if one.code == self._section)

    def _section_button(self, section: Section) -> QPushButton:
        name, show = f"section-{section.code}", partial(self.show_section, section.code)
        made = button(self._bench, "view.luminary.sections", show, kind="filter", name=name)
        made.setCheckable(True)
        return made

    def _build(self) -> None:
        bench = self._bench
        self._group = QButtonGroup(self)
        for one in self._buttons.values():
            self._group.addButton(one)
        for section in self._sections():
            for name, _told in section.texts:
                self.texts[name] = TextAnswer(name)
                self.texts[name].stated.connect(self._state)
        inner = QWidget()
        inner.setLayout(column(*self.rows, *self.texts.values(), None, gap=8))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        side = column(
            words(bench, "view.luminary.respondents", "section"), self.table, self.paper, self.remove
        )
        side.setStretchFactor(self.table, 1)
        left = card(side)
        left.setFixedWidth(round(_SIDE * bench.theme.text_size))
        bench.theme.changed.connect(lambda: left.setFixedWidth(round(_SIDE * bench.theme.text_size)))
        above = row(self.progress, None, self.jump)
        right = column(flow(*self._buttons.values()), above, self._scroll)
        right.setStretchFactor(self._scroll, 1)
        body = row(left, right, gap=12, margins=(0, 12, 0, 0))
        body.setStretchFactor(right, 1)
        self.setLayout(body)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_selection())
        self.table.activated_id.connect(lambda _id: self.jump_to_missing())
        self.table.remove_asked.connect(self._remove)

    def _show_selection(self) -> None:
        one = self.selected
        if self._listing or one is None:
            return
        office, texts = self._bench.office, self._bench.texts
        before, typed = self._respondent, self._pending()
        another, self._respondent = before != one.id, one.id
        self._answers = diagnoses.answers_of(office, one.id)
        missing = diagnosis_form.missing(self._answers)
        told = texts.text("view.luminary.progress", answered=one.answered, missing=len(missing))
        self.progress.setText(told)
        self.jump.setEnabled(bool(missing))
        for section in self._sections():
            open_ones = sum(section.holds(name) for name in missing)
            mark = texts.text("view.luminary.open", count=open_ones) if open_ones else "✓"
            self._buttons[section.code].setText(f"{section.label} {mark}" if section.items else section.label)
            for name, said in section.texts:
                self.texts[name].show_answer(said, self._answers.get(name, ""), anew=another)
        shown = self._section or self._sections()[0].code
        if shown == self._section and self._same_items():
            for row_ in self.rows:
                if row_.code:
                    row_.show_answers(self._answers, anew=another)
        else:
            self._show_items(shown)
        if another:
            self._keep(before, typed)

    def _same_items(self) -> bool:
        """Whether the rows show the items of the section, in the language that is chosen."""
        items = self._shown().items
        return all(row_.shows(item) for row_, item in zip(self.rows, items, strict=False))

    def _state(self, question: str, value: str) -> None:
        if self._answers.get(question, "") != value.strip():
            self._keep(self._respondent, {question: value})

    def _go_on(self, at: int) -> None:
        """After the last key of an item: to the next one, or to the next section."""
        items = len(self._shown().items)
        if at + 1 < items:
            self.rows[at + 1].focus()
            self._scroll.ensureWidgetVisible(self.rows[at + 1])
            return
        codes = list(self._buttons)
        following = codes.index(self._section) + 1
        if following < len(codes):
            self.show_section(codes[following])
            if self._shown().items:
                self.rows[0].focus()

    def _add_paper(self) -> None:
        self.flush()
        if act(self._page, diagnoses.add, "paper"):
            self.select(max(self.model.rows, key=lambda line: line.number).id)

    def _remove(self) -> None:
        one = self.selected
        if one is not None:
            self._respondent = 0  # what is being typed goes with the rest
            act(self._page, diagnoses.remove, one.id)
