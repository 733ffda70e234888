"""Puts one activity's file together with what the whole plan gives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.rules.bilingual import NO_TEXT, Text
from desktop.rules.conditions import TreeBuilder, unexplained
from desktop.rules.plan import (
    Activity,
    Choice,
    Clause,
    Condition,
    CourseGroup,
    Note,
    Period,
    Priority,
    Quota,
    Schedule,
    Session,
    Setting,
    Stage,
)
from desktop.rules.schema import (
    ActivityData,
    ChoiceData,
    ClauseData,
    Node,
    PeriodData,
    PriorityData,
    ReasonData,
    ScheduleData,
    SettingData,
    TextData,
)
from desktop.rules.verdict import PriorityBasis
from desktop.rules.where import Where


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses that the file at `where` may cite."""

    where: Where
    known: Mapping[str, Clause]

    def cite(self, number: str, *key: str | int) -> str:
        """The number itself, once it is sure to exist; `key` is where it is cited."""
        if number not in self.known:
            raise self.where.at(*key).unknown(number, self.known)
        return number

    def get(self, number: str, *key: str | int) -> Clause:
        """The clause cited at `key`."""
        return self.known[self.cite(number, *key)]


@dataclass(frozen=True, slots=True)
class Common:
    """What every activity shares; `settings` are those that an activity has unless it gives its own."""

    prefix: str
    clauses: Mapping[str, Clause]
    places: tuple[Choice, ...]
    courses: Mapping[str, CourseGroup]
    settings: Mapping[str, SettingData]
    reasons: Mapping[str, ReasonData]
    conditions: Mapping[str, Node]


def assemble_activity(id_: str, data: ActivityData, common: Common) -> Activity:
    """The activity, or the `DataError` for the first thing in its file that does not fit."""
    where = Where(f"{id_}.toml")
    own = clauses_by_number(data.clauses, where, common.clauses)
    clauses = Clauses(where, {**common.clauses, **own})
    who = clauses.get(data.who, "who")
    settings = {
        name: _setting(name, one, clauses, who) for name, one in {**common.settings, **data.settings}.items()
    }
    builder = TreeBuilder(
        clause=who.number,
        clauses=clauses.known,
        prefix=common.prefix,
        reasons=common.reasons,
        named=common.conditions,
        settings=settings,
        courses=common.courses,
    )
    return Activity(
        id=id_,
        family=data.family,
        title=data.title.text(),
        short=data.short.text(),
        clause=clauses.cite(data.clause, "clause"),
        who=who,
        clauses=own,
        schedule=schedule(data.schedule, clauses),
        places=_places(data, clauses, common.places),
        place_clause=clauses.cite(data.places.clause, "places", "clause") if data.places else "",
        venue="",
        sessions=_sessions(data),
        session_clause=clauses.cite(data.sessions.clause, "sessions", "clause") if data.sessions else "",
        quotas=_quotas(data, clauses),
        settings=settings,
        choices={name: choices(entries, where.at("choices", name)) for name, entries in data.choices.items()},
        stages=_stages(data, clauses),
        notes=tuple(
            Note(clauses.cite(note.clause, "notes", index, "clause"), note.text.text())
            for index, note in enumerate(data.notes)
        ),
        eligibility=_eligibility(data, builder, where.at("eligibility")),
        priorities=tuple(
            _priority(one, builder, clauses, where.at("priority", index))
            for index, one in enumerate(data.priority)
        ),
        courses=common.courses,
    )


def text_of(data: TextData | None) -> Text:
    """The text, blank when none was given."""
    return data.text() if data else NO_TEXT


def clauses_by_number(
    entries: list[ClauseData], where: Where, taken: Mapping[str, Clause]
) -> dict[str, Clause]:
    """Clauses by the plan's numbers; a number that is already `taken` is a `DataError`."""
    found: dict[str, Clause] = {}
    for index, entry in enumerate(entries):
        if entry.number in found or entry.number in taken:
            raise where.at("clauses", index, "number").wrong(f"{entry.number} is given twice")
        found[entry.number] = Clause(entry.number, entry.text())
    return found


def schedule(data: ScheduleData, clauses: Clauses) -> Schedule:
    """When, with its clause checked."""
    return Schedule(
        clauses.cite(data.clause, "schedule", "clause"),
        data.text.text(),
        tuple(period(one) for one in data.periods),
        text_of(data.note),
    )


def period(data: PeriodData) -> Period:
    """Days from first to last."""
    return Period(data.first, data.last)


def choices(entries: Iterable[ChoiceData], where: Where) -> tuple[Choice, ...]:
    """A list of the plan; a code given twice is a `DataError`."""
    found: dict[str, Choice] = {}
    for index, entry in enumerate(entries):
        if entry.code in found:
            raise where.at(index, "code").wrong(f"{entry.code} is given twice")
        found[entry.code] = Choice(entry.code, entry.label.text())
    return tuple(found.values())


def _setting(name: str, data: SettingData, clauses: Clauses, who: Clause) -> Setting:
    clause = clauses.cite(data.clause, "settings", name, "clause") if data.clause else who.number
    return Setting(name, data.label.text(), clause, data.value, tuple(data.choices))


def _places(data: ActivityData, clauses: Clauses, known: tuple[Choice, ...]) -> tuple[str, ...]:
    codes = data.places.codes if data.places else []
    for index, code in enumerate(codes):
        if code not in (place.code for place in known):
            raise clauses.where.at("places", "codes", index).unknown(code, (place.code for place in known))
    return tuple(codes)


def _sessions(data: ActivityData) -> tuple[Session, ...]:
    if not data.sessions:
        return ()
    fixed = {one.number: (period(one),) for one in data.sessions.fixed}
    numbers = range(1, data.sessions.count + 1)
    return tuple(Session(number, data.sessions.days, fixed.get(number, ())) for number in numbers)


def _quotas(data: ActivityData, clauses: Clauses) -> dict[str, Quota]:
    return {
        name: Quota(
            name,
            one.label.text(),
            clauses.cite(one.clause, "quotas", name, "clause"),
            one.minimum,
            one.maximum,
            one.ours,
        )
        for name, one in data.quotas.items()
    }


def _stages(data: ActivityData, clauses: Clauses) -> tuple[Stage, ...]:
    ids = [stage.id for stage in data.stages]
    if len(set(ids)) < len(ids):
        raise clauses.where.at("stages").wrong("a stage id is given twice")
    return tuple(
        Stage(
            stage.id, stage.label.text(), clauses.cite(stage.clause, "stages", index, "clause"), stage.event
        )
        for index, stage in enumerate(data.stages)
    )


def _eligibility(data: ActivityData, builder: TreeBuilder, where: Where) -> Condition:
    tree = builder.build(data.eligibility, where)
    for answer in sorted(unexplained(tree)):
        raise where.wrong(f"the answer {answer.value} can come without a reason")
    return tree


def _priority(data: PriorityData, builder: TreeBuilder, clauses: Clauses, where: Where) -> Priority:
    clause = clauses.cite(data.clause, *where.at("clause").key.split("."))
    return Priority(
        PriorityBasis(data.code, data.label.text(), clause), builder.build(data.when, where.at("when"))
    )
