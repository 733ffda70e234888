"""The checks behind the preflight that do not belong to one family of activities: the office, the people.

To add a check: 1. write a generator of `Found` that takes `Desk` (or `Desk` and an entry) and says where it
is mended, 2. list it in CHECKS or ENTRY_CHECKS, 3. add its code to resources/messages/preflight.toml and a
test. A check of one family stands with its dossier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from desktop.core import text
from desktop.core.findings import Finding, Severity
from desktop.exports import fonts
from desktop.exports.packet import LONGEST_LINE
from desktop.imports.layouts import layout
from desktop.services.desk import Desk, Entry, Found
from desktop.services.places import Part, Place


def run(desk: Desk, *, whole: bool) -> Iterator[Found]:
    """What every check finds, one family after the other; `whole` adds those about the packet as such."""
    for office_check in CHECKS if whole else ():
        yield from office_check(desk)
    for dossier in desk.dossiers:
        yield from dossier.findings(desk)
    for entry in desk.entries:
        for entry_check in ENTRY_CHECKS:
            yield from entry_check(desk, entry)


def _contact(desk: Desk) -> Iterator[Found]:
    """The center must know whom to call, and packet.json has room for one line each."""
    for label, column in (("承辦人", "coordinator"), ("公務電話", "phone"), ("電子郵件", "email")):
        value, place = getattr(desk.office, column), Place(Part.CONTACT, field=column)
        if not value and column != "email":
            yield Found(Finding("preflight.contact", Severity.WARNING, field=label), place)
        if not text.is_line(value, LONGEST_LINE):
            yield Found(Finding("preflight.contact_format", Severity.ERROR, field=label), place)


def _letter(desk: Desk) -> Iterator[Found]:
    if desk.letter is None:
        yield Found(Finding("preflight.letter", Severity.WARNING), Place(Part.LETTER))


def _nil(desk: Desk) -> Iterator[Found]:
    """An activity cannot be both: nobody recommended, and people on its list."""
    for activity in desk.activities:
        if activity in desk.nil:
            title = desk.plan.activity(activity).short
            params = {"activity": title.zh_TW, "activity_en": title.en}
            finding = Finding("preflight.nil", Severity.ERROR, params=params)
            yield Found(finding, Place(Part.NOMINATIONS, activity=activity))


def _nothing(desk: Desk) -> Iterator[Found]:
    if not desk.activities:
        yield Found(Finding("preflight.nothing", Severity.WARNING), Place(Part.NOMINATIONS))


def _missing(_desk: Desk, entry: Entry) -> Iterator[Found]:
    """Fields that the form requires (design: 姓名, 證件, 機關, 單位, 職稱, 人員類別, e-mail)."""
    required = (("單位", "unit"), ("職稱", "title"), ("電子郵件", "email"))
    for field, column in required:
        if not getattr(entry.person, column):
            yield entry.found_in_roster("preflight.missing", Severity.WARNING, field, column)


def _name(_desk: Desk, entry: Entry) -> Iterator[Found]:
    """A name that will not print needs a substitute or a CNS code, so that the center can read it."""
    person = entry.person
    if fonts.unprintable(person.name) and not (person.name_substitute or person.cns_code):
        yield entry.found_in_roster("preflight.name", Severity.WARNING, "姓名", "name_substitute")


def _fits_packet(desk: Desk, entry: Entry) -> Iterator[Found]:
    """What the packet's table would not take, such as an e-mail address that is none."""
    for column in desk.unfit.get(entry.person.id, ()):
        label = _labels().get(column, column)
        yield entry.found_in_roster("preflight.format", Severity.ERROR, label, column)


def _agency(desk: Desk, entry: Entry) -> Iterator[Found]:
    agency_id = desk.unconfirmed.get(entry.person.agency)
    if agency_id is not None:
        found = entry.found("preflight.agency", Severity.WARNING, field="服務機關")
        place = Place(Part.AGENCIES, person_id=entry.person.id, agency_id=agency_id, field="agency")
        yield replace(found, place=place)


CHECKS: tuple[Callable[[Desk], Iterator[Found]], ...] = (_contact, _letter, _nothing, _nil)
ENTRY_CHECKS: tuple[Callable[[Desk, Entry], Iterator[Found]], ...] = (
    _missing,
    _fits_packet,
    _name,
    _agency,
)


def _labels() -> dict[str, str]:
    """Column of a person → what the roster calls it."""
    return {column.field: column.name for column in layout("roster").columns}
