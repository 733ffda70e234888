"""The catalogue in the language chosen now, and labels that follow when another is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject, Signal

from desktop.core import messages
from desktop.core.errors import Param

_PRUNED_FROM = 500
"""Bindings that are kept without asking whether their owners still live."""


@dataclass(frozen=True, slots=True)
class _Binding:
    owner: QObject
    show: Callable[[str], object]
    code: str
    params: Mapping[str, Param]


class Texts(QObject):
    """Gives every sentence of the window; widgets are bound once and never translated by hand.

    Signals: `language_changed` after every bound text is in the new language, for what is drawn or listed.
    """

    language_changed = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self._catalogue = messages.catalogue(language)
        self._bindings: list[_Binding] = []
        self._most = _PRUNED_FROM

    @property
    def language(self) -> str:
        """One of `messages.LANGUAGES`."""
        return self._catalogue.language

    @property
    def catalogue(self) -> messages.Catalogue:
        """For whole findings and errors."""
        return self._catalogue

    def text(self, code: str, /, **params: Param) -> str:
        """The words of a code."""
        return self._catalogue.what(code, **params)

    def count(self, code: str, count: int, /, **params: Param) -> str:
        """The words of a code for so many things."""
        return self._catalogue.count(code, count, **params)

    def bind(self, owner: QObject, show: Callable[[str], object], code: str, /, **params: Param) -> None:
        """Give `show` the words now and after every change of language, as long as `owner` lives."""
        if len(self._bindings) >= self._most:  # dialogs come and go all day
            self._forget_dead()
            self._most = max(2 * len(self._bindings), _PRUNED_FROM)
        self._bindings.append(_Binding(owner, show, code, params))
        show(self.text(code, **params))

    def choose(self, language: str) -> None:
        """Speak another language from now on."""
        if language == self.language:
            return
        self._catalogue = messages.catalogue(language)
        self._forget_dead()
        for binding in self._bindings:
            binding.show(self.text(binding.code, **binding.params))
        self.language_changed.emit()

    def _forget_dead(self) -> None:
        self._bindings = [binding for binding in self._bindings if shiboken6.isValid(binding.owner)]
