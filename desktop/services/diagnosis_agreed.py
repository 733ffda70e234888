"""The consensus meeting: what each respondent says of an item, and what the project team fixes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import DataError, UsageError
from desktop.models.diagnosis import Decision, Diagnosis
from desktop.models.journal import Journal
from desktop.rules import answering, diagnosis
from desktop.rules.answering import Item, Said
from desktop.rules.diagnosis import Agreed, Spread
from desktop.services import diagnoses
from desktop.services.office import Office

LONGEST = {"note": 500, "evidence": 1000}


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was agreed on one item, and when."""

    agreed: Agreed
    evidence: str
    help: tuple[str, ...]
    note: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item with everything said of it. `said`: respondent's number → answer."""

    item: Item
    said: Mapping[int, Said]
    levels: Spread
    needs: Spread
    fixed: Fixed | None
    changes: int
    """How often it was fixed anew."""

    @property
    def agreed(self) -> Agreed:
        """What was agreed; nothing is settled before."""
        return self.fixed.agreed if self.fixed else Agreed()

    @property
    def proposal(self) -> Agreed | None:
        """What could be agreed to without talking; None where somebody disagrees, or nobody answered."""
        own = self.said.values()
        levels = [one.level for one in own if one.level is not None]
        needs = [one.need for one in own if one.need is not None]
        return diagnosis.proposal(levels, needs, sum(one.not_applicable for one in own))

    @property
    def evidence(self) -> tuple[str, ...]:
        """What the respondents name as evidence, each once."""
        return tuple(dict.fromkeys(one.evidence for one in self.said.values() if one.evidence))

    @property
    def help(self) -> tuple[str, ...]:
        """What help they wish for, the most wished first."""
        wished = Counter(code for one in self.said.values() for code in one.help)
        return tuple(code for code, _count in wished.most_common())


def read(office: Office) -> tuple[ItemLine, ...]:
    """Every item in the order of the form."""
    with office.database.reading() as session:
        return lines(session)


def lines(session: Session) -> tuple[ItemLine, ...]:
    """Every item in the order of the form."""
    asked, own = diagnoses.form(), diagnoses.current(session)
    given = {} if own is None else diagnoses.answers(session, own.id)
    said = {number: answering.said(asked, one) for number, one in sorted(given.items())}
    held = history(session, own.id) if own is not None else {}
    return tuple(_line(item, said, held.get(item.code, ())) for item in answering.items_of(asked))


def history(session: Session, diagnosis_id: int) -> dict[str, tuple[Fixed, ...]]:
    """Item → everything that was ever agreed on it, the first one first."""
    rows = session.scalars(select(Decision).filter_by(diagnosis_id=diagnosis_id).order_by(Decision.id))
    found: dict[str, tuple[Fixed, ...]] = {}
    for row in rows:
        found[row.item] = (*found.get(row.item, ()), _fixed(row))
    return found


def changes_of(office: Office, item: str) -> tuple[Fixed, ...]:
    """The history of one item, the first one first."""
    with office.database.reading() as session:
        own = diagnoses.current(session)
        return () if own is None else history(session, own.id).get(item, ())


def before(session: Session) -> tuple[int, dict[str, Agreed]] | None:
    """The year of the diagnosis before this one, and what was agreed then; None if there is none."""
    own = diagnoses.current(session)
    query = select(Diagnosis).order_by(Diagnosis.roc_year.desc())
    if own is not None:
        query = query.where(Diagnosis.roc_year < own.roc_year)
    found = session.scalars(query.limit(1)).first()
    if found is None:
        return None
    return found.roc_year, {item: some[-1].agreed for item, some in history(session, found.id).items()}


def decide(
    office: Office,
    item: str,
    agreed: Agreed,
    *,
    note: str = "",
    evidence: str | None = None,
    wished: Sequence[str] | None = None,
) -> None:
    """Fix an item. Evidence and help are the respondents' own where nothing else is said.

    Raises `UsageError` for an item that there is not, `DataError` for what lies outside the scales, for level
    4 or 5 without evidence (TTQS), and for 不適用 without a note.
    """
    with office.database.writing("diagnosis.decide", item) as journal:
        line = next((one for one in lines(journal.session) if one.item.code == item), None)
        if line is None:
            raise UsageError("diagnosis.no_item", item=item)
        own = "\n".join(line.evidence) if evidence is None else evidence.strip()
        _check(agreed, note.strip(), own)
        _write(journal, line, agreed, note.strip(), own, line.help if wished is None else tuple(wished))


def accept_all(office: Office) -> int:
    """Fix every open item on which nobody disagrees, as one action; returns how many there were."""
    with office.database.writing("diagnosis.accept") as journal:
        done = 0
        for line in lines(journal.session):
            found = line.proposal
            if line.fixed is None and found is not None and _can_stand(line, found):
                note = _reason(line) if found.not_applicable else ""
                _write(journal, line, found, note, "\n".join(line.evidence), line.help)
                done += 1
    return done


def _can_stand(line: ItemLine, found: Agreed) -> bool:
    if found.not_applicable:
        return bool(_reason(line))
    return (found.level or 0) < 4 or bool(line.evidence)


def _reason(line: ItemLine) -> str:
    return next((one.reason for one in line.said.values() if one.reason), "")


def _check(agreed: Agreed, note: str, evidence: str) -> None:
    if agreed.level is not None and not diagnosis.LOWEST <= agreed.level <= diagnosis.HIGHEST:
        raise DataError("diagnosis.level", level=agreed.level)
    if agreed.need is not None and not 0 <= agreed.need <= diagnosis.MOST_NEED:
        raise DataError("diagnosis.need", need=agreed.need)
    if not agreed.settled:
        raise DataError("diagnosis.unsettled")
    if agreed.not_applicable and not note:
        raise DataError("diagnosis.why_not")
    if (agreed.level or 0) >= 4 and not evidence:
        raise DataError("diagnosis.no_evidence")
    for name, told in (("note", note), ("evidence", evidence)):
        if len(told) > LONGEST[name]:
            raise DataError("nominate.too_long", length=len(told), limit=LONGEST[name])


def _write(
    journal: Journal, line: ItemLine, agreed: Agreed, note: str, evidence: str, wished: Sequence[str]
) -> None:
    row = {
        "diagnosis_id": diagnoses.begun(journal),
        "item": line.item.code,
        "level": None if agreed.not_applicable else agreed.level,
        "not_applicable": agreed.not_applicable,
        "need": None if agreed.not_applicable else agreed.need,
        "evidence": evidence,
        "help": " ".join(wished),
        "note": note,
        "decided_at": journal.clock.now(),
    }
    journal.insert(Decision, [row])


def _line(item: Item, said: Mapping[int, Mapping[str, Said]], held: Sequence[Fixed]) -> ItemLine:
    own = {number: told[item.code] for number, told in said.items()}
    return ItemLine(
        item,
        own,
        diagnosis.spread({number: one.level for number, one in own.items() if one.level is not None}),
        diagnosis.spread({number: one.need for number, one in own.items() if one.need is not None}),
        held[-1] if held else None,
        max(len(held) - 1, 0),
    )


def _fixed(row: Decision) -> Fixed:
    agreed = Agreed(row.level, row.not_applicable, row.need)
    return Fixed(agreed, row.evidence, tuple(row.help.split()), row.note, row.decided_at)
