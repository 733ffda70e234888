"""設定: the sections at the left, the chosen one at the right; every change is saved at once."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from desktop.views.page import Page
from desktop.views.settings.section import Section
from desktop.views.settings.sections import SECTIONS, section_of
from desktop.views.widgets.basic import row
from desktop.views.workbench import Place, Workbench

_LIST_WIDTH = 184


class SettingsPage(Page):
    """Each section is made when it is first shown."""

    key: ClassVar[str] = "settings"

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._sections: dict[str, Section] = {}
        self._holders: dict[str, QScrollArea] = {}
        self._actions: dict[str, QWidget] = {}
        self.list = self._build_list()
        self._stack = QStackedWidget()
        for spec in SECTIONS:
            self._holders[spec.key] = self._build_holder()
        body = row(self.list, self._stack, gap=16)
        body.setStretchFactor(self._stack, 1)
        self.set_body(body)
        bench.bus.changed.connect(self._show_changes)
        bench.theme.bind(self, self._look)

    @property
    def section(self) -> Section:
        """The section shown."""
        return self._sections[self._chosen()]

    def show_place(self, place: Place) -> None:
        """Show the section of `place.field`; without one, the section shown last."""
        key = section_of(place.field).key if place.field else self._chosen()
        self._choose(key)
        self._show(key, place)
        if self.section.field(place.field) is None:
            self.list.setFocus()

    def reload(self) -> None:
        """Every section is read anew when it is shown next."""
        self._look()
        for section in self._sections.values():
            section.stale = True

    def retranslate(self) -> None:
        """Everything bound has changed already; what was read is read again."""
        self.reload()
        self._show(self._chosen(), Place(self.key))

    def leave(self) -> None:
        """Hand in what is being typed."""
        for section in self._sections.values():
            section.hand_in()

    def _build_list(self) -> QListWidget:
        made = QListWidget()
        made.setObjectName("settings-sections")
        self.bench.texts.bind(made, made.setAccessibleName, "view.settings.sections")
        made.setIconSize(QSize(18, 18))
        for _spec in SECTIONS:
            made.addItem(QListWidgetItem())
        made.setCurrentRow(0)
        made.currentRowChanged.connect(self._on_row)
        return made

    def _build_holder(self) -> QScrollArea:
        holder = QScrollArea()
        holder.setFrameShape(QFrame.Shape.NoFrame)
        holder.setWidgetResizable(True)
        self._stack.addWidget(holder)
        return holder

    def _chosen(self) -> str:
        return SECTIONS[self.list.currentRow()].key

    def _choose(self, key: str) -> None:
        at = next(at for at, spec in enumerate(SECTIONS) if spec.key == key)
        self.list.blockSignals(True)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)

    def _on_row(self, _at: int) -> None:
        self.leave()
        self._show(self._chosen(), Place(self.key))

    def _show(self, key: str, place: Place) -> None:
        section = self._section_of(key)
        self._stack.setCurrentWidget(self._holders[key])
        for other, actions in self._actions.items():
            actions.setVisible(other == key)
        section.enter(place)
        focused = section.focusWidget()
        if focused is not None:
            self._holders[key].ensureWidgetVisible(focused)

    def _section_of(self, key: str) -> Section:
        if key not in self._sections:
            made = section_of(key).make(self.bench)
            self._sections[key] = made
            self._holders[key].setWidget(made)
            self._add_actions(key, made)
        return self._sections[key]

    def _add_actions(self, key: str, section: Section) -> None:
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for action in section.header_buttons():
            layout.addWidget(action)
        self._actions[key] = holder
        self.header.add(holder)

    def _show_changes(self, tables: frozenset[str]) -> None:
        """Reload the section seen if it shows what was changed; the others when they are shown next."""
        for key, section in self._sections.items():
            if section.tables is not None and not tables & section.tables:
                continue
            if self.isVisible() and key == self._chosen():
                section.reload()
            else:
                section.stale = True

    def _look(self) -> None:
        """Words and icons of the list, in the language and colours of now."""
        text, theme = self.bench.texts.text, self.bench.theme
        for at, spec in enumerate(SECTIONS):
            item = self.list.item(at)
            item.setText(text(f"view.settings.{spec.key}"))
            item.setIcon(theme.icon(spec.icon, "ink_soft"))
        self.list.setFixedWidth(round(_LIST_WIDTH * theme.text_size))
