"""What comes back from the agencies: any number of files, each known by its mark or by its agency's name.

Each file is taken whole or not at all: with an error in it the file is kept and its people are not. The last
return of an agency counts; a second one says what is different.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desktop.core.errors import DataError, EnvironmentFailure, KnownError
from desktop.core.findings import Finding, Severity, has_errors
from desktop.core.progress import Progress, Silent
from desktop.core.terms import folded
from desktop.core.text import mask_name
from desktop.imports import inputs, round_files
from desktop.imports.inputs import Input
from desktop.imports.round_files import Mark, RoundFile
from desktop.models.journal import Journal
from desktop.models.rounds import CollectionRound, RoundEntry, RoundReturn
from desktop.rules.plan import Plan
from desktop.services import facts, importing, plans, round_kinds, rounds, stored_findings
from desktop.services.office import Office
from desktop.services.round_kinds import RoundKind

LARGEST = 20 * 1024 * 1024
"""Bytes of a file; a filled workbook has some 20 KB."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of one file.

    `state`: taken, nil (無推薦), doubt (kept, but its people do not count), same (it came before), refused
    (not kept; `error` says why). `added`, `removed` and `changed` are masked names against the return before.
    """

    path: Path
    state: str
    round_id: int | None = None
    agency: str = ""
    recognised: str = ""
    records: int = 0
    findings: tuple[Finding, ...] = ()
    error: KnownError | None = None
    second: bool = False
    """Whether the agency had answered before."""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A round and an agency in it."""

    row: CollectionRound
    agency: Any
    recognised: str


def collect(
    office: Office, paths: Sequence[Path], *, dry_run: bool = False, progress: Progress | None = None
) -> tuple[Collected, ...]:
    """Take the files that came back, as one action; one that cannot be taken keeps no other back."""
    watched = progress or Silent()
    with office.database.writing("round.collect", str(len(paths))) as journal:
        desk = _Desk(journal, dry_run=dry_run)
        found = []
        for place, path in enumerate(paths, start=1):
            watched.step(place, len(paths), "rounds.step_read")
            found.append(desk.take(path))
    return tuple(found)


def assign(office: Office, path: Path, round_agency_id: int) -> Collected:
    """Take a file that nobody recognised for the agency that the coordinator names."""
    with office.database.writing("round.collect", "1") as journal:
        return _Desk(journal, dry_run=False).take(path, told=round_agency_id)


class _Desk:
    """Takes files within one action."""

    def __init__(self, journal: Journal, *, dry_run: bool) -> None:
        self._journal, self._dry_run = journal, dry_run
        session = journal.session
        self._plan: Plan = plans.current(session)
        self._passports = facts.passports(session)
        self._rounds = session.scalars(select(CollectionRound).order_by(CollectionRound.id.desc())).all()
        self._agencies = {one.id: rounds.agencies(session, one.id) for one in self._rounds}

    def take(self, path: Path, *, told: int | None = None) -> Collected:
        """Recognise, read and keep one file."""
        try:
            source = _whole(path)
            place = self._told(told) if told is not None else self._place(source)
            if place.row.state != "open":
                raise DataError("rounds.closed", title=place.row.title)
            return self._keep(path, source, place)
        except (DataError, EnvironmentFailure) as error:
            return Collected(path, "refused", error=error)

    def _told(self, round_agency_id: int) -> _Place:
        for row in self._rounds:
            for agency in self._agencies[row.id]:
                if agency.id == round_agency_id:
                    return _Place(row, agency, "hand")
        raise DataError("rounds.agency_gone", id=round_agency_id)

    def _place(self, source: Input) -> _Place:
        """By its mark; else, among the open rounds, by the one agency whose name stands in title or name."""
        by_mark = {found for mark in round_files.marks(source) if (found := self._marked(mark)) is not None}
        if len(by_mark) == 1:
            row_id, agency_id = by_mark.pop()
            return self._named(row_id, agency_id, "mark")
        if len(by_mark) > 1:
            raise DataError("rounds.two_marks", file=source.name)
        by_name = set(self._by_name(source))
        if len(by_name) == 1:
            row_id, agency_id = by_name.pop()
            return self._named(row_id, agency_id, "name")
        raise DataError("rounds.not_recognised" if not by_name else "rounds.two_agencies", file=source.name)

    def _marked(self, mark: Mark) -> tuple[int, int] | None:
        row = next((one for one in self._rounds if one.token == mark.token), None)
        if row is None:
            return None
        numbers = {one.number: one.id for one in self._agencies[row.id]}
        return (row.id, numbers[mark.agency]) if mark.agency in numbers else None

    def _by_name(self, source: Input) -> Iterable[tuple[int, int]]:
        for row in self._rounds:
            if row.state != "open":
                continue
            kind = round_kinds.kind_of(self._plan.activity(row.activity))
            try:
                words = (source.name, *round_files.read(source, kind.layout).title)
            except DataError:
                words = (source.name,)
            said = folded("".join(words))
            named = [one for one in self._agencies[row.id] if folded(one.name) in said]
            # 雲林縣政府 stands in the name of each of its agencies too: the longest name is meant.
            longest = max((len(one.name) for one in named), default=0)
            yield from ((row.id, one.id) for one in named if len(one.name) == longest)

    def _named(self, row_id: int, agency_id: int, how: str) -> _Place:
        row = next(one for one in self._rounds if one.id == row_id)
        return _Place(row, next(one for one in self._agencies[row_id] if one.id == agency_id), how)

    def _keep(self, path: Path, source: Input, place: _Place) -> Collected:
        kind = round_kinds.kind_of(self._plan.activity(place.row.activity))
        file = round_files.read(source, kind.layout)
        reading = kind.read(file.table, passports=self._passports)
        findings = (*importing.in_order(reading, []), *_about(file, reading.records, place))
        before = self._before(place.agency.id)
        drafts = [] if has_errors(findings) or file.nil else list(reading.drafts)
        same = before is not None and [one.draft for one in before[1]] == [
            round_kinds.dump(one) for one in drafts
        ]
        state = _state(file, findings, same=same)
        if state != "same" and not self._dry_run:
            self._write(source, place, file, findings, drafts, reading.records)
        told = _difference(kind, before[1], drafts) if before and state == "taken" else ((), (), ())
        return Collected(
            path,
            state,
            place.row.id,
            place.agency.name,
            place.recognised,
            reading.records,
            findings,
            None,
            before is not None,
            *told,
        )

    def _before(self, round_agency_id: int) -> tuple[RoundReturn, list[RoundEntry]] | None:
        session = self._journal.session
        last = (
            select(RoundReturn).filter_by(round_agency_id=round_agency_id).order_by(RoundReturn.number.desc())
        )
        found = session.scalars(last.limit(1)).first()
        if found is None:
            return None
        entries = select(RoundEntry).filter_by(return_id=found.id).order_by(RoundEntry.record)
        return found, list(session.scalars(entries))

    def _write(
        self,
        source: Input,
        place: _Place,
        file: RoundFile,
        findings: Sequence[Finding],
        drafts: Sequence[Any],
        records: int,
    ) -> None:
        made = rounds.add_return(
            self._journal,
            place.agency.id,
            file_name=source.name,
            file_id=self._journal.keep_file(source.content),
            recognised=place.recognised,
            nil=file.nil,
            records=records,
            problems=stored_findings.dumps(findings),
        )
        ordered = _ordered(drafts)
        empty = {"pinned": None, "left_at": None}
        self._journal.insert(
            RoundEntry,
            [
                empty
                | {
                    "return_id": made,
                    "record": one.record,
                    "position": position,
                    "draft": round_kinds.dump(one),
                }
                for position, one in ordered
            ],
        )


def _whole(path: Path) -> Input:
    """The file in memory: it is kept as it came."""
    source = inputs.given(path)
    with source.open() as stream:
        try:
            content = stream.read(LARGEST + 1)
        except OSError as failed:
            raise source.unreadable(failed) from failed
    if len(content) > LARGEST:
        raise DataError("imports.file-too-large", file=source.name, limit=LARGEST // 1024 // 1024)
    return inputs.given(content, source.name)


def _about(file: RoundFile, records: int, place: _Place) -> Iterable[Finding]:
    """What is to be said of the file as a whole."""
    if file.nil and records:
        yield Finding("rounds.nil_with_people", Severity.ERROR, params={"count": records})
    if not file.nil and not records:
        yield Finding("rounds.nobody", Severity.ERROR)
    places = place.agency.places
    if places is not None and records > places:
        yield Finding("rounds.too_many", Severity.WARNING, params={"count": records, "places": places})


def _state(file: RoundFile, findings: Sequence[Finding], *, same: bool) -> str:
    if has_errors(tuple(findings)):
        return "doubt"
    if same and not file.nil:
        return "same"
    return "nil" if file.nil else "taken"


def _ordered(drafts: Sequence[Any]) -> list[tuple[int, Any]]:
    """The agency's own order: by the rank it states, else by its rows; ranks stated twice stay beside."""
    ranks = {one.record: getattr(one, "rank", None) for one in drafts}
    ordered = sorted(drafts, key=lambda one: (ranks[one.record] is None, ranks[one.record] or 0, one.record))
    return list(enumerate(ordered, start=1))


def _difference(
    kind: RoundKind, before: Sequence[RoundEntry], after: Sequence[Any]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Masked names that were added, removed and changed."""
    loaded = (round_kinds.load(kind, row.draft, row.record) for row in before)
    held, now = _by_what(kind, loaded), _by_what(kind, after)
    changed = [one for key, one in now.items() if key in held and held[key][1:] != one[1:]]
    return (
        _names(now, now.keys() - held.keys()),
        _names(held, held.keys() - now.keys()),
        tuple(sorted(mask_name(one.name) for one in changed)),
    )


def _by_what(kind: RoundKind, drafts: Iterable[Any]) -> dict[Any, Any]:
    return {(one.id_no, round_kinds.row_key(kind, one, None)): one for one in drafts}


def _names(people: Mapping[Any, Any], keys: Iterable[Any]) -> tuple[str, ...]:
    return tuple(sorted(mask_name(people[key].name) for key in keys))
