"""From seat requests to what is printed: a cover with counts and catering, a list by role, a form each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.core import terms
from desktop.core.clock import roc_short
from desktop.exports.document import Booklet, Cover, PersonForm, Roster, RosterGroup, Values
from desktop.rules.plan import Activity
from desktop.services import settings
from desktop.services.booklet_parts import county, cover_facts, header, sentences, yes_no
from desktop.services.desk import Desk
from desktop.services.showcase import EXHIBIT, PRESENT, Line
from desktop.services.showcase_dossier import ShowcaseDossier

FORM = "showcase"
_KIND = "SHOWCASE"


def booklet(session: Session, desk: Desk, activity_id: str, moment: datetime) -> Booklet:
    """The booklet: cover, list by kind of attendee, one form each by rank."""
    activity = desk.plan.activity(activity_id)
    lines = desk.only(activity_id).dossier(ShowcaseDossier).lines
    return Booklet(
        form=FORM,
        title=f"{county(desk)}{activity.title.zh_TW}報名表冊",
        header=header(desk, activity, moment),
        cover=_cover(desk, activity, lines),
        roster=_roster(lines),
        forms=tuple(_form(desk, one) for one in lines),
        seals=tuple(settings.get(session, settings.SEALS)),
        created=moment,
    )


def _cover(desk: Desk, activity: Activity, lines: Sequence[Line]) -> Cover:
    roles = terms.vocabulary("showcase_role").codes
    rows = []
    for kind in terms.vocabulary("attendee_kind").codes:
        own = [one for one in lines if one.attendee_kind == kind]
        if own:
            rows.append((terms.label("attendee_kind", kind), *_numbers(own, roles)))
    if len(rows) > 1:
        rows.append(("合計", *_numbers(lines, roles)))
    return Cover(
        title=activity.title.zh_TW,
        facts=tuple(cover_facts(desk, activity)),
        count_header=("出席身分", *(terms.label("showcase_role", one) for one in roles), "小計"),
        counts=tuple(rows),
        findings=tuple(sentences(desk, activity, "順位")),
        notes=tuple(_notes(lines)),
    )


def _numbers(lines: Sequence[Line], roles: Sequence[str]) -> tuple[str, ...]:
    counts = Counter(one.role for one in lines)
    return (*(str(counts[role]) for role in roles), str(len(lines)))


def _notes(lines: Sequence[Line]) -> Iterator[str]:
    """Who presents what, who exhibits what, and what the caterer and the driver need to know."""
    for one in lines:
        if one.role == PRESENT:
            yield f"發表：{one.topic}（{one.agency}{one.job_title}{one.name}）"
    for one in lines:
        if one.role == EXHIBIT:
            yield f"參展：{one.booth}（{one.agency}{one.job_title}{one.name}）"
    for title, vocabulary, values in (
        ("膳食", "meal", [one.meal for one in lines]),
        ("交通", "transport", [one.transport for one in lines]),
    ):
        counts = Counter(values)
        told = [f"{terms.label(vocabulary, code) or '未填'} {counts[code]} 人" for code in sorted(counts)]
        yield f"{title}：{'、'.join(told)}。"
    access = sum(one.access_need is True for one in lines)
    if access:
        yield f"需無障礙協助 {access} 人。"


def _roster(lines: Sequence[Line]) -> Roster:
    groups = []
    for role in terms.vocabulary("showcase_role").codes:
        own = [one for one in lines if one.role == role]
        if own:
            groups.append(RosterGroup(terms.label("showcase_role", role), tuple(map(_row, own))))
    return Roster(tuple(groups))


def _row(one: Line) -> Values:
    return {
        "rank": str(one.rank),
        "attendee_kind": terms.label("attendee_kind", one.attendee_kind),
        "agency": one.agency,
        "job_title": one.job_title,
        "name": one.name,
        "personnel_type": terms.label("personnel_type", one.personnel_type),
        "shown": one.topic or one.booth,
        "session": one.session,
        "meal": terms.label("meal", one.meal),
        "transport": terms.label("transport", one.transport),
        "access_need": yes_no(one.access_need),
        "state": terms.label("seat_state", one.state),
        "note": one.note,
    }


def _form(desk: Desk, one: Line) -> PersonForm:
    day = roc_short(one.document_date) if one.document_date else ""
    person = one.person
    return PersonForm(
        form_no=f"{desk.office.county_code}-{_KIND}-{desk.plan.year}-{one.rank:03d}",
        name=one.name,
        bookmark=f"{one.rank} {one.name}（{one.agency}）",
        entry=one.id,
        values={
            **_row(one),
            "role": terms.label("showcase_role", one.role),
            "topic": one.topic,
            "booth": one.booth,
            "phone": "" if person is None else person.phone,
            "email": "" if person is None else person.email,
            "id_no": "" if person is None else person.id_no,
            "document": f"{day}　{one.document_no}".strip("　"),
        },
    )
