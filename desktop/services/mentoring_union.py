"""Pairing together with neighbouring counties: a file without names goes out, theirs tell what is gained.

The plan pairs within a county; what is found here is a reason to ask the center, and nothing of it is kept.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import counties, terms
from desktop.core.errors import DataError
from desktop.core.paths import write_atomic
from desktop.core.storage import require_writable
from desktop.exports import pool_json, strict_json
from desktop.exports.bounded_read import read_at_most
from desktop.exports.pool_json import MemberJson, PoolJson
from desktop.models.mentoring import MentoringMember, Pair, PoolToken
from desktop.models.office import OfficeRow
from desktop.rules import mentoring as rules
from desktop.rules.mentoring import Mentee, Mentor, Settings
from desktop.services import (
    audit_log,
    facts,
    list_export,
    mentoring_terms,
    pairing,
    pairing_acts,
    pairing_pools,
)
from desktop.services.mentoring import MENTEE, MENTOR, lines
from desktop.services.office import Office
from desktop.services.pairing import Paired, Totals
from desktop.services.pairing_pools import Pools
from desktop.services.pairs import GRANTED

_AT = ":"
"""Between a neighbour's county and a token; no number of a person has it."""

HEADER = ("角色", "姓名", "服務機關", "對象縣市", "對象代號", "分數", "原已配對")


@dataclass(frozen=True, slots=True)
class Across:
    """One of our people with a partner in another county."""

    role: str
    name: str
    agency: str
    county: str
    """Code of the partner's county."""
    partner: str
    """The partner's token, which that county's office can tell."""
    points: int
    placed_before: bool
    """Whether they have somebody among us alone."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A mentee of ours who would be placed and is not now; the partner may be one of us."""

    name: str
    agency: str


@dataclass(frozen=True, slots=True)
class Union:
    """What pairing together would change."""

    counties: tuple[str, ...]
    """Codes of the neighbours."""
    people: int
    """Of ours who are free, in both pools."""
    alone: Totals
    """Our mentees among us."""
    with_others: Totals
    """Our mentees among all."""
    apart: Totals
    """All counties, each among itself."""
    together: Totals
    """All counties together."""
    across: tuple[Across, ...]
    newly_placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Who a token is."""

    token: str
    role: str
    name: str
    agency: str
    withdrawn: bool


def export_pool(office: Office, path: Path) -> int:
    """Write the pool file for neighbours; returns how many people are in it.

    Left out are mentees in a pair that the center granted: they are not free, nothing found across counties
    could move them, and a file that leaves the office holds no more than it needs. Mentors are in it with the
    seats that are left, those without any are not. Pairs of earlier years are told as people to keep apart.
    A member's token is made once and kept in this office. Raises `DataError` where nobody is free, or more
    than a file holds.
    """
    with office.database.reading() as session:
        pools, members = _free(session), pairing_acts.members_of(session)
        row = session.scalars(select(OfficeRow)).one()
    count = len(pools.mentors) + len(pools.mentees)
    if not 0 < count <= pool_json.MOST:
        raise DataError("pool.too_large" if count else "pool.nobody", count=count, most=pool_json.MOST)
    require_writable(path.parent)
    ids = {(MENTOR, one.id): members[MENTOR, one.id] for one in pools.mentors}
    ids |= {(MENTEE, one.id): members[MENTEE, one.id] for one in pools.mentees}
    tokens = _tokens(office, ids.values())
    content = pool_json.encode(
        PoolJson(
            format=pool_json.FORMAT,
            county=row.county_code,
            year=int(row.plan),
            settings=rules.settings().version,
            members=_told(pools, {key: tokens[member] for key, member in ids.items()}),
        )
    )
    write_atomic(path, content)
    audit_log.record_export(office, "pool", count, full_ids=False)
    return count


def read(office: Office, files: Sequence[Path]) -> Union:
    """Pair with the people of neighbours' files, each county also for itself; nothing is kept.

    Raises `DataError` for a file that is none, was changed, is of another year or of other settings, is our
    own or comes twice.
    """
    with office.database.reading() as session:
        row = session.scalars(select(OfficeRow)).one()
        others = _neighbours(files, row.county_code, int(row.plan))
        words, ours = mentoring_terms.settings(session), _free(session)
        people = {str(one.person.id_no): one.person for one in lines(session)}
    theirs = [_pools(one, words) for one in others]
    alone, apart = pairing.pair(ours, reasons=False), [pairing.pair(one) for one in theirs]
    together = pairing.pair(_joined([ours, *theirs]), reasons=False)
    own, before = {one.id for one in ours.mentees}, _placed(alone)
    return Union(
        counties=tuple(one.county for one in others),
        people=len(ours.mentors) + len(ours.mentees),
        alone=_totals(alone),
        with_others=_totals(together, own),
        apart=_sum([alone, *apart]),
        together=_totals(together),
        across=_across(together, people, before),
        newly_placed=tuple(
            Placed(people[one.mentee].name, people[one.mentee].agency)
            for one in together.lines
            if one.mentor and one.mentee in own - before
        ),
    )


def write(office: Office, found: Union, path: Path) -> int:
    """Write our people with a partner elsewhere, by their whole names, for Excel; returns how many."""
    rows = [
        (
            terms.label("mentoring_role", one.role),
            one.name,
            one.agency,
            counties.county(one.county).zh,
            one.partner,
            str(one.points),
            "是" if one.placed_before else "否",
        )
        for one in found.across
    ]
    return list_export.write(office, path, HEADER, rows)


def who(office: Office, tokens: Sequence[str]) -> tuple[Known, ...]:
    """Who the tokens are, in the order given; raises `DataError` for one that this office did not make."""
    with office.database.reading() as session:
        asked = select(PoolToken.token, MentoringMember).join(
            MentoringMember, MentoringMember.id == PoolToken.member_id
        )
        found = session.execute(asked.where(PoolToken.token.in_(tokens)))
        held = {row.token: row.MentoringMember for row in found}
        unknown = next((one for one in tokens if one not in held), None)
        if unknown is not None:
            raise DataError("pool.unknown_token", token=unknown)
        people = facts.rows(session, {one.person_id for one in held.values()})
        return tuple(
            Known(
                token,
                held[token].role,
                people[held[token].person_id].name,
                people[held[token].person_id].agency,
                withdrawn=held[token].withdrawn_at is not None,
            )
            for token in tokens
        )


def _free(session: Session) -> Pools:
    """The office's pools without mentees in a granted pair, and mentors with the seats that are left."""
    pools, members = pairing_pools.of_session(session), pairing_acts.members_of(session)
    rows = session.execute(select(Pair.mentee_id, Pair.mentor_id).filter_by(state=GRANTED))
    granted = [row for row in rows if row.mentee_id in members.values()]  # who left uses no seat
    taken, used = {row.mentee_id for row in granted}, Counter(row.mentor_id for row in granted)
    left_over = (replace(one, capacity=one.capacity - used[members[MENTOR, one.id]]) for one in pools.mentors)
    mentors = tuple(one for one in left_over if one.capacity > 0)
    mentees = tuple(one for one in pools.mentees if members[MENTEE, one.id] not in taken)
    left, right = {one.id for one in mentees}, {one.id for one in mentors}
    locks = tuple(one for one in pools.locks if one.mentee in left and one.mentor in right)
    return pairing_pools.bound(replace(pools, mentors=mentors, mentees=mentees, locks=locks))


def _tokens(office: Office, members: Collection[int]) -> Mapping[int, str]:
    """Member → token; made for those who have none. It is not undone: a file with them may be out already."""
    with office.database.writing("mentoring.tokens", str(len(members)), undoable=False) as journal:
        held = {row.member_id: row.token for row in journal.session.scalars(select(PoolToken))}
        new = {one: _random() for one in sorted(set(members) - held.keys())}
        journal.insert(PoolToken, [{"member_id": one, "token": token} for one, token in new.items()])
    return {**held, **new}


def _random() -> str:
    return secrets.token_hex(pool_json.TOKEN_BYTES)


def _told(pools: Pools, tokens: Mapping[tuple[str, str], str]) -> list[MemberJson]:
    """Everybody as the file holds them, in the order of their tokens, which says nothing."""
    named = {one.agency for one in pools.mentors} | {one.agency for one in pools.mentees}
    agencies = {agency: _random() for agency in named}
    before = pools.earlier if rules.settings().earlier else frozenset()
    found = []
    for one in pools.mentors:
        apart = {*one.avoid, *(mentee for mentor, mentee in before if mentor == one.id)}
        found.append(_member(MENTOR, one, one.expertise, one.capacity, apart, tokens, agencies))
    found += [_member(MENTEE, one, one.needs, 0, one.avoid, tokens, agencies) for one in pools.mentees]
    return sorted(found, key=lambda one: one.id)


def _member(
    role: str,
    one: Mentor | Mentee,
    words: Iterable[str],
    capacity: int,
    apart: Collection[str],
    tokens: Mapping[tuple[str, str], str],
    agencies: Mapping[str, str],
) -> MemberJson:
    others = MENTEE if role == MENTOR else MENTOR
    return MemberJson(
        role="mentor" if role == MENTOR else "mentee",
        id=tokens[role, one.id],
        agency=agencies[one.agency],
        grade=one.grade,
        terms=pool_json.clean(words) if role == MENTEE else sorted(pool_json.clean(words)),
        capacity=capacity,
        languages=sorted(pool_json.clean(one.languages)),
        wishes=sorted(tokens[others, other] for other in one.wishes),
        avoid=sorted(tokens[others, other] for other in apart),
        supervisor=tokens[others, one.supervisor] if one.supervisor else "",
    )


def _neighbours(files: Sequence[Path], own: str, year: int) -> tuple[PoolJson, ...]:
    """The files, in the order of their counties; raises `DataError` as `read`."""
    found: dict[str, PoolJson] = {}
    known = {one.code for one in counties.counties()}
    for path in files:
        content = read_at_most(path, strict_json.MAX_BYTES)
        if content is None:
            raise DataError("pool.foreign", file=path.name)
        pool = pool_json.decode(content, path.name)
        if pool.county not in known:
            raise DataError("pool.foreign", file=path.name)
        if pool.county == own:
            raise DataError("pool.own", file=path.name)
        if pool.year != year:
            raise DataError("pool.other_year", file=path.name, year=pool.year, own=year)
        if pool.settings != rules.settings().version:
            raise DataError("pool.other_settings", file=path.name)
        if pool.county in found:
            raise DataError("pool.twice", file=path.name, county=counties.county(pool.county).zh)
        found[pool.county] = pool
    return tuple(found[code] for code in sorted(found))


def _pools(pool: PoolJson, words: Settings) -> Pools:
    """A neighbour's pools; every token gets its county before it, so that no two are the same."""

    def at(token: str) -> str:
        return f"{pool.county}{_AT}{token}" if token else ""

    def everybody(tokens: Iterable[str]) -> frozenset[str]:
        return frozenset(map(at, tokens))

    mentors, mentees = [], []
    for one in sorted(pool.members, key=lambda member: member.id):
        means = rules.terms(one.terms, words)
        whole = (frozenset(one.languages), everybody(one.wishes), everybody(one.avoid), at(one.supervisor))
        if one.role == MENTOR:
            mentor = Mentor(at(one.id), at(one.agency), one.grade, frozenset(means), one.capacity, *whole)
            mentors.append(mentor)
        else:
            mentees.append(Mentee(at(one.id), at(one.agency), one.grade, means, *whole))
    return Pools(tuple(mentors), tuple(mentees), {}, {})


def _joined(all_: Sequence[Pools]) -> Pools:
    """All pools as one; only ours have pairs of earlier years and locks."""
    return Pools(
        mentors=tuple(sorted((one for some in all_ for one in some.mentors), key=lambda one: one.id)),
        mentees=tuple(sorted((one for some in all_ for one in some.mentees), key=lambda one: one.id)),
        names={},
        inputs={},
        earlier=all_[0].earlier,
        locks=all_[0].locks,
    )


def _placed(paired: Paired) -> frozenset[str]:
    """Ids of all who have somebody, in both pools."""
    return frozenset(one for line in paired.lines if line.mentor for one in (line.mentee, line.mentor))


def _across(together: Paired, ours: Mapping[str, Any], before: Collection[str]) -> tuple[Across, ...]:
    """Our people whose partner is a neighbour's, mentees first."""
    found = []
    for line in together.lines:
        if line.points is None or (_AT in line.mentee) == (_AT in line.mentor):
            continue
        mine, other = (line.mentee, line.mentor) if _AT in line.mentor else (line.mentor, line.mentee)
        role = MENTEE if mine == line.mentee else MENTOR
        code, _, token = other.partition(_AT)
        own = ours[mine]
        found.append(Across(role, own.name, own.agency, code, token, line.points.total, mine in before))
    return tuple(sorted(found, key=lambda one: (one.role, one.name, one.county, one.partner)))


def _totals(paired: Paired, mentees: Collection[str] | None = None) -> Totals:
    points = [
        line.points.total
        for line in paired.lines
        if line.points is not None and (mentees is None or line.mentee in mentees)
    ]
    return Totals(len(points), min(points, default=0), sum(points))


def _sum(found: Iterable[Paired]) -> Totals:
    some = [_totals(one) for one in found]
    worst = min((one.worst for one in some if one.placed), default=0)
    return Totals(sum(one.placed for one in some), worst, sum(one.total for one in some))
