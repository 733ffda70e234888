"""Sign-off: the internal memo (簽稿) of an activity, and the letter (函) that goes to the center."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from desktop.core import paths
from desktop.core.clock import roc_long
from desktop.core.errors import DataError
from desktop.core.messages import catalogue
from desktop.core.storage import require_writable
from desktop.exports import official_letter
from desktop.rules.plan import Activity
from desktop.services import (
    activity_states,
    forms,
    letters,
    official_letters,
    plans,
    preflight,
    round_board,
    round_papers,
    rounds,
    settings,
)
from desktop.services.office import Office
from desktop.services.rounds import RoundLine

_NONE = "無"


def memo(office: Office, activity_id: str) -> bytes:
    """簽稿 as PDF: who is recommended, how they were collected, what is proposed, and boxes to sign.

    Raises `DataError` when nobody stands on the activity's list, `UsageError` for an unknown activity.
    """
    with office.database.reading() as session:
        desk = preflight.read(session, activity_id)
        activity = desk.plan.activity(activity_id)
        seals = tuple(settings.get(session, settings.SEALS))
    included = next((one.included(activity) for one in desk.dossiers if activity_id in one.activities), None)
    if included is None:
        raise DataError("sign_off.nobody", activity=activity.short.zh_TW, activity_en=activity.short.en)
    values = {
        "activity": activity.title.zh_TW,
        "clause": activity.clause,
        "who": activity.who.text.zh_TW.rstrip("。") + "。",
        "people": included.number,
        "open": included.open,
        "beside": included.beside,
        "unit": catalogue("zh_TW").text(f"sign_off.unit.{included.unit}"),
        "round": _collected(office, activity),
        "center": official_letters.center(desk.plan),
    }
    composed = official_letters.compose_memo(
        "memo", office.row(), desk.plan, values, office.clock.now(), seals=seals
    )
    return official_letter.render(composed)


def cover_letter(office: Office) -> bytes:
    """函 to the center as PDF: what the packet holds, what it says nobody is recommended for.

    Its date and number are those that the packet goes with, where they are stated already.
    """
    states = activity_states.read(office, "zh_TW")
    with office.database.reading() as session:
        plan = plans.current(session)
        stated = letters.stated(session)
    values = {
        name: "、".join(one.title for one in states if one.state in codes) or _NONE
        for name, codes in (
            ("submitted", {"submitted", "unchanged"}),
            ("nil", {"nil"}),
            ("waiting", {"not_yet"}),
        )
    }
    sent = None if stated is None else official_letters.Sent(stated.date, stated.number)
    composed = official_letters.compose(
        "submission", office.row(), plan, values, office.clock.now(), sent=sent
    )
    return official_letter.render(composed)


def write_memo(office: Office, activity_id: str, out: Path) -> tuple[Path, ...]:
    """Write `memo-course-basic.pdf` and what it is signed with: the booklet and the list of the round.

    Raises as `memo`.
    """
    written = [_written(out / f"memo-{activity_id}.pdf", memo(office, activity_id))]
    written += [one.path for one in forms.booklet(office, activity_id, out)]
    found = _round(office, activity_id)
    if found is not None:
        with suppress(DataError):  # nobody was returned yet
            written.append(round_papers.write_list(office, found.id, out))
    return tuple(written)


def write_cover_letter(office: Office, out: Path) -> Path:
    """Write `submission-letter.pdf`."""
    return _written(out / "submission-letter.pdf", cover_letter(office))


def _written(path: Path, content: bytes) -> Path:
    require_writable(path.parent)
    paths.write_atomic(path, content)
    return path


def _round(office: Office, activity_id: str) -> RoundLine | None:
    return next((one for one in rounds.listing(office) if one.activity == activity_id), None)


def _collected(office: Office, activity: Activity) -> str:
    """How the names were collected, in one sentence."""
    text = catalogue("zh_TW")
    found = _round(office, activity.id)
    if found is None:
        return text.text("sign_off.no_round")
    board = round_board.read(office, found.id)
    return text.text(
        "sign_off.round",
        opened=roc_long(board.opened_on),
        due=roc_long(board.due),
        asked=len(board.lines),
        answered=len(board.lines) - board.count(*round_board.UNANSWERED),
        nil=board.count("nil"),
    )
