"""The packet's tables of e-mentoring: both pools as pairing compares them, pairs, diaries, earlier pairs.

What pairing compares is written as it was compared: aliases replaced, the office's own bans among those to
avoid, people who are in neither pool left out. `pairing_pools.from_packet` reads the pools back from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from desktop.exports.packet import TableData
from desktop.rules.mentoring import Mentee, Mentor
from desktop.services import mentoring_form
from desktop.services.form_columns import Column
from desktop.services.mentoring import MENTEE, MENTOR, Line
from desktop.services.packet_cells import cell, joined, line, person_no
from desktop.services.pairing_parts import parts
from desktop.services.pairing_pools import Pools
from desktop.services.pairs import PairOf

MENTORS, MENTEES, PAIRS, LOG, EARLIER = "mentors", "mentees", "pairs", "pair_log", "earlier_pairs"

_LOG = ("day", "mode", "minutes", "topic", "next", "place", "until", "reflection")
"""Columns of all lists of a diary."""

Row = tuple[str, ...]


def tables(
    lines: Sequence[Line],
    pools: Pools,
    sent: Sequence[PairOf],
    earlier: Iterable[tuple[int, str, str]],
) -> tuple[TableData, ...]:
    """All five; an empty one is left out of a packet."""
    numbers = {one.person.id_no: person_no(one.person.person_no) for one in lines}
    own = pools_of(lines, pools)
    return (
        TableData(MENTORS, own[MENTORS]),
        TableData(MENTEES, own[MENTEES]),
        TableData(PAIRS, tuple(_pair(one) for one in sent)),
        TableData(LOG, tuple(row for one in sent for row in _log(one))),
        TableData(
            EARLIER,
            tuple(
                (str(year), numbers[mentor], numbers[mentee])
                for year, mentor, mentee in earlier
                if (mentor, mentee) in pools.earlier
            ),
        ),
    )


def pools_of(lines: Sequence[Line], pools: Pools) -> Mapping[str, tuple[Row, ...]]:
    """Table → the people of a pool, in the order of `lines`."""
    numbers = {one.person.id_no: person_no(one.person.person_no) for one in lines}
    mentors = {one.id: one for one in pools.mentors}
    mentees = {one.id: one for one in pools.mentees}
    return {
        MENTORS: tuple(_row(one, mentors[one.person.id_no], numbers) for one in lines if one.role == MENTOR),
        MENTEES: tuple(_row(one, mentees[one.person.id_no], numbers) for one in lines if one.role == MENTEE),
    }


def _row(one: Line, compared: Mentor | Mentee, numbers: Mapping[str, str]) -> Row:
    written = parts(one.terms)
    words = _words(written, compared)
    seats = (str(compared.capacity),) if isinstance(compared, Mentor) else ()
    return (
        numbers[compared.id],
        compared.agency,
        joined(words),
        "" if tuple(dict.fromkeys(written)) == words else joined(dict.fromkeys(written)),
        *seats,
        joined(_kept(parts(one.languages), compared.languages)),
        joined(dict.fromkeys(parts(one.modes))),
        numbers.get(compared.supervisor, ""),
        joined(sorted(numbers[other] for other in compared.wishes)),
        joined(sorted(numbers[other] for other in compared.avoid)),
        cell(one.leave_consent),
        *(_field(field, one.cells.get(field.name, "")) for field in _fields(one.role)),
        line(one.note),
    )


def _words(written: Sequence[str], compared: Mentor | Mentee) -> Row:
    """The terms that are compared: a mentee's in their order, a mentor's with those written first."""
    return compared.needs if isinstance(compared, Mentee) else _kept(written, compared.expertise)


def _kept(written: Sequence[str], compared: frozenset[str]) -> Row:
    """What is compared, in the order it was written as far as it was written so."""
    first = tuple(dict.fromkeys(one for one in written if one in compared))
    return (*first, *sorted(compared - set(first)))


def _fields(role: str) -> Iterator[Column]:
    return iter(mentoring_form.form().of(role))


def _field(field: Column, value: str) -> str:
    if field.choices == "yes_no":
        return {"yes": "true", "no": "false"}.get(value, "")
    return line(value)


def _pair(one: PairOf) -> Row:
    return (
        person_no(one.mentee.person_no),
        person_no(one.mentor.person_no),
        str(one.points),
        one.state,
        cell(one.locked),
        line(one.reason),
        line(one.ended_reason),
        joined(one.rules),
        one.document_no,
        cell(one.document_date),
        *(line(one.cells.get(field.name, "")) for field in mentoring_form.form().pair),
    )


def _log(one: PairOf) -> Iterator[Row]:
    both = person_no(one.mentee.person_no), person_no(one.mentor.person_no)
    for own in mentoring_form.form().lists:
        for entry in one.lines(own.name):
            yield (*both, own.name, str(entry.number), *(line(entry.cells.get(name, "")) for name in _LOG))
