"""外觀: language, theme and text size of this computer's window, changed at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from desktop.core import messages, preferences
from desktop.views import theme
from desktop.views.settings.section import Section
from desktop.views.widgets.basic import column, words
from desktop.views.workbench import Workbench

TEXT_SIZES = (1.0, 1.15, 1.3, 1.5)

_LANGUAGE_NAMES = {"zh_TW": "中文（臺灣）", "en": "English"}
"""Each in its own words, for whoever has chosen the wrong one."""


class AppearanceSection(Section):
    """Three groups of choices."""

    key: ClassVar[str] = "appearance"

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.languages = self._build("language", messages.LANGUAGES, self._choose_language)
        self.themes = self._build("theme", theme.CHOICES, self._choose_theme)
        self.sizes = self._build("text_size", [f"{size:.0%}" for size in TEXT_SIZES], self._choose_size)
        for choice, made in self.languages.items():
            made.setText(_LANGUAGE_NAMES[choice])
        for choice, made in self.themes.items():
            bench.texts.bind(made, made.setText, f"view.settings.appearance.{choice}")
        for choice, made in self.sizes.items():
            made.setText(choice)
        self.add(words(bench, "view.settings.appearance.note", "small", wrap=True))
        self.fill()

    def reload(self) -> None:
        """Mark what is in force."""
        bench = self.bench
        self.languages[bench.texts.language].setChecked(True)
        self.themes[bench.theme.choice].setChecked(True)
        nearest = min(TEXT_SIZES, key=lambda size: abs(size - bench.theme.text_size))
        self.sizes[f"{nearest:.0%}"].setChecked(True)

    def field(self, name: str) -> QWidget | None:
        """The choice in force in a group."""
        group = {"language": self.languages, "theme": self.themes, "text_size": self.sizes}.get(name, {})
        return next((made for made in group.values() if made.isChecked()), None)

    def _build(
        self, name: str, choices: Sequence[str], chosen: Callable[[str], object]
    ) -> dict[str, QRadioButton]:
        group, made = QButtonGroup(self), {}
        for choice in choices:
            radio = QRadioButton()
            radio.setObjectName(f"{name}-{choice}")
            radio.clicked.connect(lambda _checked, choice=choice: chosen(choice))
            group.addButton(radio)
            made[choice] = radio
        title = words(self.bench, f"view.settings.appearance.{name}", "section")
        self.add_card(title, column(*made.values(), gap=2))
        return made

    def _choose_language(self, language: str) -> None:
        self.bench.preferences.put(preferences.LANGUAGE, language)
        self.bench.texts.choose(language)

    def _choose_theme(self, choice: str) -> None:
        self.bench.preferences.put(preferences.THEME, choice)
        self.bench.theme.choose(choice)

    def _choose_size(self, shown: str) -> None:
        size = next(one for one in TEXT_SIZES if f"{one:.0%}" == shown)
        self.bench.preferences.put(preferences.TEXT_SIZE, size)
        self.bench.theme.resize_text(size)
