"""What became of the answer sheets that came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.views.lists.files_dialog import FileLine, FilesDialog
from desktop.views.texts import Texts
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.diagnosis_files import Taken

_TONES = {"new": "good", "changed": "doubt", "same": None, "refused": "bad"}
_HEADS = ("view.luminary.column.respondent", "view.luminary.column.answered")


def tell(bench: Workbench, found: Sequence[Taken], parent: QWidget) -> None:
    """Show the files with their respondents, those that somebody should look at with the reason."""
    FilesDialog(bench, [_line(bench.texts, one) for one in found], _HEADS, parent).open()


def _line(texts: Texts, one: Taken) -> FileLine:
    return FileLine(
        one.path.name,
        texts.text("view.luminary.number", number=one.number) if one.number else "",
        texts.text(f"view.luminary.file-{one.state}"),
        _TONES[one.state],
        str(one.answered or ""),
        tuple(_reasons(texts, one)),
    )


def _reasons(texts: Texts, one: Taken) -> Iterator[str]:
    if one.error is not None:
        yield texts.catalogue.error(one.error)
    yield from (texts.catalogue.sentence(finding) for finding in one.findings)
    if one.changed:
        yield texts.text("view.luminary.changed", questions="、".join(one.changed))
    if one.missing:
        yield texts.text("view.luminary.still-missing", count=one.missing)
