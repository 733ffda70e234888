"""Papers of the pairs: 師徒配對約定書 and 師徒歷程紀錄表, one form a pair, and 師徒配對名冊."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from desktop.core import paths, terms
from desktop.core.clock import roc_short
from desktop.core.errors import DataError
from desktop.core.messages import catalogue
from desktop.core.progress import Silent
from desktop.core.storage import require_writable
from desktop.core.text import grouped
from desktop.exports import forms as drawing
from desktop.exports import list_paper
from desktop.exports.document import (
    SHORT_HASH_BYTES,
    Booklet,
    Cover,
    ListPaper,
    PersonForm,
    Roster,
    RosterGroup,
    Rows,
    Values,
)
from desktop.services import (
    form_columns,
    mentoring,
    mentoring_form,
    pairing,
    pairing_words,
    pairs,
    pairs_table,
    plans,
    preflight,
    settings,
)
from desktop.services.booklet_parts import LANGUAGE, header
from desktop.services.desk import Desk
from desktop.services.mentoring import MENTEE, MENTOR, Line
from desktop.services.mentoring_dossier import MentoringDossier
from desktop.services.office import Office
from desktop.services.pairing_pools import Pools
from desktop.services.pairs import CAMPS, DISCUSSION, ENDED, GRANTED, PRACTICE, REFUSED, SUGGESTED, PairOf


class Kind(StrEnum):
    """What there is to print."""

    AGREEMENT = "agreement"
    ROSTER = "roster"
    DIARY = "diary"


FORMS: Mapping[Kind, str] = {Kind.AGREEMENT: "pair_agreement", Kind.DIARY: "pair_diary"}
"""Papers of one form a pair → their layout in resources/forms; they also have a blank."""

_NUMBERED: Mapping[Kind, str] = {Kind.AGREEMENT: "PAIR", Kind.DIARY: "DIARY"}
_STATES: Mapping[Kind, frozenset[str]] = {
    Kind.AGREEMENT: frozenset(pairs.STANDING),
    Kind.DIARY: frozenset({*pairs.STANDING, ENDED}),
}
_SIGNING = ("師傅簽章", "師傅之主管", "徒弟簽章", "徒弟之主管")
_EMPTY_ROWS = 3
"""Rows for hand-writing below what is filled in."""
_LISTED = (GRANTED, SUGGESTED, REFUSED, ENDED)
_COMING = frozenset({"registered", "confirmed", "attended"})
_ROSTERS: Mapping[frozenset[str], str] = {
    frozenset({GRANTED}): "師徒核定",
    frozenset({SUGGESTED}): "師徒建議",
}
"""States of the pairs that go on → what kind of list it is."""


@dataclass(frozen=True, slots=True)
class _Year:
    """What the papers are made of, read at once."""

    desk: Desk
    header: Values
    own: MentoringDossier
    seals: tuple[str, ...]
    moment: datetime


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of the stored certificate: the first bytes of its SHA-256, and whether it holds."""

    digest: str
    holds: bool


def pdf(office: Office, kind: Kind, ids: Collection[int] = ()) -> bytes:
    """The paper as PDF/A-1b, of these pairs or of all that it is for; the roster always has all.

    Raises `DataError` while there are no pairs, or where none of these is to be printed.
    """
    with office.database.reading() as session:
        year = _read(session, office.clock.now())
    if not year.own.pairs:
        raise DataError("pairs.none")
    if kind is Kind.ROSTER:
        return _roster(year)
    chosen = [one for one in year.own.pairs if one.id in ids or not ids]
    wanted = [one for one in chosen if one.state in _STATES[kind]]
    if not wanted:
        raise DataError("pairs.not_chosen")
    document = _document(kind, year, tuple(_form(kind, year, one) for one in wanted))
    out = io.BytesIO()
    drawing.render_people(document, document.forms, out, Silent())
    return out.getvalue()


def blank(office: Office, kind: Kind) -> bytes:
    """The form of a pair for hand-writing; `kind` is one of `FORMS`."""
    with office.database.reading() as session:
        year = _read(session, office.clock.now())
    out = io.BytesIO()
    drawing.render_blank(FORMS[kind], year.header, out, seals=_seals(kind, year))
    return out.getvalue()


def write(office: Office, out: Path, kinds: Sequence[Kind] = tuple(Kind)) -> list[Path]:
    """Write papers into a folder, as `mentoring-agreement.pdf`, forms also blank; raises as `pdf`."""
    require_writable(out)
    written = []
    for kind in kinds:
        files = {f"mentoring-{kind}.pdf": pdf(office, kind)}
        if kind in FORMS:
            files[f"mentoring-{kind}-blank.pdf"] = blank(office, kind)
        for name, content in files.items():
            written.append(out / name)
            paths.write_atomic(written[-1], content)
    return written


def proof(own: MentoringDossier) -> Proof | None:
    """Whether the stored certificate holds for the pools and the pairs; None where there is none."""
    if own.certificate is None:
        return None
    digest = hashlib.sha256(own.certificate).hexdigest()[: 2 * SHORT_HASH_BYTES]
    return Proof(digest, own.fresh)


def counts(own: MentoringDossier) -> str:
    """How many pairs go on, their points, and whether they are proven to be the best."""
    points = [one.points for one in own.pairs if one.state in pairs.STANDING]
    stored = proof(own)
    told = _said(
        "pairs.roster.counts",
        pairs=len(points),
        left=len(unpaired(own)),
        worst=min(points, default=0),
        total=f"{sum(points):,}",
    )
    if stored is None:
        return told
    if not stored.holds:
        return told + _said("pairs.roster.changed")
    return told + _said("pairs.roster.proven", digest=grouped(stored.digest))


def unpaired(own: MentoringDossier) -> list[Line]:
    """The mentees without a pair that goes on."""
    held = {one.mentee_member for one in own.pairs if one.state in pairs.STANDING}
    return [one for one in own.mentees if one.id not in held]


def remark(one: PairOf) -> str:
    """What the list says beside a pair: fixed by hand with the reason and the broken rules; why it ended."""
    told = []
    if one.locked:
        told.append(_said("pairs.by_hand"))
    if one.reason:
        told.append(_said("pairs.by_hand_reason", reason=one.reason))
    if one.ended_reason:
        told.append(_said("pairs.ended_reason", reason=one.ended_reason))
    if one.rules:
        words = pairing_words.rules(one.rules, "zh_TW")
        told.append(_said("pairs.by_hand_rules", rules=words))
    return "；".join(told)


def _read(session: Session, moment: datetime) -> _Year:
    own = mentoring.activity(plans.current(session))
    desk = preflight.read(session, own.id)
    found = desk.dossier(MentoringDossier)
    return _Year(
        desk,
        header(desk, own, moment),
        replace(found, pairs=tuple(sorted(found.pairs, key=lambda one: one.id))),
        tuple(settings.get(session, settings.SEALS)),
        moment,
    )


def _document(kind: Kind, year: _Year, forms: tuple[PersonForm, ...]) -> Booklet:
    named = f"{year.header['county']}{year.header['activity']}{title(kind)}"
    cover = Cover(year.header["activity"], (), (), ())
    return Booklet(FORMS[kind], named, year.header, cover, Roster(()), forms, _seals(kind, year), year.moment)


def title(kind: Kind) -> str:
    """What a paper is called."""
    return _said(f"pairs.paper.{kind}")


def _seals(kind: Kind, year: _Year) -> tuple[str, ...]:
    return _SIGNING if kind is Kind.AGREEMENT else year.seals


def _form(kind: Kind, year: _Year, one: PairOf) -> PersonForm:
    office = year.desk.office
    return PersonForm(
        form_no=f"{office.county_code}-{_NUMBERED[kind]}-{year.desk.plan.year}-{one.id:03d}",
        name=f"{one.mentor.name}、{one.mentee.name}",
        bookmark=f"{one.id} {_named(one.mentor)}、{_named(one.mentee)}",
        values=_agreed(one) if kind is Kind.AGREEMENT else _done(one),
        tables={} if kind is Kind.AGREEMENT else entries(one),
        entry=one.id,
    )


def _agreed(one: PairOf) -> dict[str, str]:
    values = {**_cells(one), "state": terms.label("pair_state", one.state)}
    for role, person in ((MENTOR, one.mentor), (MENTEE, one.mentee)):
        own = {
            "name": person.name,
            "title": person.title,
            "agency": f"{person.agency}　{person.unit}".strip("　"),
            "phone": person.phone,
            "email": person.email,
        }
        values |= {f"{role}_{name}": value for name, value in own.items()}
    for camp in CAMPS:
        if set(one.camps.get(camp, ("",))) <= _COMING:
            values[camp] = "參加"
    return values


def _done(one: PairOf) -> dict[str, str]:
    cells = _cells(one)
    return {
        "mentor": _person(one.mentor),
        "mentee": _person(one.mentee),
        "period": "至".join(part for part in (cells["first"], cells["last"]) if part),
        "state": "　".join(part for part in (terms.label("pair_state", one.state), one.document_no) if part),
        "result": cells["result"],
        **{camp: pairs_table.camp_states(one, camp, LANGUAGE) for camp in CAMPS},
    }


def _named(person: Any) -> str:
    return f"{person.name}（{person.agency}）"


def _person(person: Any) -> str:
    return f"{person.name}　{person.title}\n{person.agency}"


def _cells(one: PairOf) -> dict[str, str]:
    columns = mentoring_form.form().pair
    return {own.name: form_columns.shown(own, one.cells.get(own.name, "")) for own in columns}


def entries(one: PairOf) -> dict[str, Rows]:
    """The rows of the diary's lists, each with empty ones for hand-writing below."""
    found = {}
    for name in (DISCUSSION, PRACTICE):
        columns = mentoring_form.form().list_of(name).columns
        filled = tuple(
            tuple(form_columns.shown(column, entry.cells.get(column.name, "")) for column in columns)
            for entry in one.lines(name)
        )
        found[name] = (*filled, *(("",) * len(columns),) * _EMPTY_ROWS)
    return found


def _roster(year: _Year) -> bytes:
    left = unpaired(year.own)
    table = _Places(year.own.pools)
    groups = []
    for title, some in _grouped(year.own.pairs):
        groups.append(RosterGroup(title, tuple(_row(one, table) for one in some)))
    if left:
        rows = tuple(_alone(one, table) for one in left)
        groups.append(RosterGroup(f"{_said('pairs.unpaired')}　{len(left)} 人", rows))
    standing = frozenset(one.state for one in year.own.pairs if one.state in pairs.STANDING)
    paper = ListPaper(
        form="pair_roster",
        about=_ROSTERS.get(standing, "師徒"),
        subtitle=counts(year.own),
        header=year.header,
        roster=Roster(tuple(groups)),
        seals=year.seals,
        created=year.moment,
    )
    out = io.BytesIO()
    list_paper.render([paper], out)
    return out.getvalue()


def _grouped(found: Sequence[PairOf]) -> Iterator[tuple[str, list[PairOf]]]:
    """The pairs by state and by the center's letter, under the words for both."""
    for state in _LISTED:
        own = [one for one in found if one.state == state]
        for letter in dict.fromkeys((one.document_date, one.document_no) for one in own):
            some = [one for one in own if (one.document_date, one.document_no) == letter]
            day, number = letter
            head = f"{terms.label('pair_state', state)}　{len(some)} 對"
            yield "　".join(part for part in (head, roc_short(day) if day else "", number) if part), some


def _row(one: PairOf, table: _Places) -> Values:
    return {
        "no": str(one.id),
        **_side("mentor", one.mentor),
        **_side("mentee", one.mentee),
        "points": str(one.points),
        "place": table.place(one),
        "note": remark(one),
    }


def _alone(one: Line, table: _Places) -> Values:
    count = table.admissible(str(one.person.id_no))
    return {
        "mentor": _said("pairs.unpaired"),
        **_side("mentee", one.person),
        "note": _said("pairs.admissible", count=count),
    }


def _side(role: str, person: Any) -> dict[str, str]:
    return {
        role: person.name,
        f"{role}_agency": person.agency,
        f"{role}_title": person.title,
        f"{role}_grade": str(person.grade or ""),
    }


class _Places:
    """Where a mentor stands among those that a mentee could have, by points."""

    def __init__(self, pools: Pools | None) -> None:
        found = () if pools is None else zip(pools.mentees, pairing.table_of(pools), strict=True)
        self._scores: Mapping[str, Sequence[int]] = {
            own.id: [score for score in scores if score >= 0] for own, scores in found
        }

    def place(self, one: PairOf) -> str:
        """Such as 1／25; a dash for a pair that a rule forbids, and for a mentee who left the pool."""
        scores = self._scores.get(str(one.mentee.id_no))
        if not scores or one.rules:
            return "—"
        return f"{1 + sum(score > one.points for score in scores)}／{len(scores)}"

    def admissible(self, mentee: str) -> int:
        """How many mentors a mentee could have."""
        return len(self._scores.get(mentee, ()))


def _said(code: str, **params: str | int) -> str:
    return catalogue(LANGUAGE).text(code, **params)
