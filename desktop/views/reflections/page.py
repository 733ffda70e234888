"""The page of micro-reflections: the list, the text with its live count, posting, the monthly digest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QStackedWidget, QWidget

from desktop.core.text import characters_without_space
from desktop.services import file_kinds, reflection_acts, reflection_import, reflection_text, reflections
from desktop.services.reflections import Line, Overview, Show
from desktop.views.lists.acting import act
from desktop.views.lists.author import AuthorDialog
from desktop.views.lists.detail import RecordDetail
from desktop.views.lists.import_dialog import FileImportDialog, choose_file
from desktop.views.lists.side import ListWithDetail
from desktop.views.lists.withdraw import WithdrawDialog
from desktop.views.page import Page
from desktop.views.rare_fonts import RareFonts
from desktop.views.reflections import fields, printing
from desktop.views.reflections.columns import columns, state
from desktop.views.reflections.posting import PostDialog
from desktop.views.table_model import RowModel
from desktop.views.widgets.basic import button, column, label, restyle, row
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.table import Table
from desktop.views.workbench import Place, Workbench


class ReflectionsPage(Page):
    """The list at the left, the text of whichever is selected at the right."""

    key: ClassVar[str] = "reflections"
    tables: ClassVar[frozenset[str]] = frozenset({"reflection", "person", "agency", "office"})

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._found: Overview | None = None
        self._listing = False
        self.filter, self.field = QComboBox(), QLineEdit()
        self.model = RowModel(columns(bench.texts), bench.texts.text, lambda line: line.id)
        self.table = Table(bench, self.model, "reflections", "view.reflections.list")
        self.count = label(role="strong", wrap=True)
        self.count.setObjectName("live-count")
        self.copy = button(bench, "view.reflections.copy", self._copy, icon="copy", name="copy")
        self.post = button(bench, "view.reflections.post", self._ask_post, name="post")
        self.withdraw = button(
            bench, "view.courses.withdraw", self._ask_withdraw, kind="danger", icon="trash-2", name="withdraw"
        )
        self.reinstate = button(
            bench, "view.reflections.reinstate", self._reinstate, icon="undo-2", name="reinstate"
        )
        actions = (self.copy, self.post, self.withdraw, self.reinstate)
        self.detail = RecordDetail(bench, fields.fields(self._overview), actions)
        body = self.detail.form.widgets["body"]
        assert isinstance(body, QPlainTextEdit), "the body is a text"
        self.body = body
        self._build_header()
        self._build_body()
        self._connect()

    @property
    def selected(self) -> list[Line]:
        """The reflections that are selected."""
        by_id = {line.id: line for line in self.model.rows}
        return [by_id[one] for one in self.table.selected_ids() if one in by_id]

    def reload(self) -> None:
        """Read everything anew; whatever was selected stays so, and in the list."""
        office, texts = self.bench.office, self.bench.texts
        self._found = found = reflections.overview(office, texts.language)
        self.header.subtitle.setText(
            texts.text("view.reflections.subtitle", clause=found.clause, limit=found.limit or 0)
        )
        self._fill_filter()
        RareFonts.of(self.bench).show("".join(line.author for line in found.lines))
        self._show_rows(self.table.selected_ids())

    def show_place(self, place: Place) -> None:
        """Show one of them."""
        if place.nomination_id is not None:
            self._show_all()
            self._select([place.nomination_id])
            self._side.open_detail()
            self.detail.form.focus(place.field or "body")

    def take_files(self, files: Iterable[Path]) -> bool:
        """Preview a dropped file of reflections."""
        path = next((one for one in files if file_kinds.kind_of(one) == "reflections"), None)
        if path is not None:
            FileImportDialog(self.bench, path, reflection_import.import_file, self).open()
        return path is not None

    def search(self) -> None:
        """Ctrl+F."""
        self.field.setFocus()
        self.field.selectAll()

    def leave(self) -> None:
        """Save what is being typed."""
        self.detail.form.flush()

    def ask_author(self) -> None:
        """Ask who wrote a new one."""
        AuthorDialog(self.bench, "view.reflections.add.title", self._add, self).open()

    def _overview(self) -> Overview:
        assert self._found is not None, "a page is read before it is shown"
        return self._found

    def _build_header(self) -> None:
        bench = self.bench
        self.header.add(printing.print_menu(bench, lambda: self._overview().lines, lambda: self.selected))
        self.header.add(printing.DigestMenu(bench))
        self.header.add(button(bench, "view.lists.export", self._export, icon="file-down", name="export"))
        self.header.add(button(bench, "view.lists.import", self._choose_file, icon="file-up", name="import"))
        self.header.add(
            button(bench, "view.reflections.add", self.ask_author, kind="primary", icon="plus", name="add")
        )

    def _build_body(self) -> None:
        bench = self.bench
        bench.texts.bind(self.filter, self.filter.setAccessibleName, "view.reflections.filter")
        self.filter.setObjectName("filter")
        self.field.setObjectName("search")
        self.field.setClearButtonEnabled(True)
        bench.texts.bind(self.field, self.field.setPlaceholderText, "view.reflections.search")
        bench.texts.bind(self.field, self.field.setAccessibleName, "view.reflections.search")
        add = button(bench, "view.reflections.add", self.ask_author, icon="plus", name="empty-add")
        empty = Empty(bench, "notebook-pen", "view.reflections.empty", "view.reflections.empty-text", add)
        clear = button(bench, "view.reflections.all", self._show_all, name="show-all")
        nothing = Empty(bench, "search", "view.reflections.nothing", "view.reflections.nothing-text", clear)
        self._stack = QStackedWidget()
        for widget in (self.table, empty, nothing):
            self._stack.addWidget(widget)
        opener = button(bench, "view.camp.detail", _nothing, name="open-detail")
        left = QWidget()
        listing = column(row(self.filter, self.field, opener), self._stack)
        listing.setStretchFactor(self._stack, 1)
        left.setLayout(listing)
        self.detail.add_above(self.count)
        self._side = ListWithDetail(bench, left, self.detail, opener=opener, closer=self.detail.closer)
        self.set_body(self._side)

    def _connect(self) -> None:
        self.filter.activated.connect(lambda _at: self._show_rows())
        self.field.textChanged.connect(lambda _text: self._show_rows())
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_selection())
        self.table.activated_id.connect(lambda _id: self._side.open_detail())
        self.table.remove_asked.connect(self._ask_withdraw)
        self.body.textChanged.connect(self._count)
        self.detail.form.stated.connect(self._restate)

    def _fill_filter(self) -> None:
        chosen, texts = self.filter.currentData(), self.bench.texts
        self.filter.blockSignals(True)
        self.filter.clear()
        for show in Show:
            count = self._overview().counts[show]
            self.filter.addItem(f"{texts.text(f'view.reflections.show.{show}')}　{count}", str(show))
        self.filter.setCurrentIndex(max(self.filter.findData(chosen), 0))
        self.filter.blockSignals(False)

    def _show_all(self) -> None:
        self.filter.setCurrentIndex(0)
        self.field.clear()
        self._show_rows()

    def _show_rows(self, kept: Sequence[int] = ()) -> None:
        """List what is asked for, and `kept`: what is being mended does not vanish under one's hands."""
        show, found = Show(self.filter.currentData() or Show.ALL), self._overview().lines
        wanted = {
            line.id for line in reflections.matching(reflections.chosen(found, show), self.field.text())
        }
        rows = [line for line in found if line.id in wanted or line.id in kept]
        chosen = self.table.selected_ids()
        self._listing = True
        self.model.set_rows(rows)
        self._select([*chosen, *[line.id for line in rows[:1]]])
        self._listing = False
        known = reflections.chosen(found, Show.ALL)
        self._stack.setCurrentIndex(0 if rows else 2 if known or show is Show.WITHDRAWN else 1)
        self._show_selection()

    def _select(self, ids: Sequence[int]) -> None:
        place = next((at for one in ids if (at := self.model.place_of(one)) is not None), None)
        if place is not None:
            self.table.select(place)

    def _show_selection(self) -> None:
        if self._listing or self._found is None:
            return
        lines, texts = self.selected, self.bench.texts
        withdrawn = any(line.withdrawn_reason for line in lines)
        unfit = sum(not line.sendable for line in lines)
        self.post.setEnabled(bool(lines) and not unfit)
        self.post.setToolTip(texts.text("view.reflections.unfit-tip") if unfit else "")
        self.copy.setEnabled(len(lines) == 1)
        for made in (self.copy, self.post, self.withdraw):
            made.setVisible(not withdrawn)
        self.reinstate.setVisible(withdrawn)
        self.count.setVisible(len(lines) == 1)
        if not lines:
            self.detail.show_nobody(
                texts.text("view.reflections.nobody"), texts.text("view.reflections.nobody-text")
            )
        elif len(lines) > 1:
            told = texts.text("view.reflections.unfit", count=unfit) if unfit and not withdrawn else ""
            self.detail.show_many(texts.count("view.reflections.many", len(lines)), told)
        else:
            self._show_one(lines[0])

    def _show_one(self, line: Line) -> None:
        detail, texts = self.detail, self.bench.texts
        who = "　".join(part for part in (line.agency, line.job_title) if part)
        detail.show_one(f"{line.number}. {line.author}", who, state(texts, line), line.person_id)
        reason = line.withdrawn_reason
        detail.show_reasons(
            (), *([texts.text("view.reflections.withdrawn", reason=reason)] if reason else [])
        )
        detail.form.setEnabled(not reason)
        detail.form.load(line.id, {name: getattr(line, name) for name in detail.form.fields})
        detail.form.allow(dict.fromkeys(fields.OUTSIDE, line.person_id is None))
        self._count()

    def _count(self) -> None:
        """How many characters the text has, as people count them; what is being composed is not in it."""
        most = self._found.limit if self._found else None
        count = characters_without_space(self.body.toPlainText())
        over = 0 if most is None else max(count - most, 0)
        texts = self.bench.texts
        code = "view.reflections.count-over" if over else "view.reflections.count"
        self.count.setText(texts.text(code, count=count, limit=most or 0, over=over))
        restyle(self.count, tone="bad" if over else "")

    def _restate(self, reflection: int, values: dict[str, Any]) -> None:
        act(self, reflection_acts.restate, reflection, fields.stated(values))

    def _copy(self) -> None:
        """Put the text as it is pasted on the clipboard, also what may not be posted yet: that is said."""
        self.detail.form.flush()
        line = reflections.one(self.bench.office, self.selected[0].id, "zh_TW")
        QGuiApplication.clipboard().setText(reflection_text.paste(line))
        code = "view.reflections.copied" if line.sendable else "view.reflections.copied-unfit"
        self.bench.presenter.say(self.bench.texts.text(code, number=line.number))

    def _ask_post(self) -> None:
        lines = self.selected
        ids = [line.id for line in lines]
        posted = partial(act, self, reflection_acts.post, ids)
        PostDialog(self.bench, self._overview(), lines, posted, self).open()

    def _ask_withdraw(self) -> None:
        lines = [line for line in self.selected if not line.withdrawn_reason]
        if lines:
            ids = [line.id for line in lines]
            named = [_Named(f"{line.number}. {line.author}") for line in lines]
            done = partial(act, self, reflection_acts.withdraw, ids)
            WithdrawDialog(self.bench, named, done, self).open()

    def _reinstate(self) -> None:
        act(self, reflection_acts.reinstate, [line.id for line in self.selected if line.withdrawn_reason])

    def _add(self, person: int | None, name: str, agency: str) -> None:
        before = {line.id for line in self._overview().lines}
        if act(self, reflection_acts.add, person_id=person, author=name, agency=agency):
            self._show_all()
            made = [line.id for line in self._overview().lines if line.id not in before]
            self._select(made[-1:])
            self._side.open_detail()
            self.detail.form.focus("source_title")

    def _export(self) -> None:
        printing.ask_and_export(self.bench, self.model.rows, self)

    def _choose_file(self) -> None:
        path = choose_file(self.bench, self)
        if path is not None:
            FileImportDialog(self.bench, path, reflection_import.import_file, self).open()


class _Named:
    """What the dialog of a withdrawal lists."""

    def __init__(self, name: str) -> None:
        self.name = name


def _nothing() -> None:
    """The list with its detail connects the opener itself."""
