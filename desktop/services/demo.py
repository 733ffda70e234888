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
    backup,
    camp_letters,
    camp_pyramid,
    course_rosters,
    demo_diagnosis,
    demo_luminary,
    demo_mentoring,
    demo_round,
    demo_year,
    diagnosis_papers,
    event_papers,
    forms,
    hosting_letter,
    luminary_closing,
    nomination_report,
    packets,
    pairing,
    pairing_files,
    pairing_pools,
    pairing_proof,
    pairs_papers,
    pairs_report,
    preflight,
    reflection_digest,
    reflection_months,
    roster,
    round_papers,
    rounds,
    settings,
    sign_off,
    signing_keys,
    statistics_report,
    year_calendar,
)
from desktop.services.office import Office, Passphrase, create_office, open_office

COUNTY = "10009"
PASSPHRASE = "luminary-demo-104"
"""Of the demo office only, which holds invented people; it is printed so that everybody may look inside."""

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
        yield from _take_part(office, out / "reports")
        yield from _print(office, out / "forms", progress)
        yield from _report(office, out / "reports")
        yield from _send(office, out / "packet", progress)
        made = backup.make(office, out / "backup" / "demo.lgdlbackup")
        yield Made(made.path, "demo.backup")


def fill(office: Office, *, progress: Progress | None = None) -> None:
    """Put the samples' people and their year into a new office of `COUNTY`, marked as a demo.

    Nothing is sealed: that is what there is to practise.
    """
    watched = progress or Silent()
    for done, (told, step) in enumerate(demo_year.STEPS):
        watched.step(done, len(demo_year.STEPS), told)
        step(office)
    with office.database.writing("demo.fill", undoable=False) as journal:
        settings.put(journal, settings.DEMO, True)
    watched.step(len(demo_year.STEPS), len(demo_year.STEPS), told)


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


def _take_part(office: Office, folder: Path) -> Iterator[Made]:
    """The year's files go in, each with a list of what was found; the dirty roster is only looked at."""
    demo_year.people(office)
    language = catalogue().language
    dirty = folder / "roster-dirty.csv"
    roster.write_report(roster.preview(office, demo_year.sample("roster-dirty.csv")), dirty, language)
    yield Made(dirty, "demo.dirty")
    for activity, result in demo_year.nominations(office).items():
        report = folder / f"nominate-{activity}.csv"
        nomination_report.write(office, result, report, language)
        yield Made(report, "demo.verdicts")
    files = {
        "camp-stages": demo_year.camp,
        "reflections": demo_year.texts,
        "showcase": demo_year.presentation,
        "attendance": demo_year.attendance,
        "events": demo_year.travels,
    }
    for name, step in files.items():
        yield _written(folder / f"{name}.txt", demo_year.sentences(step(office)), "demo.findings")
    demo_year.dates(office)
    demo_round.run(office)
    demo_diagnosis.answers(office)
    demo_diagnosis.agree(office)
    demo_luminary.run(office)
    demo_mentoring.run(office)
    yield _written(folder / "check.txt", demo_year.sentences(preflight.check(office)), "demo.check")


def _written(path: Path, content: str, what: str) -> Made:
    paths.write_atomic(path, content.encode())
    return Made(path, what)


def _print(office: Office, folder: Path, progress: Progress) -> Iterator[Made]:
    for activity in demo_year.BOOKLETS:
        for file in forms.booklet(office, activity, folder, progress=progress):
            yield Made(file.path, "demo.booklet")
        for file in forms.blank(office, activity, folder, progress=progress):
            yield Made(file.path, "demo.blank")
    for path in camp_letters.write(office, folder):
        yield Made(path, "demo.letter")
    yield Made(hosting_letter.write_letter(office, *demo_year.HELD, folder), "demo.letter")
    for path in course_rosters.write(office, demo_year.COURSES[0], folder, number=1):
        yield Made(path, "demo.list")
    for path in event_papers.write(office, demo_year.EVENT, folder):
        yield Made(path, "demo.list")
    for path in pairs_papers.write(office, folder):
        yield Made(path, "demo.pairs_year")
    yield from _sign_off(office, folder)


def _sign_off(office: Office, folder: Path) -> Iterator[Made]:
    """The papers of the round with the agencies, the memo of a course, and the letter to the center."""
    round_id = rounds.latest(office, demo_round.ACTIVITY)
    for path in round_papers.write_reminder(office, round_id, folder):
        yield Made(path, "demo.letter")
    yield Made(round_papers.write_questions(office, round_id, folder), "demo.list")
    yield Made(round_papers.write_list(office, round_id, folder), "demo.list")
    yield Made(sign_off.write_memo(office, demo_year.COURSES[0], folder)[0], "demo.letter")
    yield Made(sign_off.write_cover_letter(office, folder), "demo.letter")


def _report(office: Office, folder: Path) -> Iterator[Made]:
    """What is not sent but read: the camp's stages, the digests, the year in numbers and in a calendar."""
    stages = folder / "camp-stages.pdf"
    paths.write_atomic(stages, camp_pyramid.paper(office))
    yield Made(stages, "demo.pyramid")
    for month in reflection_months.months(office):
        yield Made(reflection_digest.write(office, month, folder), "demo.digest")
    yield Made(statistics_report.write(office, folder), "demo.statistics")
    for path in (*diagnosis_papers.write(office, folder), luminary_closing.write(office, folder)):
        yield Made(path, "demo.diagnosis")
    with office.database.reading() as session:
        paired = pairing.pair(pairing_pools.of_session(session))
    pairs = folder / "pairs.csv"
    paths.write_atomic(pairs, pairing_files.pairs(paired))
    yield Made(pairs, "demo.pairs")
    for path in pairs_report.write(office, folder):
        yield Made(path, "demo.pairs_year")
    calendar = folder / "luminary.ics"
    year_calendar.write(office, calendar, catalogue().language)
    yield Made(calendar, "demo.calendar")


def _send(office: Office, folder: Path, progress: Progress) -> Iterator[Made]:
    """Seal the packet, and read it and its pairs back as a stranger would, with the enrolled certificate."""
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
    faults = pairing_proof.check_packet(built.path)
    assert not faults, f"the pairs are proven by the packet's own tables: {faults}"
    report = folder / "verified.json"
    verdict = {
        "complete": answer.complete,
        "unaltered": answer.unaltered,
        "trusted": answer.signer.trusted,
        "fingerprint": answer.signer.fingerprint,
        "pairs": not faults,
    }
    paths.write_atomic(report, (json.dumps(verdict, indent=2) + "\n").encode())
    yield Made(report, "demo.verified")
