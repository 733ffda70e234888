"""From the camp's members to what is printed: a cover with the seats, a roster by circle, a form each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from desktop.core import terms
from desktop.core.clock import roc_long, roc_short
from desktop.exports.document import Booklet, Cover, PersonForm, Roster, RosterGroup, Values
from desktop.rules import english_level
from desktop.rules.camp_seats import Seat
from desktop.rules.plan import Activity
from desktop.rules.verdict import Answer
from desktop.services import camp, settings
from desktop.services.booklet_parts import (
    LANGUAGE,
    attestation,
    county,
    cover_facts,
    header,
    person_values,
    sentences,
    verdict_label,
    yes_no,
)
from desktop.services.camp_dossier import CampDossier
from desktop.services.camp_members import Member
from desktop.services.desk import Desk

FORM = "camp_nomination"
_KIND = "CAMP"
"""Of the form's number {縣市}-{類}-{年}-{序}."""

_SEATED = (Seat.SEAT, Seat.EXTRA, Seat.BEYOND)


def booklet(session: Session, desk: Desk, activity_id: str, moment: datetime) -> Booklet:
    """The booklet of the camp: cover, roster by circle, one form a member in rank order."""
    activity = desk.plan.activity(activity_id)
    dossier = desk.only(activity_id).dossier(CampDossier)
    forms = tuple(
        _form(desk, one, number, moment.date()) for number, one in enumerate(dossier.members, start=1)
    )
    return Booklet(
        form=FORM,
        title=f"{county(desk)}{activity.title.zh_TW}推薦表冊",
        header=header(desk, activity, moment),
        cover=_cover(desk, activity, dossier),
        roster=_roster(dossier.members),
        forms=forms,
        seals=tuple(settings.get(session, settings.SEALS)),
        created=moment,
    )


def _cover(desk: Desk, activity: Activity, dossier: CampDossier) -> Cover:
    return Cover(
        title=activity.title.zh_TW,
        facts=tuple(cover_facts(desk, activity)),
        count_header=("圈名", "圈長", "正取", "增額候補", "府", "議會", "待確認"),
        counts=_counts(dossier.members),
        findings=tuple(sentences(desk, activity, "順位")),
        notes=_seats(dossier),
    )


def _counts(members: Sequence[Member]) -> tuple[tuple[str, ...], ...]:
    rows = [
        (circle.name, *_numbers([one for one in members if one.circle == circle.name]))
        for circle in camp.circles(members)
    ]
    without = [one for one in members if not one.circle]
    if without:
        rows.append(("未編圈", *_numbers(without)))
    if len(rows) > 1:
        rows.append(("合計", *_numbers(members)))
    return tuple(rows)


def _numbers(members: Sequence[Member]) -> tuple[str, ...]:
    seats = Counter(one.seat for one in members)
    council = sum(one.council for one in members)
    counts = (
        sum(one.leader for one in members),
        seats[Seat.SEAT],
        seats[Seat.EXTRA],
        len(members) - council,
        council,
        sum(one.verdict is Answer.UNKNOWN for one in members),
    )
    return tuple(map(str, counts))


def _seats(dossier: CampDossier) -> tuple[str, ...]:
    """The county sheet: the plan's number, given back, asked for with why, granted by which letter."""
    seats, letter = dossier.seats, dossier.letter
    told = [f"計畫名額 {seats.base} 名，正取以 {seats.seated} 名為限。"]
    if letter.released:
        told.append(f"釋出餘額 {letter.released} 名。")
    if letter.requested:
        told.append(f"申請增額 {letter.requested} 名" + (f"：{letter.reason}。" if letter.reason else "。"))
    if letter.granted and letter.document_date is not None:
        day = roc_long(letter.document_date)
        told.append(f"核定增額 {letter.granted} 名（{day}　{letter.document_no}）。")
    return tuple(told)


def _roster(members: Sequence[Member]) -> Roster:
    """A group a circle and kind of seat, leaders first."""
    groups = []
    circles = [*(one.name for one in camp.circles(members)), ""]
    for circle in circles:
        own = [one for one in members if one.circle == circle]
        for seat in _SEATED:
            some = sorted((one for one in own if one.seat is seat), key=lambda one: not one.leader)
            if some:
                title = f"{circle or '未編圈'}　{terms.label('camp_seat', str(seat))}"
                groups.append(RosterGroup(title, tuple(_row(one) for one in some)))
    return Roster(tuple(groups))


def _row(member: Member) -> Values:
    person = member.person
    return {
        "rank": str(member.rank),
        "leader": "圈長" if member.leader else "",
        "agency": person.agency,
        "unit": person.unit,
        "title": person.title,
        "name": person.name,
        "name_en": person.name_en,
        "id_no": person.id_no,
        "test": _test(member),
        "score": member.score,
        "level": member.level.text,
        "email": person.email,
        "note": "；".join(part for part in (verdict_label(member.verdict), member.note) if part),
    }


def _form(desk: Desk, member: Member, number: int, day: date) -> PersonForm:
    person = member.person
    return PersonForm(
        form_no=f"{desk.office.county_code}-{_KIND}-{desk.plan.year}-{number:03d}",
        name=person.name,
        bookmark=f"{member.rank} {person.name}（{person.agency}）",
        values=person_values(person, day) | _recommendation(member),
        entry=member.id,
    )


def _recommendation(member: Member) -> dict[str, str]:
    commitment = {True: "可全程參加五階段", False: "無法全程參加", None: ""}[member.commitment]
    return {
        "agency_kind": "議會" if member.council else "府",
        "circle": member.circle,
        "rank": str(member.rank),
        "seat": terms.label("camp_seat", str(member.seat)),
        "leader": yes_no(member.leader),
        "test": _test(member),
        "score": member.score,
        "test_date": roc_short(member.test_date) if member.test_date else "",
        "level": _level(member),
        "charts": "；".join(english_level.sources(member.test)),
        "commitment": commitment,
        "leader_experience": member.leader_experience,
        "motivation": member.motivation,
        "eligibility": verdict_label(member.verdict) or "合格",
        "reasons": "；".join(reason.text(LANGUAGE) for reason in member.reasons),
        "attested": attestation(member),
        "note": member.note,
    }


def _test(member: Member) -> str:
    code = terms.vocabulary("english_test").code(member.test)
    return terms.label("english_test", code) if code else member.test


def _level(member: Member) -> str:
    if member.level.basis is english_level.Basis.SELF:
        return f"{member.level.text}（自評，無證書）"
    return member.level.text
