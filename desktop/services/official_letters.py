"""Letters that the office sends, from resources/letters.toml: whatever the letter, the head is the same."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from desktop.core import paths
from desktop.core.clock import ROC_OFFSET, roc_long
from desktop.exports.official_letter import OfficialLetter, Section
from desktop.models.office import OfficeRow
from desktop.rules.plan import Plan

SUBJECT, EXPLANATION, PROPOSAL = "主旨", "說明", "擬辦"
_ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class Sent:
    """Date and number of a letter that has them already."""

    day: date
    number: str


def compose(
    name: str,
    office: OfficeRow,
    plan: Plan,
    values: Mapping[str, object],
    moment: datetime,
    *,
    recipient: str = "",
    original: str = "",
    sent: Sent | None = None,
) -> OfficialLetter:
    """The letter `name` with its texts filled in; to the center unless another recipient is given.

    `original` is who gets it (正本), where that says more than the recipient.
    """
    common, own = _texts()["common"], _texts()[name]
    to = recipient or center(plan)
    filled = {**values, "plan": plan.title.zh_TW, "recipient": to}
    return OfficialLetter(
        title=f"{office.agency}　{common['kind']}",
        contact=(
            common["address"],
            common["contact"].format(contact=office.coordinator),
            common["phone"].format(phone=office.phone),
            common["email"].format(email=office.email),
        ),
        fields=(
            common["to"].format(recipient=to),
            common["day"].format(
                day=roc_long(sent.day) if sent else common["blank_day"].format(year=moment.year - ROC_OFFSET)
            ),
            common["number"].format(number=sent.number if sent else common["blank_number"]),
            common["speed"],
            common["secrecy"],
            common["attachments"].format(attachments=own["attachments"]),
        ),
        sections=(
            Section(SUBJECT, (own["subject"].format_map(filled),)),
            Section(EXPLANATION, tuple(text.format_map(filled) for text in own["explanation"])),
        ),
        copies=(common["original"].format(recipient=original or to), common["copy"]),
        created=moment,
    )


def title(name: str) -> str:
    """What a letter is called in the window."""
    called: str = _texts()[name]["title"]
    return called


def compose_memo(
    name: str,
    office: OfficeRow,
    plan: Plan,
    values: Mapping[str, object],
    moment: datetime,
    *,
    seals: tuple[str, ...],
) -> OfficialLetter:
    """The internal memo (簽) `name`: 主旨, 說明, 擬辦, and a box for each of `seals`."""
    own = _texts()[name]
    filled = {**values, "plan": plan.title.zh_TW}
    return OfficialLetter(
        title=f"{office.agency}　{own['kind']}",
        contact=(),
        fields=(_texts()["common"]["memo_day"].format(day=roc_long(moment.date())),),
        sections=(
            Section(SUBJECT, (own["subject"].format_map(filled),)),
            Section(EXPLANATION, tuple(text.format_map(filled) for text in own["explanation"])),
            Section(PROPOSAL, tuple(text.format_map(filled) for text in own["proposal"])),
        ),
        copies=(),
        created=moment,
        seals=seals,
    )


def center(plan: Plan) -> str:
    """The full name of the center (主辦機關)."""
    return next(body.name.zh_TW for body in plan.bodies if body.role == _ORGANISER)


@lru_cache
def _texts() -> dict[str, Any]:
    return tomllib.loads((paths.resources() / "letters.toml").read_text(encoding="utf-8"))
