"""The look of the window: tokens of `resources/theme` made into a style sheet, colours and icons."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Any

import shiboken6
from PySide6.QtCore import QByteArray, QObject, QSize, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from desktop.core import paths

FAMILY = "Noto Sans TC"
FONT_FILES = ("NotoSansTC_400Regular.ttf", "NotoSansTC_700Bold.ttf")
FALLBACKS = ("TW-Kai", "TW-Kai-Ext-B", "Rare Han A", "Rare Han B")
"""Families for rare names, as `views.rare_fonts` loads them when one is shown."""

_PRUNED_FROM = 500
"""Bindings that are kept without asking whether their owners still live."""

LARGEST_TEXT = 1.5
CHOICES = ("system", "light", "dark")


class Theme(QObject):
    """The theme in force. Signals: `changed` after another theme or text size was applied."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: str, text_size: float) -> None:
        super().__init__()
        self._app = app
        self._tokens = tokens()
        self._files = QTemporaryDir()
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._bindings: list[tuple[QObject, Callable[[], object]]] = []
        self._most = _PRUNED_FROM
        self._dressed = False
        self.choice = choice
        self.text_size = text_size
        load_fonts()
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        app.setStyle("Fusion")
        self._apply()

    @property
    def scheme(self) -> str:
        """light or dark, whichever is shown."""
        if self.choice != "system":
            return self.choice
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def choose(self, choice: str) -> None:
        """One of `CHOICES`."""
        self.choice = choice
        self._dressed = True
        self._apply()

    def resize_text(self, text_size: float) -> None:
        """1.0 is normal, `LARGEST_TEXT` the most."""
        self.text_size = min(max(text_size, 1.0), LARGEST_TEXT)
        self._dressed = True
        self._apply()

    def dress(self) -> None:
        """Put the style sheet on, if no choice has done so: a window is built in half the time before."""
        if not self._dressed:
            self._dressed = True
            self._app.setStyleSheet(_style_sheet(self._values()))

    def colour(self, name: str) -> QColor:
        """A colour token."""
        return QColor(self._tokens["colour"][self.scheme][name])

    def points(self, name: str) -> float:
        """A type size in points, as large as the person chose."""
        return float(self._tokens["type"][name]) * self.text_size

    def length(self, name: str) -> int:
        """A length token in logical pixels, grown with the text."""
        fixed = {"radius"}
        value = float(self._tokens["length"][name])
        return round(value if name in fixed else value * self.text_size)

    def font(self, size: str = "body", *, bold: bool = False) -> QFont:
        """The window's font in one of the type sizes."""
        font = QFont()
        font.setFamilies([FAMILY, *FALLBACKS])
        font.setPointSizeF(self.points(size))
        font.setBold(bold)
        return font

    def icon(self, name: str, colour: str = "ink") -> QIcon:
        """An icon of `resources/icons` in a colour token; a disabled control draws it in its own grey."""
        key = (name, colour)
        if key not in self._icons:
            self._icons[key] = self._icon(name, colour)
        return self._icons[key]

    def bind(self, owner: QObject, show: Callable[[], object]) -> None:
        """Call `show` now and after every change, as long as `owner` lives."""
        if len(self._bindings) >= self._most:  # dialogs come and go all day
            self._forget_dead()
            self._most = max(2 * len(self._bindings), _PRUNED_FROM)
        self._bindings.append((owner, show))
        show()

    def _icon(self, name: str, colour: str) -> QIcon:
        """Qt draws it from the file when it is seen, in the size and for the screen that it is seen on."""
        icon = QIcon(self._file(name, colour))
        icon.addFile(self._file(name, "line_strong"), QSize(), QIcon.Mode.Disabled)
        return icon

    def _follow_system(self) -> None:
        if self.choice == "system":
            self._apply()

    def _apply(self) -> None:
        self._icons.clear()
        self._app.setFont(self.font())
        self._app.setPalette(self._palette())
        if self._dressed:
            self._app.setStyleSheet(_style_sheet(self._values()))
        self._forget_dead()
        for _owner, show in self._bindings:
            show()
        self.changed.emit()

    def _forget_dead(self) -> None:
        self._bindings = [binding for binding in self._bindings if shiboken6.isValid(binding[0])]

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "canvas",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "canvas",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.PlaceholderText: "ink_soft",
            QPalette.ColorRole.Highlight: "primary",
            QPalette.ColorRole.HighlightedText: "on_primary",
            QPalette.ColorRole.Link: "primary",
            QPalette.ColorRole.ToolTipBase: "raised",
            QPalette.ColorRole.ToolTipText: "ink",
        }
        for role, token in roles.items():
            palette.setColor(role, self.colour(token))
        return palette

    def _values(self) -> dict[str, str]:
        """Everything that the style sheet names."""
        found = dict(self._tokens["colour"][self.scheme])
        found |= {name: f"{self.points(name):.2f}" for name in self._tokens["type"]}
        found |= {name: str(self.length(name)) for name in self._tokens["length"]}
        box = round(16 * self.text_size)
        found |= {"box": str(box), "box_half": str(box // 2), "target_inner": str(self.length("target") - 8)}
        found |= {"box_dot": str(box - 8), "box_round": str(box // 2 + 1)}
        drawn = {
            "icon_up": ("chevron-up", "ink_soft"),
            "icon_down": ("chevron-down", "ink_soft"),
            "icon_check": ("check", "on_primary"),
        }
        found |= {name: f'"{self._file(*icon)}"' for name, icon in drawn.items()}
        return found

    def _file(self, name: str, colour: str) -> str:
        """An icon in a colour as a file, for that is what Qt's icons and style sheets name."""
        value = self.colour(colour).name()
        place = Path(self._files.filePath(f"{name}-{value[1:]}.svg"))
        try:
            if not place.exists():
                place.write_bytes(_svg(name, value))
        except OSError:  # a full disk leaves icons black, and the window usable
            return (paths.resources() / "icons" / f"{name}.svg").as_posix()
        return place.as_posix()


@lru_cache
def tokens() -> Mapping[str, Any]:
    """`resources/theme/tokens.toml`."""
    text = (paths.resources() / "theme" / "tokens.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache
def load_fonts() -> None:
    """Make the window's own font known to Qt, once."""
    for name in FONT_FILES:
        add_font(paths.resources() / "fonts" / name)


def add_font(file: Path) -> None:
    """Make a font known to Qt.

    By its path Qt reads of it what it needs; from bytes all of it is read, copied and kept in memory. But
    there are paths that the library below Qt cannot open.
    """
    if QFontDatabase.addApplicationFont(str(file)) < 0:
        QFontDatabase.addApplicationFontFromData(QByteArray(file.read_bytes()))


def _style_sheet(values: Mapping[str, str]) -> str:
    text = (paths.resources() / "theme" / "window.qss").read_text(encoding="utf-8")
    return Template(text).substitute(values)


def _svg(name: str, colour: str) -> bytes:
    text = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return re.sub("currentColor", colour, text).encode()
