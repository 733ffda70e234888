"""The preflight's findings as lines of a list: errors first, then by kind, the common advice said once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.core.findings import Finding, Severity
from desktop.views.texts import Texts

if TYPE_CHECKING:
    from desktop.services.preflight import Found

LINE_ROLE = Qt.ItemDataRole.UserRole
SHOWN = 12
"""Lines of one kind that are shown before somebody asks for the others."""

STEP = 100
"""Further lines that are shown each time: the window measures each of them."""

Index = QModelIndex | QPersistentModelIndex


class Kind(Enum):
    """What a line is."""

    GROUP = "group"
    FINDING = "finding"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a heading with its count, a finding, or the offer to show the others."""

    kind: Kind
    group: str
    """The same for the lines of a group."""
    text: str
    advice: str = ""
    clause: str = ""
    tone: str = ""
    count: int = 0
    found: Found | None = None


def lines(
    found: Sequence[Found], texts: Texts, opened: Mapping[str, int] = MappingProxyType({})
) -> list[Line]:
    """The lines in order; `opened` says how many more are asked for of a group."""
    groups: dict[tuple[str, str], list[Found]] = {}
    for one in sorted(found, key=lambda one: one.finding.severity is not Severity.ERROR):
        groups.setdefault((one.finding.code, _advice(one.finding, texts)), []).append(one)
    return [line for key, some in groups.items() for line in _group(*key, some, texts, opened)]


def _group(
    code: str, advice: str, found: Sequence[Found], texts: Texts, opened: Mapping[str, int]
) -> Iterator[Line]:
    """A heading with what to do, once for all of them, and the findings below."""
    tone = "bad" if found[0].finding.severity is Severity.ERROR else "doubt"
    title = texts.text(f"view.packets.kind.{code.rpartition('.')[2]}")
    key = f"{code} {advice}"
    yield Line(Kind.GROUP, key, title, advice=advice, tone=tone, count=len(found))
    most = SHOWN + opened.get(key, 0)
    shown = found if len(found) <= most + 1 else found[:most]
    for one in shown:
        yield _line(key, one, texts)
    if len(shown) < len(found):
        left = texts.count("view.packets.more", len(found) - len(shown))
        yield Line(Kind.MORE, key, left, count=len(found) - len(shown))


def _advice(finding: Finding, texts: Texts) -> str:
    """What to do next, without putting together what was found: there may be thousands."""
    if finding.texts is not None:
        return finding.texts[texts.language][1]
    return texts.catalogue.next(finding.code, **finding.params)


def _line(key: str, found: Found, texts: Texts) -> Line:
    finding = found.finding
    what, _ = texts.catalogue.words(finding)
    field = _field(finding, found.place.field, texts)
    begins = texts.language == "en" and not finding.name and not field
    said = what[:1].upper() + what[1:] if begins else field + what
    return Line(
        Kind.FINDING,
        key,
        texts.text("view.packets.who", who=finding.name, what=said) if finding.name else said,
        clause=finding.clause or "",
        found=found,
    )


def _field(finding: Finding, column: str, texts: Texts) -> str:
    """The field's name in the language of the window; findings carry the one of the forms."""
    if not finding.field:
        return ""
    code = f"view.packets.field.{column}"
    known = texts.language != "zh_TW" and code in texts.catalogue
    return texts.text("frame.field", field=texts.text(code) if known else finding.field)


class LineModel(QAbstractListModel):
    """Holds the lines; headings can be read but not chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []

    @property
    def rows(self) -> Sequence[Line]:
        """The lines shown."""
        return self._lines

    def set_rows(self, rows: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        """Qt."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt."""
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return " ".join(part for part in (line.text, line.advice, line.clause) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt."""
        if self._lines[index.row()].kind is Kind.GROUP:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
