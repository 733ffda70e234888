"""Whoever was found while typing, with the verdict at the right of each name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.services.nominate_person import Judgement
from desktop.services.people_search import FoundPerson
from desktop.views.lists import words
from desktop.views.rare_fonts import RareFonts
from desktop.views.table_model import ROW_ROLE, Column, RowModel
from desktop.views.widgets.basic import column, label, restyle, row
from desktop.views.widgets.table import draw_chip
from desktop.views.workbench import Workbench

_MOST_SEEN = 6
_PADDING = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who was found, with what the rules say of them."""

    person: FoundPerson
    judgement: Judgement

    @property
    def id(self) -> int:
        """The person."""
        return self.person.id

    @property
    def held(self) -> bool:
        """Whether the person is in the list already."""
        return self.judgement.nomination_id is not None


class FoundList(QFrame):
    """Whoever was found, two lines each where the verdict needs a reason; keys are told below."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self.setProperty("card", "raised")
        self.setObjectName("found-frame")
        self.model: RowModel[Candidate] = RowModel(
            [Column("found", "view.courses.add", self._spoken, 0)], bench.texts.text, lambda row: row.id
        )
        self.list = QListView()
        self.list.setObjectName("found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setModel(self.model)
        self.list.setProperty("bare", True)
        self.list.setItemDelegate(CandidateDelegate(bench, self.list))
        bench.texts.bind(self.list, self.list.setAccessibleName, "view.courses.add.found")
        self._foot = label(role="small", wrap=True)
        self._foot.setObjectName("found-foot")
        foot = row(self._foot, margins=(_PADDING, 0, _PADDING, 0))
        self.setLayout(column(self.list, foot, gap=4, margins=(4, 4, 4, 8)))
        self._fonts = RareFonts.of(bench)
        self._fonts.loaded.connect(self.list.viewport().update)
        self._session = 0
        self.hide()

    @property
    def current(self) -> Candidate | None:
        """The highlighted one."""
        index = self.list.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def show_candidates(self, candidates: Sequence[Candidate], session: int) -> None:
        """Show whoever was found, the first who may be added highlighted; `session` 0: the list has none."""
        self._session = session
        self._fonts.show("".join(one.person.name for one in candidates))
        self.model.set_rows(candidates)
        free = (at for at, one in enumerate(candidates) if one.judgement.answer != "no" and not one.held)
        at = next(free, 0)
        self.list.setCurrentIndex(self.model.index(at, 0))
        self.list.setVisible(bool(candidates))
        self._say("")

    def step(self, by: int) -> None:
        """Highlight the next or the previous one."""
        count = len(self.model.rows)
        if count:
            at = (self.list.currentIndex().row() + by) % count
            self.list.setCurrentIndex(self.model.index(at, 0))
            self._say("")

    def refuse(self, candidate: Candidate) -> None:
        """Say why somebody cannot be added."""
        reason = candidate.judgement.reasons[0]
        told = self._bench.texts.text(
            "view.courses.add.refused",
            name=candidate.person.name,
            reason=reason.text(self._bench.texts.language),
            clause=reason.clause,
        )
        self._say(told, "bad")

    def height_within(self, room: int) -> int:
        """As high as what was found, with a scroll bar for more than fits or more than a few."""
        row = self.list.sizeHintForRow(0) if self.model.rows else 0
        rows = min(len(self.model.rows), _MOST_SEEN)
        foot = self._foot.heightForWidth(max(self.width() - 2 * _PADDING - 8, 1)) + 20
        return max(min(rows * row + foot, room), foot)

    def _say(self, told: str, tone: str = "") -> None:
        texts = self._bench.texts
        if not told:
            told = self._keys() if self.model.rows else texts.text("view.lists.add.none")
        self._foot.setText(told)
        restyle(self._foot, tone=tone)

    def _keys(self) -> str:
        texts = self._bench.texts
        if not self._session:
            return texts.text("view.lists.add.keys")
        session = texts.text("view.courses.session", session=self._session)
        return texts.text("view.courses.add.keys", session=session)

    def _spoken(self, row: Candidate) -> str:
        return f"{row.person.name} {row.person.agency} {chip(self._bench, row)[0]}"


def chip(bench: Workbench, row: Candidate) -> tuple[str, str]:
    """The words and the tone of a candidate's chip."""
    answer = str(row.judgement.answer)
    if row.judgement.session is not None:
        return bench.texts.text("view.courses.add.held", session=row.judgement.session), "plain"
    if row.held:
        return bench.texts.text("view.lists.add.held"), "plain"
    return words.verdict(bench.texts, answer), words.TONES[answer]


class CandidateDelegate(QStyledItemDelegate):
    """Name and agency with the verdict at the right; below them why, where it is not a plain yes."""

    def __init__(self, bench: Workbench, parent: QListView) -> None:
        super().__init__(parent)
        self._bench = bench

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt."""
        row: Candidate = index.data(ROW_ROLE)
        view = self.parent()
        assert isinstance(view, QListView)
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        plain.state &= ~QStyle.StateFlag.State_HasFocus
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, view)
        rect: Any = option.rect
        painter.save()
        self._draw(painter, rect.adjusted(_PADDING, 6, -_PADDING, -6), row)
        painter.restore()

    def _draw(self, painter: QPainter, box: QRect, row: Candidate) -> None:
        theme = self._bench.theme
        text, tone = chip(self._bench, row)
        height = QFontMetrics(theme.font("body")).height()
        top = QRect(box.x(), box.y(), box.width(), height)
        width = draw_chip(theme, painter, top, text, tone, at_right=True)
        room = box.width() - width - 12
        person = row.person
        used = _text(painter, theme.font("body", bold=True), theme.colour("ink"), top, room, person.name)
        where = f"{person.agency}　{person.unit}　{person.title}".strip("　")
        rest = top.adjusted(used + 12, 0, 0, 0)
        _text(painter, theme.font("small"), theme.colour("ink_soft"), rest, room - used - 12, where)
        below = top.translated(0, height + 3)
        _text(painter, theme.font("small"), theme.colour(_ink(row)), below, box.width(), self._why(row))

    def _why(self, row: Candidate) -> str:
        reasons = row.judgement.reasons
        if not reasons:
            return ""
        told = words.joined(self._bench.texts, (one.text(self._bench.texts.language) for one in reasons[:2]))
        star = words.priority(self._bench.texts, row.judgement.priority)
        return "　".join(part for part in (f"{reasons[0].clause} {told}", star) if part)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt."""
        theme = self._bench.theme
        lines = QFontMetrics(theme.font("body")).height() + QFontMetrics(theme.font("small")).height()
        return QSize(0, lines + 3 + 12)


def _ink(row: Candidate) -> str:
    tone = words.TONES[str(row.judgement.answer)]
    return "ink_soft" if tone == "good" or row.held else tone


def _text(painter: QPainter, font: Any, colour: Any, box: QRect, room: int, text: str) -> int:
    """Draw one line, shortened to the room; returns how wide it is."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)
