"""The verdicts of a nomination file as a CSV beside it, for the colleague who sent the file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from desktop.core import paths
from desktop.services import settings
from desktop.services.nominate import NominationResult
from desktop.services.nomination_judging import Judged
from desktop.services.office import Office

HEADER = ("檔案列", "歷史完整", "判定", "原因")


def write(office: Office, result: NominationResult, path: Path, language: str) -> None:
    """One row a record (UTF-8 with BOM, CRLF): whether the history is complete, the verdict, its reason."""
    with office.database.reading() as session:
        complete = "是" if settings.get(session, settings.HISTORY_COMPLETE) else "否"
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEADER)
    for one in result.nominations:
        writer.writerow((one.draft.record, complete, str(one.answer), _reason(one, language)))
    paths.write_atomic(path, buffer.getvalue().encode("utf-8-sig"))


def _reason(one: Judged, language: str) -> str:
    return one.reasons[0].text(language) if one.reasons else ""
