"""The whole job on a demo county made from the bundled samples: roster in, forms and signed packet out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.core import paths
from desktop.core.clock import Clock
from desktop.core.errors import UsageError
from desktop.core.messages import catalogue
from desktop.core.progress import Progress, Silent
from desktop.exports.packet import Letter
from desktop.services import (
    agencies,
    backup,
    forms,
    history,
    nominate,
    nomination_report,
    packets,
    preflight,
    roster,
    settings,
    signing_keys,
)
from desktop.services.office import Office, Passphrase, create_office, open_office

COUNTY = "10009"
PASSPHRASE = "luminary-demo-104"
"""Of the demo office only, which holds invented people; it is printed so that everybody may look inside."""

COURSES = ("course-basic", "course-advanced", "course-newmedia")
_LETTER = Letter(date(2015, 2, 10), "府人訓字第1040000001號")
_MARK = ".luminary-demo"
_FOLDERS = ("reports", "forms", "packet", "backup")


@dataclass(frozen=True, slots=True)
class Made:
    """One file that the demo wrote, and the code of what it is."""

    path: Path
    what: str


def run(out: Path, *, clock: Clock, progress: Progress) -> Iterator[Made]:
    """Do the whole job below the folder `out`, yielding each file as it is written.

    An earlier demo there is replaced; a folder with anything else raises `UsageError`. The packet is verified
    as a stranger would; an unaccepted one is a bug.
    """
    _clear(out)
    yield _recovery_code(out, clock)
    with open_office(out / "office", Passphrase(PASSPHRASE), clock=clock) as office:
        yield Made(out / "office" / "office.db", "demo.office")
        yield from _import(office, out)
        yield from _nominate(office, out / "reports")
        yield from _print(office, out / "forms", progress)
        yield from _send(office, out / "packet", progress)
        made = backup.make(office, out / "backup" / "demo.lgdlbackup")
        yield Made(made.path, "demo.backup")


def fill(office: Office, *, progress: Progress | None = None) -> None:
    """Put the samples' people, their history and nominations into a new office of `COUNTY`, marked as a demo.

    Nothing is sealed: that is what there is to practise.
    """
    watched = progress or Silent()
    total = 3 + len(COURSES)
    watched.step(0, total, "demo.step_people")
    _import_people(office)
    for done, course in enumerate(COURSES, start=2):
        watched.step(done, total, "demo.step_nominations")
        nominate.nominate_file(office, course, _nominations(course), skip_errors=True)
    with office.database.writing("demo.fill", undoable=False) as journal:
        settings.put(journal, settings.DEMO, True)
    watched.step(total, total, "demo.step_nominations")


def _clear(out: Path) -> None:
    """Make room for a demo in `out`: an earlier one goes, and nothing else may be there."""
    if out.exists() and any(out.iterdir()) and not (out / _MARK).exists():
        raise UsageError("demo.folder_not_empty", path=str(out))
    # Not the folder itself: it may be the current one, or a link to another disk.
    for folder in ("office", *_FOLDERS):
        if (out / folder).exists():
            shutil.rmtree(out / folder)
    for folder in _FOLDERS:
        (out / folder).mkdir(parents=True)
    (out / _MARK).touch()


def _recovery_code(out: Path, clock: Clock) -> Made:
    text = catalogue()
    created = create_office(
        out / "office",
        COUNTY,
        PASSPHRASE,
        clock=clock,
        coordinator=text.what("demo.coordinator"),
        phone="05-5522000#2205",
        email="training@example.gov.tw",
    )
    path = out / "recovery-code.txt"
    paths.write_atomic(path, (created.recovery_code + "\n").encode())
    return Made(path, "demo.recovery")


def _sample(name: str) -> Path:
    return paths.resources() / "samples" / name


def _import(office: Office, out: Path) -> Iterator[Made]:
    """Agencies, the roster and the history go in; the dirty roster is only looked at."""
    _import_people(office)
    dirty = out / "reports" / "roster-dirty.csv"
    roster.write_report(roster.preview(office, _sample("roster-dirty.csv")), dirty, "zh_TW")
    yield Made(dirty, "demo.dirty")


def _import_people(office: Office) -> None:
    agencies.import_file(office, _sample("agencies.csv"))
    roster.commit(office, roster.preview(office, _sample("roster.csv")))
    history.import_file(office, _sample("history.csv"))


def _nominations(course: str) -> Path:
    return _sample(f"nominate-{course.removeprefix('course-')}.csv")


def _nominate(office: Office, folder: Path) -> Iterator[Made]:
    """Who may go goes; who may not is listed with the reason."""
    for course in COURSES:
        result = nominate.nominate_file(office, course, _nominations(course), skip_errors=True)
        report = folder / f"nominate-{course}.csv"
        nomination_report.write(office, result, report, "zh_TW")
        yield Made(report, "demo.verdicts")
    check = folder / "check.txt"
    text = catalogue()
    lines = [text.sentence(finding) for finding in preflight.check(office)]
    paths.write_atomic(check, "\n".join([*lines, ""]).encode())
    yield Made(check, "demo.check")


def _print(office: Office, folder: Path, progress: Progress) -> Iterator[Made]:
    for course in COURSES:
        for file in forms.booklet(office, course, folder, progress=progress):
            yield Made(file.path, "demo.booklet")
    for file in forms.blank(office, COURSES[0], folder, progress=progress):
        yield Made(file.path, "demo.blank")


def _send(office: Office, folder: Path, progress: Progress) -> Iterator[Made]:
    """Seal the packet and read it back as a stranger would, with the certificate that was enrolled."""
    built = packets.build(office, folder, letter=_LETTER, progress=progress)
    assert built.path is not None, "the samples pass the preflight"
    assert built.slip is not None
    yield Made(built.path, "demo.packet")
    yield Made(built.slip, "demo.slip")
    for copy in built.copies:
        yield Made(copy, "demo.excel")
    certificate = folder / signing_keys.CERTIFICATE
    paths.write_atomic(certificate, (office.keys / signing_keys.CERTIFICATE).read_bytes())
    yield Made(certificate, "demo.certificate")
    answer = packets.verify_file(built.path, trust_file=certificate)
    assert answer.accepted, "the program's own packet is verified before it is handed over"
    report = folder / "verified.json"
    verdict = {
        "complete": answer.complete,
        "unaltered": answer.unaltered,
        "trusted": answer.signer.trusted,
        "fingerprint": answer.signer.fingerprint,
    }
    paths.write_atomic(report, (json.dumps(verdict, indent=2) + "\n").encode())
    yield Made(report, "demo.verified")
