"""Contrast as tokens.toml claims it, and what follows when another theme or text size is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QIcon, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.views import theme as themes
from desktop.views.theme import FAMILY, LARGEST_TEXT, Theme
from desktop.views.widgets.basic import button
from desktop.views.workbench import Workbench

SCHEMES = ("light", "dark")
GROUNDS = ("canvas", "surface", "raised")
TINTED = ("good", "doubt", "bad", "star")


@pytest.fixture
def theme(bench: Workbench) -> Theme:
    return bench.theme


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(scheme: str, one: str, other: str) -> float:
    tokens = themes.tokens()["colour"][scheme]
    bright, dim = sorted((luminance(tokens[one]), luminance(tokens[other])), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_the_measure_is_that_of_wcag() -> None:
    assert (luminance("#FFFFFF") + 0.05) / (luminance("#000000") + 0.05) == pytest.approx(21)
    assert (1.05) / (luminance("#767676") + 0.05) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "surface", 7),
        ("primary", "surface", 7),
        ("on_primary", "primary", 4.5),
        ("on_primary", "primary_hover", 4.5),
        ("ink", "primary_soft", 7),
        ("ink", "hover", 7),
        *(("ink_soft", ground, 4.5) for ground in GROUNDS),
        *((tone, "surface", 4.5) for tone in TINTED),
        *((tone, f"{tone}_soft", 4.5) for tone in TINTED),
        *(("line_strong", ground, 3) for ground in GROUNDS),
        *((f"group_{at}", ground, 3) for at in range(1, 6) for ground in GROUNDS),
    ],
)
def test_contrast_is_as_claimed(scheme: str, ink: str, ground: str, least: float) -> None:
    assert contrast(scheme, ink, ground) >= least, f"{contrast(scheme, ink, ground):.2f}"


def test_both_schemes_have_every_token() -> None:
    colours = themes.tokens()["colour"]
    assert set(colours["light"]) == set(colours["dark"])


def test_the_windows_font_is_the_house_font(theme: Theme, qapp: QApplication) -> None:
    assert FAMILY in QFontDatabase.families()
    assert qapp.font().family() == FAMILY


def inks(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    """The colours of the opaque dots of an icon."""
    image: QImage = icon.pixmap(QSize(48, 48), 1.0, mode).toImage()
    dots = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {dot.name().upper() for dot in dots if dot.alpha() == 255}


def test_icons_are_recoloured_when_the_theme_changes(bench: Workbench, qtbot: QtBot) -> None:
    made = button(bench, "window.close", lambda: None, icon="x", name="close")
    qtbot.addWidget(made)
    for scheme in SCHEMES:
        bench.theme.choose(scheme)
        tokens = themes.tokens()["colour"][scheme]
        assert inks(made.icon()) == {tokens["ink"]}
        assert inks(made.icon(), QIcon.Mode.Disabled) == {tokens["line_strong"]}


def test_an_icon_is_sharp_at_every_scale(theme: Theme) -> None:
    for scale in (1.0, 1.25, 2.0):
        pixmap = theme.icon("star").pixmap(QSize(20, 20), scale)
        assert pixmap.size() == QSize(round(20 * scale), round(20 * scale))


def test_a_full_disk_leaves_the_icons(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _content: bytes) -> int:
        raise OSError(28, "no space")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert not theme.icon("lock", "bad").pixmap(QSize(20, 20)).isNull()


def test_what_is_bound_follows_as_long_as_it_lives(theme: Theme, qtbot: QtBot) -> None:
    seen: list[str] = []
    label = QLabel()
    theme.bind(label, lambda: seen.append(theme.scheme))
    theme.choose("dark")
    assert seen == ["light", "dark"]
    shiboken6.delete(label)
    theme.choose("light")
    assert seen == ["light", "dark"]


def test_the_dead_are_forgotten_without_a_change_of_theme(theme: Theme) -> None:
    for _ in range(3 * themes._PRUNED_FROM):
        label = QLabel()
        theme.bind(label, lambda: None)
        shiboken6.delete(label)
    assert len(theme._bindings) <= themes._PRUNED_FROM


def test_text_grows_and_so_does_what_holds_it(theme: Theme, qapp: QApplication) -> None:
    points, row, radius = theme.points("body"), theme.length("row"), theme.length("radius")
    theme.resize_text(9)
    assert theme.text_size == LARGEST_TEXT
    assert qapp.font().pointSizeF() == pytest.approx(points * LARGEST_TEXT)
    assert theme.length("row") == round(row * LARGEST_TEXT)
    assert theme.length("radius") == radius
    theme.resize_text(0.1)
    assert qapp.font().pointSizeF() == pytest.approx(points)


def test_the_style_sheet_names_no_token_that_is_missing(theme: Theme, qapp: QApplication) -> None:
    for scheme in SCHEMES:
        theme.choose(scheme)
        assert "$" not in qapp.styleSheet()
        button = QPushButton()
        button.ensurePolished()
        assert button.palette().buttonText().color() == theme.colour("ink")
