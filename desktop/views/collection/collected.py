"""What became of the files that came back in a round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget

from desktop.core import terms
from desktop.services.round_collect import Collected
from desktop.views.lists.files_dialog import FileLine, FilesDialog
from desktop.views.texts import Texts
from desktop.views.workbench import Workbench

_TONES = {"taken": "good", "nil": "good", "same": None, "doubt": "doubt", "refused": "bad"}
_HEADS = ("view.courses.column.agency", "view.collection.column.people")


def tell(bench: Workbench, found: Sequence[Collected], parent: QWidget) -> None:
    """Show the files with their agencies, those that somebody should look at with the reason."""
    FilesDialog(bench, [_line(bench.texts, one) for one in found], _HEADS, parent).open()


def _line(texts: Texts, one: Collected) -> FileLine:
    return FileLine(
        one.path.name,
        one.agency,
        terms.label("round_file", one.state, texts.language),
        _TONES[one.state],
        str(one.records or ""),
        tuple(_reasons(texts, one)),
    )


def _reasons(texts: Texts, one: Collected) -> Iterator[str]:
    if one.error is not None:
        yield texts.catalogue.error(one.error)
    yield from (texts.catalogue.sentence(finding) for finding in one.findings)
    if one.second and one.state == "taken":
        told = {name: "、".join(getattr(one, name)) or "－" for name in ("added", "removed", "changed")}
        yield texts.text("cli.round.difference", **told)
