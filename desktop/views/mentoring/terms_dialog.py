"""The words of expertise: who uses which, what never matches, and what counts as the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox

from desktop.core.errors import KnownError
from desktop.services import mentoring_terms
from desktop.services.mentoring_terms import Alias, TermLine
from desktop.views.page import Page
from desktop.views.table_model import Column, RowModel
from desktop.views.texts import Texts
from desktop.views.widgets.basic import button, column, label, row, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.table import Table

_WIDTH, _HEIGHT = 760, 560


class TermsDialog(Dialog):
    """Every change is made at once, and the pairs are reckoned anew."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.bench, "view.mentoring.terms.title", page)
        bench = page.bench
        self.setObjectName("terms-dialog")
        self.terms: RowModel[TermLine] = RowModel(_term_columns(bench.texts), bench.texts.text, self._place)
        self.table = Table(bench, self.terms, "terms", "view.mentoring.terms.title")
        self.aliases: RowModel[Alias] = RowModel(_alias_columns(bench.texts), bench.texts.text, self._at)
        self.others = Table(bench, self.aliases, "aliases", "view.mentoring.terms.aliases")
        self.meant = QComboBox()
        self.meant.setObjectName("meant")
        self.meant.setEditable(True)
        bench.texts.bind(self.meant, self.meant.setAccessibleName, "view.mentoring.terms.meant")
        self.same = button(bench, "view.mentoring.terms.same", self._put, kind="primary", name="same")
        self.apart = button(bench, "view.mentoring.terms.apart", self._remove, icon="trash-2", name="apart")
        self.error = label(role="soft", wrap=True, tone="bad")
        self.error.setObjectName("terms-error")
        bench.texts.bind(self.cancel, self.cancel.setText, "window.close")
        self._build()
        self._show()

    def _build(self) -> None:
        bench = self.bench
        hint = words(bench, "view.mentoring.terms.hint", "small", wrap=True)
        put = row(words(bench, "view.mentoring.terms.meant", "soft"), self.meant, self.same)
        put.setStretchFactor(self.meant, 1)
        above = row(words(bench, "view.mentoring.terms.aliases", "strong"), None, self.apart)
        content = column(hint, self.table, put, self.error, above, self.others)
        content.setStretchFactor(self.table, 3)
        content.setStretchFactor(self.others, 2)
        self.set_content(content)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._propose())
        self.others.selectionModel().selectionChanged.connect(lambda _on, _off: self._enable())
        scale = bench.theme.text_size
        self.resize(round(_WIDTH * scale), round(_HEIGHT * scale))

    @property
    def _term(self) -> TermLine | None:
        ids = self.table.selected_ids()
        return self.terms.rows[ids[0]] if ids else None

    @property
    def _alias(self) -> Alias | None:
        ids = self.others.selected_ids()
        return self.aliases.rows[ids[0]] if ids else None

    def _show(self) -> None:
        office = self.bench.office
        self.terms.set_rows(list(mentoring_terms.listing(office)))
        self.aliases.set_rows(list(mentoring_terms.aliases(office)))
        if self.terms.rows:
            self.table.select(0)
        self._enable()

    def _propose(self) -> None:
        """Offer what is alike first, then every other word."""
        one = self._term
        self.meant.clear()
        if one is not None:
            others = [other.term for other in self.terms.rows if other.term != one.term]
            self.meant.addItems([*one.similar, *(other for other in others if other not in one.similar)])
        self.same.setEnabled(one is not None)

    def _enable(self) -> None:
        self.apart.setEnabled(self._alias is not None and self._alias.own)

    def _put(self) -> None:
        one = self._term
        if one is not None:
            self._do(mentoring_terms.put, one.term, self.meant.currentText())

    def _remove(self) -> None:
        one = self._alias
        if one is not None:
            self._do(mentoring_terms.remove, one.alias)

    def _do(self, done: Callable[..., Any], *arguments: str) -> None:
        self.error.clear()
        try:
            done(self.bench.office, *arguments)
        except KnownError as error:
            self.error.setText(self.bench.texts.catalogue.error(error))
            return
        self._show()

    def _place(self, one: TermLine) -> int:
        return list(self.terms.rows).index(one)

    def _at(self, one: Alias) -> int:
        return list(self.aliases.rows).index(one)


def _term_columns(texts: Texts) -> tuple[Column[TermLine], ...]:
    def written(one: TermLine) -> str:
        return "、".join(f"{word} {count}" for word, count in one.written.items())

    def note(one: TermLine) -> str:
        if one.only:
            return texts.text(f"view.mentoring.terms.only-{one.only}")
        return texts.text("view.mentoring.terms.similar", words="、".join(one.similar)) if one.similar else ""

    return (
        Column("term", "view.mentoring.terms.term", lambda one: one.term, 110),
        Column(
            "mentors", "view.mentoring.column.mentor", lambda one: str(one.mentors or ""), 76, numeric=True
        ),
        Column(
            "mentees", "view.mentoring.column.mentee", lambda one: str(one.mentees or ""), 76, numeric=True
        ),
        Column("written", "view.mentoring.terms.written", written, 0),
        Column(
            "note", "view.mentoring.column.ask", note, 190, tone=lambda one: "doubt" if one.only else None
        ),
    )


def _alias_columns(texts: Texts) -> tuple[Column[Alias], ...]:
    return (
        Column("alias", "view.mentoring.terms.written", lambda one: one.alias, 0),
        Column("term", "view.mentoring.terms.meant", lambda one: one.term, 0),
        Column(
            "own",
            "view.mentoring.terms.origin",
            lambda one: texts.text(f"view.mentoring.terms.{'own' if one.own else 'program'}"),
            110,
        ),
    )
