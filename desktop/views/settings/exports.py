"""匯出設定: profiles of exports of people, and an export of everybody with one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QListWidget, QPushButton, QWidget

from desktop.core.progress import Progress
from desktop.services import export_profiles
from desktop.services.export_profiles import Profile
from desktop.views.exporting import ask_and_write
from desktop.views.settings.column_list import ColumnList
from desktop.views.settings.fields import labelled, say_choices
from desktop.views.settings.section import Section
from desktop.views.widgets.basic import button, column, row, tool, words
from desktop.views.workbench import Workbench


class ExportsSection(Section):
    """The profiles at the left, the chosen one at the right; each change is saved."""

    key: ClassVar[str] = "exports"
    tables: ClassVar[frozenset[str] | None] = frozenset({"setting"})

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._profiles: list[Profile] = []
        self._saving = 0
        self.list = QListWidget()
        self.list.setObjectName("profiles")
        bench.texts.bind(self.list, self.list.setAccessibleName, "view.settings.exports.profiles")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(lambda _at: self._show_profile())
        self.name, self.form = QLineEdit(), QComboBox()
        self.name.setObjectName("profile-name")
        self.form.setObjectName("profile-form")
        self.full = QCheckBox()
        self.full.setObjectName("profile-full-ids")
        self.columns = ColumnList(bench, export_profiles.columns())
        self._build_form()
        body = row(self._build_left(), self._build_right(), gap=16)
        body.setStretch(0, 2)
        body.setStretch(1, 3)
        self.add_card(body)
        self.fill()
        self._export = button(
            bench,
            "view.settings.exports.run",
            self.export,
            kind="primary",
            icon="file-down",
            name="export-run",
        )

    def header_buttons(self) -> Sequence[QPushButton]:
        """Export everybody with the chosen profile."""
        return (self._export,)

    def reload(self) -> None:
        """Show the profiles, unless a change of them is on its way."""
        read = list(export_profiles.read(self.bench.office, self.bench.texts.language))
        if not self._saving and read != self._profiles:
            self._profiles = read
            self._show_list(self.list.currentRow())

    def field(self, name: str) -> QWidget | None:
        """The list."""
        return self.list if name == "profiles" else None

    def hand_in(self) -> None:
        """Take the name that is being typed."""
        if self.name.isModified():
            self.name.setModified(False)
            self._change(name=self.name.text().strip())

    def add_profile(self) -> None:
        """Add a copy of the chosen profile and begin to name it."""
        at = self.list.currentRow()
        like = self._profiles[at] if at >= 0 else export_profiles.bundled(self.bench.texts.language)[0]
        name, number = self.bench.texts.text("view.settings.exports.new"), 2
        while name in {one.name for one in self._profiles}:
            name, number = f"{self.bench.texts.text('view.settings.exports.new')}{number}", number + 1
        self._put([*self._profiles, replace(like, name=name)], len(self._profiles))
        self.name.setFocus()
        self.name.selectAll()

    def remove_profile(self) -> None:
        """Take the chosen profile away; the last one stays."""
        at = self.list.currentRow()
        if at >= 0 and len(self._profiles) > 1:
            self._put(self._profiles[:at] + self._profiles[at + 1 :], min(at, len(self._profiles) - 2))

    def export(self) -> None:
        """Ask for the file, and write everybody to it."""
        at = self.list.currentRow()
        if at < 0:
            return
        office, title = self.bench.office, self.bench.texts.text("view.settings.exports.run")
        ask_and_write(self.bench, self, self._profiles[at], title, lambda: export_profiles.everybody(office))

    def _build_form(self) -> None:
        bench = self.bench
        forms = export_profiles.FORMS
        say_choices(bench, self.form, [f"view.settings.exports.{form}" for form in forms])
        bench.texts.bind(self.full, self.full.setText, "view.settings.exports.full-ids")
        self.name.editingFinished.connect(self.hand_in)
        self.form.activated.connect(lambda at: self._change(form=export_profiles.FORMS[at]))
        self.full.clicked.connect(lambda full: self._change(full_ids=full))
        self.columns.changed.connect(lambda: self._change(columns=self.columns.chosen()))

    def _build_left(self) -> QWidget:
        bench, holder = self.bench, QWidget()
        add = button(bench, "view.settings.exports.add", self.add_profile, icon="plus", name="profile-add")
        self._remove = tool(
            bench, "view.settings.exports.remove", self.remove_profile, icon="trash-2", name="profile-remove"
        )
        buttons = row(add, None, self._remove)
        holder.setLayout(
            column(words(bench, "view.settings.exports.profiles", "section"), self.list, buttons)
        )
        return holder

    def _build_right(self) -> QWidget:
        bench, holder = self.bench, QWidget()
        holder.setLayout(
            column(
                labelled(bench, "view.settings.exports.name", self.name),
                labelled(bench, "view.settings.exports.form", self.form),
                labelled(bench, "view.settings.exports.columns", self.columns),
                words(bench, "view.settings.exports.columns-keys", "small", wrap=True),
                self.full,
                words(bench, "view.settings.exports.full-note", "soft", wrap=True),
                gap=10,
            )
        )
        return holder

    def _show_list(self, chosen: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([one.name for one in self._profiles])
        self.list.setCurrentRow(min(max(chosen, 0), len(self._profiles) - 1))
        self.list.blockSignals(False)
        self._show_profile()

    def _show_profile(self) -> None:
        at = self.list.currentRow()
        if at < 0:
            return
        profile = self._profiles[at]
        self.name.setText(profile.name)
        self.form.setCurrentIndex(export_profiles.FORMS.index(profile.form))
        self.full.setChecked(profile.full_ids)
        self.columns.show_columns(profile.columns)
        self._remove.setEnabled(len(self._profiles) > 1)

    def _change(self, **values: object) -> None:
        at = self.list.currentRow()
        if at >= 0:
            changed = list(self._profiles)
            changed[at] = replace(changed[at], **values)  # type: ignore[arg-type] # the fields' own values
            self._put(changed, at)

    def _put(self, profiles: list[Profile], chosen: int) -> None:
        """Show profiles as they will be, and save them; what is refused is shown as it was."""
        office = self.bench.office
        self._profiles = profiles
        self._saving += 1
        self._show_list(chosen)

        def work(_progress: Progress) -> None:
            export_profiles.put(office, profiles)

        self.bench.runner.run(work, lambda _none: self._saved(), failed=self._refused)

    def _saved(self) -> None:
        self._saving -= 1
        self.reload()

    def _refused(self, error: BaseException) -> None:
        self._saved()
        self.bench.presenter.present(error)
