"""The office's settings: one JSON value a key, each key named and documented here."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.journal import Journal
from desktop.models.office import Setting

HISTORY_COMPLETE = "history_complete"
"""bool: the imported history is the center's whole record, so absence means never attended."""

SEALS = "seals"
"""list of str: labels of the approval seals from left to right."""

LETTER = "letter"
"""{letter: id in the book} of the letter that the next packet goes with, or null; {date, number} where an
earlier version stated it; see `letters`."""

OFFICE_KEY = "office_key"
"""str: SHA-256 of the certificate of the key that the program made for this office, or null."""

SECRETS_CHANGED = "secrets_changed"
"""{kind, at, vault_sha256} of the latest change of what opens the office, or null; see `office_secrets`."""

DEMO = "demo"
"""bool: the people of this office are invented samples to practise with."""

MASK_IDS = "mask_ids"
"""bool: identity numbers are masked on screen; see `privacy`."""

RETENTION_YEARS = "retention_years"
"""int: how long the old values behind undo are kept; see `privacy`."""

LAST_EXPORT = "last_export"
"""{what, people, full_ids, at} of the latest export of people, or null; its audit entries are the log."""

EXPORT_PROFILES = "export_profiles"
"""list of {name, form, columns, full_ids}, or null for the bundled ones; see `export_profiles`."""

CAMP_SEATS = "camp_seats"
"""{requested, reason, released, granted, document_no, document_date} of the English camp, or null; see
`camp_seats`."""

PLAN = "plan"
"""{sha256, imported_at} of the plan that came as a file, or null for the one of the program; see
`imported_plan`."""

PLAN_FILES = "plan_files"
"""{file: text}: the files of that plan, or null."""

NIL_ACTIVITIES = "nil_activities"
"""{activity: {reason, at}} for which the office recommends nobody, or null; see `activity_states`."""

HANDED_OVER = "handed_over"
"""{at}: when a handover file was made last, or null; see `handover`."""

BENCHMARK = "benchmark"
"""{roc_year, counties, dimensions, items, signer} of the center, or null; see `diagnosis_benchmark`."""

_DEFAULTS: dict[str, Any] = {
    HISTORY_COMPLETE: False,
    SEALS: ["承辦人", "單位主管", "人事單位", "機關首長"],
    LETTER: None,
    OFFICE_KEY: None,
    SECRETS_CHANGED: None,
    DEMO: False,
    MASK_IDS: True,
    RETENTION_YEARS: 5,
    LAST_EXPORT: None,
    EXPORT_PROFILES: None,
    CAMP_SEATS: None,
    PLAN: None,
    NIL_ACTIVITIES: None,
    HANDED_OVER: None,
    PLAN_FILES: None,
    BENCHMARK: None,
}


def get(session: Session, key: str) -> Any:
    """The value of a key, or its default."""
    stored = session.scalars(select(Setting.value).filter_by(key=key)).one_or_none()
    return _DEFAULTS[key] if stored is None else json.loads(stored)


def put(journal: Journal, key: str, value: Any) -> None:
    """Set a key inside somebody's action."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    known = journal.session.scalars(select(Setting.id).filter_by(key=key)).one_or_none()
    if known is None:
        journal.insert(Setting, [{"key": key, "value": text}])
    else:
        journal.update(Setting, known, {"value": text})
