"""The one presenter: what a person can mend is shown on the page, a bug in a dialog with a report."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from desktop.core import crash_report
from desktop.core.errors import KnownError
from desktop.core.os_errors import known
from desktop.views.texts import Texts

_log = logging.getLogger(__name__)


class Presenter(QObject):
    """Decides how an error is told.

    Signals: `told` with the sentence and the code of what a person can mend; `crashed` with the report of a
    bug; `succeeded` with a short sentence about something done that is not seen on the page.
    """

    told = Signal(str, str)
    crashed = Signal(str)
    succeeded = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts

    def present(self, error: BaseException) -> None:
        """Tell an error that ended a task or a slot."""
        mendable = as_known(error)
        if mendable is not None:
            self.told.emit(self._texts.catalogue.error(mendable), mendable.code)
            return
        report = crash_report.of(error)
        _log.error("crash\n%s", report)
        self.crashed.emit(report)

    def say(self, sentence: str) -> None:
        """Tell that something succeeded, without asking for a click."""
        self.succeeded.emit(sentence)

    def install(self) -> Callable[[], None]:
        """Bring every exception that leaves a slot here; returns what takes the hook away again."""
        before = sys.excepthook

        def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
            self.present(error)

        def remove() -> None:
            sys.excepthook = before

        sys.excepthook = hook
        return remove


def as_known(error: BaseException) -> KnownError | None:
    """The error as one that a person can mend, or None for a bug."""
    if isinstance(error, KnownError):
        return error
    return known(error) if isinstance(error, OSError) else None
