"""Importing a staff roster: compare with what the office holds, then write all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.collector import collector_paused
from desktop.core.findings import Finding, Severity
from desktop.core.messages import catalogue
from desktop.core.progress import Progress, Silent
from desktop.exports import fonts
from desktop.imports import report
from desktop.imports import roster as reader
from desktop.imports.drafts import PersonDraft, RosterReading
from desktop.imports.tables import open_table
from desktop.models.audit import AuditEntry
from desktop.models.journal import Journal
from desktop.models.office import OfficeRow
from desktop.models.people import Agency, Person
from desktop.services import agencies, backup, importing
from desktop.services.importing import Compared, ImportResult, RowState
from desktop.services.office import Office

PLAIN = (
    "unit",
    "title",
    "id_type",
    "sex",
    "birth_date",
    "rank",
    "grade",
    "personnel_type",
    "hired_date",
    "phone",
    "mobile",
    "email",
    "english_test",
    "english_score",
    "english_date",
    "it_staff",
    "elearning_role",
    "luminary",
    "note",
    "name_substitute",
    "cns_code",
    "name_description",
    "name_en",
)
"""Columns that a draft and a person have under the same name."""

_DATES = ("birth_date", "hired_date", "english_date")
_FLAGS = ("it_staff", "luminary")
_BATCH = 2_000

_COLUMNS = ("person_no", "agency_id", "luminary_reason", "id_no", "name", *PLAIN)


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """A roster beside the office's people; records in neither list have an error or repeat another."""

    reading: RosterReading
    new: tuple[PersonDraft, ...]
    known: tuple[Compared, ...]
    findings: tuple[Finding, ...]
    """What the comparison found, besides the findings of the reading."""
    version: int
    """The office's last audit entry when this was made: a preview is good only for that."""


def preview(
    office: Office,
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> RosterPreview:
    """Read the file and say what a commit would do; nothing is written.

    Raises `DataError` or `EnvironmentFailure` when the file cannot be read at all.
    """
    table = open_table(path, "roster", overrides=mapping)
    with office.database.reading() as session:
        version = _version(session)
        reading = reader.read(
            table,
            agencies.known(session),
            county=agencies.county(session),
            today=office.clock.now().date(),
            progress=progress or Silent(),
        )
        existing = _existing(session)
    new, known, findings = _compare(reading, existing)
    findings.extend(_unprintable(reading.drafts))
    return RosterPreview(reading, tuple(new), tuple(known), tuple(findings), version)


def commit(office: Office, preview: RosterPreview, *, skip_errors: bool = False) -> ImportResult:
    """Write a preview as one action that can be undone as one; nothing is written while it has errors.

    Raises `DataError` if the office has changed since the preview.
    """
    findings = list(preview.findings)
    if importing.must_not_commit(preview.reading, findings, skip_errors=skip_errors):
        return result(preview, committed=False)
    if preview.new or any(row.state is RowState.CHANGED for row in preview.known):
        backup.before(office, "import")
    with office.database.writing("roster.import", str(preview.reading.records)) as journal:
        importing.refuse_stale(preview.version, _version(journal.session))
        kinds = {agency.name: agency.kind for agency in preview.reading.new_agencies}
        insert(journal, preview.new, kinds)
        for row in preview.known:
            if row.state is RowState.CHANGED and row.row_id is not None and row.changes:
                update(journal, row.row_id, row.changes, kinds)
    return result(preview, committed=True)


def result(preview: RosterPreview, *, committed: bool) -> ImportResult:
    """The counts and findings of a preview, for people and for --json."""
    states = Counter({RowState.NEW: len(preview.new)}) + importing.count_states(list(preview.known))
    return importing.result(preview.reading, states, list(preview.findings), committed=committed)


def write_report(preview: RosterPreview, path: Path, language: str) -> None:
    """Save what was found about every record as CSV: a row a finding, `ok` for the others."""
    report.write_report(
        path,
        [*preview.reading.findings, *preview.findings],
        preview.reading.records,
        complete_until=preview.reading.complete_until,
        language=language,
    )


def _version(session: Session) -> int:
    return session.scalar(select(func.max(AuditEntry.id))) or 0


def _existing(session: Session) -> dict[str, Any]:
    """Everybody the office holds, by ID; rows have the columns of `PLAIN` with the agency's name."""
    columns = [getattr(Person, name) for name in PLAIN]
    rows = session.execute(
        select(Person.id, Person.id_no, Person.name, Agency.name.label("agency"), *columns).join(
            Agency, Agency.id == Person.agency_id
        )
    )
    return {row.id_no: row for row in rows}


def _compare(
    reading: RosterReading, existing: Mapping[str, Any]
) -> tuple[list[PersonDraft], list[Compared], list[Finding]]:
    new: list[PersonDraft] = []
    known: list[Compared] = []
    findings: list[Finding] = []
    given = _given(reading)
    for draft in reading.drafts:
        row = existing.get(draft.id_no)
        if row is None:
            new.append(draft)
        elif row.name != draft.name:
            known.append(Compared(draft.record, RowState.CLASH, row.id))
            findings.append(_clash(draft, row.name))
        else:
            changes = _changes(draft, row, given)
            state = RowState.CHANGED if changes else RowState.SAME
            known.append(Compared(draft.record, state, row.id, changes))
    findings.extend(_type_not_stated(new, in_file="personnel_type" in given))
    findings.extend(_perhaps_known(new, existing.values()))
    return list(map(with_type, new)), known, findings


def with_type(draft: PersonDraft) -> PersonDraft:
    """Somebody new without a 人員類別 is 其他, which the rules ask to confirm."""
    return draft if draft.personnel_type else draft._replace(personnel_type="other")


def _given(reading: RosterReading) -> list[str]:
    """The columns that the file has; 官職等 in one column gives two of ours."""
    fields = set(reading.mapping_used.values())
    if "rank_grade" in fields:
        fields |= {"rank", "grade"}
    return [name for name in ("agency", *PLAIN) if name in fields]


def _changes(draft: PersonDraft, row: Any, given: Sequence[str]) -> dict[str, tuple[Any, Any]]:
    """Columns in which the file says something else. A blank cell says nothing, so nothing typed is lost."""
    found = {}
    for name in given:
        told, held = getattr(draft, name), getattr(row, name)
        if told != held and told not in {"", None}:
            found[name] = (held, told)
    return found


def _clash(draft: PersonDraft, held: str) -> Finding:
    return Finding(
        "roster.same_id_other_name",
        Severity.ERROR,
        record=draft.record,
        person=text.mask_id(draft.id_no),
        name=text.mask_name(draft.name),
        field="姓名",
        params={"held": text.mask_name(held)},
    )


def _type_not_stated(new: Iterable[PersonDraft], *, in_file: bool) -> Iterator[Finding]:
    blank = [draft for draft in new if not draft.personnel_type]
    if blank and not in_file:
        yield Finding("roster.no_type_column", Severity.WARNING)
    for draft in blank if in_file else ():
        yield Finding(
            "roster.type_not_stated",
            Severity.WARNING,
            record=draft.record,
            person=text.mask_id(draft.id_no),
            name=text.mask_name(draft.name),
            field="人員類別",
        )


def _perhaps_known(new: Iterable[PersonDraft], existing: Iterable[Any]) -> Iterator[Finding]:
    """New people who share name and birthday with somebody of another ID: perhaps a mistyped ID."""
    held = {(row.name, row.birth_date): row.id_no for row in existing if row.birth_date}
    for draft in new if held else ():
        other = held.get((draft.name, draft.birth_date))
        if other is not None:
            yield Finding(
                "roster.perhaps_known",
                Severity.WARNING,
                record=draft.record,
                person=text.mask_id(draft.id_no),
                name=text.mask_name(draft.name),
                field="身分證統一編號",
                params={"other": text.mask_id(other)},
            )


def _unprintable(drafts: Sequence[PersonDraft]) -> Iterator[Finding]:
    """Names with a character that no font of ours has; private-use ones are told by the reading already."""
    letters = set().union(*(draft.name for draft in drafts))
    missing = {one for one in fonts.unprintable("".join(sorted(letters))) if not text.private_use(one)}
    for draft in drafts if missing else ():
        found = missing.intersection(draft.name)
        if found:
            yield Finding(
                "roster.unprintable",
                Severity.WARNING,
                record=draft.record,
                person=text.mask_id(draft.id_no),
                name=text.mask_name(draft.name),
                field="姓名",
                params={"points": "、".join(f"U+{ord(one):04X}" for one in sorted(found))},
            )


def insert(journal: Journal, new: Sequence[PersonDraft], kinds: Mapping[str, str]) -> range:
    """Write new people inside somebody's action and return their ids; agencies nobody knew are added.

    `kinds` gives the kind of those that are new, as far as their name tells.
    """
    agency_ids = _agency_ids(journal, (draft.agency for draft in new), kinds)
    last = journal.session.scalars(select(OfficeRow.last_person_no)).one()
    with collector_paused():
        batches = _batches(new, last + 1, agency_ids)
        ids = journal.insert_columns(Person, _COLUMNS, batches, len(new))
    # Kept when undone: a number that may stand on a printed form is never given to somebody else.
    journal.update(OfficeRow, 1, {"last_person_no": last + len(new)}, keep=True)
    return ids


def update(
    journal: Journal,
    person_id: int,
    changes: Mapping[str, tuple[Any, Any]],
    kinds: Mapping[str, str],
) -> None:
    """Write changes (field → now, then) of one person inside somebody's action."""
    values = {name: told for name, (_held, told) in changes.items()}
    if "agency" in values:
        name = values.pop("agency")
        values["agency_id"] = _agency_ids(journal, [name], kinds)[name]
    if "luminary" in values:
        values["luminary_reason"] = catalogue().what("roster.luminary_reason") if values["luminary"] else ""
    if values:
        journal.update(Person, person_id, values)


def _agency_ids(journal: Journal, names: Iterable[str], kinds: Mapping[str, str]) -> dict[str, int]:
    """Every agency's id by name; a name nobody knows becomes an unconfirmed agency."""
    ids = {row.name: row.id for row in journal.session.execute(select(Agency.name, Agency.id))}
    for name in dict.fromkeys(names):
        if name not in ids:
            ids[name] = _add_agency(journal, name, kinds.get(name, ""))
    return ids


def _add_agency(journal: Journal, name: str, kind: str) -> int:
    return journal.insert(Agency, [{"name": name, "kind": kind or "other", "confirmed": False}])[0]


def _batches(
    new: Sequence[PersonDraft], first_no: int, agency_ids: Mapping[str, int]
) -> Iterator[list[Sequence[Any]]]:
    """Raw values in the order of `_COLUMNS`, some thousand people at a time."""
    reasons = {True: catalogue().what("roster.luminary_reason"), False: ""}
    for start in range(0, len(new), _BATCH):
        drafts = new[start : start + _BATCH]
        fields = dict(zip(PersonDraft._fields, zip(*drafts, strict=True), strict=True))
        numbers = range(first_no + start, first_no + start + len(drafts))
        agency = list(map(agency_ids.__getitem__, fields["agency"]))
        reason = list(map(reasons.__getitem__, fields["luminary"]))
        for name in _DATES:
            fields[name] = tuple([day and day.isoformat() for day in fields[name]])
        for name in _FLAGS:
            fields[name] = tuple(map(int, fields[name]))
        plain = (fields[name] for name in PLAIN)
        yield [numbers, agency, reason, fields["id_no"], fields["name"], *plain]
