"""What is shown of a packet that was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.core.clock import TAIWAN, roc_short
from desktop.core.findings import Finding, Severity
from desktop.views.packets.banner import Banner
from desktop.views.widgets.basic import ICON, card, column, label, row, rule, words
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.packet_check import Contents, Examined, Held, Signed

_ICONS = {"good": "circle-check", "doubt": "circle-help", "bad": "circle-x"}
_SAID_ELSEWHERE = "packet.revocation_unknown"
"""Told with the signer, in the same words for every packet."""


def result(bench: Workbench, answer: Examined) -> QVBoxLayout:
    """Verdict, three answers, what was found, what is inside."""
    parts: list[QWidget] = [_verdict(bench, answer), card(_answers(bench, answer))]
    told = [finding for finding in answer.findings if finding.code != _SAID_ELSEWHERE]
    if told:
        parts.append(card(_findings(bench, told)))
    if answer.contents is not None:
        believed = answer.complete and answer.unaltered
        title = "view.packets.inside" if believed else "view.packets.claimed"
        parts.append(card(_contents(bench, title, answer.contents)))
    return column(label(answer.path.name, "small", wrap=True), *parts, None, gap=12)


def _verdict(bench: Workbench, answer: Examined) -> Banner:
    made = Banner(bench, "verdict")
    code, tone = _verdict_code(answer)
    sent = answer.sent
    day = roc_short(sent.sealed_at.astimezone(TAIWAN).date()) if sent else ""
    made.tell(bench.texts.text(code, sequence=sent.sequence if sent else 0, day=day), tone)
    return made


def _verdict_code(answer: Examined) -> tuple[str, str]:
    if answer.own == "changed":
        return "view.packets.verdict.changed", "bad"
    if not answer.accepted:
        return "view.packets.verdict.refused", "bad"
    if answer.own == "ours":
        return "view.packets.verdict.ours", "good"
    if answer.signed.trusted or answer.signed.office_key:
        return "view.packets.verdict.trusted", "good"
    return "view.packets.verdict.compare", "doubt"


def _answers(bench: Workbench, answer: Examined) -> QVBoxLayout:
    complete = "view.packets.complete.yes" if answer.complete else "view.packets.complete.no"
    unaltered = "view.packets.unaltered.yes" if answer.unaltered else "view.packets.unaltered.no"
    return column(
        _answer(bench, "view.packets.complete", bench.texts.text(complete), _tone(answer.complete)),
        rule(),
        _answer(bench, "view.packets.unaltered", bench.texts.text(unaltered), _tone(answer.unaltered)),
        rule(),
        _signer(bench, answer.signed),
        gap=10,
    )


def _signer(bench: Workbench, signed: Signed) -> QWidget:
    text = bench.texts.text
    if not signed.name:
        return _answer(bench, "view.packets.from", text("view.packets.from-nobody"), "bad")
    county = signed.county if bench.texts.language == "zh_TW" else signed.county_en
    who = text("view.packets.from-county", name=signed.name, county=county) if county else signed.name
    known, tone = _trust(signed)
    revoked = text(f"view.packets.revocation.{signed.revocation}")
    if signed.revocation == "revoked":
        tone = "bad"
    fingerprint = label(signed.fingerprint, "code", wrap=True)
    fingerprint.setObjectName("fingerprint")
    fingerprint.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    below = column(
        label(f"{text(known)}　{revoked}", "soft", wrap=True),
        words(bench, "view.packets.fingerprint", "small"),
        fingerprint,
        gap=2,
    )
    return _answer(bench, "view.packets.from", who, tone, below)


def _trust(signed: Signed) -> tuple[str, str]:
    if signed.trusted is False:
        return "view.packets.trust.no", "bad"
    if signed.trusted:
        return "view.packets.trust.yes", "good"
    if signed.office_key:
        return "view.packets.trust.own", "good"
    return "view.packets.trust.unknown", "doubt"


def _tone(good: bool) -> str:
    return "good" if good else "bad"


def _answer(bench: Workbench, code: str, said: str, tone: str, below: QVBoxLayout | None = None) -> QWidget:
    holder = QFrame()
    holder.setObjectName(code.removeprefix("view.packets."))
    holder.setProperty("tone", tone)
    title = words(bench, code, "strong")
    items = [row(title, _wide(label(said, wrap=True)), gap=12), *([below] if below else [])]
    icon = _icon(bench, _ICONS[tone], tone)
    icon.setContentsMargins(0, 3, 0, 0)
    layout = row(icon, column(*items, gap=4), gap=12)
    layout.setStretch(1, 1)
    layout.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
    holder.setLayout(layout)
    return holder


def _wide(made: QLabel) -> QLabel:
    made.setSizePolicy(made.sizePolicy().Policy.Expanding, made.sizePolicy().verticalPolicy())
    return made


def _findings(bench: Workbench, findings: list[Finding]) -> QVBoxLayout:
    lines = []
    said = {bench.texts.catalogue.sentence(finding): finding for finding in findings}
    for sentence, finding in said.items():
        bad = finding.severity is Severity.ERROR
        icon = _icon(bench, "circle-x", "bad") if bad else _icon(bench, "triangle-alert", "doubt")
        line = row(icon, label(sentence, wrap=True), gap=12)
        line.setStretch(1, 1)
        lines.append(line)
    return column(words(bench, "view.packets.found", "strong"), *lines, gap=6)


def _contents(bench: Workbench, title: str, contents: Contents) -> QVBoxLayout:
    text = bench.texts.text
    made = contents.created_at.astimezone(TAIWAN)
    facts = [
        ("view.packets.number", contents.number),
        ("view.packets.created", f"{roc_short(made.date())} {made:%H:%M}"),
    ]
    if contents.letter_date is not None:
        letter = f"{roc_short(contents.letter_date)}　{contents.letter_number}"
        facts.append(("view.packets.part-letter", letter))
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    for code, value in facts:
        _put(grid, text(code), value)
    for held in contents.held:
        _put(grid, _kind(bench, held), _count(bench, held))
    grid.setColumnStretch(1, 1)
    return column(words(bench, title, "strong"), grid, gap=6)


def _put(grid: QGridLayout, name: str, value: str) -> None:
    at = grid.rowCount()
    grid.addWidget(label(name, "soft", wrap=True), at, 0)
    grid.addWidget(label(value, wrap=True), at, 1)
    grid.setColumnStretch(0, 1)


def _kind(bench: Workbench, held: Held) -> str:
    title = held.title[bench.texts.language]
    return bench.texts.text(f"view.packets.held-{held.kind}", title=title)


def _count(bench: Workbench, held: Held) -> str:
    if held.kind == "proof":
        return bench.texts.text(f"view.packets.proof-{'holds' if held.count else 'fails'}")
    return bench.texts.count(f"view.packets.{'pages' if held.kind == 'form' else 'rows'}", held.count)


def _icon(bench: Workbench, name: str, colour: str) -> QLabel:
    made = QLabel()
    bench.theme.bind(made, lambda: made.setPixmap(bench.theme.icon(name, colour).pixmap(ICON)))
    return made
