"""Labels follow the language at once, and nobody speaks for the dead."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.views import qt_words
from desktop.views import texts as module
from desktop.views.texts import Texts


def test_bound_labels_change_at_once_and_keep_their_parameters(qtbot: QtBot) -> None:
    texts, label = Texts("zh_TW"), QLabel()
    qtbot.addWidget(label)
    texts.bind(label, label.setText, "window.undo-what", what="x")
    assert label.text() == "復原：x（Ctrl+Z）"
    with qtbot.waitSignal(texts.language_changed):
        texts.choose("en")
    assert label.text() == "Undo: x (Ctrl+Z)"


def test_the_same_language_again_changes_nothing(qtbot: QtBot) -> None:
    texts = Texts("en")
    with qtbot.assertNotEmitted(texts.language_changed):
        texts.choose("en")


def test_dead_owners_are_forgotten(qtbot: QtBot) -> None:
    texts, label, told = Texts("zh_TW"), QLabel(), list[str]()
    texts.bind(label, told.append, "window.close")
    shiboken6.delete(label)
    texts.choose("en")
    assert told == ["關閉"]
    assert texts._bindings == []


def test_a_day_of_dialogs_leaves_nothing_behind() -> None:
    texts = Texts("zh_TW")
    for _ in range(3 * module._PRUNED_FROM):
        label = QLabel()
        texts.bind(label, label.setText, "window.close")
        shiboken6.delete(label)
    assert len(texts._bindings) <= module._PRUNED_FROM


def test_qts_own_words_follow(qapp: QApplication) -> None:
    texts, said = Texts("zh_TW"), list[str]()
    qt_words.follow(qapp, texts)
    for language in ("zh_TW", "en"):
        texts.choose(language)
        said.append(QCoreApplication.translate("QPrintDialog", "Print"))
    assert said == ["列印", "Print"]


def test_one_thing_and_several_are_counted_in_english() -> None:
    texts = Texts("en")
    assert texts.count("view.printing.printed", 1) == "One page is sent to the printer."
    assert texts.count("view.printing.printed", 2) == "2 pages are sent to the printer."
