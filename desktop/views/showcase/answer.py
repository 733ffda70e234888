"""The dialog of the center's answer on seats, with its letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.core import terms
from desktop.services.showcase import Line
from desktop.views.lists.answer import LetterAnswerDialog
from desktop.views.lists.attest import people
from desktop.views.workbench import Workbench

_STATES = ("confirmed", "waiting", "declined", "requested")
_WITHOUT = ("requested",)


def answer_dialog(
    bench: Workbench,
    lines: Sequence[Line],
    answered: Callable[[str, str, date | None], object],
    parent: QWidget,
) -> LetterAnswerDialog:
    """Asks how the center answered these requests."""
    known = next((line for line in lines if line.document_no), None)
    letter = ("", None) if known is None else (known.document_no, known.document_date)
    states = [(code, terms.label("seat_state", code, bench.texts.language)) for code in _STATES]
    title = "view.showcase.answer.title"
    return LetterAnswerDialog(bench, title, people(bench, lines), states, _WITHOUT, letter, answered, parent)
