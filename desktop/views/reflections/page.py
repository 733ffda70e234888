"""The page of micro-reflections: the list, the text with its live count, posting, the monthly digest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPlainTextEdit, QStackedWidget, QWidget

from desktop.core.clock import ROC_OFFSET
from desktop.core.text import characters_without_space
from desktop.services import (
    file_kinds,
    reflection_acts,
    reflection_import,
    reflection_text,
    reflections,
)
from desktop.services.reflections import Line, Overview, Show
from desktop.views.lists import drawn
from desktop.views.lists.acting import act
from desktop.views.lists.author import AuthorDialog
from desktop.views.lists.detail import RecordDetail
from desktop.views.lists.export_menu import export_button
from desktop.views.lists.import_dialog import FileImportDialog, choose_file
from desktop.views.lists.print_menu import Entry, PrintMenu, preview
from desktop.views.lists.record_form import Field, Kind
from desktop.views.lists.side import ListWithDetail
from desktop.views.lists.withdraw import WithdrawDialog
from desktop.views.page import Page
from desktop.views.rare_fonts import RareFonts
from desktop.views.reflections.columns import columns, state
from desktop.views.reflections.posting import PostDialog
from desktop.views.table_model import RowModel
from desktop.views.widgets.basic import button, column, label, restyle, row
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.table import Table
from desktop.views.workbench import Place, Workbench

_OUTSIDE = ("author", "agency", "job_title")
_RENAMED = {"job_title": "title_of_post"}
"""Field of a line → of the service."""


class ReflectionsPage(Page):
    """The list at the left, the text of whichever is selected at the right."""

    key: ClassVar[str] = "reflections"
    tables: ClassVar[frozenset[str]] = frozenset({"reflection", "person", "agency", "office"})

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._found: Overview | None = None
        self._all: Sequence[Line] = ()
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
        self.detail = RecordDetail(bench, self._fields(), (self.copy, self.post, self.withdraw))
        body = self.detail.form.widgets["body"]
        assert isinstance(body, QPlainTextEdit), "the body is a text"
        self.body = body
        self._build_header()
        self._build_body()
        self._connect()

    @property
    def selected(self) -> list[Line]:
        """The reflections that are selected."""
        by_id = {line.id: line for line in self._all}
        return [by_id[one] for one in self.table.selected_ids() if one in by_id]

    def reload(self) -> None:
        """Read everything anew; whatever was selected stays so."""
        office, texts = self.bench.office, self.bench.texts
        self._found = reflections.overview(office)
        self.header.subtitle.setText(
            texts.text("view.reflections.subtitle", clause=self._found.clause, limit=self._found.limit or 0)
        )
        self._fill_filter()
        show = Show(self.filter.currentData() or Show.ALL)
        self._all = reflections.listing(office, texts.language, show)
        RareFonts.of(self.bench).show("".join(line.author for line in self._all))
        self._show_rows()

    def show_place(self, place: Place) -> None:
        """Show one of them."""
        if place.nomination_id is not None:
            self.filter.setCurrentIndex(0)
            self.field.clear()
            self.reload()
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

    def _fields(self) -> tuple[Field, ...]:
        def readings(language: str) -> Sequence[tuple[str, str]]:
            return [(one.code, one.label.in_language(language)) for one in self._overview().readings]

        def places(language: str) -> Sequence[tuple[str, str]]:
            return [(one.code, one.label.in_language(language)) for one in self._overview().places]

        return (
            Field("title", "view.reflections.field.title"),
            Field("body", "view.reflections.field.body", Kind.TEXT, 5000, lines=8),
            Field("consent", "view.reflections.field.consent", Kind.FLAG),
            Field(
                "source_type",
                "view.reflections.field.source_type",
                Kind.CHOICE,
                choices=readings,
                required=True,
            ),
            Field("source_title", "view.reflections.field.source_title", longest=200),
            Field("source_author", "view.reflections.field.source_author"),
            Field("source_reference", "view.reflections.field.source_reference", longest=500),
            Field("read_date", "view.reflections.field.read_date", Kind.DATE),
            Field("takeaways", "view.reflections.field.takeaways", Kind.TEXT, 1000, lines=2),
            Field("post_place", "view.reflections.field.post_place", Kind.CHOICE, choices=places),
            Field("posted_date", "view.reflections.field.posted_date", Kind.DATE),
            Field("posted_reference", "view.reflections.field.posted_reference", longest=500),
            Field("author", "view.reflections.field.author", longest=40),
            Field("agency", "view.reflections.field.agency"),
            Field("job_title", "view.reflections.field.job_title"),
        )

    def _overview(self) -> Overview:
        assert self._found is not None, "a page is read before it is shown"
        return self._found

    def _build_header(self) -> None:
        bench = self.bench
        self.header.add(
            PrintMenu(
                bench,
                (
                    Entry(
                        "view.reflections.print.booklet",
                        lambda: drawn.booklet(bench.office, "reflections"),
                        lambda: any(line.sendable for line in self._all),
                    ),
                    Entry(
                        "view.reflections.print.selected",
                        lambda: drawn.people(
                            bench.office, "reflections", [line.id for line in self.selected]
                        ),
                        lambda: any(line.sendable for line in self.selected),
                    ),
                    Entry(
                        "view.reflections.print.blank",
                        lambda: drawn.blank(bench.office, "reflections"),
                    ),
                ),
            )
        )
        self.header.add(
            button(bench, "view.reflections.digest", self._ask_digest, icon="scroll-text", name="digest")
        )
        self.header.add(export_button(bench, self.model, "reflections", self))
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
        self._empty = Empty(
            bench, "notebook-pen", "view.reflections.empty", "view.reflections.empty-text", add
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        opener = button(bench, "view.camp.detail", _nothing, name="open-detail")
        left = QWidget()
        listing = column(row(self.filter, self.field, opener), self._stack)
        listing.setStretchFactor(self._stack, 1)
        left.setLayout(listing)
        self.detail.add_above(self.count)
        self._side = ListWithDetail(bench, left, self.detail, opener=opener, closer=self.detail.closer)
        self.set_body(self._side)

    def _connect(self) -> None:
        self.filter.activated.connect(lambda _at: self.reload())
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

    def _show_rows(self) -> None:
        wanted = self.field.text().strip().casefold()
        kept = self.table.selected_ids()
        rows = [line for line in self._all if wanted in _searched(line)]
        self._listing = True
        self.model.set_rows(rows)
        self._select(kept or [line.id for line in rows[:1]])
        self._listing = False
        nothing = not self._all and self.filter.currentData() == str(Show.ALL)
        self._stack.setCurrentWidget(self._empty if nothing else self.table)
        self._show_selection()

    def _select(self, ids: Sequence[int]) -> None:
        place = next((at for one in ids if (at := self.model.place_of(one)) is not None), None)
        if place is not None:
            self.table.select(place)

    def _show_selection(self) -> None:
        if self._listing or self._found is None:
            return
        lines, texts = self.selected, self.bench.texts
        self.post.setEnabled(bool(lines) and all(line.sendable for line in lines))
        self.copy.setEnabled(len(lines) == 1)
        self.withdraw.setEnabled(bool(lines) and not any(line.withdrawn_reason for line in lines))
        self.count.setVisible(len(lines) == 1)
        if not lines:
            self.detail.show_nobody(
                texts.text("view.reflections.nobody"), texts.text("view.reflections.nobody-text")
            )
        elif len(lines) > 1:
            self.detail.show_many(texts.count("view.reflections.many", len(lines)), "")
        else:
            self._show_one(lines[0])

    def _show_one(self, line: Line) -> None:
        detail = self.detail
        who = "　".join(part for part in (line.agency, line.job_title) if part)
        detail.show_one(f"{line.number}. {line.author}", who, state(self.bench.texts, line), line.person_id)
        detail.show_reasons((), *([line.withdrawn_reason] if line.withdrawn_reason else []))
        detail.form.load(line.id, {name: getattr(line, name) for name in detail.form.fields})
        detail.form.allow(dict.fromkeys(_OUTSIDE, line.person_id is None))
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
        told = {_RENAMED.get(name, name): value for name, value in values.items()}
        act(self, reflection_acts.restate, reflection, told)

    def _copy(self) -> None:
        line = reflections.one(self.bench.office, self.selected[0].id, "zh_TW")
        QGuiApplication.clipboard().setText(reflection_text.paste(line))
        self.bench.presenter.say(self.bench.texts.text("view.reflections.copied", number=line.number))

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

    def ask_author(self) -> None:
        """Ask who wrote a new one."""
        AuthorDialog(self.bench, "view.reflections.add.title", self._add, self).open()

    def _add(self, person: int | None, name: str, agency: str) -> None:
        before = {line.id for line in self._all}
        self.filter.setCurrentIndex(0)
        if act(self, reflection_acts.add, person_id=person, author=name, agency=agency):
            made = [line.id for line in self._all if line.id not in before]
            self._select(made[-1:])
            self._side.open_detail()
            self.detail.form.focus("source_title")

    def _ask_digest(self) -> None:
        from desktop.services import reflection_digest  # lazy: it draws a PDF, which takes long to load

        menu, texts = QMenu(self), self.bench.texts
        months = reflection_digest.months(self.bench.office)
        for month in months:
            said = texts.text("view.reflections.month", year=month[0] - ROC_OFFSET, month=month[1])
            menu.addAction(said, partial(self._show_digest, month))
        if not months:
            menu.addAction(texts.text("view.reflections.no-month")).setEnabled(False)
        digest = self.findChild(QWidget, "digest")
        assert digest is not None, "the header has the button"
        menu.popup(digest.mapToGlobal(digest.rect().bottomLeft()))

    def _show_digest(self, month: tuple[int, int]) -> None:
        from desktop.services import reflection_digest  # lazy: as above

        digest = partial(reflection_digest.pdf, self.bench.office, month)
        preview(self.bench, "view.reflections.digest", lambda _progress: digest(), self)

    def _choose_file(self) -> None:
        path = choose_file(self.bench, self)
        if path is not None:
            FileImportDialog(self.bench, path, reflection_import.import_file, self).open()


class _Named:
    """What the dialog of a withdrawal lists."""

    def __init__(self, name: str) -> None:
        self.name = name


def _searched(line: Line) -> str:
    parts = (line.number, line.author, line.agency, line.source, line.title, line.body)
    return " ".join(map(str, parts)).casefold()


def _nothing() -> None:
    """The list with its detail connects the opener itself."""
