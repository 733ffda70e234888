"""The verdicts of a nomination file as a CSV beside it, for the colleague who sent the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from desktop.core import paths, terms
from desktop.core.findings import Severity
from desktop.services import settings
from desktop.services.judged import JudgedRecord, Named
from desktop.services.nominate import NominationResult
from desktop.services.office import Office

HEADER = ("檔案列", "歷史完整", "判定", "原因")
CAMP_HEADER = ("檔案列", "判定", "席位", "原因")


def write(office: Office, result: NominationResult, path: Path, language: str) -> None:
    """One row a record (UTF-8 with BOM, CRLF): the verdict and its reason.

    Courses say whether the history is complete; the camp says the seat, and why only where there is
    something to say.
    """
    camp = any(one.seat for one in result.nominations)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(CAMP_HEADER if camp else HEADER)
    writer.writerows(_camp(result, language) if camp else _course(office, result, language))
    paths.write_atomic(path, buffer.getvalue().encode("utf-8-sig"))


def _course(office: Office, result: NominationResult, language: str) -> Iterator[tuple[object, ...]]:
    with office.database.reading() as session:
        complete = "是" if settings.get(session, settings.HISTORY_COMPLETE) else "否"
    for one in result.nominations:
        reason = one.reasons[0].text(language) if one.reasons else ""
        yield one.draft.record, complete, str(one.answer), reason


def _camp(result: NominationResult, language: str) -> Iterator[tuple[object, ...]]:
    for one in result.nominations:
        seat = terms.label("camp_seat", one.seat, language)
        yield one.draft.record, str(one.answer), seat, _told(one, language)


def _told(one: JudgedRecord[Named], language: str) -> str:
    """What refuses the person, waits, or is to be known besides."""
    told = (reason for reason in one.reasons if reason.severity is not Severity.INFO)
    return "；".join(reason.text(language) for reason in told)
