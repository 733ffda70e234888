"""From reflections to the document that is printed: cover with counts, list, one form each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from desktop.core.clock import roc_short
from desktop.exports.document import Booklet, Cover, PersonForm, Roster, RosterGroup, Values
from desktop.rules import reflections as rules
from desktop.rules.plan import Activity
from desktop.services import reflections, settings
from desktop.services.booklet_parts import LANGUAGE, county, cover_facts, header, sentences
from desktop.services.desk import Desk
from desktop.services.reflection_dossier import ReflectionDossier
from desktop.services.reflections import Line

FORM = "reflection"
_KIND = "REFLECTION"
_CONSENT = "同意公開張貼　　簽名："


def booklet(session: Session, desk: Desk, activity_id: str, moment: datetime) -> Booklet:
    """The booklet of what is sent: cover, list by agency, one form a reflection by number."""
    activity = desk.plan.activity(activity_id)
    lines = desk.only(activity_id).dossier(ReflectionDossier).sendable
    return Booklet(
        form=FORM,
        title=f"{county(desk)}{activity.title.zh_TW}微心得表冊",
        header=header(desk, activity, moment),
        cover=_cover(desk, activity, lines),
        roster=Roster((RosterGroup("依編號", tuple(_row(one) for one in lines)),)),
        forms=tuple(_form(desk, activity, one) for one in lines),
        seals=tuple(settings.get(session, settings.SEALS)),
        created=moment,
    )


def _cover(desk: Desk, activity: Activity, lines: tuple[Line, ...]) -> Cover:
    kinds = _labels(activity, reflections.READINGS)
    counts = Counter(one.source_type for one in lines)
    posted = Counter(one.source_type for one in lines if one.posted)
    rows = [(kinds[code], str(counts[code]), str(posted[code])) for code in kinds if counts[code]]
    if len(rows) > 1:
        rows.append(("合計", str(counts.total()), str(posted.total())))
    return Cover(
        title=activity.title.zh_TW,
        facts=tuple(cover_facts(desk, activity)),
        count_header=("來源類別", "篇數", "已張貼"),
        counts=tuple(rows),
        findings=tuple(sentences(desk, activity, "編號")),
        notes=tuple(f"{note.clause}：{note.text.zh_TW}" for note in activity.notes),
    )


def _labels(activity: Activity, choices: str) -> Mapping[str, str]:
    return {one.code: one.label.in_language(LANGUAGE) for one in activity.choices.get(choices, ())}


def _row(one: Line) -> Values:
    return {
        "number": str(one.number),
        "agency": one.agency,
        "title_of_post": one.job_title,
        "name": one.author,
        "source": one.source,
        "title": one.title,
        "read_date": _day(one.read_date),
        "characters": str(one.characters),
        "posted_date": _day(one.posted_date),
    }


def _form(desk: Desk, activity: Activity, one: Line) -> PersonForm:
    return PersonForm(
        form_no=f"{desk.office.county_code}-{_KIND}-{desk.plan.year}-{one.number:04d}",
        name=one.author,
        bookmark=f"{one.number} {one.title or one.source_title}",
        entry=one.id,
        values={
            **_row(one),
            "source_type": _labels(activity, reflections.READINGS).get(one.source_type, one.source_type),
            "source_title": one.source_title,
            "source_author": one.source_author,
            "source_reference": one.source_reference,
            "body": one.body,
            "count": counted(one, rules.limit(activity)),
            "takeaways": one.takeaways,
            "post_place": _labels(activity, reflections.PLACES).get(one.post_place, one.post_place),
            "posted_reference": one.posted_reference,
            "consent": _CONSENT if one.consent else "",
        },
    )


def counted(one: Line, most: int | None) -> str:
    """120／300 字; without a limit 120 字."""
    return f"{one.characters}／{most} 字" if most else f"{one.characters} 字"


def _day(day: date | None) -> str:
    return roc_short(day) if day else ""
