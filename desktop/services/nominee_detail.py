"""Why somebody may or may not go: the reasons with their clauses, the facts they rest on, what is stated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.core import terms
from desktop.core.messages import LANGUAGES, catalogue
from desktop.models.courses import Nomination
from desktop.rules.bilingual import Text
from desktop.rules.facts import Facts
from desktop.rules.plan import Activity, Plan
from desktop.services import facts, nominations, plans
from desktop.services.facts import Known
from desktop.services.nominate_person import Stated
from desktop.services.office import Office
from desktop.services.reasons import FrozenReason, loads


@dataclass(frozen=True, slots=True)
class Why:
    """One reason and the clause that it cites, as the plan words it."""

    reason: FrozenReason
    clause: Text


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known that the rules looked at."""

    kind: str
    """agency_kind, personnel_type, it_staff, relation, luminary, attended or history."""
    texts: Mapping[str, str]
    """Language → what is known."""
    source: str
    """roster, nomination, records or office: where it is written."""


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything about one nomination that a list has no room for."""

    id: int
    activity: str
    whys: tuple[Why, ...]
    facts: tuple[Fact, ...]
    priority: tuple[Text, ...]
    """What gives priority, in words."""
    stated: Stated


def detail(office: Office, nomination_id: int) -> Detail:
    """The detail of a live nomination; raises `UsageError` when there is none."""
    with office.database.reading() as session:
        row = nominations.live(session, nomination_id)
        plan = plans.current(session)
        known = facts.of_people(session, [row.person_id])[row.person_id]
        return _detail(session, row, plan, known)


def _detail(session: Session, row: Nomination, plan: Plan, known: Known) -> Detail:
    activity = plan.activity(row.activity)
    labels = {one.basis.code: one.basis.label for one in activity.priorities}
    return Detail(
        id=row.id,
        activity=row.activity,
        whys=tuple(Why(one, _clause(plan, activity, one.clause)) for one in loads(row.reasons)),
        facts=tuple(_facts(known.facts, row.business_relation, known.row.luminary_reason)),
        priority=tuple(labels[code] for code in row.priority.split() if code in labels),
        stated=Stated(**{name: getattr(row, name) for name in nominations.STATED}),
    )


def _clause(plan: Plan, activity: Activity, number: str) -> Text:
    found = activity.clauses.get(number) or plan.clauses.get(number)
    return found.text if found else Text()


def _facts(known: Facts, stated_relation: str, luminary_reason: str) -> Iterator[Fact]:
    yield Fact("agency_kind", _term("agency_kind", known.agency_kind), "roster")
    yield Fact("personnel_type", _term("personnel_type", known.personnel_type), "roster")
    if stated_relation or known.elearning_role:
        source = "nomination" if stated_relation else "roster"
        relation = stated_relation or known.elearning_role
        yield Fact("relation", _term("business_relation", relation), source)
    if known.it_staff:
        yield Fact("it_staff", _term("yes_no", "yes"), "roster")
    if known.luminary:
        team = {language: catalogue(language).text("proposal.list.team") for language in LANGUAGES}
        told = dict.fromkeys(LANGUAGES, luminary_reason) if luminary_reason else team
        yield Fact("luminary", told, "roster")
    for one in known.history:
        if one.attended:
            yield Fact("attended", dict.fromkeys(LANGUAGES, f"{one.roc_year} {one.course}"), "records")
    complete = "yes" if known.history_complete else "no"
    yield Fact("history", _term("yes_no", complete), "office")


def _term(vocabulary: str, code: str) -> dict[str, str]:
    return {language: terms.label(vocabulary, code, language) for language in LANGUAGES}
