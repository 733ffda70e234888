"""業務移交摘要: what is open on the day of a handover, on paper, with boxes to sign."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.core.clock import roc_long, roc_short
from desktop.core.messages import catalogue
from desktop.exports import official_letter
from desktop.exports.official_letter import OfficialLetter, Section
from desktop.services import (
    activity_states,
    backup,
    changes_since,
    deadlines,
    packet_history,
    preflight,
    round_board,
    rounds,
)
from desktop.services.office import Office


def paper(office: Office) -> bytes:
    """The summary as PDF/A-1b."""
    row, now = office.row(), office.clock.now()
    return official_letter.render(
        OfficialLetter(
            title=f"{row.agency}　{_said('handover.title')}",
            contact=(),
            fields=(
                _said("handover.day", day=roc_long(now.date())),
                _said("handover.from", name=row.coordinator or "＿＿＿＿", phone=row.phone),
            ),
            sections=(
                Section(_said("handover.open"), tuple(_open(office)) or (_said("handover.nothing"),)),
                Section(_said("handover.states"), tuple(_states(office))),
                Section(_said("handover.files"), tuple(_files(office))),
            ),
            copies=(),
            created=now,
            seals=tuple(_said(f"handover.seal.{one}") for one in ("from", "to", "witness")),
        )
    )


def _open(office: Office) -> Iterator[str]:
    for one in rounds.listing(office, state="open"):
        board = round_board.read(office, one.id)
        waiting = board.count(*round_board.UNANSWERED)
        doubt = board.count("doubt")
        yield _said("handover.round", title=one.title, due=roc_short(one.due), waiting=waiting, doubt=doubt)
    for line in deadlines.listing(office):
        if not line.done:
            yield _said(
                "handover.deadline", day=roc_short(line.day), subject=line.subject, number=line.document_no
            ).rstrip("　")
    changes = changes_since.read(office)
    if changes.items:
        yield _said("handover.unsent", count=len(changes.items))
    errors = preflight.summary(office).errors
    if errors:
        yield _said("handover.errors", count=errors)


def _states(office: Office) -> Iterator[str]:
    states = activity_states.read(office, "zh_TW")
    for code in ("submitted", "unchanged", "nil", "not_yet"):
        titles = "、".join(one.title for one in states if one.state == code)
        if titles:
            yield _said(f"handover.state.{code}", titles=titles)


def _files(office: Office) -> Iterator[str]:
    sent = packet_history.history(office)
    if sent:
        last = sent[0]
        yield _said("handover.packet", file=last.file_name, day=roc_short(last.sealed_at.date()))
    made = backup.last_proven(office.folder)
    if made is not None:
        yield _said("handover.backup", day=roc_short(made.date()))
    yield _said("handover.old")


def _said(code: str, **params: str | int) -> str:
    return catalogue("zh_TW").text(code, **params)
